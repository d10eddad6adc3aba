import { QUERY_VERSION } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';
import type { AskLicenses } from './askLicenses.js';
import { LICENSE } from './licenseColumns.js';

/** How many licenses are in each state, by what the column of states has. */
export async function countByState(ask: AskLicenses): Promise<ReadonlyMap<CellValue | undefined, number>> {
  const rows = await ask({
    version: QUERY_VERSION,
    groupBy: [{ column: LICENSE.state }],
    aggregates: [{ kind: 'count', name: 'Count' }],
  });
  return new Map(rows.map(([state, count]) => [state, Number(count)]));
}
