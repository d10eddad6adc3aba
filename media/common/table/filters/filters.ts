import type { ColumnFilter, ColumnInfo, TableView } from '../../../../src/shared/report.js';

export type FilterKind = 'range' | 'days' | 'values';

/** What a column can be filtered by, beside being blank. */
export function filterKind({ type }: ColumnInfo): FilterKind {
  switch (type) {
    case 'number':
    case 'duration':
      return 'range';
    case 'date':
      return 'days';
    case 'text':
    case 'list':
    case 'boolean':
      return 'values';
  }
}

/** Whether a filter can be one of this column: a remembered one may be of another version's columns. */
export function fits(filter: ColumnFilter, column: ColumnInfo | undefined): boolean {
  return (
    column !== undefined &&
    (filter.kind === 'blank' ||
      filter.kind === 'notBlank' ||
      filter.kind === 'values' ||
      (filter.kind === 'share' ? 'range' : filter.kind) === filterKind(column))
  );
}

/** The view with other parts; what is `undefined` or empty is not in it. */
export function viewWith(
  view: TableView,
  change: { readonly [K in keyof TableView]?: TableView[K] | undefined },
): TableView {
  const { sort, filter, filters } = { ...view, ...change };
  return {
    ...(sort === undefined || sort.length === 0 ? {} : { sort }),
    ...(filter === undefined || filter === '' ? {} : { filter }),
    ...(filters === undefined || filters.length === 0 ? {} : { filters }),
  };
}

/** The filters of the view with `filter` instead of the column's own; without one where it is `undefined`. */
export function replaceFilter(
  view: TableView,
  column: number,
  filter: ColumnFilter | undefined,
): readonly ColumnFilter[] {
  const { filters = [] } = view;
  const at = filters.findIndex((one) => one.column === column);
  if (filter === undefined || at < 0) {
    return [...filters.filter((one) => one.column !== column), ...(filter === undefined ? [] : [filter])];
  }
  return filters.flatMap((one, index) => (index === at ? [filter] : one.column === column ? [] : [one]));
}

/**
 * The filters of the view with `filter` instead of the column's own, among the rows that are counted: a filter by something that was counted
 * leaves as many rows as were counted.
 *
 * @param counted what only the counted rows pass; `undefined` if all rows are counted
 */
export function replaceCountedFilter(
  view: TableView,
  column: number,
  filter: ColumnFilter | undefined,
  counted: ColumnFilter | undefined,
): readonly ColumnFilter[] {
  const filters = replaceFilter(view, column, filter);
  if (counted === undefined || column === counted.column) {
    return filters;
  }
  if (filter !== undefined) {
    return filters.some((one) => one.column === counted.column) ? filters : [...filters, counted];
  }
  // What came with the last filter goes with it.
  return filters.every((one) => isSameFilter(one, counted)) ? [] : filters;
}

/** The filters that choose the rows to count the values of a column in. */
export function countedIn(
  { filters = [] }: TableView,
  column: number,
  counted: ColumnFilter | undefined,
): readonly ColumnFilter[] {
  if (counted === undefined || column === counted.column) {
    return [];
  }
  const chosen = filters.filter((one) => one.column === counted.column);
  return chosen.length > 0 ? chosen : [counted];
}

export function isSameFilter(left: ColumnFilter, right: ColumnFilter): boolean {
  return canonical(left) === canonical(right);
}

function canonical(filter: ColumnFilter): string {
  const parts = Object.entries<unknown>(filter).filter(([, value]) => value !== undefined && value !== false);
  return JSON.stringify(
    parts
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]): [string, unknown] => [
        name,
        Array.isArray(value) ? [...(value as string[])].sort() : value,
      ]),
  );
}
