import type { Connection } from '../auth/connections/connection.js';
import { tenantKey } from '../auth/connections/tenantKey.js';
import type { Format } from '../../core/catalog/definition.js';
import { sleep as defaultSleep, throwIfAborted } from '../../base/cancellation.js';
import type { Fetch } from '../graph/fetch.js';
import type { HttpRequest } from '../graph/http.js';
import { parseRetryAfter } from '../graph/retryAfter.js';
import { Emitter } from '../../base/emitter.js';
import type { PlainTreeOptions } from '../files/plainTree.js';
import { type Clock, systemClock } from './clock.js';
import type { Ledger, LedgerState, RecordedRequest } from './ledger.js';
import { type Limits, tenantLimit, unattendedLimit } from './limits.js';

export interface BudgetOptions {
  /** The archive's folder: everyone who shares the archive shares the budget. Read for every request. */
  readonly folder: () => string;
  /** See {@link PlainTreeOptions}: nobody else may read what is recorded, unless the archive is shared on purpose. */
  readonly isShared?: PlainTreeOptions['isShared'];
  /** Receives why requests count in this process only, and what in the folder was left alone; once each. */
  readonly onWarning?: (error: Error) => void;
  readonly limits: () => Limits;
  /** The tenant that a connection's requests count for. The default is the archive's name for it, see {@link tenantKey}. */
  readonly tenantKey?: (connection: Connection) => string;
  readonly clock?: Clock;
  readonly sleep?: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1. */
  readonly random?: () => number;
}

/** A request, and what it counts for. */
export interface CountedRequest {
  readonly connection: Connection;
  readonly format: Format;
  readonly report: string;
  /** Nobody waits for the response: the request waits for the limits, and leaves part of them to interactive requests. */
  readonly unattended: boolean;
}

/** How much of a tenant's limit is used. */
export interface Usage {
  readonly used: number;
  readonly limit: number;
  /** Seconds until each used request no longer counts, soonest first. */
  readonly endIn: readonly number[];
  /** Seconds for which the service still asks for a pause; 0 if it does not. */
  readonly pauseSeconds: number;
}

/** Options of a `GraphClient` whose requests are counted. */
export interface RequestGate {
  /** Resolves when the request may be sent. */
  readonly admit: (request: HttpRequest) => Promise<void>;
  /** Records the pauses that the service asks for. */
  readonly fetch: Fetch;
}

/** Used if a throttled response has no `Retry-After` header. A few times the first wait of the retry policy. */
const DEFAULT_PAUSE_SECONDS = 30;
/** The state is read again after this time, because other processes change it. */
const MAX_SLEEP_SECONDS = 15;

/**
 * Keeps the service's limits for all windows and runs that share an archive.
 *
 * All requests to Graph count: redirects to a download, "not modified", refused and repeated ones, every page of a JSON report. Downloads
 * go to another host and do not count. An interactive request is recorded and sent immediately, even if the limit is used up or the service
 * asked for a pause: the service's response is more exact than the recorded state. Unattended requests wait for both.
 */
export class Budget {
  readonly #options: BudgetOptions;
  readonly #ledgers = new Map<string, Promise<Ledger>>();
  readonly #warnings = new Set<string>();
  readonly #changed = new Emitter<Connection>();

