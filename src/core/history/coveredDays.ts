import type { CoveredDays } from './mergeState.js';

/**
 * A longer range covers only its last days: the service reports at most 180, so a single wrong day in a file must not hide what is missing.
 */
const MAX_COVERED_DAYS = 366;

/**
 * The days that snapshots cover, with those from the first to the last of one more. Days are counted from 1970-01-01.
 *
 * @param covered disjoint, oldest first; so is the result
 * @param days the days of the snapshot's rows, in any order
 */
export function withCoveredDays(covered: readonly CoveredDays[], days: readonly number[]): readonly CoveredDays[] {
  if (days.length === 0) {
    return covered;
  }
  const last = days.reduce((a, b) => Math.max(a, b));
  const first = Math.max(
    last - MAX_COVERED_DAYS + 1,
    days.reduce((a, b) => Math.min(a, b)),
  );
  const joined: [number, number][] = [];
  for (const [from, to] of [...covered, [first, last] as const].sort((a, b) => a[0] - b[0])) {
    const open = joined.at(-1);
    if (open === undefined || from > open[1]) {
      joined.push([from, to]);
    } else {
      open[1] = Math.max(open[1], to);
    }
  }
  return joined;
}

/** Whether one snapshot, or several that overlap, cover all days between two others. */
export function isCovered(covered: readonly CoveredDays[], before: number, after: number): boolean {
  return covered.some(([first, last]) => first <= before && after <= last);
}
