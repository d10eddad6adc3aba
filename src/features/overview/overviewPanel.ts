import * as vscode from 'vscode';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { type ServedPage, servePage } from '../common/servePage.js';
import { showPage } from '../common/page.js';
import type { Disposable } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';
import { logTextOf } from '../../base/redact.js';
import {
  type OverviewCard,
  type OverviewEvent,
  type OverviewProtocol,
  overviewProtocol,
} from '../../shared/pages/overview.js';
import type { ReportRef } from '../../shared/report.js';
import { noticeFor, errorTextsFor } from '../../l10n/errorTexts.js';
import type { CardLayout } from './cardLayout.js';
import type { OverviewOptions } from './overviewOptions.js';
import { archivedReports, readOverviewEntry, type OverviewSource } from './readOverview.js';
import type { HighlightFacts } from '../../core/highlights/highlights.js';
import { overviewActions } from './overviewActions.js';
import { OverviewAlerts } from './overviewAlerts.js';
import { type BeginEvent, beginEvent, endEvent } from './overviewEvents.js';
import { overviewPageTexts } from './overviewPageTexts.js';

/** Fetched reports are gathered for so long before the page is told: a collection brings many in a row. */
const UPDATE_DELAY_MS = 300;
/** Cards that are read side by side. */
const MAX_PARALLEL_READS = 4;

/**
 * The overview of one tenant: everything that is archived of its daily reports, on one page. It reads the archive and requests nothing; only
 * what the archive of a sample tenant lacks is made.
 */
