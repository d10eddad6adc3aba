import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import { MADE_TABLES } from '../../services/archiveQueries/madeTables.js';
import { namesAt } from './namesAt.js';

/** Names for the string at a position; none where it is no place for a name. */
export function completionsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  catalog: Catalog,
): vscode.CompletionItem[] {
  const reports = new Map([
    ...Object.entries(MADE_TABLES),
    ...catalog.reports.map((report) => [report.name, report] as const),
  ]);
  const found = namesAt(document.getText(), document.offsetAt(position), reports);
  if (found === undefined) {
    return [];
  }
  const range = new vscode.Range(document.positionAt(found.range.start), document.positionAt(found.range.end));
  return found.names.map(({ name, detail }, index) => {
    const item = new vscode.CompletionItem({ label: name, ...(detail === undefined ? {} : { description: detail }) });
    item.kind = vscode.CompletionItemKind.Value;
    item.insertText = JSON.stringify(name);
    // What is typed has quotation marks, too.
    item.filterText = item.insertText;
    item.range = range;
    // As the report has its columns.
    item.sortText = String(index).padStart(4, '0');
    return item;
  });
}
