import * as vscode from 'vscode';
import { lazy } from '../../base/lazy.js';
import type { JsonFileProblem } from '../../base/jsonFile.js';
import { templateErrorText } from '../../l10n/templateErrorTexts.js';
import { diagnosticsOf } from '../common/fileDiagnostics.js';
import { showError } from '../common/messages.js';

/** What the last reading of each template found, in VS Code's list of problems. It stays for the life of the window, as its files do. */
const problemsOfTemplates = lazy(() => vscode.languages.createDiagnosticCollection('usageReports'));

/** Lists what is wrong with a template where VS Code lists problems, in place of what was listed before. */
export function listTemplateProblems(
  file: vscode.Uri,
  problems: readonly JsonFileProblem[],
  text: string,
): readonly vscode.Diagnostic[] {
  const found = diagnosticsOf(text, problems, templateErrorText);
  problemsOfTemplates().set(file, found);
  return found;
}

/** A template that is gone has no problems. */
export function forgetTemplateProblems(file: vscode.Uri): void {
  problemsOfTemplates().delete(file);
}

/** Lists what is wrong with a template, and offers to open the first place. Nothing is shown where nothing is. */
export async function showTemplateProblems(
  file: vscode.Uri,
  problems: readonly JsonFileProblem[],
  text: string,
): Promise<void> {
  const [found] = listTemplateProblems(file, problems, text);
  const [first] = problems;
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
