/** A week, so that weekends do not hide where a measure is heading. */
const WINDOW_DAYS = 7;
/** Fewer would stand for a week that nobody knows. */
const MIN_KNOWN_DAYS = 4;
/** More days than this are drawn as averages, unless somebody chooses the days: 180 days are a comb of weekends. */
const MAX_PLAIN_DAYS = 100;

type Values = readonly (number | null)[];

/** Whether so many days are drawn as averages at first. */
export function isSmoothed(dayCount: number): boolean {
  return dayCount > MAX_PLAIN_DAYS;
}

/**
 * Of each day the mean of the known days among it and the six before it. A blank day is no zero: it has no average, and nor has a day of
 * whose seven fewer than four are known.
 */
export function movingAverages(values: Values): (number | null)[] {
  return values.map((value, index) => {
    const end = index + 1;
    const known = values.slice(Math.max(0, end - WINDOW_DAYS), end).filter((each) => each !== null);
    return value === null || end < WINDOW_DAYS || known.length < MIN_KNOWN_DAYS
      ? null
      : known.reduce((sum, each) => sum + each, 0) / known.length;
  });
}
