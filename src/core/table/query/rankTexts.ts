import { mergeSort } from './mergeSort.js';
import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import { CollationKeys, followsRootCollation } from './collationKeys.js';
import { releaseBuffers } from '../store/releaseBuffers.js';
import { TextPool, type Texts } from '../store/textPool.js';
import { Uint32Sorter } from './uint32Sorter.js';

/** Fewer texts are sorted faster by the collator alone. */
const MIN_TEXTS_FOR_KEYS = 5_000;
/** Fewer keys are sorted faster by insertion. */
const MIN_KEYS_FOR_RADIX = 24;

const NO_RANK = 0xffff_ffff;

/**
 * The rank of each text in the collator's order. Texts that the collator holds equal have the same rank; the empty text has 0xffffffff.
 *
 * A collator compares about a million pairs per second, and sorting a million names takes 20 million comparisons. So texts get byte keys in
 * the collator's order, and these are sorted by their bytes. The collator decides between equal keys, and places texts without a key.
 * Keys are used only if {@link followsRootCollation} has confirmed their order for the user's language.
 *
 * @throws the signal's `AbortError`
 */
export async function rankTexts(given: Texts, collator: Intl.Collator, slicer: TimeSlicer): Promise<Uint32Array> {
  const byKeys = given.length >= MIN_TEXTS_FOR_KEYS && followsRootCollation(collator);
  // The collator alone reads each text about 20 times, so the strings are made only once.
  const texts = byKeys ? given : [...given];
  const textOf = (code: number) => texts.at(code) ?? '';
  const compare = (a: number, b: number) => {
    const [left, right] = [textOf(a), textOf(b)];
    return left === right ? 0 : collator.compare(left, right);
  };
  const { codes, differs, keys }: RankedCodes = byKeys
    ? await sortByCollationKeys(texts, collator, compare, slicer)
    : { codes: await mergeSort(codesOf(texts.length), compare, slicer) };
  const ranks = new Uint32Array(texts.length).fill(NO_RANK);
  let rank = 0;
  await forEachSlice(codes.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const code = codes[at] ?? 0;
      if (at > 0 && (differs?.[at] === 1 || compare(codes[at - 1] ?? 0, code) !== 0)) {
        rank++;
      }
      if (keys?.has(code) === true || textOf(code) !== '') {
        ranks[code] = rank;
      }
    }
  });
  keys?.releaseBuffers();
  releaseBuffers(codes, ...(differs === undefined ? [] : [differs]));
  return ranks;
}

/** Codes from 0 to `length`, filtered. */
function codesOf(length: number, isWanted: (code: number) => boolean = () => true): Uint32Array {
  let count = 0;
  const codes = new Uint32Array(length);
  for (let code = 0; code < length; code++) {
    if (isWanted(code)) {
      codes[count++] = code;
    }
  }
  return codes.subarray(0, count);
}

interface RankedCodes {
  readonly codes: Uint32Array;
  /** 1 if the text at this index is known to differ from the previous one. */
  readonly differs?: Uint8Array;
  /** The keys that the codes were sorted by. A text with a key is not empty. */
  readonly keys?: CollationKeys;
}

async function sortByCollationKeys(
  texts: Texts,
  collator: Intl.Collator,
  compare: (a: number, b: number) => number,
  slicer: TimeSlicer,
): Promise<RankedCodes> {
  const keys = new CollationKeys(texts.length, collator);
  const addAscii = (bytes: Uint8Array, from: number, to: number) => keys.addAscii(bytes, from, to);
  await forEachSlice(texts.length, slicer, (from, to) => {
    for (let code = from; code < to; code++) {
      if (!(texts instanceof TextPool && texts.readAscii(code, addAscii))) {
        keys.add(texts.at(code) ?? '');
      }
    }
  });
  const keyed = codesOf(texts.length, (code) => keys.has(code));
  const differs = new Uint8Array(keyed.length);
  await sortByBytes(keyed, keys, differs, slicer);
  await resolveTies(keyed, differs, compare, slicer);
  if (keyed.length === texts.length) {
    return { codes: keyed, differs, keys };
  }
  const others = await mergeSort(
    codesOf(texts.length, (code) => !keys.has(code)),
    compare,
    slicer,
  );
  return { ...(await merged({ codes: keyed, differs }, others, compare, slicer)), keys };
}

