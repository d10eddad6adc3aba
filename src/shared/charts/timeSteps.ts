import { addDays, type IsoDate } from '../../base/dates.js';
import { daysBetween } from '../format/days.js';

/** What a chart has one value for. A week is from Monday to Sunday, whatever the language; a month is one of the calendar. */
export type TimeStep = 'day' | 'week' | 'month';

/** The first day of the step that holds a day. */
export function stepStart(step: TimeStep, day: IsoDate): IsoDate {
  switch (step) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((dateOf(day).getUTCDay() + 6) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
  }
}

/** The last day of the step that begins on a day. */
export function stepEnd(step: TimeStep, start: IsoDate): IsoDate {
  return addDays(addSteps(step, start, 1), -1);
}

/** The first day of the step so many steps after the one that begins on a day. */
export function addSteps(step: TimeStep, start: IsoDate, count: number): IsoDate {
  switch (step) {
    case 'day':
      return addDays(start, count);
    case 'week':
      return addDays(start, count * 7);
    case 'month': {
      const date = dateOf(start);
      date.setUTCMonth(date.getUTCMonth() + count);
      return date.toISOString().slice(0, 10);
    }
  }
}

/** How many steps one that begins on `to` is after one that begins on `from`. */
export function stepsBetween(step: TimeStep, from: IsoDate, to: IsoDate): number {
  switch (step) {
    case 'day':
      return daysBetween(from, to);
    case 'week':
      return daysBetween(from, to) / 7;
    case 'month':
      return monthNumber(to) - monthNumber(from);
  }
}

function monthNumber(day: IsoDate): number {
  const date = dateOf(day);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function dateOf(day: IsoDate): Date {
  return new Date(`${day}T00:00:00Z`);
}
