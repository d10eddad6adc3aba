import type { ColumnTotals, TableTotals } from '../../../shared/report.js';
import { isAmount, isRatio } from '../../../shared/measures.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import type { ScalarColumn } from '../store/column.js';
import { columnarOf } from '../store/columnarTable.js';
import { longestPeriodOf } from '../store/reportPeriods.js';
import type { ReportTable } from '../store/table.js';

/** Cells added up between two yields to the event loop. */
const CHUNK_ROWS = 200_000;

/**
 * Totals of the numeric and duration columns over some rows.
 *
 * @param rows in any order; of several report periods the longest counts, as it includes the others
 * @throws the signal's `AbortError`
 */
export async function totalsOf(table: ReportTable, rows: Uint32Array, signal?: AbortSignal): Promise<TableTotals> {
  const columnar = columnarOf(table);
  const { columns, data } = columnar;
  const counted = longestPeriodOf(columnar, rows)?.rows ?? rows;
  const totals: (ColumnTotals | null)[] = [];
  for (const [index, column] of columns.entries()) {
    const cells = data[index];
    totals.push(
      cells?.storage === 'scalar' && isAmount(column)
        ? await columnTotals(cells, counted, !isRatio(column), signal)
        : null,
    );
  }
  return { rowCount: counted.length, columns: totals };
}

/** @param sums whether a sum means something @throws the signal's `AbortError` */
export async function columnTotals(
  cells: ScalarColumn,
  rows: Uint32Array,
  sums: boolean,
  signal: AbortSignal | undefined,
): Promise<ColumnTotals> {
  let [count, blank, sum, compensation] = [0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    await yieldToEventLoop();
    throwIfAborted(signal);
    const end = Math.min(rows.length, start + CHUNK_ROWS);
    for (let at = start; at < end; at++) {
      const row = rows[at] ?? 0;
      const value = cells.numberAt(row);
      if (Number.isNaN(value)) {
        blank += cells.value(row) === null ? 1 : 0;
        continue;
      }
      count++;
      // Neumaier's summation: what each addition rounds away is added at the end.
      const next = sum + value;
      compensation += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
      sum = next;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return count === 0
    ? { count, blank, sum: null, mean: null, min: null, max: null }
    : { count, blank, sum: sums ? sum + compensation : null, mean: (sum + compensation) / count, min, max };
}
