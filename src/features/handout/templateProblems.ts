import * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import type { ReadTemplate } from '../../core/handout/templateFile.js';
import { templateErrorText } from '../../l10n/templateErrorTexts.js';
import { diagnosticsOf } from '../common/fileDiagnostics.js';
import { showError } from '../common/messages.js';

/** What the last reading of each template found, in VS Code's list of problems. It stays for the life of the window, as its files do. */
const problemsOfTemplates = lazy(() => vscode.languages.createDiagnosticCollection('usageReports'));

type Found = Pick<ReadTemplate, 'problems' | 'warnings'>;

/** Lists what is wrong with a template where VS Code lists problems, in place of what was listed before. @returns what isn't a warning */
export function listTemplateProblems(
  file: vscode.Uri,
  { problems, warnings }: Found,
  text: string,
): readonly vscode.Diagnostic[] {
  const found = diagnosticsOf(text, problems, templateErrorText);
  const unsure = diagnosticsOf(text, warnings, templateErrorText, vscode.DiagnosticSeverity.Warning);
  problemsOfTemplates().set(file, [...found, ...unsure]);
  return found;
}

/** A template that is gone has no problems. */
export function forgetTemplateProblems(file: vscode.Uri): void {
  problemsOfTemplates().delete(file);
}

/** Lists what is wrong with a template, and offers to open the first place. Nothing is shown where nothing is. */
export async function showTemplateProblems(file: vscode.Uri, read: Found, text: string): Promise<void> {
  const [found] = listTemplateProblems(file, read, text);
  const [first] = read.problems;
  if (first === undefined) {
    return;
  }
  const range = found?.range ?? new vscode.Range(0, 0, 0, 0);
  const open = vscode.l10n.t('Open Template');
  const name = vscode.workspace.asRelativePath(file);
  const line = String(range.start.line + 1);
  const said = vscode.l10n.t('{0}, line {1}: {2}', name, line, templateErrorText(first.error));
  if ((await showError(said, open)) === open) {
    await vscode.window.showTextDocument(file, { selection: range });
  }
}
