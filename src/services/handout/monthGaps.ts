import type { HandoutSpan } from '../../core/handout/document.js';
import type { MonthGaps } from '../../core/handout/incompleteMonth.js';
import { daysOf } from '../../core/handout/span.js';
import type { HandoutData, UsedSource } from './handoutData.js';
import { missingDays } from './missingDays.js';

/** Of the reports that the blocks of a document are made of. */
export function monthGaps(data: HandoutData): MonthGaps {
  const { span } = data.options;
  const allDays = daysOf(span);
  const lacking = data.used.map((source) => ({ title: data.titleOf(source.report), days: lackedBy(source, span) }));
  return {
    reports: [...new Set(lacking.filter(({ days }) => days === allDays).map(({ title }) => title))],
    days: Math.max(0, ...lacking.map(({ days }) => days).filter((days) => days < allDays)),
    allDays,
  };
}

/** How many of the days a report lacks. One that isn't told day by day lacks all or none. */
function lackedBy(source: UsedSource, span: HandoutSpan): number {
  switch (source.kind) {
    case 'missing':
      return source.isRefused === true ? 0 : daysOf(span);
    case 'days':
      return source.history === undefined ? daysOf(span) : missingDays(source.history, span).length;
    case 'asked':
      return 0;
  }
}
