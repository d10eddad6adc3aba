import * as vscode from 'vscode';
import type { ContextKey, ContextValue } from './contextKeys.js';

/** Answers the manifest's `when` clauses from now on. */
export function setContextKey<Key extends ContextKey>(key: Key, value: ContextValue<Key>): void {
  void vscode.commands.executeCommand('setContext', `usageReports.${key}`, value);
}
