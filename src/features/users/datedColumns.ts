import { tellersOf } from '../../core/users/joined/columnReports.js';
import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { shortParameterLabel } from '../../l10n/periodTexts.js';
import { columnLabel, type ColumnInfo } from '../../shared/report.js';

/**
 * The columns with a day in their label where all reports that tell them are older than the newest: `Mail Sent (Nov 16)`. Files have their names
 * alone.
 */
export function datedColumns(columns: readonly ColumnInfo[], facts: JoinedUsersFacts): readonly ColumnInfo[] {
  const days = new Map(
    facts.sources.flatMap(({ report, refreshDate, state }) =>
      state !== 'used' || refreshDate === null ? [] : [[report, refreshDate] as const],
    ),
  );
  return columns.map((column) => {
    const date = (tellersOf(column.name) ?? [])
      .flatMap((report) => days.get(report) ?? [])
      .sort()
      .at(-1);
    return date === undefined || date === facts.refreshDate
      ? column
      : { ...column, label: `${columnLabel(column)} (${shortParameterLabel({ date })})` };
  });
}
