import type { IsoDate } from '../../src/shared/report.js';

const millisecondsPerDay = 86_400_000;

/** The day `count` days after `day`, both in UTC. */
export function addDays(day: IsoDate, count: number): IsoDate {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : new Date(time + count * millisecondsPerDay).toISOString().slice(0, 10);
}

/** Saturday or Sunday, in UTC as the service counts. */
export function isWeekend(day: IsoDate): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
