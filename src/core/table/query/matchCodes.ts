import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { DictionaryColumn } from '../store/column.js';

/**
 * Marks the rows whose code passes, which is asked once for each code.
 *
 * @param matches 1 or 0 per row; rows that have 1 already keep it
 * @param cost of asking, see {@link forEachSlice}
 * @throws the signal's `AbortError`
 */
export async function matchCodes(
  { codes, texts }: DictionaryColumn,
  has: (code: number) => boolean,
  matches: Uint8Array,
  slicer: TimeSlicer,
  cost?: number,
): Promise<void> {
  const hits = new Uint8Array(texts.length);
  let some = false;
  await forEachSlice(
    texts.length,
    slicer,
    (from, to) => {
      for (let code = from; code < to; code++) {
        if (has(code)) {
          hits[code] = 1;
          some = true;
        }
      }
    },
    cost,
  );
  if (some) {
    await forEachSlice(codes.length, slicer, (from, to) => {
      for (let row = from; row < to; row++) {
        matches[row] ||= hits[codes[row] ?? 0] ?? 0;
      }
    });
  }
}
