import type * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { type AskedOverlay, type ReportEvent, type ReportProtocol, reportProtocol } from '../../shared/pages/report.js';
import type { StoredNames } from '../common/storedNames.js';
import { type PageHandlers, type ServedPage, servePage } from '../common/servePage.js';
import type { PanelParts } from './panelActions.js';
import type { ReportEvents } from './reportEvents.js';
import type { SessionChange } from './reportSession.js';

export interface PanelPageOptions extends Omit<PageHandlers<ReportProtocol>, 'ready'> {
  readonly events: ReportEvents;
  /** The reports whose charts were one line the last time, by function name. */
  readonly foldedCharts: Pick<StoredNames, 'has'>;
  /** What the session is busy with is another than before. */
  readonly statusChanged: () => void;
}

/** The page of a panel, which is told what the panel shows: all of it once it listens, and what changes from then on. */
export class PanelPage implements Disposable {
  readonly #parts: PanelParts;
  readonly #options: PanelPageOptions;
  readonly #page: ServedPage<ReportProtocol>;
  readonly #viewState: Disposable;
  #isReady = false;
  /** What the page has not been told yet, because it was not ready. */
  #measure: string | undefined;

  constructor(panel: vscode.WebviewPanel, parts: PanelParts, options: PanelPageOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#page = servePage(panel.webview, reportProtocol, { ...options, ready: () => this.#tellAll() });
    // VS Code discards the page of a panel that is not seen, and loads it again later.
    this.#viewState = panel.onDidChangeViewState(() => (this.#isReady &&= panel.visible));
  }

  dispose(): void {
    this.#viewState.dispose();
    this.#page.dispose();
  }

  /** @returns `false` where the page is not there to be told */
  post(event: ReportEvent): boolean {
    this.#page.post(event);
    return this.#isReady;
  }

  tell(change: SessionChange): void {
    const { session, views } = this.#parts;
    const { events } = this.#options;
    switch (change) {
      case 'report':
        views.reportArrives();
        this.#postKnown(this.#reportEvent());
        views.tell();
        return this.#postKnown(events.historyContext(session));
      case 'view':
        return views.tell();
      case 'historyContext':
        return this.#postKnown(events.historyContext(session));
      case 'status':
        this.#options.statusChanged();
        return this.#postKnown(events.status(session));
    }
  }

  tellComparisons(): void {
    this.#page.post({ type: 'compared', comparisons: this.#parts.comparisons.all });
  }

  /** Draws a measure in the large chart, once the page is there. One that the report does not have changes nothing. */
  showMeasure(measure: string | undefined): void {
    this.#measure = measure ?? this.#measure;
    this.#tellMeasure();
  }

  /** Lays other days under those in the large chart. */
  showOverlay(overlay: AskedOverlay): void {
    this.#page.post({ type: 'showMeasure', overlay });
  }

  #tellAll(): void {
    this.#isReady = true;
    // A page that starts over asks for its groups again.
    this.#parts.groups.drop();
    this.tellComparisons();
    this.tell('report');
    this.tell('status');
    this.#parts.views.tell(true);
    this.#tellMeasure();
  }

  #tellMeasure(): void {
    if (this.#isReady && this.#measure !== undefined) {
      this.#page.post({ type: 'showMeasure', measure: this.#measure });
      this.#measure = undefined;
    }
  }

  #reportEvent(): ReportEvent | undefined {
    const { session, views } = this.#parts;
    const event = this.#options.events.report(session);
    return event?.type === 'report'
      ? {
          ...event,
          columnChoices: views.choices,
          grouping: views.grouping,
          chartsFolded: this.#options.foldedCharts.has(session.ref.report),
        }
      : event;
  }

  #postKnown(event: ReportEvent | undefined): void {
    if (event !== undefined) {
      this.#page.post(event);
    }
  }
}
