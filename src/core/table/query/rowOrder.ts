import type { Column, ScalarColumn } from '../store/column.js';
import { mergeSorted } from '../store/mergeSort.js';
import { inStretches, type Pace } from '../../../base/pace.js';
import { release } from '../store/release.js';
import { placesByKeys } from './radixSort.js';
import { ranksOfTexts } from './textOrder.js';

const last = 0xffff_ffff;

/**
 * Rows in the order of a column. Sorting keeps the order of equal rows; blank cells come last in both directions, before them cells that
 * do not fit their column's type. Numbers sort as numbers, texts and lists as the user's language sorts them, digits within by number.
 *
 * @throws the signal's `AbortError`
 */
export async function ordered(
  rows: Uint32Array,
  column: Column,
  descending: boolean,
  pace: Pace,
): Promise<Uint32Array> {
  const collator = new Intl.Collator(undefined, { numeric: true });
  if (column.storage === 'scalar') {
    return orderedByNumbers(rows, column, descending, collator, pace);
  }
  const ranks = await ranksOfTexts(column.texts, collator, pace);
  const keys = new Uint32Array(rows.length);
  await inStretches(rows.length, pace, (from, to) => {
    for (let at = from; at < to; at++) {
      const rank = ranks[column.codes[rows[at] ?? 0] ?? 0] ?? last;
      keys[at] = rank === last ? last : descending ? last - 1 - rank : rank;
    }
  });
  release(ranks);
  return picked(rows, await placesByKeys([keys], pace), [keys]);
}

async function orderedByNumbers(
  rows: Uint32Array,
  column: ScalarColumn,
  descending: boolean,
  collator: Intl.Collator,
  pace: Pace,
): Promise<Uint32Array> {
  const [high, low] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  let irregular = 0;
  await inStretches(rows.length, pace, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const value = column.numberAt(row);
      if (Number.isNaN(value)) {
        const isBlank = !column.exact.has(row) || column.value(row) === null;
        irregular += isBlank ? 0 : 1;
        high[at] = last;
        low[at] = isBlank ? last : 0;
      } else {
        // The bits of a double, read as a whole number, have its order once the sign is turned round.
        double[0] = descending ? 0 - value : value + 0;
        const [lowWord, highWord] = [words[littleEndian ? 0 : 1] ?? 0, words[littleEndian ? 1 : 0] ?? 0];
        const isNegative = highWord >>> 31 === 1;
        high[at] = isNegative ? ~highWord : highWord | 0x8000_0000;
        low[at] = isNegative ? ~lowWord : lowWord;
      }
    }
  });
  const order = picked(rows, await placesByKeys([high, low], pace), [high, low]);
  if (irregular > 1) {
    // They stand together, before the blank ones: among themselves by their texts.
    const end = order.findLastIndex((row) => column.value(row) !== null) + 1;
    const sign = descending ? -1 : 1;
    const texts = await mergeSorted(
      order.subarray(end - irregular, end),
      (a, b) => collator.compare(column.text(a), column.text(b)) * sign,
      pace,
    );
    order.set(texts, end - irregular);
  }
  return order;
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Puts the rows in the places' stead; what they were sorted by is not needed any more. */
function picked(rows: Uint32Array, places: Uint32Array, keys: readonly Uint32Array[]): Uint32Array {
  release(...keys);
  for (const [at, place] of places.entries()) {
    places[at] = rows[place] ?? 0;
  }
  return places;
}
