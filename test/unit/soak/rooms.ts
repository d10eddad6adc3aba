import { ReportSession } from '../../../src/features/reportPanel/reportSession.js';
import { tableRequests } from '../../../src/features/reportPanel/tableRequests.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { publishedCloud } from '../../../src/services/auth/connections/clouds.js';
import { readConnections } from '../../../src/services/auth/connections/connection.js';
import { Collector, type CollectResult } from '../../../src/services/collect/collector.js';
import { planCollection } from '../../../src/services/collect/plan.js';
import { createFetchReport } from '../../../src/services/reports/createFetchReport.js';
import { ReportService } from '../../../src/services/reports/reportService.js';
import { openDiff } from '../../../src/services/tables/openDiff.js';
import { decodeInWorker } from '../../../src/services/tables/workerTable.js';
import { Budget } from '../../../src/services/throttling/budget.js';
import type { ReportRef } from '../../../src/shared/report.js';
import { catalog } from '../../support/catalog.js';

export const REPORTS = [
  'getTeamsUserActivityCounts',
  'getEmailActivityCounts',
  'getOneDriveUsageStorage',
  'getTeamsUserActivityUserDetail',
  'getOffice365ActivationCounts',
];

/** Of each detail report so many snapshots stay, so that there is always something to delete and something to compare. */
const DETAIL_SNAPSHOTS = 3;

/** What a process has of the extension below VS Code: everything real, with the clock and the network of a test. */
export class Rooms {
  readonly archive: Archive;
  readonly service: ReportService;
  readonly #connection;

  constructor(
    readonly folder: string,
    origin: string,
    readonly now: () => Date,
  ) {
    this.#connection = readConnections([
      { id: 'soak', tenantId: 'northlight.example', graphEndpoint: origin },
    ]).connections[0]!;
    this.archive = new Archive(folder, {
      now,
      retention: (report) => (catalog.find(report)?.kind === 'detail' ? { snapshots: DETAIL_SNAPSHOTS } : undefined),
    });
    const most = 1_000_000;
    const budget = new Budget({
      folder: () => folder,
      limits: () => ({ csvPerFunction: most, csvPerTenant: most, jsonPerTenant: most }),
      clock: { now: () => now().getTime(), monotonic: () => now().getTime() },
    });
    this.service = new ReportService({
      catalog: () => catalog,
      connection: () => this.#connection,
      archive: this.archive,
      fetchReport: createFetchReport({
        fetch: (url, init) => fetch(url, init),
        signIn: { tokens: () => ({ getToken: () => Promise.resolve('token') }), recordOutcome: () => undefined },
        catalog: () => catalog,
        budget,
        now,
        log: { info: () => undefined, warn: () => undefined },
        sleep: () => Promise.resolve(),
      }),
      now,
      settings: () => ({ format: 'csv', freshHours: 1 }),
      indexKey: () => Promise.resolve('0123456789abcdef'.repeat(4)),
    });
  }

  ref(report: string, choice: Pick<ReportRef, 'period' | 'history'> = {}): ReportRef {
    const { periods } = catalog.find(report)!;
    return {
      connection: 'soak',
      report,
      ...(periods.length > 0 && choice.history !== true ? { period: 'D7' } : {}),
      ...choice,
    };
  }

  /** What a panel does from the click until it is closed; closed while it loads where `leavesEarly`. */
  async openAndClose(ref: ReportRef, { fresh = false, leavesEarly = false } = {}): Promise<void> {
    const log = { warn: () => undefined, error: () => undefined };
    const session = new ReportSession(ref, {}, { service: this.service, log });
    const loading = session.load({ fresh });
    if (!leavesEarly) {
      await loading;
      if (session.status.kind === 'failed') {
        throw session.error;
      }
      await session.loadHistoryContext();
      const { signal } = new AbortController();
      const requests = tableRequests(session);
      await requests.getRows({ view: { sort: [{ column: 0, descending: true }] }, start: 0, end: 100 }, signal);
      await requests.getTotals({ view: {} }, signal);
    }
    session.dispose();
    await loading;
  }

  /** A report on a thread of its own, as large ones are. */
  async openInWorker(report: string, leavesEarly: boolean): Promise<void> {
    const snapshot = await this.#newest(report);
    if (snapshot !== undefined) {
      const stop = new AbortController();
      const opening = decodeInWorker(snapshot.chunks(), 'csv', catalog.find(report)!, { signal: stop.signal });
      if (leavesEarly) {
        stop.abort();
        await opening.catch(() => undefined);
        return;
      }
      const table = await opening;
      await table.rows({}, 0, 50);
      table.dispose();
    }
  }

  async compareNewest(report: string): Promise<void> {
    const snapshots = [];
    for await (const snapshot of this.service.archivedSnapshots(this.#connection, report)) {
      snapshots.push(snapshot);
    }
    const [after, before] = snapshots;
    if (before !== undefined && after !== undefined) {
      const diff = await openDiff(before, after, after.definition);
      await diff.rows('changed', {}, 0, 50);
      diff.dispose();
    }
  }

  async collect(signal: AbortSignal, onKept: (report: string) => void = () => undefined): Promise<CollectResult> {
    const plan = await planCollection({
      set: { kind: 'reports', reports: REPORTS },
      catalog,
      connection: 'soak',
      cloud: publishedCloud(this.#connection.cloud),
      access: undefined,
      format: 'csv',
      archivedFacts: (ref) => this.service.archivedFacts(ref),
    });
    const onProgress = ({ last }: { readonly last?: { readonly planned: { readonly ref: ReportRef } } }) => {
      if (last !== undefined) {
        onKept(last.planned.ref.report);
      }
    };
    return new Collector({ plan, service: this.service, onProgress }).run(signal);
  }

  async #newest(report: string) {
    for await (const snapshot of this.service.archivedSnapshots(this.#connection, report)) {
      return snapshot;
    }
    return undefined;
  }
}
