import { addDays, type IsoDate } from '../../base/dates.js';
import { isObject } from '../../base/json.js';
import type { Query } from '../../shared/query/query.js';
import type { HandoutSpan } from './document.js';
import { previousSpan } from './span.js';
import { DAY_PLACEHOLDERS, type DayPlaceholder, type TemplateQuery } from './template.js';

/** What each placeholder stands for, of the days that a document is about. */
function placeholderDays(span: HandoutSpan): Readonly<Record<DayPlaceholder, IsoDate>> {
  const previous = previousSpan(span);
  return {
    '{from}': span.from,
    '{to}': span.to,
    '{previousFrom}': previous.from,
    '{previousTo}': previous.to,
    '{beforePrevious}': addDays(previous.from, -1),
  };
}

/** The query with days in place of placeholders. */
export function queryFor(query: TemplateQuery, span: HandoutSpan): Query {
  const days = placeholderDays(span);
  const dayOf = (day: IsoDate | undefined) => (isPlaceholder(day) ? days[day] : day);
  return {
    ...query,
    ...(query.filters === undefined
      ? {}
      : {
          filters: query.filters.map((filter) =>
            filter.kind === 'days' ? { ...filter, from: dayOf(filter.from), to: dayOf(filter.to) } : filter,
          ),
        }),
  };
}

function isPlaceholder(day: unknown): day is DayPlaceholder {
  return (DAY_PLACEHOLDERS as readonly unknown[]).includes(day);
}

/**
 * A query as outside input with real days, so that it is held to the form of a query.
 * @param day stands for every placeholder
 */
export function withSampleDays(raw: unknown, day: IsoDate): unknown {
  if (!isObject(raw) || !Array.isArray(raw['filters'])) {
    return raw;
  }
  const filters: unknown[] = raw['filters'].map((filter: unknown) =>
    isObject(filter) && filter['kind'] === 'days'
      ? Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, isPlaceholder(value) ? day : value]))
      : filter,
  );
  return { ...raw, filters };
}
