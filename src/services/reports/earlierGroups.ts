import type { ReportDefinition } from '../../core/catalog/definition.js';
import { earlierQuery, type EarlierGroups, MAX_COMPARED_GROUPS } from '../../core/table/query/changes.js';
import { invalidQuery } from '../../shared/query/invalidQuery.js';
import type { Query } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';
import type { TableHandle } from '../tables/tableHandle.js';

/** Rows of an earlier snapshot that are read at once. */
const ROWS_AT_ONCE = 10_000;

/**
 * The groups of a query in the table of an earlier snapshot.
 * @throws UsageReportsError `invalidRequest` with the place in the query; the signal's `AbortError`
 */
export async function groupsIn(
  table: TableHandle,
  definition: ReportDefinition,
  query: Query,
  signal: AbortSignal,
): Promise<Pick<EarlierGroups, 'columns' | 'rows'>> {
  const groups = await table.query(earlierQuery(query), { definition }, signal);
  try {
    if (groups.rowCount > MAX_COMPARED_GROUPS) {
      throw invalidQuery(
        'earlier',
        `The earlier snapshot has ${groups.rowCount} groups; changes can be told of ${MAX_COMPARED_GROUPS}. Group by something that more rows have in common.`,
      );
    }
    const rows: (readonly CellValue[])[] = [];
    for (let from = 0; from < groups.rowCount; from += ROWS_AT_ONCE) {
      rows.push(...(await groups.rows({}, from, from + ROWS_AT_ONCE, signal)).rows);
    }
    return { columns: groups.columns.map(({ name }) => name), rows };
  } finally {
    groups.dispose();
  }
}
