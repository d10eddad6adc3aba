import type { ReportService } from '../reports/reportService.js';
import { Emitter } from '../../base/emitter.js';
import { isCancelled, UsageReportsError } from '../../base/errors.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import type { DirectoryRequest } from '../directory/fetchDirectory.js';
import type { CollectPlan, PlannedReport } from './plan.js';
import { nextOf, RequestSeries } from './requestSeries.js';

export type CollectOutcome =
  | { readonly kind: 'fetched' }
  /** The service has nothing newer than the archive. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface CollectedReport {
  readonly planned: PlannedReport;
  readonly outcome: CollectOutcome;
}

/** Outcome of a plan's requests. */
export interface CollectResult {
  /** In the order in which they finished. */
  readonly finished: readonly CollectedReport[];
  readonly notRequested: readonly PlannedReport[];
  /** Why not all were requested; absent if they were. */
  readonly stopped?: { readonly kind: 'cancelled' } | { readonly kind: 'failure'; readonly error: UsageReportsError };
  /** The failure after which all further requests would fail alike, whether or not there were any. */
  readonly failure?: UsageReportsError;
}

export interface CollectProgress {
  readonly done: number;
  readonly total: number;
  /** Requests that have begun and not finished. */
  readonly inProgress: number;
  /** Seconds until the limits allow the next request, if all that have begun wait for them. */
  readonly waitSeconds?: number;
  /** The report that has just finished. */
  readonly last?: CollectedReport;
}

export interface CollectorOptions {
  readonly plan: CollectPlan;
  readonly service: Pick<ReportService, 'use' | 'archivedFacts'>;
  /** Reads what the plan has of the directory; not needed for a plan that has nothing of it. */
  readonly readDirectory?: (dataset: DirectoryDataset, request: DirectoryRequest) => Promise<unknown>;
  /** Number of concurrent requests. The default is 2: one downloads while the other is requested. */
  readonly concurrency?: number;
  readonly onProgress?: (progress: CollectProgress) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** How often a throttled report is requested, the first time included. */
const MAX_TRIES = 5;

/**
 * Fetches all reports of a plan, unless all further ones would fail in the same way, see {@link RequestSeries}. When paused, requests in
 * progress finish, and no new ones begin.
 */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #queue: { readonly planned: PlannedReport; readonly tries: number }[];
  readonly #finished: CollectedReport[] = [];
  readonly #resumed = new Emitter<void>();
  readonly #series = new RequestSeries();
  #paused = false;
  /** For each request that has begun, until when it waits, in milliseconds since the epoch; `undefined` if it doesn't. */
  readonly #waits = new Map<PlannedReport, number | undefined>();

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#queue = options.plan.requested.map((planned) => ({ planned, tries: 1 }));
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#paused = true;
    this.#report();
  }

  resume(): void {
    this.#paused = false;
    this.#resumed.fire();
    this.#report();
  }

  /** Never rejects. */
  async run(signal: AbortSignal): Promise<CollectResult> {
    const { plan, concurrency = 2 } = this.#options;
    this.#report();
    const work = async () => {
      while (await this.#begin(signal)) {
        const next = this.#queue.shift();
        if (next !== undefined) {
          await this.#collect(next, signal);
        }
        this.#series.end();
        if (next === undefined) {
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    const finished = new Set(this.#finished.map(({ planned }) => planned));
    const notRequested = plan.requested.filter((planned) => !finished.has(planned));
    const { failure } = this.#series;
    const stopped =
      failure !== undefined ? ({ kind: 'failure', error: failure } as const) : ({ kind: 'cancelled' } as const);
    return {
      finished: this.#finished,
      notRequested,
      stopped: notRequested.length === 0 ? undefined : stopped,
      failure,
    };
  }

  /** @returns false if there is to be no further request */
  async #begin(signal: AbortSignal): Promise<boolean> {
    while (await this.#series.begin(signal)) {
      if (!this.#paused) {
        return true;
      }
      this.#series.end();
      await nextOf(this.#resumed.event, signal);
    }
    return false;
  }

  async #collect({ planned, tries }: { planned: PlannedReport; tries: number }, signal: AbortSignal): Promise<void> {
    this.#waits.set(planned, undefined);
    try {
      const outcome = await this.#fetch(planned, signal);
      if (planned.directory === undefined) {
        this.#series.recordSuccess();
      }
      this.#finish({ planned, outcome });
    } catch (error) {
      if (isCancelled(error) || signal.aborted) {
        return;
      }
      const isThrottled = error instanceof UsageReportsError && error.reason === 'throttled';
      if (isThrottled && tries < MAX_TRIES && planned.directory === undefined) {
        // The budget knows how long the service asked to wait, and the next try waits for it.
        this.#queue.push({ planned, tries: tries + 1 });
        return;
      }
      if (planned.directory === undefined || isAboutArchive(error)) {
        this.#series.recordFailure(planned.definition, error);
      }
      this.#finish({ planned, outcome: { kind: 'failed', error } });
    } finally {
      // One that has finished has told so.
      if (this.#waits.delete(planned)) {
        this.#report();
      }
    }
  }

  async #fetch(planned: PlannedReport, signal: AbortSignal): Promise<CollectOutcome> {
    const { ref, archived, directory } = planned;
    const { service, readDirectory } = this.#options;
    const waits = (seconds?: number) => {
      this.#waits.set(planned, seconds === undefined ? undefined : this.#now() + seconds * 1000);
      this.#report();
    };
    if (directory !== undefined) {
      if (readDirectory === undefined) {
        throw new RangeError('This collection reads no directory.');
      }
      // Nobody is asked to consent in the middle of a collection.
      await readDirectory(directory.dataset, { signal, interactive: false, onWait: waits, onRows: () => waits() });
      return { kind: 'fetched' };
    }
    await service.use(
      ref,
      {
        signal,
        unattended: true,
        // An archived copy in place of a response would count as fetched.
        orArchived: false,
        onStep: (step) => waits(step.step === 'waiting' ? step.seconds : undefined),
      },
      ({ storageError }) => (storageError === undefined ? Promise.resolve() : Promise.reject(storageError)),
    );
    const now = await service.archivedFacts(ref);
    return { kind: archived !== undefined && now?.fetchedAt === archived.fetchedAt ? 'unchanged' : 'fetched' };
  }

  #finish(report: CollectedReport): void {
    this.#finished.push(report);
    this.#waits.delete(report.planned);
    this.#report(report);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  /** One that doesn't wait will finish before. */
  get #waitSeconds(): number | undefined {
    const ends = [...this.#waits.values()].map((until) => until ?? 0);
    const milliseconds = ends.length === 0 ? 0 : Math.min(...ends) - this.#now();
    return milliseconds > 0 ? milliseconds / 1000 : undefined;
  }

  #report(last?: CollectedReport): void {
    this.#options.onProgress?.({
      done: this.#finished.length,
      total: this.#options.plan.requested.length,
      inProgress: this.#waits.size,
      waitSeconds: this.#waitSeconds,
      last,
    });
  }
}

/** A refused part of the directory says nothing about other requests. */
function isAboutArchive(error: unknown): boolean {
  return error instanceof UsageReportsError && error.reason === 'storage';
}

/** Number of reports with each outcome. */
export function countOutcomes({ finished }: CollectResult): Record<CollectOutcome['kind'], number> {
  const count = (kind: CollectOutcome['kind']) => finished.filter(({ outcome }) => outcome.kind === kind).length;
  return { fetched: count('fetched'), unchanged: count('unchanged'), failed: count('failed') };
}
