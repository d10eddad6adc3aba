import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import { releaseBuffers } from '../store/releaseBuffers.js';
import { NO_CODE } from './keyCodes.js';

/** As many pairs of codes are looked up in an array; more in a map. */
const MAX_INDEXED_PAIRS = 1 << 22;

/** Rows in groups. */
export interface Groups {
  /** Group by position, from 0 on. */
  readonly ids: Uint32Array;
  readonly count: number;
}

/** One group of all rows. */
export function oneGroup(rowCount: number): Groups {
  return { ids: new Uint32Array(rowCount), count: 1 };
}

export interface Subgroups extends Groups {
  /** By new group: the group that it is part of, and the code that its rows have in common. */
  readonly parents: Uint32Array;
  readonly codes: Uint32Array;
}

/**
 * Splits groups by a code of each row.
 *
 * @param codes by position, below `codeCount`; those without a key have to be gone
 * @throws the slicer's `AbortError`
 */
export async function splitGroups(
  { ids, count }: Groups,
  codes: Uint32Array,
  codeCount: number,
  slicer: TimeSlicer,
): Promise<Subgroups> {
  const split = new Uint32Array(ids.length);
  const pairs = count * codeCount;
  const known = pairs <= MAX_INDEXED_PAIRS ? new Uint32Array(pairs).fill(NO_CODE) : new Map<number, number>();
  const parents: number[] = [];
  const parts: number[] = [];
  const add = (parent: number, code: number) => {
    parents.push(parent);
    return parts.push(code) - 1;
  };
  await forEachSlice(ids.length, slicer, (from, to) => {
    if (known instanceof Map) {
      for (let at = from; at < to; at++) {
        const [parent, code] = [ids[at] ?? 0, codes[at] ?? 0];
        const pair = parent * codeCount + code;
        let id = known.get(pair);
        if (id === undefined) {
          id = add(parent, code);
          known.set(pair, id);
        }
        split[at] = id;
      }
    } else {
      for (let at = from; at < to; at++) {
        const [parent, code] = [ids[at] ?? 0, codes[at] ?? 0];
        const pair = parent * codeCount + code;
        let id = known[pair] ?? NO_CODE;
        if (id === NO_CODE) {
          id = known[pair] = add(parent, code);
        }
        split[at] = id;
      }
    }
  });
  if (!(known instanceof Map)) {
    releaseBuffers(known);
  }
  return { ids: split, count: parts.length, parents: Uint32Array.from(parents), codes: Uint32Array.from(parts) };
}

/** Number of rows of each group. */
export async function groupSizes({ ids, count }: Groups, slicer: TimeSlicer): Promise<Uint32Array> {
  const sizes = new Uint32Array(count);
  await forEachSlice(ids.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      sizes[id] = (sizes[id] ?? 0) + 1;
    }
  });
  return sizes;
}
