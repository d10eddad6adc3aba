/** Means of a measure over two windows of equal length, one right after the other. */
export interface WindowChange {
  /** Length of each window, in days. */
  readonly days: number;
  /** Mean of the days that have a value. */
  readonly before: number;
  readonly after: number;
  /** `after` over `before`, minus 1; `null` where `before` is 0. */
  readonly ratio: number | null;
}

/** How many days of each window must have a value; without any, a window has no mean. */
export interface MinKnownDays {
  readonly before: number;
  readonly after: number;
}

/**
 * Compares a window of days with the one right before it.
 *
 * @param before one entry per day, `null` where the day has no value
 * @param after likewise, of the same length
 * @returns `undefined` where too little is known of either
 */
export function windowChange(
  before: readonly (number | null)[],
  after: readonly (number | null)[],
  minKnownDays: MinKnownDays,
): WindowChange | undefined {
  const [meanBefore, meanAfter] = [meanOf(before, minKnownDays.before), meanOf(after, minKnownDays.after)];
  return meanBefore === undefined || meanAfter === undefined
    ? undefined
    : {
        days: after.length,
        before: meanBefore,
        after: meanAfter,
        ratio: meanBefore === 0 ? null : (meanAfter - meanBefore) / meanBefore,
      };
}

function meanOf(values: readonly (number | null)[], minKnownDays: number): number | undefined {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < minKnownDays
    ? undefined
    : known.reduce((sum, value) => sum + value, 0) / known.length;
}
