import * as vscode from 'vscode';
import { type ErrorAction, labelOf } from '../../l10n/errorActions.js';
import { plural } from '../../l10n/plurals.js';
import { type GroupsOverTime as OverTime, groupsOverTime } from '../../services/reports/groupsOverTime.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { GroupsOverTime } from '../../shared/pages/grouping.js';
import type { Query } from '../../shared/query/query.js';
import { shortCells } from '../common/shortTexts.js';
import { snapshotNotes } from '../common/snapshotNotes.js';

export interface GroupsOverTimeOptions {
  readonly service: Pick<ReportService, 'check' | 'archivedSnapshots' | 'attributesFor'>;
  /** Called after each snapshot that was read. */
  readonly onStep: (read: number, total: number) => void;
}

/**
 * The groups on screen in all archived snapshots of the report, as the page draws them.
 * @param query what was asked for the groups on screen
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function answerOverTime(
  { ref, definition }: Report,
  { query, maxLines }: { readonly query: Query; readonly maxLines: number },
  signal: AbortSignal,
  { service, onStep }: GroupsOverTimeOptions,
): Promise<GroupsOverTime> {
  const found = await groupsOverTime(service, ref, query, { signal, onStep, maxLines });
  if (found === undefined || found.days.length < 2) {
    const isDetail = definition.kind === 'detail';
    const text = [...failedNote(found?.failed ?? 0), notEnoughText(isDetail)].join(' ');
    const action: ErrorAction = 'openSnapshotsSetting';
    const actions = isDetail ? [{ id: action, label: labelOf(action) }] : [];
    return { refusal: { text, actions }, lines: [], connected: [], notes: [] };
  }
  return {
    // As the page has the cells of the key in the table.
    lines: found.lines.map(({ key, firstDay, values }) => ({ key: shortCells(key), firstDay, values })),
    connected: found.gaps.connected,
    notes: overTimeNotes(found),
  };
}

function notEnoughText(isDetail: boolean): string {
  const text = vscode.l10n.t(
    'To draw the groups over time, at least two archived snapshots of this report are needed.',
  );
  const help = isDetail
    ? vscode.l10n.t(
        'Because it contains personal data, only the newest one and those at the ends of months are kept by default.',
      )
    : vscode.l10n.t('A new one is archived when Microsoft has newer data and the report is fetched.');
  return `${text} ${help}`;
}

/** What the lines are made of. */
function overTimeNotes({ lines, groupCount, days, failed, gaps }: OverTime): readonly string[] {
  return [
    plural(days.length, {
      one: vscode.l10n.t('{0} archived snapshot.'),
      other: vscode.l10n.t('{0} archived snapshots.'),
    }),
    ...(groupCount > lines.length
      ? [
          plural(lines.length, {
            one: vscode.l10n.t('{0} group is drawn, the largest of the newest snapshot.'),
            other: vscode.l10n.t('{0} groups are drawn, the largest of the newest snapshot.'),
          }),
        ]
      : []),
    ...snapshotNotes(gaps, lines[0]?.values.length ?? 0, days.length),
    ...failedNote(failed),
  ];
}

function failedNote(failed: number): readonly string[] {
  return failed === 0
    ? []
    : [
        plural(failed, {
          one: vscode.l10n.t("{0} snapshot couldn't be read or grouped like this."),
          other: vscode.l10n.t("{0} snapshots couldn't be read or grouped like this."),
        }),
      ];
}
