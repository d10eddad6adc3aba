import { throwIfAborted } from './cancellation.js';
import { yieldToEventLoop } from './yieldToEventLoop.js';

/** Rows or comparisons between two yields to the event loop. */
const WORK_PER_SLICE = 50_000;

/** The cost of reading a text and looking it up, in numbers read. */
export const TEXT_COST = 8;

/** Splits long work into slices, and yields to the event loop after each. */
export class TimeSlicer {
  #remaining = WORK_PER_SLICE;

  constructor(private readonly signal: AbortSignal | undefined) {}

  /**
   * Counts work that was done.
   * @returns `undefined` while the slice is not used up, so that most calls need no `await`; then a promise that yields, and rejects with the
   *   signal's `AbortError`
   */
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
 * Calls `work` for consecutive ranges of `0 … length`, and yields to the event loop in between when a slice is used up.
 *
 * @param weight the cost of one item, in numbers read
 * @throws the signal's `AbortError`
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

/** Work that can pause: it yields the cost of what it has done since its last pause, in numbers read. */
export type Steps<T> = Generator<number, T>;

/** Does all of it without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) {
    step = steps.next();
  }
  return step.value;
}

/** @throws the slicer's `AbortError` */
export async function inSlices<T>(steps: Steps<T>, slicer: TimeSlicer): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    const wait = slicer.spend(step.value);
    if (wait !== undefined) {
      await wait;
    }
    step = steps.next();
  }
  return step.value;
}
