import type { Disposable } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import { longestPeriod } from '../../shared/longestPeriod.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportSession } from './reportSession.js';

/** Whether earlier days are being fetched, and what went wrong about it. */
export interface EarlierDaysState {
  readonly busy: boolean;
  readonly error?: unknown;
}

export interface EarlierDaysOptions {
  readonly service: Pick<ReportService, 'use'>;
  readonly changed: (state: EarlierDaysState) => void;
  readonly log: { error(message: string): void };
}

/** Fetches as many days as the service has, so that a session knows what was before the period that it shows. */
export class EarlierDays implements Disposable {
  #fetching: AbortController | undefined;

  constructor(
    private readonly session: ReportSession,
    private readonly options: EarlierDaysOptions,
  ) {}

  dispose(): void {
    this.#fetching?.abort();
    this.#fetching = undefined;
  }

  /** Never throws: the state says how it ended. */
  async fetch(): Promise<void> {
    const { session, options } = this;
    const report = session.whole?.report;
    const longest = longestPeriod(report?.definition.periods ?? []);
    if (report === undefined || longest === undefined) {
      return;
    }
    this.#fetching?.abort();
    const fetching = new AbortController();
    this.#fetching = fetching;
    options.changed({ busy: true });
    try {
      // They stay in the archive, which is where what was before a report is looked for.
      const ref = { connection: report.ref.connection, report: report.ref.report, period: longest.period };
      await options.service.use(ref, { signal: fetching.signal, interactive: true, orArchived: false }, () =>
        Promise.resolve(),
      );
      if (session.whole?.report === report) {
        await session.loadHistoryContext();
        options.changed({ busy: false });
      }
    } catch (error) {
      if (this.#fetching === fetching && !isCancelled(error)) {
        options.log.error(`${report.ref.report}: ${logTextOf(error)}`);
        options.changed({ busy: false, error });
      }
    }
  }
}
