import * as vscode from 'vscode';
import type { ExportFacts } from '../../core/export/exportInput.js';
import type { DiffHandle } from '../../services/tables/diffHandle.js';
import type { ChangeKind } from '../../shared/diff.js';
import { isWholeTable, type TableView } from '../../shared/report.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { showPick } from '../common/quickInput.js';
import { type ComparedSnapshots, diffFacts } from './comparedSnapshots.js';
import { tabLabel } from './snapshotDiffTexts.js';

/** What the page shows: which changes, in which order, with what filter. */
export interface ShownChanges {
  readonly change: ChangeKind;
  readonly view: TableView;
}

/** What an export takes of the rows that differ. */
export interface ExportedChanges {
  readonly facts: ExportFacts;
  readonly table: Pick<DiffHandle, 'write'>;
}

/**
 * Asks whether to export the rows that the page shows, or all that differ. Does not ask where it shows all of them as they are.
 * @returns `undefined` when the person pressed Escape
 */
export async function pickChanges(
  title: string,
  compared: ComparedSnapshots,
  { change, view }: ShownChanges,
): Promise<ExportedChanges | undefined> {
  const { opened, after } = compared;
  const facts = diffFacts(compared);
  const all: ExportedChanges = { facts, table: opened };
  const total = opened.tabs.reduce((sum, { count }) => sum + count, 0);
  const { viewRowCount } = await opened.rows(change, view, 0, 0);
  if (isWholeTable(view) && viewRowCount === total) {
    return all;
  }
  const shown: ExportedChanges = {
    facts: { ...facts, asShown: true },
    table: { write: (job) => opened.write({ ...job, change, view }) },
  };
  const items = [
    {
      label: vscode.l10n.t('Displayed Rows ({0})', numberLabel(viewRowCount)),
      description: vscode.l10n.t(
        "{0}, with the table's filter and sort order",
        tabLabel(change, after.definition.kind),
      ),
      changes: shown,
    },
    {
      label: vscode.l10n.t('All Differences ({0})', numberLabel(total)),
      description: vscode.l10n.t('Each row says what kind of change it is'),
      changes: all,
    },
  ];
  return (await showPick(items, { title, placeHolder: vscode.l10n.t('Which rows?') }))?.changes;
}
