import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { TableHandle } from './tableHandle.js';
import { type Query, QUERY_VERSION, type QueryFilter } from '../../shared/query/query.js';

/** Of reports about users. */
const DELETED = 'Is Deleted';

export interface FoundAddresses {
  /** One column with each address once. The caller disposes of it. */
  readonly addresses: TableHandle;
  /** How many users of the rows are left out, as they are deleted. */
  readonly deleted: number;
}

/**
 * The principal names in the rows that pass filters, without those of deleted users.
 *
 * @param column that has them
 * @throws UsageReportsError of the table; the signal's `AbortError`
 */
export async function findAddresses(
  table: TableHandle,
  definition: ReportDefinition,
  { column, ...shown }: Pick<Query, 'filter' | 'filters'> & { readonly column: string },
  signal: AbortSignal,
): Promise<FoundAddresses> {
  const namesIn = (...filters: readonly QueryFilter[]) => {
    const query: Query = {
      version: QUERY_VERSION,
      ...shown,
      filters: [...(shown.filters ?? []), { column, kind: 'notBlank' }, ...filters],
      groupBy: [{ column }],
    };
    return table.query(query, { definition }, signal);
  };
  if (!table.columns.some(({ name, type }) => name === DELETED && type === 'boolean')) {
    return { addresses: await namesIn(), deleted: 0 };
  }
  const found = await namesIn({ column: DELETED, kind: 'values', values: ['True'] });
  const deleted = found.rowCount;
  found.dispose();
  return { addresses: await namesIn({ column: DELETED, kind: 'values', values: ['False'], orBlank: true }), deleted };
}
