import * as vscode from 'vscode';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { TableHandle } from '../../services/tables/tableHandle.js';
import type { CopyFormat } from '../../shared/pages/common.js';
import type { RowSpan, TableView } from '../../shared/report.js';
import { neutralizeFormulas } from '../../settings.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { plural } from '../../l10n/plurals.js';
import { clipboardText, MAX_CLIPBOARD_CHARACTERS } from './clipboardText.js';
import { showStatus, showWarning } from './messages.js';
import { withDelayedProgress } from './progress.js';

export interface CopyRequest {
  readonly view: TableView;
  /** Rows of the view; absent for all of them. */
  readonly rows?: readonly RowSpan[];
  /** Indexes; absent for all columns of the table, which is then about rows and not about cells. */
  readonly columns?: readonly number[];
  readonly withoutNames?: true;
  readonly format?: CopyFormat;
  /** What is said of so many rows once they are copied; absent for the usual words. */
  readonly copied?: (rows: number) => string;
}

/** What rows are copied from. */
export interface CopySource {
  readonly table: Pick<TableHandle, 'rows' | 'write'>;
  readonly facts: ExportFacts;
}

/**
 * Copies rows, or some of their cells, and says how many: as files have them, without the units and the grouping that the screen adds.
 * Offers an export instead where they are too many for a clipboard.
 * @throws UsageReportsError of the table; an `AbortError` when canceled
 */
export async function copyRows(
  { table, facts }: CopySource,
  { view, rows, columns, withoutNames, format = 'tabSeparated', copied }: CopyRequest,
  exportInstead: () => Promise<void>,
): Promise<void> {
  const count = rows === undefined ? (await table.rows(view, 0, 0)).viewRowCount : rowsIn(rows);
  const chunks = table.write({
    writer: format,
    facts,
    options: { onlyTable: true, neutralizeFormulas: neutralizeFormulas(), withoutNames: withoutNames === true },
    view,
    ...(rows === undefined ? {} : { rows }),
    ...(columns === undefined ? {} : { columns }),
  });
  const text = await withDelayedProgress(vscode.l10n.t('Copying…'), (signal) => clipboardText(chunks, format, signal));
  if (text === undefined) {
    const exportAction = vscode.l10n.t('Export…');
    const answer = await showWarning(tooLargeText(count), exportAction);
    return answer === exportAction ? exportInstead() : undefined;
  }
  await vscode.env.clipboard.writeText(text);
  showStatus(
    copied?.(count) ??
      (columns === undefined ? rowsCopied(count, format) : cellsCopied(count * columns.length, format)),
  );
}

function rowsIn(rows: readonly RowSpan[]): number {
  return rows.reduce((sum, { start, end }) => sum + end - start, 0);
}

function tooLargeText(count: number): string {
  const most = numberLabel(MAX_CLIPBOARD_CHARACTERS);
  return count === 1
    ? vscode.l10n.t('The row is longer than the {0} characters that can be copied. Nothing was copied.', most)
    : plural(
        count,
        { other: vscode.l10n.t('{0} rows are more than the {1} characters that can be copied. Nothing was copied.') },
        most,
      );
}

/** What the formats are called that have a name in every language. */
const formatNames: Readonly<Record<Exclude<CopyFormat, 'tabSeparated'>, string>> = {
  csvNormalized: 'CSV',
  json: 'JSON',
  markdown: 'Markdown',
};

function rowsCopied(count: number, format: CopyFormat): string {
  return format === 'tabSeparated'
    ? plural(count, { one: vscode.l10n.t('{0} row copied'), other: vscode.l10n.t('{0} rows copied') })
    : plural(
        count,
        { one: vscode.l10n.t('{0} row copied as {1}'), other: vscode.l10n.t('{0} rows copied as {1}') },
        formatNames[format],
      );
}

function cellsCopied(count: number, format: CopyFormat): string {
  return format === 'tabSeparated'
    ? plural(count, { one: vscode.l10n.t('{0} cell copied'), other: vscode.l10n.t('{0} cells copied') })
    : plural(
        count,
        { one: vscode.l10n.t('{0} cell copied as {1}'), other: vscode.l10n.t('{0} cells copied as {1}') },
        formatNames[format],
      );
}
