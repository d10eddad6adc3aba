import { daysOf } from '../../core/handout/span.js';
import type { MonthGaps } from '../../core/handout/incompleteMonth.js';
import type { HandoutData } from './handoutData.js';
import { missingDays } from './missingDays.js';

/** Of the reports that the blocks of a document are made of. */
export function monthGaps(data: HandoutData): MonthGaps {
  const { span } = data.options;
  const allDays = daysOf(span);
  const lacking = data.used.map((source) => {
    const days =
      (source.kind === 'missing' && source.isRefused !== true) ||
      (source.kind === 'days' && source.history === undefined)
        ? allDays
        : source.kind === 'days' && source.history !== undefined
          ? missingDays(source.history, span).length
          : 0;
    return { title: data.titleOf(source.report), days };
  });
  return {
    reports: [...new Set(lacking.filter(({ days }) => days === allDays).map(({ title }) => title))],
    days: Math.max(0, ...lacking.map(({ days }) => days).filter((days) => days < allDays)),
    allDays,
  };
}
