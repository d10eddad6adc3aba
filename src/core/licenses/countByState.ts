import { QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';
import type { AskLicenses } from './askLicenses.js';
import { LICENSE } from './licenseColumns.js';

/**
 * How many licenses are in each state, by what the column of states has.
 * @param filters which licenses; all where absent
 */
export async function countByState(
  ask: AskLicenses,
  filters: readonly QueryFilter[] = [],
): Promise<ReadonlyMap<CellValue | undefined, number>> {
  const rows = await ask({
    ...{ version: QUERY_VERSION, filters },
    groupBy: [{ column: LICENSE.state }],
    aggregates: [{ kind: 'count', name: 'Count' }],
  });
  return new Map(rows.map(([state, count]) => [state, Number(count)]));
}
