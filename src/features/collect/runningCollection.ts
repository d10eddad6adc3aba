import * as vscode from 'vscode';
import { commandId } from '../../commandIds.js';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { Format } from '../../core/catalog/definition.js';
import type { Budget } from '../../services/throttling/budget.js';
import { Collector, type CollectProgress, type CollectResult } from '../../services/collect/collector.js';
import { estimateSeconds, SECONDS_PER_REQUEST } from '../../services/collect/estimate.js';
import type { CollectPlan } from '../../services/collect/plan.js';
import type { ReportService } from '../../services/reports/reportService.js';
import { Emitter } from '../../base/emitter.js';
import { progressText, usageText } from '../../l10n/collectTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { statusText } from '../common/plainText.js';
import { withProgress } from '../common/progress.js';
import { tooltip } from '../common/tooltip.js';

export interface RunningCollectionOptions {
  readonly connection: Connection;
  readonly plan: CollectPlan;
  readonly format: Format;
  readonly service: ReportService;
  readonly budget: Budget;
  readonly now: () => Date;
  /** Nobody asked for it just now, so there is no notification, only the status bar item. */
  readonly quiet: boolean;
}

/** One collection in this window: the collector, with its status bar item and notification. */
export class RunningCollection {
  readonly #options: RunningCollectionOptions;
  readonly #collector: Collector;
  readonly #controller = new AbortController();
  readonly #item: vscode.StatusBarItem;
  readonly #changed = new Emitter<void>();
  readonly #finished: Promise<CollectResult>;
  #progress: CollectProgress;
  #secondsLeft = 0;
  /** Time spent on requests, without waiting for the service's limits. */
  #activeMs = 0;
  #lastEnd: number;
  #waited = false;
  #over = false;

  constructor(options: RunningCollectionOptions) {
    this.#options = options;
    this.#progress = { done: 0, total: options.plan.requested.length };
    this.#lastEnd = options.now().getTime();
    this.#item = vscode.window.createStatusBarItem('usageReports.collect', vscode.StatusBarAlignment.Left, -1);
    this.#item.name = vscode.l10n.t('Usage Reports: Collecting');
    this.#item.show();
    this.#collector = new Collector({
      plan: options.plan,
      service: options.service,
      onProgress: (progress) => this.#onProgress(progress),
    });
    void this.#refresh();
    this.#finished = this.#collector.run(this.#controller.signal).finally(() => {
      this.#over = true;
      this.#item.dispose();
      this.#changed.fire();
    });
    this.#notify();
  }

  get connection(): Connection {
    return this.#options.connection;
  }

  get progress(): CollectProgress {
    return this.#progress;
  }

  get finished(): Promise<CollectResult> {
    return this.#finished;
  }

  get isPaused(): boolean {
    return this.#collector.isPaused;
  }

  pause(): void {
    this.#collector.pause();
    this.#show();
  }

  resume(): void {
    this.#lastEnd = this.#options.now().getTime();
    this.#collector.resume();
    this.#show();
    this.#notify();
  }

  cancel(): void {
    this.#controller.abort();
  }

  #onProgress(progress: CollectProgress): void {
    const now = this.#options.now().getTime();
    this.#waited ||= progress.waitSeconds !== undefined;
    if (progress.last !== undefined) {
      this.#activeMs += this.#waited ? 0 : Math.max(0, now - this.#lastEnd);
      this.#lastEnd = now;
      this.#waited = false;
    }
    this.#progress = progress;
    this.#show();
    void this.#refresh();
  }

  /** Computes what is left of the time and of the limits, from the ledger. */
  async #refresh(): Promise<void> {
    const { connection, format, budget } = this.#options;
    if (connection.kind === 'sample') {
      return;
    }
    const usage = await budget.usage(connection, format);
    const { done, total } = this.#progress;
    const measured = done === 0 ? SECONDS_PER_REQUEST : Math.max(0.2, this.#activeMs / done / 1000);
    this.#secondsLeft = estimateSeconds(total - done, usage, measured);
    this.#item.tooltip = tooltip([vscode.l10n.t('Collecting reports for {0}', connection.name)], [usageText(usage)]);
    this.#show();
  }

  #show(): void {
    if (this.#over) {
      return;
    }
    const { done, total } = this.#progress;
    const count = vscode.l10n.t('{0} of {1}', numberLabel(done), numberLabel(total));
    this.#item.text = statusText(
      this.isPaused ? 'debug-pause' : 'cloud-download',
      this.isPaused ? vscode.l10n.t('{0}, paused', count) : count,
    );
    this.#item.command = commandId(this.isPaused ? 'resumeCollection' : 'pauseCollection');
    this.#item.accessibilityInformation = {
      label: this.isPaused
        ? vscode.l10n.t('Collecting usage reports is paused, {0}. Resume.', count)
        : vscode.l10n.t('Collecting usage reports, {0}. Pause.', count),
      role: 'button',
    };
    this.#changed.fire();
  }

  /** Shows the notification until the end or a pause. A progress notification has no buttons, so Pause is a link. */
  #notify(): void {
    if (this.#options.quiet) {
      return;
    }
    const title = vscode.l10n.t('Collecting reports for {0}', this.connection.name);
    void withProgress(title, (signal, progress) => {
      signal.addEventListener('abort', () => this.cancel());
      let told = 0;
      const tell = () => {
        const { done, total } = this.#progress;
        progress.report({
          increment: ((done - told) * 100) / Math.max(1, total),
          message: progressText(this.#progress, this.#secondsLeft),
          link: { label: vscode.l10n.t('Pause'), command: 'pauseCollection' },
        });
        told = done;
      };
      tell();
      return new Promise<void>((resolve) => {
        const subscription = this.#changed.event(() => {
          if (this.#over || this.isPaused) {
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
