import type { IsoDate } from '../../base/dates.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { isReportMetadata, meaningOf, normalizeName } from '../table/store/columnNames.js';
import { dayColumnIndex } from '../table/store/dayColumn.js';
import type { ReportTable } from '../table/store/table.js';

/** What makes a row of a day the same in several snapshots. */
export function rowKey(day: IsoDate, key: readonly string[]): string {
  return [day, ...key].join('\n');
}

/** Rows with the same day and key are told apart by their order within the file, so that none is lost. */
export function withOccurrence(key: string, seen: Map<string, number>): string {
  const count = seen.get(key) ?? 0;
  seen.set(key, count + 1);
  return count === 0 ? key : `${key}\n#${count}`;
}

export interface KeyColumn {
  readonly column: number;
  readonly meaning: (text: string) => string;
}

/**
 * Finds the day column, and the columns that tell the rows of a day apart: the catalog's keys, otherwise all text columns. Their order does
 * not depend on the file's.
 *
 * @param taken the columns that the history takes
 */
export function keyColumns(
  table: ReportTable,
  definition: ReportDefinition,
  taken: ReadonlySet<number>,
): { readonly day: number; readonly others: readonly KeyColumn[] } {
  const { columns } = table;
  const day = dayColumnIndex(columns, definition);
  const texts = columns.filter(({ type, name }) => type === 'text' && !isReportMetadata(name));
  const names = definition.keys.length > 0 ? definition.keys : texts.map(({ name }) => normalizeName(name)).sort();
  return {
    day,
    others: names
      .map((name) => ({ column: table.columnIndex(name), meaning: meaningOf(name) }))
      .filter(({ column }) => taken.has(column) && column !== day),
  };
}
