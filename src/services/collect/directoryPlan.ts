import { DIRECTORY_DEFINITIONS } from '../../core/directory/datasets.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import type { Connection } from '../auth/connections/connection.js';
import type { Directory } from '../directory/directory.js';
import { wasCheckedRecently } from '../reports/freshness.js';
import type { CollectPlan, PlannedReport } from './plan.js';

export interface DirectoryPlanOptions {
  readonly connection: Connection;
  readonly directory: Pick<Directory, 'switchedOn' | 'newest'>;
  readonly now: Date;
  /** What was read less than this many hours ago is not read again. */
  readonly freshHours: number;
}

/** A plan with what is switched on of the tenant's directory, after all reports: their days get lost first. */
export async function addDirectory(
  plan: CollectPlan,
  { connection, directory, now, freshHours }: DirectoryPlanOptions,
): Promise<CollectPlan> {
  const requested: PlannedReport[] = [];
  const fresh: PlannedReport[] = [];
  for (const dataset of directory.switchedOn(connection)) {
    // An archive that cannot be read has nothing.
    const archived = await directory.newest(connection, dataset).catch(() => undefined);
    const isFresh = archived !== undefined && wasCheckedRecently({ checkedAt: archived.fetchedAt }, now, freshHours);
    (isFresh ? fresh : requested).push({
      ref: { connection: connection.id, report: dataset },
      definition: DIRECTORY_DEFINITIONS[dataset],
      format: 'json',
      directory: { dataset, ...pagesOf(dataset, archived?.rowCount) },
    });
  }
  return { ...plan, requested: [...plan.requested, ...requested], fresh: [...plan.fresh, ...fresh] };
}

function pagesOf(dataset: DirectoryDataset, rows: number | undefined): { pages: number; isLeast: boolean } {
  const { pageSize } = DIRECTORY_DEFINITIONS[dataset];
  return pageSize === undefined
    ? { pages: 1, isLeast: false }
    : { pages: Math.max(1, Math.ceil((rows ?? 0) / pageSize)), isLeast: rows === undefined };
}

/** How many requests a plan takes. */
export interface RequestCount {
  /** Of usage reports, which count for Microsoft's limits on them. */
  readonly reports: number;
  /** Of the directory, which has limits of its own. */
  readonly directory: number;
  /** There may be more of the directory. */
  readonly isLeast: boolean;
}

export function countRequests(requested: readonly PlannedReport[]): RequestCount {
  const datasets = requested.flatMap(({ directory }) => directory ?? []);
  return {
    reports: requested.length - datasets.length,
    directory: datasets.reduce((sum, { pages }) => sum + pages, 0),
    isLeast: datasets.some(({ isLeast }) => isLeast),
  };
}
