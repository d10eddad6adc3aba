import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../../../src/services/archive/archive.js';
import { publishedCloud } from '../../../../src/services/auth/connections/clouds.js';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { Budget } from '../../../../src/services/throttling/budget.js';
import { Collector, type CollectResult } from '../../../../src/services/collect/collector.js';
import type { CollectSet } from '../../../../src/services/collect/collectSet.js';
import { defaultLimits, type Limits } from '../../../../src/services/throttling/limits.js';
import { type CollectPlan, planCollection } from '../../../../src/services/collect/plan.js';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { chooseVersion } from '../../../../src/core/catalog/chooseVersion.js';
import { createFetchReport } from '../../../../src/services/reports/createFetchReport.js';
import { abortErrorOf } from '../../../../src/base/cancellation.js';
import type { Fetch } from '../../../../src/services/graph/fetch.js';
import type { Report } from '../../../../src/services/reports/report.js';
import type { FetchReport } from '../../../../src/services/reports/fetchReport.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { createSampleService } from '../../../../src/services/sample/sampleService.js';
import { LimitCounter } from '../../../support/limitCounter.js';
import { FaultyFileSystem } from '../archive/faultyFileSystem.js';
import { catalog } from '../../../support/catalog.js';

export { catalog };

export const CONNECTION = readConnections([{ id: 'northlight', tenantId: 'northlight.example' }]).connections[0]!;

/** Time that passes only when all who take part are waiting for it, so that no test has to. */
export class VirtualTime {
  ms: number;
  /** Set back or forward, as somebody sets a computer's clock: `now` jumps, nothing else does. */
  skewMs = 0;
  #parties = 0;
  readonly #sleepers = new Set<{ readonly at: number; wake(): void }>();

  constructor(start: string) {
    this.ms = Date.parse(start);
  }

  readonly clock = { now: () => this.ms + this.skewMs, monotonic: () => this.ms };

  get date(): Date {
    return new Date(this.ms + this.skewMs);
  }

  /** Takes part for as long as the work lasts. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#parties++;
    try {
      return await work();
    } finally {
      this.#parties--;
      this.#advance();
    }
  }

  readonly sleep = (seconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = () => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', abort);
      };
      const abort = () => {
        end();
        reject(abortErrorOf(signal));
      };
      const wake = () => {
        end();
        resolve();
      };
      const sleeper = { at: this.ms + seconds * 1000, wake };
      if (signal.aborted) {
        reject(abortErrorOf(signal));
        return;
      }
      signal.addEventListener('abort', abort);
      this.#sleepers.add(sleeper);
      this.#advance();
    });

  #advance(): void {
    if (this.#sleepers.size > 0 && this.#sleepers.size >= this.#parties) {
      const [first] = [...this.#sleepers].sort((a, b) => a.at - b.at);
      this.ms = Math.max(this.ms, first!.at);
      first!.wake();
    }
  }
}

export interface OnGraph {
  readonly latency?: number | undefined;
  readonly answer?: Response | undefined;
}

export interface CollectorHarnessOptions {
  readonly folder: string;
  readonly time: VirtualTime;
  readonly counter: LimitCounter;
  readonly limits?: Limits;
  readonly format?: Format;
  readonly freshHours?: number;
  /** Seconds from sending a request to its arrival, and the answer in its place, if any. */
  readonly onGraph?: (url: string) => OnGraph;
  /** Nothing is decoded and kept, and every report is a few bytes: for tests that only count requests. */
  readonly thin?: boolean;
}

/** One process with everything it has: the real rooms from the collector down to the client, before the sample tenant's service. */
export class CollectorHarness {
  readonly budget: Budget;
  readonly service: Pick<ReportService, 'use' | 'archivedFacts'>;
  readonly asked: string[] = [];

  constructor(readonly options: CollectorHarnessOptions) {
    const {
      folder,
      time,
      counter,
      limits = defaultLimits,
      format = 'csv',
      freshHours = 6,
      thin = false,
      onGraph = (): OnGraph => ({}),
    } = options;
    const now = () => time.date;
    const sample = createSampleService({ catalog, now, cloud: publishedCloud(CONNECTION.cloud) });
    const fetch: Fetch = async (url, init) => {
      if (new URL(url).origin === CONNECTION.graphOrigin) {
        const { latency, answer } = onGraph(url);
        if (latency !== undefined) {
          await time.sleep(latency, init.signal ?? new AbortController().signal);
        }
        this.asked.push(url);
        counter.arrived(url, time.ms);
        if (answer !== undefined) {
          return answer;
        }
        if (thin && format === 'csv') {
          return new Response('Report Refresh Date\r\n2026-11-18\r\n', { headers: { 'content-type': 'text/csv' } });
        }
      }
      return sample(new Request(url, init));
    };
    this.budget = new Budget({ folder: () => folder, limits: () => limits, clock: time.clock, sleep: time.sleep });
    const fetchReport = createFetchReport({
      fetch,
      signIn: { tokens: () => ({ getToken: () => Promise.resolve('token') }), recordOutcome: () => undefined },
      catalog: () => catalog,
      budget: this.budget,
      now,
      log: { info: () => undefined, warn: () => undefined },
      sleep: time.sleep,
    });
    this.service = thin
      ? thinService(fetchReport, format)
      : new ReportService({
          catalog: () => catalog,
          connection: () => CONNECTION,
          // Nobody pulls the plug here, and syncing takes most of the time.
          archive: new Archive(folder, { fileSystem: new FaultyFileSystem().fs }),
          fetchReport,
          now,
          settings: () => ({ format, freshHours }),
        });
  }

  plan(set: CollectSet, startedAt?: string): Promise<CollectPlan> {
    return planCollection({
      set,
      catalog,
      connection: CONNECTION.id,
      cloud: publishedCloud(CONNECTION.cloud),
      access: undefined,
      format: this.options.format ?? 'csv',
      archivedFacts: (ref) => this.service.archivedFacts(ref),
      ...(startedAt === undefined
        ? {}
        : { resumed: { startedAt, now: this.options.time.date, freshHours: this.options.freshHours ?? 6 } }),
    });
  }

  /** One worker, which takes part in the passing of time. */
  collect(plan: CollectPlan, signal = new AbortController().signal): Promise<CollectResult> {
    const collector = new Collector({ plan, service: this.service, concurrency: 1 });
    return this.options.time.during(() => collector.run(signal));
  }
}

function thinService(fetchReport: FetchReport, wanted: Format): Pick<ReportService, 'use' | 'archivedFacts'> {
  return {
    archivedFacts: () => Promise.resolve(undefined),
    use: async ({ report, period }, { signal, unattended = false }, use) => {
      const definition = catalog.find(report)!;
      const asked = { definition, ...chooseVersion(definition, wanted), ...(period === undefined ? {} : { period }) };
      const answer = await fetchReport(CONNECTION, asked, {
        signal,
        unattended,
        interactive: false,
        onWait: () => undefined,
      });
      for await (const chunk of answer.status === 'data' ? answer.chunks : []) {
        void chunk;
      }
      return use({} as Report);
    },
  };
}

/** A folder that is gone after the test. */
export function temporaryFolder(context: Mocha.Context): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-collect-'));
  context.test?.parent?.afterAll(function () {
    this.timeout(60_000);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
