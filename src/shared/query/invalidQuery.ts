import { UsageReportsError } from '../../base/errors.js';

/**
 * - `invalidQuery`: the query is none, or names what is not there.
 * - `repeatedAmounts`: it would count the same users, bytes, or days more than once.
 * - `noEarlierSnapshot`: nothing is archived that a change could be counted from.
 */
export type QueryErrorCode = 'invalidQuery' | 'repeatedAmounts' | 'noEarlierSnapshot';

/**
 * @param path where in the query, such as `groupBy.0.column`; empty for the whole
 * @param message what is wrong there, and what would be right
 */
export function invalidQuery(path: string, message: string, code: QueryErrorCode = 'invalidQuery'): UsageReportsError {
  return new UsageReportsError(
    'invalidRequest',
    path === '' ? `The query: ${message}` : `The query, ${path}: ${message}`,
    { argument: path === '' ? 'query' : path, code },
  );
}
