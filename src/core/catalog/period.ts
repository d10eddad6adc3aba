import { UsageReportsError } from '../../base/errors.js';
import { addDays, dayOf, type IsoDate, isIsoDate } from '../../base/dates.js';
import type { Period, ReportDefinition } from './definition.js';

/** Every period that some report publishes, shortest first. */
export const periods: readonly Period[] = ['D1', 'D7', 'D28', 'D30', 'D60', 'D90', 'D180', 'ALL'];

/** The documentation says 30 days, but the service refuses more than 28 with `InvalidArgument`. */
const MAX_DAYS_BACK = 28;

export function isPeriod(text: string): text is Period {
  return (periods as readonly string[]).includes(text);
}

/** Number of days in a period, `Infinity` for `ALL`. */
export function daysOf(period: Period): number {
  return period === 'ALL' ? Infinity : Number(period.slice(1));
}

/** For sorting, shortest first. */
export function comparePeriods(a: Period, b: Period): number {
  return periods.indexOf(a) - periods.indexOf(b);
}

/** The period of a report that is opened without a choice: the one nearest to 30 days. `undefined` where the report has none. */
export function usualPeriod({ periods: published }: Pick<ReportDefinition, 'periods'>): Period | undefined {
  const distance = (period: Period) => Math.abs(daysOf(period) - 30);
  return [...published].sort((a, b) => distance(a) - distance(b))[0];
}

/** Whether most reports have a period, as they have 7, 30, 90 and 180 days. */
export function isCommonPeriod(period: Period, reports: readonly Pick<ReportDefinition, 'periods'>[]): boolean {
  return reports.filter(({ periods: published }) => published.includes(period)).length * 2 > reports.length;
}

/**
 * The periods that some of the reports publish: those that most reports of the catalog have, and the others, both shortest first. Where
 * people choose a period, those that they choose come first.
 */
export function periodsToOffer(
  reports: readonly Pick<ReportDefinition, 'periods'>[],
  catalog: readonly Pick<ReportDefinition, 'periods'>[],
): { readonly common: readonly Period[]; readonly others: readonly Period[] } {
  const published = periods.filter((period) => reports.some((report) => report.periods.includes(period)));
  const isCommon = (period: Period) => isCommonPeriod(period, catalog);
  return { common: published.filter(isCommon), others: published.filter((period) => !isCommon(period)) };
}

/** The oldest single day that the service accepts, in UTC. */
export function oldestDate(now: Date): IsoDate {
  return addDays(dayOf(now), -MAX_DAYS_BACK);
}

/**
 * The single days to offer, newest first: from yesterday back to {@link oldestDate}. The service accepts today as well, but has no data for
 * it yet.
 */
export function selectableDates(now: Date): IsoDate[] {
  const today = dayOf(now);
  return Array.from({ length: MAX_DAYS_BACK }, (_, index) => addDays(today, -1 - index));
}

/** Whether a report is published for a period; without one, whether it is on the current state. */
export function isOfPeriod({ periods: published }: ReportDefinition, period: string | undefined): boolean {
  return period === undefined ? published.length === 0 : published.some((one) => one === period);
}

/**
 * Checks the parameter of a report before any request.
 *
 * @throws UsageReportsError `invalidRequest`, with `period` or `date` in `details.argument`
 */
export function validateParameter(
  definition: ReportDefinition,
  { period, date }: { readonly period?: string | undefined; readonly date?: string | undefined },
  now: Date,
): void {
  const { name } = definition;
  if (period !== undefined && date !== undefined) {
    throw invalidParameter('date', `${name} takes a period or a date, not both.`);
  }
  if (period !== undefined) {
    validatePeriod(definition, period);
  } else if (date !== undefined) {
    validateDate(definition, date, now);
  } else if (definition.periods.length > 0) {
    throw invalidParameter(
      'period',
      `${name} needs a period (${definition.periods.join(', ')})${definition.acceptsDate ? ' or a date' : ''}.`,
    );
  }
}

function validatePeriod({ name, periods: published, formerPeriods = [] }: ReportDefinition, period: string): void {
  if (published.length === 0) {
    throw invalidParameter('period', `${name} takes no period: it always tells the current state.`);
  }
  if (![...published, ...formerPeriods].some((known) => known === period)) {
    throw invalidParameter('period', `${name} has no period "${period}", only ${published.join(', ')}.`);
  }
}

function validateDate({ name, acceptsDate }: ReportDefinition, date: string, now: Date): void {
  if (!acceptsDate) {
    throw invalidParameter('date', `${name} takes no single date.`);
  }
  if (!isIsoDate(date)) {
    throw invalidParameter('date', `"${date}" is not a date of the form YYYY-MM-DD.`);
  }
  if (date > dayOf(now)) {
    throw invalidParameter('date', `${date} has not come yet (days are counted in UTC).`);
  }
  if (date < oldestDate(now)) {
    throw invalidParameter(
      'date',
      `${date} is too long ago: the service goes back ${MAX_DAYS_BACK} days, to ${oldestDate(now)}.`,
    );
  }
}

function invalidParameter(argument: 'period' | 'date', message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument });
}
