import * as l10n from '@vscode/l10n';
import type { ReportRef } from '../shared/report.js';
import { displayLanguage } from './displayLanguage.js';
import { plural } from './plurals.js';

/** `Last 30 days`, `All available time`; an unknown period as the service spells it. */
export function periodLabel(period: string): string {
  if (period === 'ALL') {
    return l10n.t('All available time');
  }
  const days = /^D(\d+)$/.exec(period)?.[1];
  if (days === '1') {
    return l10n.t('Last day');
  }
  return days === undefined ? period : plural(Number(days), { other: l10n.t('Last {0} days') });
}

/** `Wed, 18 Nov 2026` in the user's language. @param date a day in UTC */
export function dayLabel(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(displayLanguage(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** `Nov 16 – 18, 2026`, or one day where both are the same, in the user's language. Days in UTC. */
export function dayRangeLabel(first: string, last: string): string {
  const format = new Intl.DateTimeFormat(displayLanguage(), { dateStyle: 'medium', timeZone: 'UTC' });
  return format.formatRange(new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`));
}

/** `Nov 18, 2026, 2:05 PM`: an instant in full, in local time. @param instant ISO 8601 */
export function instantLabel(instant: string): string {
  return new Date(instant).toLocaleString(displayLanguage(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** What a reference asks for besides the report: a period, a day, or the current state. */
export function parameterLabel({ period, date, history }: Pick<ReportRef, 'period' | 'date' | 'history'>): string {
  if (history === true) {
    return l10n.t('All archived days');
  }
  return period !== undefined ? periodLabel(period) : date !== undefined ? dayLabel(date) : l10n.t('Current state');
}

/** `30 days`, `Nov 18`: what a reference asks for, where there is little room. */
export function shortParameterLabel({ period, date, history }: Pick<ReportRef, 'period' | 'date' | 'history'>): string {
  if (history === true) {
    return l10n.t('all archived days');
  }
  if (date !== undefined) {
    return new Date(`${date}T00:00:00Z`).toLocaleDateString(displayLanguage(), {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
  }
  if (period === undefined || period === 'ALL') {
    return period === undefined ? l10n.t('current state') : l10n.t('all available time');
  }
  const days = /^D(\d+)$/.exec(period)?.[1];
  return days === undefined ? period : plural(Number(days), { one: l10n.t('{0} day'), other: l10n.t('{0} days') });
}

/** `2:05 PM` today, `Nov 20` before, `Nov 20, 2025` in another year. Local time. @param instant ISO 8601 */
export function shortMomentLabel(instant: string, now: Date): string {
  const moment = new Date(instant);
  return moment.toDateString() === now.toDateString()
    ? moment.toLocaleTimeString(displayLanguage(), { timeStyle: 'short' })
    : moment.toLocaleDateString(displayLanguage(), dayStyle(moment, now));
}

/**
 * `2:05 PM` today, `Nov 20, 2:05 PM` before, `Nov 20, 2025, 2:05 PM` in another year. Local time, as this is about the user's own day.
 * @param instant ISO 8601
 */
export function momentLabel(instant: string, now: Date): string {
  const moment = new Date(instant);
  return moment.toDateString() === now.toDateString()
    ? moment.toLocaleTimeString(displayLanguage(), { timeStyle: 'short' })
    : moment.toLocaleString(displayLanguage(), {
        ...dayStyle(moment, now),
        hour: hourStyle(),
        minute: '2-digit',
      });
}

/** A day has its year where that is another one: an archive keeps years. */
function dayStyle(moment: Date, now: Date): Intl.DateTimeFormatOptions {
  const year = moment.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return { day: 'numeric', month: 'short', ...year };
}

/** The hour as `timeStyle: 'short'` has it (`1:05 AM`, but `01:05` in German), which can't be combined with a day and a month. */
function hourStyle(): 'numeric' | '2-digit' {
  const parts = new Intl.DateTimeFormat(displayLanguage(), { timeStyle: 'short' }).formatToParts(
    new Date(2026, 0, 1, 1),
  );
  return parts.find(({ type }) => type === 'hour')?.value.length === 2 ? '2-digit' : 'numeric';
}
