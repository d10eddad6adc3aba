import { rowNounOf } from '../../core/users/rowNounOf.js';
import type { SavedView, ViewContent } from '../../shared/views/savedView.js';
import { viewQuery, type ViewQuery } from '../../shared/views/viewQuery.js';
import type { Report } from './report.js';

/**
 * What a saved view asks of a report: the same for an export of VS Code, of the command line, and for the API.
 * @param minimumGroupSize users, or rows, of the smallest group that is shown
 * @throws UsageReportsError `invalidRequest` where the report lacks what the view filters or groups by
 */
export function queryOfView(
  { definition, table }: Pick<Report, 'definition' | 'table'>,
  view: ViewContent & Pick<SavedView, 'name'>,
  minimumGroupSize = 1,
): ViewQuery {
  const { columns, countedFilter } = table;
  return viewQuery(view, columns, {
    ...{ countedFilter, minimumGroupSize },
    rowNoun: rowNounOf(definition, columns),
  });
}
