import { columnIds } from '../columnIds.js';
import { type Query, QUERY_VERSION } from '../query/query.js';
import type { ColumnFilter, ColumnInfo, RowNoun } from '../report.js';
import { applyView, namedFilter, type UnfitPart, viewContent } from './applyView.js';
import { countedRows, groupedQuery, groupOrder } from './groupedRows.js';
import { unfitView } from './invalidView.js';
import type { SavedView, ViewContent } from './savedView.js';

/** A view as a question to a table, and what of the view the table has no place for: only how its rows look. */
export interface ViewQuery {
  readonly query: Query;
  readonly unfit: readonly UnfitPart[];
}

export interface ViewQueryOptions {
  /** What each row of the table is. Groups say so. */
  readonly rowNoun: RowNoun;
  /** What only the counted rows of the table pass; absent if all are counted. Groups are of these rows. */
  readonly countedFilter?: ColumnFilter | undefined;
  /** Rows of the smallest group that is shown. */
  readonly minimumGroupSize?: number;
}

/**
 * The rows and columns of a view, in its order, or its groups, as a query. Hidden columns are left out; what is the same in every row stays, because no page
 * around the answer says it. A query knows the first of two columns of the same name only, so the second one is told as missing.
 *
 * @throws UsageReportsError `invalidRequest` where the table does not have what the view filters or groups by: without it the answer had
 * rows, and named users, that the view does not
 */
export function viewQuery(
  content: ViewContent & Pick<SavedView, 'name'>,
  columns: readonly ColumnInfo[],
  { countedFilter, rowNoun, minimumGroupSize = 1 }: ViewQueryOptions,
): ViewQuery {
  const ids = columnIds(columns);
  const askable = columns.filter(({ name }, index) => ids[index] === name);
  const { view, columnChoices, grouping, unfit } = applyView(content, askable);
  const decisive = unfit.filter(({ choosesRows }) => choosesRows);
  if (decisive.length > 0) {
    throw unfitView(
      content.name,
      decisive.map(({ column }) => column),
    );
  }
  if (grouping !== undefined) {
    const counted = countedFilter && namedFilter(countedFilter, (index) => columns[index]?.name ?? '');
    const rows = countedRows(viewContent(view, columnChoices, askable), counted);
    const table = { columns: askable, rowNoun };
    const sort = groupOrder(grouping);
    return { query: groupedQuery(grouping, { table, rows, minimumSize: minimumGroupSize, sort }), unfit };
  }
  const { order = [], hidden = [], pinned = [] } = columnChoices;
  const names = askable.map(({ name }) => name);
  const inOrder = [...pinned, ...order, ...names].filter((name) => names.includes(name) && !hidden.includes(name));
  const shown = [...new Set(inOrder)];
  const { sort, filter, filters } = viewContent(view, columnChoices, askable);
  return {
    query: {
      version: QUERY_VERSION,
      ...(filter === undefined ? {} : { filter }),
      ...(filters === undefined ? {} : { filters }),
      columns: shown.length === 0 ? names : shown,
      ...(sort === undefined ? {} : { sort }),
    },
    unfit,
  };
}
