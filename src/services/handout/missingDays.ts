import { addDays, type IsoDate } from '../../base/dates.js';
import type { HandoutSpan } from '../../core/handout/document.js';
import { daysOf } from '../../core/handout/span.js';
import type { HistoryFacts } from '../../shared/history.js';

/** Days of the span that no archived snapshot of a report has, oldest first. */
export function missingDays(
  { facts: { days: known, missingRanges } }: { readonly facts: Pick<HistoryFacts, 'days' | 'missingRanges'> },
  span: HandoutSpan,
): IsoDate[] {
  return Array.from({ length: daysOf(span) }, (_, index) => addDays(span.from, index)).filter(
    (day) =>
      known === null ||
      day < known.from ||
      day > known.to ||
      missingRanges.some(({ from, to }) => from <= day && day <= to),
  );
}
