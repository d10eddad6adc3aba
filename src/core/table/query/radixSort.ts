import type { TimeSlicer } from '../../../base/timeSlicer.js';
import { Uint32Sorter } from './uint32Sorter.js';

/**
 * Sorts by keys of one or more 32-bit words each, stable and without comparing any two keys.
 *
 * @param keys one array per word, the most significant first; entry `i` of each belongs to key `i`. The last array is overwritten.
 * @returns the indexes of the keys in sorted order
 * @throws the signal's `AbortError`
 */
export async function radixSortedIndexes(keys: readonly Uint32Array[], slicer: TimeSlicer): Promise<Uint32Array> {
  const words = keys.at(-1) ?? new Uint32Array(0);
  const { length } = words;
  const indexes = new Uint32Array(length);
  for (let index = 0; index < length; index++) {
    indexes[index] = index;
  }
  const sorter = new Uint32Sorter(indexes, words);
  for (const key of keys.toReversed()) {
    if (key !== words) {
      for (let at = 0; at < length; at++) {
        words[at] = key[indexes[at] ?? 0] ?? 0;
      }
    }
    sorter.sort(0, length);
    await slicer.spend(length);
  }
  sorter.releaseBuffers();
  return indexes;
}