/** Sorts by four key bytes at a time. Ranges of equal bytes are then sorted by the next four. */
async function sortByBytes(
  codes: Uint32Array,
  keys: CollationKeys,
  differs: Uint8Array,
  slicer: TimeSlicer,
): Promise<void> {
  const words = new Uint32Array(codes.length);
  const sorter = new Uint32Sorter(codes, words);
  const open: (readonly [from: number, to: number, depth: number])[] = [[0, codes.length, 0]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [from, to, depth] = range;
    if (to - from < MIN_KEYS_FOR_RADIX) {
      sortSmallRange(codes, keys, differs, from, to, depth);
    } else {
      for (let at = from; at < to; at++) {
        words[at] = keys.word(codes[at] ?? 0, depth);
      }
      sorter.sort(from, to);
      let start = from;
      for (let at = from + 1; at < to; at++) {
        if (words[at] !== words[at - 1]) {
          pushRange(open, start, at, depth, words[start] ?? 0);
          differs[at] = 1;
          start = at;
        }
      }
      pushRange(open, start, to, depth, words[start] ?? 0);
    }
    const wait = slicer.spend(to - from);
    if (wait !== undefined) {
      await wait;
    }
  }
  sorter.releaseBuffers();
  releaseBuffers(words);
}

/** Queues a range for the next four bytes, unless the word ends in 0: the keys end there and are equal. */
function pushRange(
  open: (readonly [number, number, number])[],
  from: number,
  to: number,
  depth: number,
  word: number,
): void {
  if (to - from > 1 && (word & 0xff) !== 0) {
    open.push([from, to, depth + 4]);
  }
}

function sortSmallRange(
  codes: Uint32Array,
  keys: CollationKeys,
  differs: Uint8Array,
  from: number,
  to: number,
  depth: number,
): void {
  for (let at = from + 1; at < to; at++) {
    const code = codes[at] ?? 0;
    let place = at;
    while (place > from && keys.compare(codes[place - 1] ?? 0, code, depth) > 0) {
      codes[place] = codes[place - 1] ?? 0;
      place--;
    }
    codes[place] = code;
  }
  for (let at = from + 1; at < to; at++) {
    differs[at] = keys.compare(codes[at - 1] ?? 0, codes[at] ?? 0, depth) === 0 ? 0 : 1;
  }
}

/** The collator sorts texts with equal keys: they differ in accents, case or leading zeros, or not at all. */
async function resolveTies(
  codes: Uint32Array,
  differs: Uint8Array,
  compare: (a: number, b: number) => number,
  slicer: TimeSlicer,
): Promise<void> {
  for (let from = 0; from < codes.length;) {
    let to = from + 1;
    while (to < codes.length && differs[to] === 0) {
      to++;
    }
    if (to - from > 1) {
      codes.set(await mergeSort(codes.subarray(from, to), compare, slicer), from);
    }
    const wait = slicer.spend(1);
    if (wait !== undefined) {
      await wait;
    }
    from = to;
  }
}

/** Merges two sorted lists by binary search, so that most of the longer one is never compared. */
async function merged(
  { codes: many, differs }: RankedCodes,
  others: Uint32Array,
  compare: (a: number, b: number) => number,
  slicer: TimeSlicer,
): Promise<RankedCodes> {
  const all = {
    codes: new Uint32Array(many.length + others.length),
    differs: new Uint8Array(many.length + others.length),
  };
  let taken = 0;
  const take = (to: number, at: number) => {
    all.codes.set(many.subarray(taken, to), taken + at);
    if (differs !== undefined) {
      all.differs.set(differs.subarray(taken, to), taken + at);
    }
    // The text after one of the others was not compared with it.
    all.differs[taken + at] = 0;
    taken = to;
  };
  for (const [at, other] of others.entries()) {
    let [low, high] = [taken, Math.min(many.length, taken + 1)];
    // Galloping search: neighbors in one list are rarely far apart in the other.
    for (let step = 1; high < many.length && compare(many[high - 1] ?? 0, other) < 0; step *= 2) {
      [low, high] = [high, Math.min(many.length, high + step)];
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(many[middle] ?? 0, other) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    take(low, at);
    all.codes[low + at] = other;
    all.differs[low + at] = 0;
    const wait = slicer.spend(8);
    if (wait !== undefined) {
      await wait;
    }
  }
  if (taken < many.length) {
    take(many.length, others.length);
  }
  return all;
}
