import { columnIds } from '../columnIds.js';
import { type ColumnChoices, usualColumnChoices } from '../pages/columnChoices.js';
import type { Grouping } from '../pages/grouping.js';
import { fitsAggregate, fitsKey } from '../query/columnFits.js';
import { groupColumnNames } from '../query/groupColumnNames.js';
import type { QueryFilter } from '../query/query.js';
import type { ColumnFilter, ColumnInfo, ColumnType, TableView } from '../report.js';
import { sortedGrouping } from './groupedRows.js';
import type { ViewContent } from './savedView.js';

/** A part of a view that a table has no place for. */
export interface UnfitPart {
  /** As the view names it. */
  readonly column: string;
  /** `missing`: the table has no such column. `type`: it has, and its cells are of another kind than the filter; `grouping`: than the grouping. */
  readonly why: 'missing' | 'type' | 'grouping';
  /** Whether the view has other rows without it: a filter, or what rows are grouped by. Without any other part, rows only look different. */
  readonly choosesRows: boolean;
}

/** A view as it is for one table. */
export interface AppliedView {
  readonly view: TableView;
  readonly columnChoices: ColumnChoices;
  /** With the names of the table. */
  readonly grouping?: Grouping;
  /** What of the view is not in the others, each column once. */
  readonly unfit: readonly UnfitPart[];
}

/** Applies a view to a table whose columns may be others than when it was saved. */
export function applyView(content: ViewContent, columns: readonly ColumnInfo[]): AppliedView {
  const { sort = [], filter = '', filters = [], columns: arranged = {} } = content;
  const indexes = new Map(columnIds(columns).map((id, index) => [id, index]));
  const unfit = new Map<string, UnfitPart>();
  const tell = (column: string, why: UnfitPart['why'], choosesRows = false) =>
    unfit.set(column, { column, why, choosesRows: choosesRows || unfit.get(column)?.choosesRows === true });
  const indexOf = (id: string, choosesRows = false): readonly number[] => {
    const index = indexes.get(id);
    if (index === undefined) {
      tell(id, 'missing', choosesRows);
    }
    return index === undefined ? [] : [index];
  };
  const { order = [], hidden = [], unfolded = [], pinned = [], widths = [] } = arranged;
  [...order, ...hidden, ...unfolded, ...pinned, ...widths.map(({ column }) => column)].forEach((id) => indexOf(id));
  const sorted = sort.flatMap(({ column, descending = false }) =>
    indexOf(column).map((index) => ({ column: index, descending })),
  );
  const filtered = filters.flatMap((one) => {
    const [applied] = indexOf(one.column, true).flatMap((column) => filterAt(one, column, (id) => indexOf(id, true)));
    if (applied !== undefined && !fitsType(applied, columns[applied.column]?.type)) {
      tell(one.column, 'type', true);
      return [];
    }
    return applied === undefined ? [] : [applied];
  });
  const grouping = groupingAt(content.grouping, {
    has: (column, choosesRows, fits) =>
      indexOf(column, choosesRows).some((index) => {
        const info = columns[index];
        const isFit = info !== undefined && fits(info);
        if (!isFit) {
          tell(column, 'grouping', choosesRows);
        }
        return isFit;
      }),
    lacks: (column) => tell(column, 'missing'),
  });
  return {
    view: {
      ...(sorted.length === 0 ? {} : { sort: sorted }),
      ...(filter === '' ? {} : { filter }),
      ...(filtered.length === 0 ? {} : { filters: filtered }),
    },
    columnChoices: { ...usualColumnChoices, ...arranged },
    ...(grouping === undefined ? {} : { grouping }),
    unfit: [...unfit.values()],
  };
}

/**
 * What is on screen, as a view of whichever table has these columns.
 * @param grouping with the names of the table; absent where rows are shown
 */
export function viewContent(
  { sort = [], filter = '', filters = [] }: TableView,
  { showConstant, ...arranged }: ColumnChoices,
  columns: readonly Pick<ColumnInfo, 'name'>[],
  grouping?: Grouping,
): ViewContent {
  const ids = columnIds(columns);
  const idOf = (column: number) => ids[column] ?? '';
  const choices = { ...(showConstant ? { showConstant } : {}), ...arranged };
  return {
    ...(Object.keys(choices).length === 0 ? {} : { columns: choices }),
    ...(sort.length === 0
      ? {}
      : { sort: sort.map(({ column, descending }) => ({ column: idOf(column), ...(descending && { descending }) })) }),
    ...(filter === '' ? {} : { filter }),
    ...(filters.length === 0 ? {} : { filters: filters.map((one) => namedFilter(one, idOf)) }),
    ...(grouping === undefined ? {} : { grouping }),
  };
}

/** The grouping without the amounts that the table does not have; none where a key is missing, or no amount is left. */
function groupingAt(
  grouping: Grouping | undefined,
  {
    has,
    lacks,
  }: {
    readonly has: (column: string, choosesRows: boolean, fits: (info: ColumnInfo) => boolean) => boolean;
    /** The groups have no column that they are to be sorted by. */
    readonly lacks: (column: string) => void;
  },
): Grouping | undefined {
  if (grouping === undefined) {
    return undefined;
  }
  const { keys, measures, sort } = grouping;
  const found = keys.filter(({ column, by }) => has(column, true, (info) => fitsKey(by, info)));
  const amounts = measures.filter(
    (measure) =>
      !('column' in measure) ||
      // Groups with one amount less are still groups; without any, the rows themselves would be shown.
      has(measure.column, measures.length === 1, (info) => fitsAggregate(measure.kind, info)),
  );
  const names = groupColumnNames(keys, measures);
  sort?.filter(({ column }) => !names.includes(column)).forEach(({ column }) => lacks(column));
  return found.length < keys.length || amounts.length === 0
    ? undefined
    : sortedGrouping({ ...grouping, measures: amounts }, sort);
}

function filterAt(
  filter: QueryFilter,
  column: number,
  indexOf: (id: string) => readonly number[],
): readonly ColumnFilter[] {
  if (filter.kind !== 'share') {
    return [{ ...filter, column }];
  }
  const of = filter.of.flatMap(indexOf);
  return of.length === 0 ? [] : [{ ...filter, column, of }];
}

/** A filter with the names of its columns in place of their indexes. */
export function namedFilter(filter: ColumnFilter, idOf: (column: number) => string): QueryFilter {
  return filter.kind === 'share'
    ? { ...filter, column: idOf(filter.column), of: filter.of.map(idOf) }
    : { ...filter, column: idOf(filter.column) };
}

/** Whether cells of a type can pass a filter at all, as the page has it. */
function fitsType({ kind }: ColumnFilter, type: ColumnType | undefined): boolean {
  switch (kind) {
    case 'range':
    case 'share':
      return type === 'number' || type === 'duration';
    case 'days':
      return type === 'date';
    case 'values':
    case 'blank':
    case 'notBlank':
      return true;
  }
}
