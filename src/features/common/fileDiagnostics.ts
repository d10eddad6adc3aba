import * as vscode from 'vscode';
import type { JsonFileProblem } from '../../base/jsonFile.js';

/**
 * What is wrong with a file as VS Code lists it.
 * @param errorText why, in the display language
 */
export function diagnosticsOf(
  text: string,
  problems: readonly JsonFileProblem[],
  errorText: (error: unknown) => string,
  severity = vscode.DiagnosticSeverity.Error,
): vscode.Diagnostic[] {
  return problems.map(({ error, range: { start, end } }) => {
    const range = new vscode.Range(positionAt(text, start), positionAt(text, end));
    const diagnostic = new vscode.Diagnostic(range, errorText(error), severity);
    diagnostic.source = 'Usage Reports';
    return diagnostic;
  });
}

function positionAt(text: string, offset: number): vscode.Position {
  const before = text.slice(0, offset);
  return new vscode.Position(before.split('\n').length - 1, offset - before.lastIndexOf('\n') - 1);
}
