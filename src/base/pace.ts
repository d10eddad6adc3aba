import { throwIfAborted } from './cancellation.js';
import { yieldToEventLoop } from './breath.js';

/** So many rows or comparisons in one go; then whatever else waits for the event loop has its turn. */
const mouthful = 50_000;

/** Counts work done, and takes a breath after every mouthful of it. */
export class Pace {
  #left = mouthful;

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Work of `size`; `undefined` as long as there is no need to wait. What waits throws the signal's `AbortError`. */
  did(size: number): Promise<void> | undefined {
    this.#left -= size;
    if (this.#left > 0) {
      return undefined;
    }
    this.#left = mouthful;
    return yieldToEventLoop().then(() => throwIfAborted(this.signal));
  }
}

/**
 * Stretches of `0 … length` that are worked on in one go, with a breath after each where it is due.
 * @param weight what one of them costs, by what looking at a number costs
 */
export async function inStretches(
  length: number,
  pace: Pace,
  work: (from: number, to: number) => void,
  weight = 1,
): Promise<void> {
  const stretch = Math.ceil((1 << 14) / weight);
  for (let from = 0; from < length; from += stretch) {
    const to = Math.min(length, from + stretch);
    work(from, to);
    const wait = pace.did((to - from) * weight);
    if (wait !== undefined) {
      await wait;
    }
  }
}
