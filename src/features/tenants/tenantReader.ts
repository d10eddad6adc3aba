import type { Catalog } from '../../core/catalog/catalog.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { failureLabel } from '../../l10n/failureLabels.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import type { UsageReportsError } from '../../base/errors.js';
import type { RequestProblem, Tenant, TenantCell, TenantMeasure } from '../../shared/pages/tenants.js';
import { readCells } from './readCells.js';

/** Tenants that are read side by side. */
const MAX_PARALLEL_READS = 4;

export interface TenantReaderOptions {
  readonly service: ReportService;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
}

export interface ReadTenantsOptions {
  readonly signal: AbortSignal;
  /** Makes what the archive of a sample tenant lacks. */
  readonly fill: boolean;
}

/** Reads the rows of tenants from the archive, a few at a time. */
export class TenantReader {
  readonly #options: TenantReaderOptions;
  /** The archive's name for the tenant of each connection. */
  #archived: ReadonlyMap<string, string> = new Map();

  constructor(options: TenantReaderOptions) {
    this.#options = options;
  }

  /** All connections, in their own order. @throws UsageReportsError `storage` */
  async tenants(): Promise<Tenant[]> {
    const { service, connections } = this.#options;
    const { all } = connections;
    const keys = await Promise.all(
      all.map(async (connection) => [connection.id, await service.tenantOf(connection)] as const),
    );
    this.#archived = new Map(keys);
    return all.map(({ id, name, kind }): Tenant => {
      const first = all.find((other) => this.#archived.get(other.id) === this.#archived.get(id));
      return {
        id,
        name,
        isSample: kind === 'sample',
        ...(first === undefined || first.id === id ? {} : { sameAs: first.name }),
      };
    });
  }

  /** The connections whose tenant is that of this one: what one of them fetches, all have. */
  sharing(connection: string): readonly string[] {
    const tenant = this.#archived.get(connection);
    return tenant === undefined ? [] : [...this.#archived].flatMap(([id, other]) => (other === tenant ? [id] : []));
  }

  /**
   * @param onRow gets the cells of each tenant, one for each measure, as soon as they are read
   * @throws UsageReportsError `storage`; the signal's `AbortError`
   */
  async read(
    tenants: readonly string[],
    measures: readonly TenantMeasure[],
    { signal, fill }: ReadTenantsOptions,
    onRow: (tenant: string, cells: readonly TenantCell[]) => void,
  ): Promise<void> {
    const waiting = [...tenants];
    const readNext = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const cells = await this.#readOne(id, measures, signal, fill);
        signal.throwIfAborted();
        if (cells !== undefined) {
          onRow(id, cells);
        }
      }
    };
    await Promise.all(Array.from({ length: MAX_PARALLEL_READS }, readNext));
  }

  /** @returns `undefined` of a connection that was removed meanwhile */
  async #readOne(
    id: string,
    measures: readonly TenantMeasure[],
    signal: AbortSignal,
    fill: boolean,
  ): Promise<readonly TenantCell[] | undefined> {
    const { service, connections } = this.#options;
    const connection = connections.all.find((each) => each.id === id);
    if (connection === undefined) {
      return undefined;
    }
    const catalog = this.#options.catalog();
    if (fill && connection.kind === 'sample') {
      const { fillSample } = await import('../../services/collect/fillSample.js');
      const reports = [...new Set(measures.map(({ report }) => report))];
      const set = { kind: 'reports', reports } as const;
      await fillSample({ connection: id, catalog, service, set, signal, onProgress: () => undefined });
      signal.throwIfAborted();
    }
    return readCells(connection, measures, { service, catalog, problemOf }, signal);
  }
}

function problemOf(error: UsageReportsError): RequestProblem {
  return { label: failureLabel(error.reason, error.details.problem), text: errorTextsFor(error).text };
}
