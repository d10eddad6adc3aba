import { columnIds } from '../columnIds.js';
import { type Query, QUERY_VERSION } from '../query/query.js';
import type { ColumnInfo } from '../report.js';
import { applyView, type UnfitPart, viewContent } from './applyView.js';
import type { ViewContent } from './savedView.js';

/** A view as a question to a table, and what of the view the table has no place for. */
export interface ViewQuery {
  readonly query: Query;
  readonly unfit: readonly UnfitPart[];
}

/**
 * The rows and columns of a view, in its order, as a query. Hidden columns are left out; what is the same in every row stays, because no page
 * around the answer says it. A query knows the first of two columns of the same name only, so the second one is told as missing.
 */
export function viewQuery(content: ViewContent, columns: readonly ColumnInfo[]): ViewQuery {
  const ids = columnIds(columns);
  const askable = columns.filter(({ name }, index) => ids[index] === name);
  const { view, columnChoices, unfit } = applyView(content, askable);
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
