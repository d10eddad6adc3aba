import * as vscode from 'vscode';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { CopyFormat } from '../../shared/pages/common.js';
import type { TableView } from '../../shared/report.js';
import { neutralizeFormulas } from '../../settings.js';
import { showStatus, showWarning } from './messages.js';
import { plural } from '../../l10n/plurals.js';

/** Characters. No clipboard documents its limit, and programs fail at much less. */
const MAX_CLIPBOARD_CHARACTERS = 20_000_000;

export interface CopyRequest {
  readonly view: TableView;
  /** Positions in the view; absent for all its rows. */
  readonly rows?: readonly number[];
  /** Copies this cell of the first row alone, instead of rows. */
  readonly column?: number;
  readonly format?: CopyFormat;
}

/** What rows are copied from. */
export interface CopySource {
  readonly table: Pick<TableHandle, 'rows' | 'write'>;
  readonly facts: ExportFacts;
}

/** Copies rows and says how many. Offers an export instead where they are too many for a clipboard. */
export async function copyRows(
  { table, facts }: CopySource,
  { view, rows, column, format = 'tabSeparated' }: CopyRequest,
  exportInstead: () => Promise<void>,
): Promise<void> {
  if (column !== undefined) {
    return copyCell({ table, facts }, view, rows?.[0] ?? 0, column);
  }
  const count = rows?.length ?? (await table.rows(view, 0, 0)).viewRowCount;
  const chunks = table.write({
    writer: format,
    facts,
    options: { onlyTable: true, neutralizeFormulas: neutralizeFormulas() },
    view,
    ...(rows === undefined ? {} : { positions: rows }),
  });
  const text = await textOf(chunks, MAX_CLIPBOARD_CHARACTERS);
  if (text === undefined) {
    const exportAction = vscode.l10n.t('Export…');
    const answer = await showWarning(tooLargeText(count), exportAction);
    return answer === exportAction ? exportInstead() : undefined;
  }
  await vscode.env.clipboard.writeText(text);
  showStatus(copiedText(count, format));
}

/**
 * Copies a cell as the rows are copied: as files have it, without the unit and the grouping that the screen adds.
 *
 * @param row position in the view
 */
async function copyCell({ table, facts }: CopySource, view: TableView, row: number, onlyColumn: number): Promise<void> {
  const chunks = table.write({
    writer: 'tabSeparated',
    facts,
    options: { onlyColumn, neutralizeFormulas: neutralizeFormulas() },
    view,
    positions: [row],
  });
  const text = await textOf(chunks, MAX_CLIPBOARD_CHARACTERS);
  if (text !== undefined) {
    await vscode.env.clipboard.writeText(text);
    showStatus(vscode.l10n.t('Cell copied'));
  }
}

function tooLargeText(count: number): string {
  return count === 1
    ? vscode.l10n.t('The row is too large for the clipboard. Nothing was copied.')
    : plural(count, { other: vscode.l10n.t('{0} rows are too many for the clipboard. Nothing was copied.') });
}

function copiedText(count: number, format: CopyFormat): string {
  if (format === 'markdown') {
    return plural(count, {
      one: vscode.l10n.t('{0} row copied as Markdown'),
      other: vscode.l10n.t('{0} rows copied as Markdown'),
    });
  }
  return plural(count, { one: vscode.l10n.t('{0} row copied'), other: vscode.l10n.t('{0} rows copied') });
}

/** @returns `undefined` where it is longer than `most`; the rest is not even written then */
async function textOf(chunks: AsyncIterable<Uint8Array>, most: number): Promise<string | undefined> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const part = decoder.decode(chunk, { stream: true });
    length += part.length;
    if (length > most) {
      return undefined;
    }
    parts.push(part);
  }
  return parts.join('');
}
