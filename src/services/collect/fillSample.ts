import type { Catalog } from '../../core/catalog/catalog.js';
import type { CollectSet } from './collectSet.js';
import { Collector, type CollectProgress } from './collector.js';
import { planCollection } from './plan.js';
import type { ReportService } from '../reports/reportService.js';

export interface FillSampleOptions {
  /** Id of a sample tenant. */
  readonly connection: string;
  readonly catalog: Catalog;
  readonly service: ReportService;
  /** What to make; absent for all daily reports. */
  readonly set?: CollectSet;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Pick<CollectProgress, 'done' | 'total'>) => void;
}

/**
 * Makes the reports of a sample tenant that the archive has nothing of. It asks nobody for anything, so nobody has to ask for it.
 * Returns when all are made, or the signal is aborted.
 *
 * @throws UsageReportsError what would make all further ones fail, such as `storage`
 */
export async function fillSample({
  connection,
  catalog,
  service,
  set = { kind: 'daily' },
  signal,
  onProgress,
}: FillSampleOptions): Promise<void> {
  const archived = new Set(await service.history.reportsWithHistory(connection));
  const plan = await planCollection({
    set,
    catalog,
    connection,
    cloud: 'global',
    access: undefined,
    format: 'csv',
    archivedFacts: (ref) => service.archivedFacts(ref),
  });
  // One period of a daily report is enough.
  const requested = plan.requested.filter(
    ({ definition, archived: known }) => known === undefined && !archived.has(definition),
  );
  if (requested.length === 0) {
    return;
  }
  const { failure } = await new Collector({ plan: { ...plan, requested }, service, onProgress }).run(signal);
  if (failure !== undefined) {
    throw failure;
  }
}
