import type { Query } from '../../../shared/query/query.js';
import { normalizeName } from '../store/columnNames.js';

/** Columns that a query uses, as {@link normalizeName} has them. @returns `undefined` for all columns, which are the rows themselves */
export function usedColumns({
  filters = [],
  groupBy = [],
  aggregates = [],
  columns,
}: Query): ReadonlySet<string> | undefined {
  return columns === undefined && groupBy.length === 0 && aggregates.length === 0
    ? undefined
    : new Set(
        [
          ...(columns ?? []),
          ...[...filters, ...groupBy].map(({ column }) => column),
          ...filters.flatMap((filter) => (filter.kind === 'share' ? filter.of : [])),
          ...aggregates.flatMap((one) => ('column' in one ? [one.column] : [])),
        ].map(normalizeName),
      );
}
