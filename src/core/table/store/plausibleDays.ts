import type { DataDayLimits } from '../../../base/dates.js';
import type { ScalarColumn } from './column.js';
import type { ColumnarTable } from './columnarTable.js';

/**
 * Reads the days of a column that can be right. A day comes from the file, and a single `9999-12-31` would end a chart, a history or an order
 * of its own. So whatever counts or draws days reads them here; what shows the cells shows them all.
 *
 * @param index of a column with days
 * @returns days since 1970-01-01; `NaN` for a day outside the limits, as for a cell without a day
 */
export function plausibleDays(
  { undated }: Pick<ColumnarTable, 'undated'>,
  { numberAt }: Pick<ScalarColumn, 'numberAt'>,
  index: number,
  { first, last }: DataDayLimits,
): (row: number) => number {
  const end = undated?.column === index ? undated.from : Number.POSITIVE_INFINITY;
  return (row) => {
    const day = row < end ? numberAt(row) : Number.NaN;
    return day >= first && day <= last ? day : Number.NaN;
  };
}
