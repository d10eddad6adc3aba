import { addDays, type IsoDate, MS_PER_DAY } from '../../base/dates.js';

/** Means over the days that have a value, weekdays and weekends apart; `undefined` where none of them has. */
export function averages(
  firstDay: IsoDate,
  values: readonly (number | null)[],
): { readonly weekdays: number | undefined; readonly weekends: number | undefined } {
  const known = { weekdays: [] as number[], weekends: [] as number[] };
  values.forEach((value, index) => {
    if (value !== null) {
      known[isWeekend(addDays(firstDay, index)) ? 'weekends' : 'weekdays'].push(value);
    }
  });
  const mean = (all: readonly number[]) =>
    all.length === 0 ? undefined : all.reduce((sum, value) => sum + value, 0) / all.length;
  return { weekdays: mean(known.weekdays), weekends: mean(known.weekends) };
}

/** Of a hundred messages a day nobody wants tenths. */
export function roundedAverage(average: number): number {
  return Math.abs(average) >= 100 ? Math.round(average) : Math.round(average * 10) / 10;
}

/** Saturday or Sunday, in UTC as the service counts. */
export function isWeekend(day: IsoDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Whole days from `from` to `to`, both in UTC; negative where `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS_PER_DAY);
}
