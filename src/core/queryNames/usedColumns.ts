import type { Query } from '../../shared/query/query.js';
import { normalizeName } from '../table/store/columnNames.js';
import { namedColumns } from './namedColumns.js';

/** Columns that a query uses, as {@link normalizeName} has them. @returns `undefined` for all columns, which are the rows themselves */
export function usedColumns(query: Query): ReadonlySet<string> | undefined {
  const { groupBy = [], aggregates = [], columns } = query;
  return columns === undefined && groupBy.length === 0 && aggregates.length === 0
    ? undefined
    : new Set(namedColumns(query).map(([, name]) => normalizeName(name)));
}
