import type { Query } from '../../shared/query/query.js';

/** Each column of the table that a query names, and where in the query. */
export function namedColumns({
  filters = [],
  groupBy = [],
  aggregates = [],
  columns = [],
}: Pick<Query, 'filters' | 'groupBy' | 'aggregates' | 'columns'>): readonly (readonly [place: string, name: string])[] {
  return [
    ...filters.flatMap((filter, at): [string, string][] => [
      [`filters.${at}.column`, filter.column],
      ...(filter.kind === 'share'
        ? filter.of.map((whole, index): [string, string] => [`filters.${at}.of.${index}`, whole])
        : []),
    ]),
    ...groupBy.map(({ column }, at): [string, string] => [`groupBy.${at}.column`, column]),
    ...aggregates.flatMap((one, at): [string, string][] =>
      'column' in one ? [[`aggregates.${at}.column`, one.column]] : [],
    ),
    ...columns.map((column, at): [string, string] => [`columns.${at}`, column]),
  ];
}
