import * as vscode from 'vscode';
import { plainItems } from './plainItems.js';
import { plainText } from './plainText.js';

/** What is wrong with what was typed. A message of a lower severity only warns. */
export type InputProblem = string | vscode.InputBoxValidationMessage | undefined;

/** Asks for one of several. @returns one of `items`; `undefined` when the person pressed Escape */
export async function showPick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const shown = plainItems(items);
  const picked = await vscode.window.showQuickPick(shown, options);
  return picked && items[shown.indexOf(picked)];
}

/** Asks for any number of several. @returns some of `items`; `undefined` when the person pressed Escape */
export async function showPicks<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T[] | undefined> {
  const shown = plainItems(items);
  const picked = await vscode.window.showQuickPick(shown, { ...options, canPickMany: true });
  return picked?.flatMap((item) => items[shown.indexOf(item)] ?? []);
}

export interface InputOptions extends Omit<vscode.InputBoxOptions, 'validateInput'> {
  readonly validateInput?: (text: string) => InputProblem;
}

/** Asks for a text. @returns `undefined` when the person pressed Escape */
export function showInput(
  { prompt = '', validateInput, ...options }: InputOptions,
  token?: vscode.CancellationToken,
): Thenable<string | undefined> {
  return vscode.window.showInputBox(
    {
      ...options,
      prompt: plainText(prompt),
      ...(validateInput === undefined ? {} : { validateInput: (text) => plainProblem(validateInput(text)) }),
    },
    token,
  );
}

/** As {@link plainText}. */
export function plainProblem(problem: InputProblem): InputProblem {
  return typeof problem === 'object'
    ? { ...problem, message: plainText(problem.message) }
    : problem && plainText(problem);
}
