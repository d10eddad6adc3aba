import type { ColumnFilter, QuickFilter, TableView } from '../../../../src/shared/report.js';
import { isSameFilter, viewWith } from './filters.js';

/**
 * The quick filters that the view has all conditions of. One whose conditions are all among those of another one is left out: who looks for
 * unused licenses has not asked for everyone who is inactive.
 */
export function quickFiltersOn(quickFilters: readonly QuickFilter[], view: TableView): readonly QuickFilter[] {
  const on = quickFilters.filter((quick) => isMet(quick, view));
  return on.filter((quick) => !on.some((other) => isPartOf(quick, other)));
}

/** The view with a quick filter switched on or off. On, it takes the place of other filters of its columns. */
export function toggleQuickFilter(
  quick: QuickFilter,
  view: TableView,
  quickFilters: readonly QuickFilter[],
): TableView {
  const on = quickFiltersOn(quickFilters, view);
  if (on.includes(quick)) {
    return viewWith(view, {
      filters: withoutConditionsOf([quick], view, on),
      ...(quick.sort === undefined ? {} : { sort: undefined }),
    });
  }
  const { filters = [] } = quick;
  const columns = new Set(filters.map(({ column }) => column));
  const others = withoutConditionsOf(
    on.filter((other) => isPartOf(quick, other)),
    view,
    on,
  ).filter(({ column }) => !columns.has(column));
  return viewWith(view, {
    filters: [...others, ...filters],
    ...(quick.sort === undefined ? {} : { sort: quick.sort }),
  });
}

/** The filters of the view that belong to none of these quick filters. */
export function otherFilters(quickFilters: readonly QuickFilter[], { filters = [] }: TableView): ColumnFilter[] {
  return filters.filter((filter) => !quickFilters.some((quick) => hasCondition(quick, filter)));
}

/** The filters of the view without those of some quick filters, as far as no other one that is on has them, too. */
function withoutConditionsOf(
  removed: readonly QuickFilter[],
  { filters = [] }: TableView,
  on: readonly QuickFilter[],
): ColumnFilter[] {
  const kept = on.filter((quick) => !removed.includes(quick));
  return filters.filter(
    (filter) =>
      kept.some((quick) => hasCondition(quick, filter)) || !removed.some((quick) => hasCondition(quick, filter)),
  );
}

function isMet(
  { sort: wantedSort = [], filters: wanted = [] }: QuickFilter,
  { sort = [], filters = [] }: TableView,
): boolean {
  const sorted = wantedSort.every(
    ({ column, descending }, at) => sort[at]?.column === column && sort[at].descending === descending,
  );
  return sorted && wanted.every((one) => filters.some((filter) => isSameFilter(one, filter)));
}

/** Whether a quick filter without an order of its own has only conditions that another one has, too, and fewer. */
function isPartOf(quick: QuickFilter, other: QuickFilter): boolean {
  const { sort, filters = [] } = quick;
  return (
    sort === undefined &&
    filters.length < (other.filters ?? []).length &&
    filters.every((filter) => hasCondition(other, filter))
  );
}

function hasCondition({ filters = [] }: QuickFilter, filter: ColumnFilter): boolean {
  return filters.some((one) => isSameFilter(one, filter));
}
