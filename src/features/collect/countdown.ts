import type { Disposable } from '../../base/emitter.js';

const MS_PER_SECOND = 1000;

/** Replaced in tests. */
export interface CountdownClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly after: (milliseconds: number, call: () => void) => Disposable;
}

/** Calls back at every full second until a moment has come, so that the text beside it can count down. Without a moment, no timer runs. */
export class Countdown implements Disposable {
  readonly #tick: () => void;
  readonly #clock: CountdownClock;
  #until: number | undefined;
  #timer: Disposable | undefined;

  constructor(tick: () => void, clock: CountdownClock) {
    this.#tick = tick;
    this.#clock = clock;
  }

  dispose(): void {
    this.set(undefined);
  }

  /** @param until milliseconds since the epoch */
  set(until: number | undefined): void {
    if (until !== this.#until) {
      this.#until = until;
      this.#schedule();
    }
  }

  #schedule(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const left = (this.#until ?? 0) - this.#clock.now();
    if (left > 0) {
      // To the next full second of what is left.
      const wait = left % MS_PER_SECOND || MS_PER_SECOND;
      this.#timer = this.#clock.after(wait, () => {
        this.#tick();
        this.#schedule();
      });
    }
  }
}

export const systemCountdownClock: CountdownClock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return { dispose: () => clearTimeout(timer) };
  },
};
