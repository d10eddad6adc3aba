import { type IsoDate, MS_PER_DAY } from '../../base/dates.js';
import { randomFraction } from './random.js';

/** Days since 1 January 1970, in UTC. */
export type Day = number;

/** First and last day of a period, both inclusive. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Age of the newest data in days, as long as nothing else is asked for. */
export const DEFAULT_LAG_DAYS = 2;

/** How activity develops over the years. */
export type Trend = 'steady' | 'growing' | 'declining' | 'falling';

/** There is no activity before this day. */
export const firstDay: Day = dayFrom('2018-01-01');

export function dayFrom(date: IsoDate): Day {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY);
}

export function dateFrom(day: Day): IsoDate {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The day in UTC. */
export function dayAt(instant: Date): Day {
  return Math.floor(instant.getTime() / MS_PER_DAY);
}

export function lengthOf({ from, to }: Span): number {
  return to - from + 1;
}

/** Public holidays of the country of the sample company: month and day. */
const holidays = new Set([
  '01-01',
  '01-06',
  '05-01',
  '05-03',
  '08-15',
  '10-05',
  '11-11',
  '12-24',
  '12-25',
  '12-26',
  '12-31',
]);

function isWeekend(day: Day): boolean {
  // 1 January 1970 was a Thursday.
  const weekday = (day + 4) % 7;
  return weekday === 0 || weekday === 6;
}

function isHoliday(day: Day): boolean {
  return holidays.has(dateFrom(day).slice(5));
}

/** Relative amount of work on a day: 1 on an ordinary workday. */
function workOn(day: Day): number {
  return isWeekend(day) ? 0.06 : isHoliday(day) ? 0.1 : (day + 4) % 7 === 5 ? 0.86 : 1;
}

const startOf2025 = dayFrom('2025-01-01');
/** The company introduced something else, and its people move there. */
const startOfFall = dayFrom('2026-05-01');
/** Days in which activity with the trend `falling` halves. */
const HALVED_IN = 240;

function trendOn(day: Day, trend: Trend): number {
  const years = (day - startOf2025) / 365;
  switch (trend) {
    case 'steady':
      return Math.max(0.4, 1 + 0.09 * years);
    case 'growing':
      return Math.max(0.02, 0.35 + 0.55 * years);
    case 'declining':
      // Never quite 0: even a retired service has some activity left.
      return 1 / (1 + 0.6 * Math.max(0, years + 3.4));
    case 'falling':
      return Math.max(0.04, 2 ** (-Math.max(0, day - startOfFall) / HALVED_IN));
  }
}

/** {@link workOn} of every day since {@link firstDay}, cached because every calendar needs it. */
export class WorkDays {
  readonly #days: number[] = [];

  on(index: number): number {
    for (let next = this.#days.length; next <= index; next++) {
      this.#days.push(workOn(firstDay + next));
    }
    return this.#days[index] ?? 0;
  }
}

/**
 * Cumulative work since {@link firstDay} for each day. The work in a period is the difference of two of these sums, so the days of any
 * period add up.
 */
export class WorkCalendar {
  readonly #seed: number;
  readonly #trend: Trend;
  readonly #workDays: WorkDays;
  #sums = new Float64Array(0);

  /** @param seed of this calendar's random variation */
  constructor(seed: number, trend: Trend, workDays: WorkDays) {
    this.#seed = seed;
    this.#trend = trend;
    this.#workDays = workDays;
  }

  /** Weighted workdays up to and including the day. */
  upTo(day: Day): number {
    const index = day - firstDay;
    if (index < 0) {
      return 0;
    }
    if (index >= this.#sums.length) {
      this.#grow(index + 1);
    }
    return this.#sums[index] ?? 0;
  }

  /** {@link upTo} for all days from {@link firstDay} to at least the given one. */
  sums(day: Day): Float64Array {
    this.upTo(day);
    return this.#sums;
  }

  #grow(length: number): void {
    const sums = new Float64Array(length + 400);
    sums.set(this.#sums);
    for (let index = this.#sums.length; index < sums.length; index++) {
      const day = firstDay + index;
      const noise = 0.86 + 0.28 * randomFraction(this.#seed, day);
      sums[index] = (sums[index - 1] ?? 0) + this.#workDays.on(index) * trendOn(day, this.#trend) * noise;
    }
    this.#sums = sums;
  }
}
