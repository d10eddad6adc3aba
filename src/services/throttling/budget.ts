import { join } from 'node:path';
import type { Connection } from '../auth/connections/connection.js';
import { tenantKey } from '../auth/connections/tenantKey.js';
import type { Format } from '../../core/catalog/definition.js';
import { sleep as defaultSleep, throwIfAborted } from '../../base/cancellation.js';
import type { Fetch } from '../graph/fetch.js';
import type { HttpRequest } from '../graph/http.js';
import { parseRetryAfter } from '../graph/retryAfter.js';
import { Emitter } from '../../base/emitter.js';
import { type Clock, Ledger, type LedgerState, type RecordedRequest, systemClock } from './ledger.js';
import { type Limits, tenantLimit, unattendedLimit } from './limits.js';

export interface BudgetOptions {
  /** The archive's folder: whoever shares the archive shares the budget. Asked at every request. */
  readonly folder: () => string;
  readonly limits: () => Limits;
  /** Which tenant the service counts a connection's requests for; what the connection itself says where absent. */
  readonly tenantKey?: (connection: Connection) => string;
  readonly clock?: Clock;
  readonly sleep?: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1. */
  readonly random?: () => number;
}

/** Whose request it is, and for what. */
export interface CountedRequest {
  readonly connection: Connection;
  readonly format: Format;
  readonly report: string;
  /** Nobody waits for the answer: it can wait, and it leaves something of the limits for those for whom somebody does. */
  readonly unattended: boolean;
}

/** What is left of a tenant's limit. */
export interface Usage {
  readonly used: number;
  readonly limit: number;
  /** Seconds after which each of the used ones counts no more, soonest first. */
  readonly endIn: readonly number[];
  /** Seconds for which the service has asked to be left alone; 0 where it has not. */
  readonly pauseSeconds: number;
}

/** What a GraphClient has to do for its requests to be counted. */
export interface RequestGate {
  /** Waits until the request may be sent. */
  readonly admit: (request: HttpRequest) => Promise<void>;
  /** Hears what the service says about its limits. */
  readonly fetch: Fetch;
}

/** The service gives no time: not longer than a throttled request of ours waits before its second attempt, a few times over. */
const DEFAULT_PAUSE_SECONDS = 30;
/** Others may give something back, and what is left may be used up by others, so it is looked at again now and then. */
const MAX_SLEEP_SECONDS = 15;

/**
 * The service's limits, shared by all windows and runs on one archive.
 *
 * Only requests to Graph itself count, but all of them: a redirect to a download, a "not modified", a refused one, a repeated one,
 * every page of a JSON report. Downloads go to another host and do not. A request of a person is noted and sent at once, even where
 * the limit is used up or a pause was asked for: the service's own answer is more exact than our memory, and the person wants it.
 * Unattended ones wait for both.
 */
export class Budget {
  readonly #options: BudgetOptions;
  readonly #ledgers = new Map<string, Ledger>();
  readonly #changed = new Emitter<Connection>();

  /** A request was noted or a pause was asked for, by this process. */
  readonly onDidChange = this.#changed.event;

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /** @param fetch what the requests go through, downloads included */
  gate(question: CountedRequest, fetch: Fetch): RequestGate {
    const isGraph = (url: string | URL) => new URL(url).origin === question.connection.graphOrigin;
    return {
      admit: async ({ url, signal, onWait }) => {
        if (isGraph(url)) {
          await this.take(question, signal, (seconds) => onWait?.(seconds, 'throttled'));
        }
      },
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        if (response.status === 429 && isGraph(url)) {
          const seconds =
            parseRetryAfter(response.headers.get('retry-after'), this.#clock.now()) ?? DEFAULT_PAUSE_SECONDS;
          await this.#ledger(question.connection).pause(seconds);
          this.#changed.fire(question.connection);
        }
        return response;
      },
    };
  }

  /**
   * Notes a request, after as long a wait as it takes where it is unattended.
   * @param onWait told, in seconds, each time there is something to wait for
   */
  async take(question: CountedRequest, signal: AbortSignal, onWait?: (seconds: number) => void): Promise<void> {
    const ledger = this.#ledger(question.connection);
    const { sleep = defaultSleep, random = Math.random } = this.#options;
    if (!question.unattended) {
      await ledger.note(question.format, question.report);
      this.#changed.fire(question.connection);
      return;
    }
    for (;;) {
      throwIfAborted(signal);
      const wait = this.#waitMs(await ledger.state(), question, 1);
      if (wait === 0) {
        // First noted, then counted: of several that do so at once, nobody who comes out within the limit was overlooked by another.
        const noted = await ledger.note(question.format, question.report);
        if (this.#waitMs(await ledger.state(), question, 0) === 0) {
          this.#changed.fire(question.connection);
          return;
        }
        await noted.withdraw();
        await sleep(0.05 + random() * 0.5, signal);
        continue;
      }
      onWait?.(wait / 1000);
      await sleep(Math.min(wait / 1000, MAX_SLEEP_SECONDS) + random() * 0.2, signal);
    }
  }

  async usage(connection: Connection, format: Format): Promise<Usage> {
    const { requests, pauseEndsIn } = await this.#ledger(connection).state();
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

  /** @param more requests that are to be sent and not noted yet */
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

  #ledger(connection: Connection): Ledger {
    const key = (this.#options.tenantKey ?? ((place) => tenantKey(place)))(connection);
    // A key of the archive is fit for a folder's name. Windows knows no case, and neither does the service.
    const folder = join(this.#options.folder(), '.collect', key.toLowerCase());
    let ledger = this.#ledgers.get(folder);
    if (ledger === undefined) {
      ledger = new Ledger(folder, this.#clock);
      this.#ledgers.set(folder, ledger);
    }
    return ledger;
  }
}

/** Milliseconds until no more than `most` are left. */
function waitFor(requests: readonly RecordedRequest[], most: number): number {
  const ends = requests.map(({ endsIn }) => endsIn).sort((a, b) => a - b);
  return ends[ends.length - 1 - Math.max(0, most)] ?? 0;
}

function secondsOf(requests: readonly RecordedRequest[]): number[] {
  return requests.map(({ endsIn }) => endsIn / 1000).sort((a, b) => a - b);
}
