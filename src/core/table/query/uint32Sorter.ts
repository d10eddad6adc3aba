import { releaseBuffers } from '../store/releaseBuffers.js';

/** Below this length, counting to 65,536 takes longer than a sort by comparison. */
const MIN_RADIX_WORDS = 8_192;

/** Sorts ranges of two arrays of equal length (codes and words) by the words. The sort is stable. */
export class Uint32Sorter {
  readonly #otherCodes: Uint32Array;
  readonly #otherWords: Uint32Array;
  readonly #counts = new Uint32Array(65_536);
  readonly #pairs = new Float64Array(MIN_RADIX_WORDS);

  constructor(
    private readonly codes: Uint32Array,
    private readonly words: Uint32Array,
  ) {
    this.#otherCodes = new Uint32Array(codes.length);
    this.#otherWords = new Uint32Array(codes.length);
  }

  /** Frees the scratch memory. Nothing can be sorted afterwards. */
  releaseBuffers(): void {
    releaseBuffers(this.#otherCodes, this.#otherWords);
  }

  /** Sorts the range from `from` (inclusive) to `to` (exclusive). */
  sort(from: number, to: number): void {
    if (this.#areEqual(from, to)) {
      return;
    }
    if (to - from < MIN_RADIX_WORDS) {
      this.#sortSmallRange(from, to);
      return;
    }
    const here = [this.codes, this.words] as const;
    const there = [this.#otherCodes, this.#otherWords] as const;
    const low = this.#distributeByDigit(here, there, 0, from, to);
    const high = low
      ? this.#distributeByDigit(there, here, 16, from, to)
      : this.#distributeByDigit(here, there, 16, from, to);
    if (low !== high) {
      this.codes.set(this.#otherCodes.subarray(from, to), from);
      this.words.set(this.#otherWords.subarray(from, to), from);
    }
  }

  #areEqual(from: number, to: number): boolean {
    const { words } = this;
    const first = words[from];
    for (let at = from + 1; at < to; at++) {
      if (words[at] !== first) {
        return false;
      }
    }
    return true;
  }

  /** Packs word and position into one double, so that the built-in sort needs no compare function and is stable. */
  #sortSmallRange(from: number, to: number): void {
    const { codes, words } = this;
    const pairs = this.#pairs.subarray(0, to - from);
    for (let at = from; at < to; at++) {
      pairs[at - from] = (words[at] ?? 0) * MIN_RADIX_WORDS + (at - from);
      this.#otherCodes[at] = codes[at] ?? 0;
    }
    pairs.sort();
    for (let at = from; at < to; at++) {
      const pair = pairs[at - from] ?? 0;
      const word = Math.floor(pair / MIN_RADIX_WORDS);
      words[at] = word;
      codes[at] = this.#otherCodes[from + (pair - word * MIN_RADIX_WORDS)] ?? 0;
    }
  }

  /** One pass of a radix sort by 16 bits. @returns false if all digits are equal and nothing was moved */
  #distributeByDigit(
    [fromCodes, fromWords]: readonly [Uint32Array, Uint32Array],
    [toCodes, toWords]: readonly [Uint32Array, Uint32Array],
    shift: number,
    from: number,
    to: number,
  ): boolean {
    const counts = this.#counts.fill(0);
    for (let at = from; at < to; at++) {
      const digit = ((fromWords[at] ?? 0) >>> shift) & 0xffff;
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    if (counts[((fromWords[from] ?? 0) >>> shift) & 0xffff] === to - from) {
      return false;
    }
    let start = from;
    for (let digit = 0; digit < 65_536; digit++) {
      const count = counts[digit] ?? 0;
      counts[digit] = start;
      start += count;
    }
    for (let at = from; at < to; at++) {
      const word = fromWords[at] ?? 0;
      const digit = (word >>> shift) & 0xffff;
      const target = counts[digit] ?? 0;
      counts[digit] = target + 1;
      toWords[target] = word;
      toCodes[target] = fromCodes[at] ?? 0;
    }
    return true;
  }
}
