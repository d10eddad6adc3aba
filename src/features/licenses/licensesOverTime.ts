import * as vscode from 'vscode';
import { plural } from '../../l10n/plurals.js';
import { licensesOverTime, type LicensesOverTime } from '../../services/archiveQueries/licensesOverTime.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { TableOverTime } from '../../shared/pages/tableOverTime.js';
import { snapshotNotes } from '../common/snapshotNotes.js';
import type { OverTimeOptions } from '../common/tablePage.js';

/**
 * Licenses as of each archived day, as the page draws them.
 * @throws UsageReportsError `storage`, `tooLarge`, `tableLost`; the signal's `AbortError`
 */
export async function answerLicensesOverTime(
  service: ReportService,
  connection: Connection,
  { signal, onStep }: OverTimeOptions,
): Promise<TableOverTime> {
  const found = await licensesOverTime({ service, connection, signal }, onStep);
  if (found === undefined || found.days.length < 2) {
    const text = vscode.l10n.t(
      'To draw licenses over time, at least two archived days that say who has them are needed.',
    );
    return { refusal: { text, actions: [] }, charts: [], connected: [], notes: [], firstDay: '' };
  }
  const { firstDay, gaps, lines } = found;
  return {
    firstDay,
    charts: lines.map(({ product, assigned, active30, unused }) => ({
      ...(product === undefined
        ? { label: vscode.l10n.t('All products'), note: allProductsNote() }
        : { label: product }),
      lines: [
        { label: vscode.l10n.t('Assigned'), values: [...assigned] },
        { label: vscode.l10n.t('Active in 30 days'), values: [...active30] },
        { label: vscode.l10n.t('Unused'), values: [...unused] },
      ],
    })),
    connected: gaps.connected,
    notes: notesOf(found),
  };
}

/** Said of the sum alone: the lines of one product are as that product is. */
function allProductsNote(): string {
  return vscode.l10n.t(
    'All products are those whose use is known on the newest day. Where a day leaves the use of one open, that day is blank.',
  );
}

function notesOf({ days, gaps, lines, silent, leftOut }: LicensesOverTime): readonly string[] {
  return [
    plural(days.length, { one: vscode.l10n.t('{0} archived day.'), other: vscode.l10n.t('{0} archived days.') }),
    ...(leftOut > 0
      ? [
          plural(leftOut, {
            one: vscode.l10n.t('{0} day in between was not read.'),
            other: vscode.l10n.t('{0} days in between were not read.'),
          }),
        ]
      : []),
    ...(silent > 0
      ? [
          plural(silent, {
            one: vscode.l10n.t("The snapshots of {0} day don't say who has which licenses."),
            other: vscode.l10n.t("The snapshots of {0} days don't say who has which licenses."),
          }),
        ]
      : []),
    ...snapshotNotes(gaps, lines[0]?.assigned.length ?? 0, days.length),
  ];
}
