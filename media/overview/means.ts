/** A week, so that weekends do not hide where a measure is heading. */
const meanDays = 7;
const leastKnown = 4;

/** Mean of a day and the six before it; `null` where too few of them are known. */
export function runningMeans(values: readonly (number | null)[]): (number | null)[] {
  return values.map((value, index) => {
    const known = values.slice(Math.max(0, index - meanDays + 1), index + 1).filter((each) => each !== null);
    return value === null || index < meanDays - 1 || known.length < leastKnown ? null : known.reduce((sum, each) => sum + each, 0) / known.length;
  });
}
