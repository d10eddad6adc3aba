import { throwIfAborted } from './cancellation.js';
import { yieldToEventLoop } from './yieldToEventLoop.js';

/** So many rows or comparisons in one go; then whatever else waits for the event loop has its turn. */
const WORK_PER_SLICE = 50_000;

/** Counts work done, and takes a breath after every mouthful of it. */
export class TimeSlicer {
  #remaining = WORK_PER_SLICE;

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Work of `size`; `undefined` as long as there is no need to wait. What waits throws the signal's `AbortError`. */
  spend(size: number): Promise<void> | undefined {
    this.#remaining -= size;
    if (this.#remaining > 0) {
      return undefined;
    }
    this.#remaining = WORK_PER_SLICE;
    return yieldToEventLoop().then(() => throwIfAborted(this.signal));
  }
}

/**
 * Stretches of `0 … length` that are worked on in one go, with a breath after each where it is due.
 * @param weight what one of them costs, by what looking at a number costs
 */
export async function forEachSlice(
  length: number,
  slicer: TimeSlicer,
  work: (from: number, to: number) => void,
  weight = 1,
): Promise<void> {
  const sliceLength = Math.ceil((1 << 14) / weight);
  for (let from = 0; from < length; from += sliceLength) {
    const to = Math.min(length, from + sliceLength);
    work(from, to);
    const wait = slicer.spend((to - from) * weight);
    if (wait !== undefined) {
      await wait;
    }
  }
}