  /** This process has recorded a request or a pause. */
  readonly onDidChange = this.#changed.event;

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /** @param fetch sends the requests, downloads included */
  gate(request: CountedRequest, fetch: Fetch): RequestGate {
    const isGraph = (url: string | URL) => new URL(url).origin === request.connection.graphOrigin;
    return {
      admit: async ({ url, signal, onWait }) => {
        if (isGraph(url)) {
          await this.take(request, signal, (seconds) => onWait?.(seconds, 'throttled'));
        }
      },
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        if (response.status === 429 && isGraph(url)) {
          const seconds =
            parseRetryAfter(response.headers.get('retry-after'), this.#clock.now()) ?? DEFAULT_PAUSE_SECONDS;
          await (await this.#ledger(request.connection)).pause(seconds);
          this.#changed.fire(request.connection);
        }
        return response;
      },
    };
  }

  /**
   * Records a request. An unattended one waits first, as long as necessary.
   * @param onWait called before each wait
   */
  async take(request: CountedRequest, signal: AbortSignal, onWait?: (seconds: number) => void): Promise<void> {
    const ledger = await this.#ledger(request.connection);
    const { sleep = defaultSleep, random = Math.random } = this.#options;
    if (!request.unattended) {
      await ledger.record(request.format, request.report);
      this.#changed.fire(request.connection);
      return;
    }
    for (;;) {
      throwIfAborted(signal);
      const wait = this.#waitMs(await ledger.state(), request, 1);
      if (wait === 0) {
        // Recorded first, then counted: if several processes do this at the same time, each sees the entries of the others.
        const entry = await ledger.record(request.format, request.report);
        if (this.#waitMs(await ledger.state(), request, 0) === 0) {
          this.#changed.fire(request.connection);
          return;
        }
        await entry.withdraw();
        await sleep(0.05 + random() * 0.5, signal);
        continue;
      }
      onWait?.(wait / 1000);
      await sleep(Math.min(wait / 1000, MAX_SLEEP_SECONDS) + random() * 0.2, signal);
    }
  }

  async usage(connection: Connection, format: Format): Promise<Usage> {
    const { requests, pauseEndsIn } = await (await this.#ledger(connection)).state();
    const endIn = secondsOf(requests.filter((request) => request.format === format));
    return {
      used: endIn.length,
      limit: tenantLimit(this.#options.limits(), format),
      endIn,
      pauseSeconds: pauseEndsIn / 1000,
    };
  }

  get #clock(): Clock {
    return this.#options.clock ?? systemClock;
  }

  /** @param more requests that will be sent and are not recorded yet */
  #waitMs({ requests, pauseEndsIn }: LedgerState, { format, report }: CountedRequest, more: number): number {
    const limits = this.#options.limits();
    const ofFormat = requests.filter((request) => request.format === format);
    const waits = [pauseEndsIn, waitFor(ofFormat, unattendedLimit(tenantLimit(limits, format)) - more)];
    if (format === 'csv') {
      waits.push(
        waitFor(
          ofFormat.filter((request) => request.report === report),
          unattendedLimit(limits.csvPerFunction) - more,
        ),
      );
    }
    return Math.max(0, ...waits);
  }

  #ledger(connection: Connection): Promise<Ledger> {
    const folder = this.#options.folder();
    // In lower case, because neither Windows nor the service distinguishes case.
    const key = (this.#options.tenantKey ?? ((identity) => tenantKey(identity)))(connection).toLowerCase();
    const id = JSON.stringify([folder, key]);
    let ledger = this.#ledgers.get(id);
    if (ledger === undefined) {
      ledger = this.#openLedger(folder, key);
      this.#ledgers.set(id, ledger);
    }
    return ledger;
  }

  /** What records is loaded with the first request. */
  async #openLedger(folder: string, key: string): Promise<Ledger> {
    const [{ CollectFolder }, { Ledger }, { storageError }] = await Promise.all([
      import('./collectFolder.js'),
      import('./ledger.js'),
      import('../files/storageErrors.js'),
    ]);
    const collect = new CollectFolder(folder, {
      isShared: this.#options.isShared,
      onSkipped: (error) => this.#warn(error),
    });
    return new Ledger(collect, key, this.#clock, (error) =>
      this.#warn(storageError('Requests count in this process only', error)),
    );
  }

  #warn(error: Error): void {
    if (!this.#warnings.has(error.message)) {
      this.#warnings.add(error.message);
      this.#options.onWarning?.(error);
    }
  }
}

/** Milliseconds until no more than `limit` requests count. */
function waitFor(requests: readonly RecordedRequest[], limit: number): number {
  const ends = requests.map(({ endsIn }) => endsIn).sort((a, b) => a - b);
  return ends[ends.length - 1 - Math.max(0, limit)] ?? 0;
}

function secondsOf(requests: readonly RecordedRequest[]): number[] {
  return requests.map(({ endsIn }) => endsIn / 1000).sort((a, b) => a - b);
}
