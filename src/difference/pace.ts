import { breath, throwIfAborted } from '../table/breath.js';

/** Milliseconds of work in one go; then whatever else waits for the event loop has its turn. */
const longestTurn = 12;
/** Looking at the clock costs something, too. */
const stepsPerLook = 512;

/** Lets long work take a breath in time. */
export class Pace {
  #steps = 0;
  #turnStart = performance.now();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** To be called after each small step; `undefined` as long as there is no need to wait. */
  step(): Promise<void> | undefined {
    if (++this.#steps % stepsPerLook !== 0) {
      return undefined;
    }
    return performance.now() - this.#turnStart < longestTurn ? undefined : this.#breathe();
  }

  async #breathe(): Promise<void> {
    await breath();
    throwIfAborted(this.signal);
    this.#turnStart = performance.now();
  }
}
