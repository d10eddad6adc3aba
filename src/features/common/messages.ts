import * as vscode from 'vscode';
import { plainText } from './plainText.js';

const STATUS_MS = 3_000;

/** A notification has room for as many buttons: VS Code cuts off their labels where there are more. */
export const MAX_BUTTONS = 3;

/** Shows a notification. @returns the button that was chosen; `undefined` for none */
export function showInformation(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(plainText(text), ...buttons);
}

/** As {@link showInformation}, of something that is to be known before going on. */
export function showWarning(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plainText(text), ...buttons);
}

/** As {@link showInformation}, of something that failed. */
export function showError(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(plainText(text), ...buttons);
}

/** Asks in a dialog, before something that cannot be undone. @returns the button that was chosen; `undefined` for Cancel */
export function ask(text: string, detail: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(plainText(text), { modal: true, detail: plainText(detail) }, ...buttons);
}

/** Says in the status bar, for a moment, that something was done. */
export function showStatus(text: string): void {
  vscode.window.setStatusBarMessage(plainText(text), STATUS_MS);
}
