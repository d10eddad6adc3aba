import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Format } from '../../core/catalog/definition.js';
import type { Budget } from '../../services/throttling/budget.js';
import {
  Collector,
  type CollectorOptions,
  type CollectProgress,
  type CollectResult,
} from '../../services/collect/collector.js';
import { SECONDS_PER_REQUEST } from '../../services/collect/estimate.js';
import { estimatePlan } from '../../services/collect/estimatePlan.js';
import type { CollectPlan, PlannedReport } from '../../services/collect/plan.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { Emitter } from '../../base/emitter.js';
import { progressText, usageText } from '../../l10n/collectTexts.js';
import { withProgress } from '../common/progress.js';
import { Countdown, systemCountdownClock } from './countdown.js';

export interface RunningCollectionOptions {
  readonly connection: Connection;
  readonly plan: CollectPlan;
  readonly format: Format;
  readonly service: ReportService;
  readonly readDirectory: CollectorOptions['readDirectory'];
  readonly budget: Budget;
  readonly now: () => Date;
  /** Nobody asked for it just now, so there is no notification, only the status bar item. */
  readonly quiet: boolean;
  /** Something of it has changed, or a second of a wait has passed. */
  readonly changed: (collection: RunningCollection) => void;
}

/** A wait of a few seconds would only flicker. */
const MIN_SHOWN_WAIT_SECONDS = 5;

/** One collection in this window: the collector, how long it takes, and its notification. */
export class RunningCollection {
  readonly #options: RunningCollectionOptions;
  readonly #collector: Collector;
  readonly #controller = new AbortController();
  readonly #changed = new Emitter<void>();
  readonly #countdown: Countdown;
  readonly #finished: Promise<CollectResult>;
  /** What has not finished. */
  readonly #left: Set<PlannedReport>;
  /** Of this window's part. */
  #progress: CollectProgress;
  #waitUntil: number | undefined;
  #usage: string | undefined;
  #secondsLeft = 0;
  /** Time spent on requests, without waiting for the service's limits. */
  #activeMs = 0;
  #lastEnd: number;
  #waited = false;
  #over = false;

  constructor(options: RunningCollectionOptions) {
    this.#options = options;
    this.#left = new Set(options.plan.requested);
    this.#progress = { done: 0, total: options.plan.requested.length, inProgress: 0 };
    this.#lastEnd = options.now().getTime();
    this.#countdown = new Countdown(() => this.#tell(), systemCountdownClock);
    this.#collector = new Collector({
      plan: options.plan,
      service: options.service,
      readDirectory: options.readDirectory,
      onProgress: (progress) => this.#onProgress(progress),
    });
    void this.#refresh();
    this.#finished = this.#collector.run(this.#controller.signal).finally(() => {
      this.#over = true;
      this.#countdown.dispose();
      this.#changed.fire();
    });
    this.#notify();
  }

  /** Of the whole collection: what was done before it was interrupted counts. */
  get progress(): CollectProgress {
    const earlier = this.#options.plan.done.length;
    const { done, total } = this.#progress;
    return { ...this.#progress, done: earlier + done, total: earlier + total };
  }

  /** Until when the limits make it wait, in milliseconds since the epoch; `undefined` where they don't. */
  get waitUntil(): number | undefined {
    return this.#waitUntil;
  }

  /** What is left of the limits, in sentences; `undefined` where it isn't known, and for the sample tenant, which has none. */
  get usage(): string | undefined {
    return this.#usage;
  }

  get finished(): Promise<CollectResult> {
    return this.#finished;
  }

  pause(): void {
    this.#collector.pause();
  }

  resume(): void {
    this.#lastEnd = this.#options.now().getTime();
    this.#collector.resume();
    this.#notify();
  }

  cancel(): void {
    this.#controller.abort();
  }

  #onProgress(progress: CollectProgress): void {
    const now = this.#options.now().getTime();
    this.#waited ||= progress.waitSeconds !== undefined;
    if (progress.last !== undefined) {
      this.#left.delete(progress.last.planned);
      this.#activeMs += this.#waited ? 0 : Math.max(0, now - this.#lastEnd);
      this.#lastEnd = now;
      this.#waited = false;
    }
    this.#progress = progress;
    this.#waitUntil = this.#shownWait(progress.waitSeconds, now);
    // Nobody looks at it while it is paused.
    this.#countdown.set(this.#collector.isPaused ? undefined : this.#waitUntil);
    this.#tell();
    void this.#refresh();
  }

  #shownWait(seconds: number | undefined, now: number): number | undefined {
    const isShown = this.#waitUntil !== undefined && this.#waitUntil > now;
    return seconds !== undefined && (isShown || seconds > MIN_SHOWN_WAIT_SECONDS) ? now + seconds * 1000 : undefined;
  }

  /** Computes what is left of the time and of the limits, from the ledger. */
  async #refresh(): Promise<void> {
    const { connection, format, budget } = this.#options;
    if (connection.kind === 'sample') {
      return;
    }
    const usage = await budget.usage(connection, format);
    const { done } = this.#progress;
    const measured = done === 0 ? SECONDS_PER_REQUEST : Math.max(0.2, this.#activeMs / done / 1000);
    this.#secondsLeft = estimatePlan([...this.#left], usage, measured);
    this.#usage = usageText(usage);
    this.#tell();
  }

  #tell(): void {
    if (!this.#over) {
      this.#options.changed(this);
      this.#changed.fire();
    }
  }

  /** Shows the notification until the end or a pause. A progress notification has no buttons, so Pause is a link. */
  #notify(): void {
    if (this.#options.quiet) {
      return;
    }
    const title = vscode.l10n.t('Collecting reports for {0}', this.#options.connection.name);
    void withProgress(title, (signal, progress) => {
      signal.addEventListener('abort', () => this.cancel());
      let told = 0;
      const tell = () => {
        const { done, total } = this.progress;
        progress.report({
          increment: ((done - told) * 100) / Math.max(1, total),
          message: progressText(this.progress, this.#secondsLeft, this.#waitUntil, this.#options.now().getTime()),
          link: { label: vscode.l10n.t('Pause'), command: 'pauseCollection' },
        });
        told = done;
      };
      tell();
      return new Promise<void>((resolve) => {
        const subscription = this.#changed.event(() => {
          if (this.#over || this.#collector.isPaused) {
            subscription.dispose();
            resolve();
          } else {
            tell();
          }
        });
      });
    });
  }
}