export class OverviewPanel implements Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: OverviewOptions;
  readonly #layout: CardLayout;
  readonly #source: OverviewSource;
  readonly #page: ServedPage<OverviewProtocol>;
  readonly #alerts: OverviewAlerts;
  readonly #subscriptions: Disposable[];
  readonly #cards = new Map<string, OverviewCard>();
  readonly #highlightFacts = new Map<string, HighlightFacts>();
  readonly #changed = new Set<string>();
  #begin: BeginEvent | undefined;
  /** The last event of its kind, repeated when the webview starts over. */
  #end: OverviewEvent | undefined;
  #reading: AbortController | undefined;
  #filling: AbortController | undefined;
  #updateTimer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;
  #isDisposed = false;

  constructor(
    panel: vscode.WebviewPanel,
    readonly connection: string,
    options: OverviewOptions,
    layout: CardLayout,
  ) {
    this.#panel = panel;
    this.#options = options;
    this.#layout = layout;
    this.#source = { service: options.service, failureText: ({ error }) => errorTextsFor(error).text };
    panel.title = vscode.l10n.t('Overview: {0}', this.#tenant.name);
    this.#page = servePage(panel.webview, overviewProtocol, {
      ready: () => this.#repeat(),
      message: overviewActions(connection, options, layout, {
        load: (how) => this.load(how),
        cancelFilling: () => this.#filling?.abort(),
      }),
      requests: {},
      errorText: (error) => errorTextsFor(error).text,
      messageFailed: (error) => void options.errors.show(error, { connection }),
      log: options.log,
    });
    this.#alerts = new OverviewAlerts(connection, options, (told) => this.#page.post({ type: 'alerts', ...told }));
    this.#subscriptions = [
      this.#page,
      this.#alerts,
      options.service.onDidChangeState((ref) => this.#onReportChanged(ref)),
      layout.onDidChange(() => this.#onLayoutChanged()),
    ];
    showPage(panel, options.extensionUri, 'overview', overviewPageTexts());
  }

  get active(): boolean {
    return this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#reading?.abort();
    this.#filling?.abort();
    clearTimeout(this.#updateTimer);
    this.#subscriptions.forEach((subscription) => void subscription.dispose());
  }

  /**
   * Reads everything that is archived, and tells the page as it goes. Resolves when that is done or has failed on screen.
   * @param fill first makes what the archive of a sample tenant lacks
   */
  async load({ fill = false }: { readonly fill?: boolean } = {}): Promise<void> {
    if (this.#isDisposed) {
      return;
    }
    this.#reading?.abort();
    this.#filling?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#busy = true;
    const { catalog, service } = this.#options;
    void this.#alerts.read();
    try {
      if (fill && this.#tenant.kind === 'sample') {
        await this.#fillSample();
      }
      reading.signal.throwIfAborted();
      this.#changed.clear();
      const reports = await archivedReports(service, catalog(), this.connection);
      reading.signal.throwIfAborted();
      this.#cards.clear();
      this.#highlightFacts.clear();
      this.#end = undefined;
      this.#begin = beginEvent(this.#tenant, catalog(), reports);
      this.#page.post(this.#begin);
      await this.#read(reports, reading.signal);
    } catch (error) {
      if (this.#reading === reading && !reading.signal.aborted) {
        this.#fail(error);
      }
    } finally {
      if (this.#reading === reading) {
        this.#busy = false;
        this.#scheduleUpdate();
      }
    }
  }

  /** Ends early without an error when the user cancels it. @throws UsageReportsError `storage` */
  async #fillSample(): Promise<void> {
    const { catalog, service } = this.#options;
    const filling = new AbortController();
    this.#filling = filling;
    const { fillSample } = await import('../../services/collect/fillSample.js');
    await fillSample({
      connection: this.connection,
      catalog: catalog(),
      service,
      signal: filling.signal,
      onProgress: ({ done, total }) => this.#page.post({ type: 'filling', done, total }),
    });
  }

  /** @throws the signal's `AbortError` */
  async #read(reports: readonly ReportDefinition[], signal: AbortSignal): Promise<void> {
    for (let from = 0; from < reports.length; from += MAX_PARALLEL_READS) {
      const read = await Promise.all(
        reports
          .slice(from, from + MAX_PARALLEL_READS)
          .map((report) => readOverviewEntry(this.connection, report, this.#source, signal)),
      );
      signal.throwIfAborted();
      const cards = read.flatMap((each) => (each === undefined ? [] : [each.card]));
      for (const each of read) {
        if (each !== undefined) {
          this.#cards.set(each.card.report, each.card);
          this.#highlightFacts.set(each.card.report, each.highlightFacts);
        }
      }
      this.#page.post({ type: 'cards', cards });
    }
    this.#tellEnd();
  }

  #tellEnd(): void {
    const { catalog, now } = this.#options;
    this.#end = endEvent(this.#highlightFacts.values(), this.#layout.current.hidden, catalog(), now());
    this.#page.post(this.#end);
  }

  #onLayoutChanged(): void {
    this.#tellLayout();
    if (!this.#busy && this.#end?.type === 'end') {
      this.#tellEnd();
    }
  }

  #tellLayout(): void {
    this.#page.post({ type: 'layout', ...this.#layout.current });
  }

  #onReportChanged(ref: ReportRef): void {
    if (ref.connection !== this.connection || this.#options.catalog().find(ref.report)?.kind !== 'daily-series') {
      return;
    }
    this.#changed.add(ref.report);
    this.#scheduleUpdate();
  }

  #scheduleUpdate(): void {
    clearTimeout(this.#updateTimer);
    if (this.#changed.size > 0 && !this.#busy && !this.#isDisposed) {
      this.#updateTimer = setTimeout(() => void this.#update(), UPDATE_DELAY_MS);
    }
  }

  /** Reads again what was fetched meanwhile. A new report makes the page anew: its place is among the others. */
  async #update(): Promise<void> {
    const { catalog, service } = this.#options;
    const changed = [...this.#changed].flatMap((name) => catalog().find(name) ?? []);
    if (this.#busy || this.#isDisposed) {
      return;
    }
    if (changed.length === 0 || this.#end?.type !== 'end') {
      return this.load();
    }
    try {
      const archived = new Set(await service.history.reportsWithHistory(this.connection));
      if (this.#isDisposed) {
        return;
      }
      if (changed.some((report) => archived.has(report) !== this.#cards.has(report.name))) {
        return await this.load();
      }
      this.#changed.clear();
      await this.#read(
        changed.filter((report) => archived.has(report)),
        this.#reading?.signal ?? new AbortController().signal,
      );
    } catch (error) {
      if (!isCancelled(error)) {
        this.#fail(error);
      }
    }
  }

  #fail(error: unknown): void {
    this.#options.log.error(logTextOf(error));
    this.#end = { type: 'failed', notice: noticeFor(error) };
    this.#page.post(this.#end);
  }

  #repeat(): void {
    this.#tellLayout();
    this.#alerts.repeat();
    if (this.#begin !== undefined) {
      this.#page.post(this.#begin);
      this.#page.post({ type: 'cards', cards: [...this.#cards.values()] });
    }
    if (this.#end !== undefined) {
      this.#page.post(this.#end);
    }
  }

  get #tenant() {
    return this.#options.connections.get(this.connection);
  }
}
