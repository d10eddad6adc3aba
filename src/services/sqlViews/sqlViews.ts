import type { Catalog } from '../../core/catalog/catalog.js';
import { duckdbViews } from '../../core/sqlViews/duckdbViews.js';
import { sparkViews } from '../../core/sqlViews/sparkViews.js';
import type { Archive } from '../archive/archive.js';
import type { SqlEngine } from './engines.js';
import { type ArchivedReports, archivedReports } from './archivedReports.js';

export interface SqlViewsOptions {
  readonly engine: SqlEngine;
  /** How the SQL names the archive's folder: absolute, or from where the SQL is run. */
  readonly archive: string;
  readonly signal?: AbortSignal;
}

export interface SqlViews extends Omit<ArchivedReports, 'reports'> {
  readonly sql: string;
  /** How many have views. */
  readonly reports: number;
}

/** SQL with views over an archive. @throws UsageReportsError `storage`; the signal's `AbortError` */
export async function sqlViews(
  archive: Archive,
  catalog: Catalog,
  { engine, archive: folder, signal }: SqlViewsOptions,
): Promise<SqlViews> {
  const { reports, ...others } = await archivedReports(archive, catalog, signal);
  const views = engine === 'duckdb' ? duckdbViews : sparkViews;
  return { sql: views(reports, folder), reports: reports.length, ...others };
}
