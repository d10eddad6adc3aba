import type { TimeSlicer } from '../../../base/timeSlicer.js';

export type Compare = (a: number, b: number) => number;

/** A stable sort that yields to the event loop. `Array.sort` cannot, and takes more than a second for 200,000 names. */
export async function mergeSort(rows: Uint32Array, compare: Compare, slicer: TimeSlicer): Promise<Uint32Array> {
  let from = rows.slice();
  let to = rows.slice();
  for (let width = 1; width < rows.length; width *= 2) {
    for (let left = 0; left < rows.length; left += width * 2) {
      const middle = Math.min(left + width, rows.length);
      const end = Math.min(left + width * 2, rows.length);
      let [a, b] = [left, middle];
      for (let at = left; at < end; at++) {
        const takesLeft = a < middle && (b >= end || compare(from[a] ?? 0, from[b] ?? 0) <= 0);
        to[at] = from[takesLeft ? a++ : b++] ?? 0;
        const wait = slicer.spend(1);
        if (wait !== undefined) {
          await wait;
        }
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
