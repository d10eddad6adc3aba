/** A week, so that weekends do not hide where a measure is heading. */
const MOVING_AVERAGE_DAYS = 7;
const MIN_KNOWN_SHARE = 4;

/** Mean of a day and the six before it; `null` where too few of them are known. */
export function movingAverages(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value, index) => {
    const known = values.slice(Math.max(0, index - MOVING_AVERAGE_DAYS + 1), index + 1).filter((each) => each !== null);
    return value === null || index < MOVING_AVERAGE_DAYS - 1 || known.length < MIN_KNOWN_SHARE
      ? null
      : known.reduce((sum, each) => sum + each, 0) / known.length;
  });
}
