import type { IsoDate } from '../../../base/dates.js';
import { invalidQuery } from '../../../shared/query/invalidQuery.js';
import type { Query } from '../../../shared/query/query.js';
import type { CellValue } from '../../../shared/report.js';
import type { ReportTable } from '../store/table.js';
import { meaningOf } from '../store/columnNames.js';

/** The groups of an earlier snapshot. Plain data, as they may come from another thread. */
export interface EarlierGroups {
  readonly refreshDate: IsoDate | null;
  /** Names of the columns of {@link rows}: those of the group keys, then the amounts. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** Most groups of a query with changes: all of the earlier ones are handed over. */
export const MAX_COMPARED_GROUPS = 200_000;

/** What an earlier snapshot is asked, so that a query can tell changes since. Small groups stay left out. */
export function earlierQuery(query: Query): Query {
  const { version, filter, filters, groupBy, aggregates = [], minGroupSize } = query;
  return {
    version,
    filter,
    filters,
    groupBy,
    aggregates: aggregates.filter(({ kind }) => kind !== 'change'),
    minGroupSize,
  };
}

/**
 * What an amount was in the earlier groups.
 *
 * @param table the groups of now, with the columns of their keys first
 * @param keyNames names of the columns that the keys are from, as spelling matters less in some
 * @param amount name of the amount's column
 * @returns by row of the table; `NaN` for a group that was not there
 */
export function earlierAmounts(
  table: ReportTable,
  keyNames: readonly string[],
  amount: string,
  earlier: EarlierGroups | undefined,
  path: string,
): (row: number) => number {
  if (earlier === undefined) {
    throw invalidQuery(path, 'A change needs the groups of an earlier snapshot.', 'noEarlierSnapshot');
  }
  const meanings = keyNames.map(meaningOf);
  const keyOf = (cells: readonly CellValue[]) =>
    JSON.stringify(
      meanings.map((meaning, index) => {
        const cell = cells[index] ?? null;
        return typeof cell === 'string' ? meaning(cell) : cell;
      }),
    );
  const column = earlier.columns.indexOf(amount);
  const before = new Map(earlier.rows.map((cells) => [keyOf(cells), cells[column]]));
  return (row) => {
    const value = before.get(keyOf(keyNames.map((_, index) => table.value(row, index))));
    return typeof value === 'number' ? value : Number.NaN;
  };
}
