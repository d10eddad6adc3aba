import type { SortKey } from '../../../shared/report.js';
import type { Column, ScalarColumn } from '../store/column.js';
import { mergeSort } from './mergeSort.js';
import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import { releaseBuffers } from '../store/releaseBuffers.js';
import { radixSortedIndexes } from './radixSort.js';
import { rankTexts } from './rankTexts.js';

const LAST = 0xffff_ffff;

/**
 * Sorts rows by several columns: the first key counts most, and rows that are equal in all of them keep their order. A column's order is that
 * of {@link sortRowsByColumn}. Keys of columns that the table does not have are ignored.
 *
 * @param rows freed, unless they come back as they are
 * @param data the table's columns
 * @throws the signal's `AbortError`
 */
export async function sortRows(
  rows: Uint32Array,
  data: readonly Column[],
  keys: readonly SortKey[],
  slicer: TimeSlicer,
): Promise<Uint32Array> {
  let sorted = rows;
  // The sort is stable: sorted by the last key first, rows that are equal in the others are in its order.
  for (const { column, descending } of keys.toReversed()) {
    const cells = data[column];
    if (cells !== undefined) {
      const before = sorted;
      sorted = await sortRowsByColumn(before, cells, descending, slicer);
      releaseBuffers(before);
    }
  }
  return sorted;
}

/**
 * Sorts rows by a column. The sort is stable. Blank cells come last in both directions, and before them cells that do not fit the column's
 * type. Texts and lists are sorted by the rules of the user's language, with digits in them as numbers.
 *
 * @throws the signal's `AbortError`
 */
async function sortRowsByColumn(
  rows: Uint32Array,
  column: Column,
  descending: boolean,
  slicer: TimeSlicer,
): Promise<Uint32Array> {
  const collator = new Intl.Collator(undefined, { numeric: true });
  if (column.storage === 'scalar') {
    return sortRowsByNumber(rows, column, descending, collator, slicer);
  }
  const ranks = await rankTexts(column.texts, collator, slicer);
  const keys = new Uint32Array(rows.length);
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const rank = ranks[column.codes[rows[at] ?? 0] ?? 0] ?? LAST;
      keys[at] = rank === LAST ? LAST : descending ? LAST - 1 - rank : rank;
    }
  });
  releaseBuffers(ranks);
  return takeRows(rows, await radixSortedIndexes([keys], slicer), [keys]);
}

async function sortRowsByNumber(
  rows: Uint32Array,
  column: ScalarColumn,
  descending: boolean,
  collator: Intl.Collator,
  slicer: TimeSlicer,
): Promise<Uint32Array> {
  const [high, low] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  let irregular = 0;
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const value = column.numberAt(row);
      if (Number.isNaN(value)) {
        const isBlank = !column.exactTexts.has(row) || column.value(row) === null;
        irregular += isBlank ? 0 : 1;
        high[at] = LAST;
        low[at] = isBlank ? LAST : 0;
      } else {
        // With the sign bit inverted (all bits, if it is negative) the bits of a double sort like the double.
        double[0] = descending ? 0 - value : value + 0;
        const [lowWord, highWord] = [words[IS_LITTLE_ENDIAN ? 0 : 1] ?? 0, words[IS_LITTLE_ENDIAN ? 1 : 0] ?? 0];
        const isNegative = highWord >>> 31 === 1;
        high[at] = isNegative ? ~highWord : highWord | 0x8000_0000;
        low[at] = isNegative ? ~lowWord : lowWord;
      }
    }
  });
  const order = takeRows(rows, await radixSortedIndexes([high, low], slicer), [high, low]);
  if (irregular > 1) {
    // Irregular cells are together, before the blank ones. They are sorted by their texts.
    const end = order.findLastIndex((row) => column.value(row) !== null) + 1;
    const sign = descending ? -1 : 1;
    const texts = await mergeSort(
      order.subarray(end - irregular, end),
      (a, b) => collator.compare(column.text(a), column.text(b)) * sign,
      slicer,
    );
    order.set(texts, end - irregular);
  }
  return order;
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Replaces each index into `rows` by the row, and frees the sort keys. */
function takeRows(rows: Uint32Array, indexes: Uint32Array, keys: readonly Uint32Array[]): Uint32Array {
  releaseBuffers(...keys);
  for (const [at, index] of indexes.entries()) {
    indexes[at] = rows[index] ?? 0;
  }
  return indexes;
}
