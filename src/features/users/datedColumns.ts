import type { JoinedUsersFacts } from '../../core/users/joined/joinedUsers.js';
import { shortParameterLabel } from '../../l10n/periodTexts.js';
import { columnLabel, type ColumnInfo } from '../../shared/report.js';

/** The columns with a day in their label where their report is older than the newest: `Mail Sent (Nov 16)`. Files have their names alone. */
export function datedColumns(columns: readonly ColumnInfo[], facts: JoinedUsersFacts): readonly ColumnInfo[] {
  const days = new Map(
    facts.sources.flatMap(({ columns: names, refreshDate, state }) =>
      state !== 'used' || refreshDate === null || refreshDate === facts.refreshDate
        ? []
        : names.map((name) => [name, refreshDate] as const),
    ),
  );
  return columns.map((column) => {
    const date = days.get(column.name);
    return date === undefined
      ? column
      : { ...column, label: `${columnLabel(column)} (${shortParameterLabel({ date })})` };
  });
}
