import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { Column, ScalarColumn } from '../store/column.js';
import type { Groups } from './grouping.js';

/** What is computed of the numbers of a column, by group. */
export interface ColumnStatistics {
  /** Cells with a number. */
  readonly counts: Uint32Array;
  /** `NaN` for a group without a number, as in `min` and `max`. */
  readonly sums: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Cells that are neither blank nor a number. One whose row is in several groups counts once. */
  readonly irregular: number;
}

/** @throws the slicer's `AbortError` */
export async function statisticsOf(
  column: ScalarColumn,
  rows: Uint32Array,
  { ids, count }: Groups,
  slicer: TimeSlicer,
): Promise<ColumnStatistics> {
  const counts = new Uint32Array(count);
  const sums = new Float64Array(count);
  const compensations = new Float64Array(count);
  const min = new Float64Array(count).fill(Number.NaN);
  const max = new Float64Array(count).fill(Number.NaN);
  let irregular = 0;
  const { exactTexts } = column;
  await forEachSlice(ids.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const value = column.numberAt(row);
      if (Number.isNaN(value)) {
        const isCounted = at > 0 && rows[at - 1] === row;
        irregular += !isCounted && exactTexts.size > 0 && column.value(row) !== null ? 1 : 0;
        continue;
      }
      const group = ids[at] ?? 0;
      counts[group] = (counts[group] ?? 0) + 1;
      // Neumaier's summation: what each addition rounds away is added at the end.
      const sum = sums[group] ?? 0;
      const next = sum + value;
      compensations[group] =
        (compensations[group] ?? 0) + (Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum);
      sums[group] = next;
      if (!(value >= (min[group] ?? Number.NaN))) {
        min[group] = value;
      }
      if (!(value <= (max[group] ?? Number.NaN))) {
        max[group] = value;
      }
    }
  });
  await forEachSlice(count, slicer, (from, to) => {
    for (let group = from; group < to; group++) {
      sums[group] = (counts[group] ?? 0) === 0 ? Number.NaN : (sums[group] ?? 0) + (compensations[group] ?? 0);
    }
  });
  return { counts, sums, min, max, irregular };
}

/**
 * The median of each group's numbers; the mean of the two in the middle where their number is even. `NaN` for a group without a number.
 *
 * @param counts cells with a number by group
 * @throws the slicer's `AbortError`
 */
export async function mediansOf(
  column: ScalarColumn,
  rows: Uint32Array,
  { ids, count }: Groups,
  counts: Uint32Array,
  slicer: TimeSlicer,
): Promise<Float64Array> {
  const starts = new Uint32Array(count + 1);
  for (let group = 0; group < count; group++) {
    starts[group + 1] = (starts[group] ?? 0) + (counts[group] ?? 0);
  }
  const next = starts.slice();
  const values = new Float64Array(starts[count] ?? 0);
  await forEachSlice(ids.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const value = column.numberAt(rows[at] ?? 0);
      if (!Number.isNaN(value)) {
        const group = ids[at] ?? 0;
        const place = next[group] ?? 0;
        values[place] = value;
        next[group] = place + 1;
      }
    }
  });
  const medians = new Float64Array(count).fill(Number.NaN);
  for (let group = 0; group < count; group++) {
    const all = values.subarray(starts[group], starts[group + 1]).sort();
    const middle = all.length >> 1;
    if (all.length > 0) {
      const upper = all[middle] ?? 0;
      const lower = all.length % 2 === 0 ? (all[middle - 1] ?? 0) : upper;
      // Not the half of their sum, which may be beyond all numbers.
      medians[group] = lower + (upper - lower) / 2;
    }
    const wait = slicer.spend(all.length + 1);
    if (wait !== undefined) {
      await wait;
    }
  }
  return medians;
}

/** Cells that are not blank, by group. @throws the slicer's `AbortError` */
export async function filledCells(
  column: Column,
  rows: Uint32Array,
  { ids, count }: Groups,
  slicer: TimeSlicer,
): Promise<Uint32Array> {
  const filled = new Uint32Array(count);
  const isFilled =
    column.storage === 'dictionary'
      ? (row: number) => (column.codes[row] ?? 0) > 0
      : (row: number) =>
          !Number.isNaN(column.numberAt(row)) || (column.exactTexts.size > 0 && column.value(row) !== null);
  await forEachSlice(ids.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const group = ids[at] ?? 0;
      filled[group] = (filled[group] ?? 0) + (isFilled(rows[at] ?? 0) ? 1 : 0);
    }
  });
  return filled;
}
