import type { ColumnFilter } from '../../../shared/report.js';
import type { Column } from './column.js';
import type { ColumnarTable } from './columnarTable.js';

/** The rows of the longest of several report periods in one file. */
export interface LongestPeriod {
  /** In their order. Rows that name no period are among them: nothing says that they repeat others. */
  readonly rows: Uint32Array;
  /** What these rows have in common, as a filter. */
  readonly filter: ColumnFilter;
}

/**
 * A file that holds several report periods, such as Copilot's period ALL, has each user, or each day, once per period. A longer period
 * includes the shorter ones, so whatever counts or draws takes the rows of the longest.
 *
 * @param among rows to choose from; all rows by default
 * @returns `undefined` if the rows have one period, or none, or come from several files: a day of a history is there once
 */
export function longestPeriodOf(table: ColumnarTable, among?: Uint32Array): LongestPeriod | undefined {
  if (table.isMerged) {
    return undefined;
  }
  const column = table.columnIndex('Report Period');
  const data = table.data[column];
  if (data === undefined) {
    return undefined;
  }
  const count = among?.length ?? table.rowCount;
  const rowAt = (position: number) => (among === undefined ? position : (among[position] ?? 0));
  const daysAt = daysReader(data);
  let [longest, several] = [Number.NaN, false];
  for (let position = 0; position < count; position++) {
    const days = daysAt(rowAt(position));
    if (!Number.isNaN(days) && days !== longest) {
      several ||= !Number.isNaN(longest);
      longest = Number.isNaN(longest) ? days : Math.max(longest, days);
    }
  }
  if (!several) {
    return undefined;
  }
  const rows: number[] = [];
  const texts = new Set<string>();
  for (let position = 0; position < count; position++) {
    const row = rowAt(position);
    const days = daysAt(row);
    if (Number.isNaN(days) || days === longest) {
      rows.push(row);
      texts.add(data.text(row));
    }
  }
  texts.delete('');
  return { rows: Uint32Array.from(rows), filter: { column, kind: 'values', values: [...texts], orBlank: true } };
}

/** The table itself if its file has one period, otherwise the rows of the longest. */
export function inLongestPeriod(table: ColumnarTable): ColumnarTable {
  const longest = longestPeriodOf(table);
  return longest === undefined ? table : table.withRows(longest.rows);
}

function daysReader(data: Column): (row: number) => number {
  if (data.storage === 'dictionary') {
    const { codes, texts } = data;
    const known: (number | undefined)[] = [];
    return (row) => {
      const code = codes[row] ?? 0;
      return (known[code] ??= daysIn(texts.at(code) ?? ''));
    };
  }
  return (row) => {
    const number = data.numberAt(row);
    return Number.isNaN(number) ? daysIn(data.text(row)) : number;
  };
}

/** Days in `180`, `D180`, or `ALL`; `NaN` for anything else. */
function daysIn(text: string): number {
  const [, days] = /^\s*(?:D?(\d+)|ALL)\s*$/i.exec(text) ?? [undefined, 'none'];
  return days === undefined ? Number.POSITIVE_INFINITY : Number(days);
}
