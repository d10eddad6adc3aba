import { UsageReportsError } from '../../../base/errors.js';
import { TimeSlicer } from '../../../base/timeSlicer.js';
import { isAmount, isRatio, unitOf } from '../../../shared/measures.js';
import type { CellStatistics, ColumnTotals } from '../../../shared/report.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { filledCells } from './columnStatistics.js';
import { oneGroup } from './grouping.js';
import type { FoundColumn } from './queryColumns.js';
import { refuseRepeatedAmounts } from './repeatedAmounts.js';
import { columnTotals } from './totals.js';

/**
 * What the cells of some rows in some columns come to. A sum that would count the same twice is left out, as queries refuse it, and so are
 * amounts of which some are in another unit than the others.
 *
 * @param columns indexes; one that the table does not have is left out
 * @throws the signal's `AbortError`
 */
export async function cellStatisticsOf(
  table: ColumnarTable,
  rows: Uint32Array,
  columns: readonly number[],
  definition: ReportDefinition | undefined,
  signal?: AbortSignal,
): Promise<CellStatistics> {
  const slicer = new TimeSlicer(signal);
  const groups = oneGroup(rows.length);
  const totals: ColumnTotals[] = [];
  const amounts: FoundColumn[] = [];
  let blank = 0;
  for (const index of columns) {
    const [info, column] = [table.columns[index], table.data[index]];
    if (info === undefined || column === undefined) {
      continue;
    }
    if (column.storage === 'scalar' && isAmount(info)) {
      const total = await columnTotals(column, rows, !isRatio(info), signal);
      blank += total.blank;
      totals.push(total);
      if (total.count > 0) {
        amounts.push({ index, info, column });
      }
    } else {
      const filled = await filledCells(column, rows, groups, slicer);
      blank += rows.length - (filled[0] ?? 0);
    }
  }
  const numbers = totals.reduce((sum, { count }) => sum + count, 0);
  const kinds = new Set(amounts.map(({ info }) => `${unitOf(info)} ${isRatio(info)}`));
  const [first] = amounts;
  if (first === undefined || kinds.size > 1) {
    return { blank, numbers };
  }
  const isRepeated = async (kind: 'sum' | 'mean') => {
    const aggregates = amounts.map((of) => ({ aggregate: { kind, column: of.info.name }, path: 'selection', of }));
    try {
      await refuseRepeatedAmounts(table, definition, aggregates, rows, groups, slicer);
      return false;
    } catch (error) {
      if (error instanceof UsageReportsError && error.reason === 'invalidRequest') {
        return true;
      }
      throw error;
    }
  };
  const total = totals.reduce((sum, { mean, count }) => sum + (mean ?? 0) * count, 0);
  const sums = totals.flatMap(({ sum }) => (sum === null ? [] : [sum]));
  const hasSum = sums.length > 0 && !(await isRepeated('sum'));
  return {
    blank,
    numbers,
    amounts: {
      unit: unitOf(first.info),
      sum: hasSum ? sums.reduce((sum, one) => sum + one, 0) : null,
      mean: (await isRepeated('mean')) ? null : total / numbers,
      min: Math.min(...totals.map(({ min }) => min ?? Infinity)),
      max: Math.max(...totals.map(({ max }) => max ?? -Infinity)),
    },
  };
}
