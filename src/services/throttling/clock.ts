export interface Clock {
  /** Milliseconds since the epoch. The user or the system may change it at any time. */
  now(): number;
  /** Milliseconds since an arbitrary start. Never jumps. */
  monotonic(): number;
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
