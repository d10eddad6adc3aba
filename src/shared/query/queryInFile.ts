import { UsageReportsError } from '../../base/errors.js';
import type { Query, QuerySource } from './query.js';
import { parseQuery } from './querySchema.js';

/** Why a query in a file is refused. */
export type QueryInFileProblem =
  { readonly kind: 'missing' | 'needsSource' | 'notAllowed' } | { readonly kind: 'query'; readonly message: string };

export type QueryInFile =
  | { readonly query: Query & { readonly source: QuerySource }; readonly problem?: undefined }
  | { readonly query?: undefined; readonly path: string; readonly problem: QueryInFileProblem };

/**
 * Reads a query in a file that serves every tenant, at any time: it names its report, and no connection and no day.
 * @param path of the query in the file
 */
export function parseQueryInFile(raw: unknown, path: string): QueryInFile {
  if (raw === undefined) {
    return { path, problem: { kind: 'missing' } };
  }
  try {
    const query = parseQuery(raw);
    const { source } = query;
    if (source === undefined) {
      return { path, problem: { kind: 'needsSource' } };
    }
    const fixed = (['connection', 'refreshDate', 'date'] as const).find((name) => source[name] !== undefined);
    return fixed === undefined
      ? { query: { ...query, source } }
      : { path: `${path}.source.${fixed}`, problem: { kind: 'notAllowed' } };
  } catch (error) {
    if (!(error instanceof UsageReportsError)) {
      throw error;
    }
    const { argument = 'query' } = error.details;
    const message = error.message.replace(/^The query[^:]*: /, '');
    return { path: argument === 'query' ? path : `${path}.${argument}`, problem: { kind: 'query', message } };
  }
}
