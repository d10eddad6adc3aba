import type { IsoDate } from '../../../src/base/dates.js';
import type { SeriesChart } from '../../../src/shared/report.js';
import { addDays } from '../base/days.js';

/** A window of days beside the one right before it, by what an average day had. */
export interface WindowChange {
  readonly average: number;
  readonly previousAverage: number;
  /** Average minus previous average, over the previous one; `null` where that is 0. */
  readonly ratio: number | null;
  readonly days: number;
  /** First and last day of the previous window. */
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Of the window before, so much has to be known: a few days of it would be compared with a whole window. */
const MIN_KNOWN_SHARE = 0.8;

/**
 * How a measure has changed against the window of the same length right before.
 * @returns `undefined` where too little is known of either to say
 */
export function windowChange({
  values,
  firstDay,
  previous,
}: Pick<SeriesChart, 'values' | 'firstDay' | 'previous'>): WindowChange | undefined {
  const now = known(values);
  const before = known(previous?.values ?? []);
  if (now.length === 0 || before.length === 0 || before.length < now.length * MIN_KNOWN_SHARE) {
    return undefined;
  }
  const [average, previousAverage] = [mean(now), mean(before)];
  return {
    average,
    previousAverage,
    ratio: previousAverage === 0 ? null : (average - previousAverage) / previousAverage,
    days: values.length,
    from: addDays(firstDay, -values.length),
    to: addDays(firstDay, -1),
  };
}

function known(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
