import { addDays, type IsoDate } from '../base/dates.js';
import type { DailyValues, Unit } from './report.js';

/** Some days in a row, and what a measure was on them. */
export interface DaysMean {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Mean value of a day. */
  readonly mean: number;
}

/** How a measure changed from some days to later ones. */
export interface MeanChange {
  readonly before: DaysMean;
  readonly after: DaysMean;
  /** The mean after over the mean before, minus 1; `null` where the mean before is too small for a percentage to mean anything. */
  readonly ratio: number | null;
}

/** The change of a measure from whole weeks to the whole weeks right after them. */
export interface WeeksChange extends MeanChange {
  /** Days of each of the two windows: 28, 14 or 7. */
  readonly days: number;
}

/** A series of values, one per day, with what is known of the days right before it. */
export interface ComparedSeries extends DailyValues {
  readonly unit: Unit;
  readonly earlier?: DailyValues;
}

/** Whole weeks, so that both windows have the same weekdays. */
const WINDOW_DAYS = [28, 14, 7];

/** A daily mean below this is noise: three emails instead of two are no rise by 50%. */
const LEAST_MEAN: Readonly<Record<Unit, number>> = { count: 10, bytes: 2 ** 20, minutes: 60, seconds: 3600 };

/** Whether a daily mean is large enough to count as more than noise. */
export function isSubstantial(mean: number, unit: Unit): boolean {
  return mean >= LEAST_MEAN[unit];
}

/** What a mean is over an earlier one, minus 1; `null` where the earlier one is too small for a percentage to mean anything. */
export function changeRatio(before: number, after: number, unit: Unit): number | null {
  const ratio = after / before - 1;
  return isSubstantial(before, unit) && Number.isFinite(ratio) ? ratio : null;
}

/**
 * Compares the newest whole weeks with those right before them: 28 days, else 14, else 7. The newest window ends on the last known day, and
 * every day of both windows is known.
 *
 * @returns `undefined` where no two weeks in a row are known
 */
export function weeksChange(series: ComparedSeries): WeeksChange | undefined {
  const { firstDay, values } = knownDays(series);
  for (const days of WINDOW_DAYS) {
    const start = values.length - 2 * days;
    const [before, after] = [meanOf(values.slice(start, start + days)), meanOf(values.slice(start + days))];
    if (start >= 0 && before !== undefined && after !== undefined) {
      const day = (index: number) => addDays(firstDay, start + index);
      return {
        days,
        before: { from: day(0), to: day(days - 1), mean: before },
        after: { from: day(days), to: day(2 * days - 1), mean: after },
        ratio: changeRatio(before, after, series.unit),
      };
    }
  }
  return undefined;
}

/** A series with the days before it, up to the last known day. */
export function knownDays({ firstDay, values, earlier }: ComparedSeries): DailyValues {
  const all = [...(earlier?.values ?? []), ...values];
  return { firstDay: earlier?.firstDay ?? firstDay, values: all.slice(0, all.findLastIndex(isKnown) + 1) };
}

/** @returns `undefined` where a day is not known, or the sum is beyond all numbers */
function meanOf(values: readonly (number | null)[]): number | undefined {
  const mean = values.filter(isKnown).reduce((sum, value) => sum + value, 0) / values.length;
  return values.every(isKnown) && Number.isFinite(mean) ? mean : undefined;
}

function isKnown(value: number | null): value is number {
  return value !== null;
}
