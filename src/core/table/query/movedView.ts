import type { ColumnFilter, ColumnInfo, TableView } from '../../../shared/report.js';

/**
 * The view of a table that was read anew, with its columns perhaps in other places: sort keys and filters stay with their columns. Those of a
 * column that is gone are left out.
 */
export function movedView(
  view: TableView,
  before: readonly Pick<ColumnInfo, 'name'>[],
  after: readonly Pick<ColumnInfo, 'name'>[],
): TableView {
  const moved = (column: number): number | undefined => {
    const name = before[column]?.name;
    const index = after.findIndex((candidate) => candidate.name === name);
    return index < 0 ? undefined : index;
  };
  const { sort = [], filters = [] } = view;
  return {
    ...view,
    ...(view.sort && { sort: sort.flatMap((key) => withColumn(key, moved(key.column))) }),
    ...(view.filters && { filters: filters.flatMap((filter) => movedFilter(filter, moved)) }),
  };
}

function movedFilter(filter: ColumnFilter, moved: (column: number) => number | undefined): readonly ColumnFilter[] {
  const [found] = withColumn(filter, moved(filter.column));
  if (found?.kind !== 'share') {
    return found === undefined ? [] : [found];
  }
  const of = found.of.flatMap((column) => moved(column) ?? []);
  return of.length === 0 ? [] : [{ ...found, of }];
}

function withColumn<T extends { readonly column: number }>(keyed: T, column: number | undefined): readonly T[] {
  return column === undefined ? [] : [{ ...keyed, column }];
}
