import type { Catalog } from '../../core/catalog/catalog.js';
import { publishedCloud } from '../../services/auth/connections/clouds.js';
import { accessOf, type Connection } from '../../services/auth/connections/connection.js';
import type { CollectSet } from '../../services/collect/collectSet.js';
import { addDirectory } from '../../services/collect/directoryPlan.js';
import { estimatePlan } from '../../services/collect/estimatePlan.js';
import { type CollectPlan, planCollection } from '../../services/collect/plan.js';
import type { Directory } from '../../services/directory/directory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { Budget } from '../../services/throttling/budget.js';
import { freshHours, requestFormat } from '../../settings.js';

export interface CollectionPlansOptions {
  readonly catalog: () => Catalog;
  readonly service: Pick<ReportService, 'archivedFacts'>;
  readonly budget: Pick<Budget, 'usage'>;
  /** Loaded when it is first asked. */
  readonly directory: () => Promise<Pick<Directory, 'switchedOn' | 'newest'>>;
  readonly now: () => Date;
}

/** What is to be collected. */
export interface Wanted {
  readonly connection: Connection;
  readonly set: CollectSet;
  /** Also what is switched on of the tenant's directory. Who asks for a few reports gets no more than these. */
  readonly directory: boolean;
  /** When the run began that is being resumed; absent for a new one. */
  readonly startedAt?: string;
}

/** Plans the collections of a window. */
export class CollectionPlans {
  readonly #options: CollectionPlansOptions;

  constructor(options: CollectionPlansOptions) {
    this.#options = options;
  }

  async make({ connection, set, directory, startedAt }: Wanted): Promise<CollectPlan> {
    const { catalog, service, now } = this.#options;
    const plan = await planCollection({
      set,
      catalog: catalog(),
      connection: connection.id,
      cloud: publishedCloud(connection.cloud),
      access: accessOf(connection),
      format: requestFormat(),
      archivedFacts: (ref) => service.archivedFacts(ref),
      ...(startedAt === undefined ? {} : { resumed: { startedAt, now: now(), freshHours: freshHours() } }),
    });
    return directory
      ? addDirectory(plan, {
          ...{ connection, now: now(), freshHours: freshHours() },
          directory: await this.#options.directory(),
        })
      : plan;
  }

  /** How long it takes. */
  async seconds(connection: Connection, { requested }: CollectPlan): Promise<number> {
    if (connection.kind === 'sample') {
      return 1;
    }
    return estimatePlan(requested, await this.#options.budget.usage(connection, requestFormat()));
  }
}
