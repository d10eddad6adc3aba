import { normalizeName } from '../../core/table/store/columnNames.js';
import type { Query } from '../../shared/query/query.js';

/**
 * Columns of which a value has to be known: or a row is not counted, is in no group of its own, or a blank cell is counted as such. By their names as
 * `normalizeName` has them.
 */
export function keysOf({ filters = [], groupBy = [], aggregates = [] }: Query): string[] {
  return [
    ...filters
      .filter((filter) => filter.kind !== 'blank' && filter.kind !== 'notBlank')
      .filter((filter) => !('orBlank' in filter) || filter.orBlank !== true)
      // Of several columns that a share is of, one has to have a value.
      .flatMap((filter) => [filter.column, ...(filter.kind === 'share' ? filter.of.slice(0, 1) : [])]),
    ...groupBy.map(({ column }) => column),
    ...aggregates.flatMap((one) => (one.kind === 'distinct' || one.kind === 'shareWithValue' ? [one.column] : [])),
  ].map(normalizeName);
}
