import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { comparisonId } from '../../src/shared/refIds.js';
import type {
  LargeChartState,
  PanelState,
  ReportMessage,
  ReportProtocol,
  ReportSummary,
  RowsPlace,
} from '../../src/shared/pages/report.js';
import { type ColumnChoices, usualColumnChoices } from '../../src/shared/pages/columnChoices.js';
import type { TableView } from '../../src/shared/report.js';
import { failureState, noRowsState } from '../common/base/components/emptyState.js';
import type { Format } from '../../src/shared/format/format.js';
import type { HostChannel } from '../common/base/host/hostChannel.js';
import { summaryWithCardCharts } from './cardCharts.js';
import { displayedChoice } from './displayedChoice.js';
import { ExtraParts } from './extraParts.js';
import type { ReportHistoryLine } from './history/historyLine.js';
import { headerView, loadingState, toolbarView, type HeaderHandlers } from './header.js';
import { noticeLine } from '../common/base/components/notices.js';
import { emptyLargeChart } from '../common/charts/largeChartState.js';
import '../common/charts/reportCharts.js';
import type { GroupsController } from './groups/groupsController.js';
import type { ReportGroupsSection } from './groups/groupsSection.js';
import { isStale } from './isStale.js';
import { outlineView } from './outlineView.js';
import type { SavedViewHandlers } from './savedViewLine.js';
import { wentTo } from './leftPlace.js';
import { initialModel, panelState, received, restoreModel, type PanelModel } from './panelModel.js';
import { reportTableSource } from './tableSource.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { reportTexts } from './reportTexts.js';
import { isolated } from '../common/base/format/formatCell.js';
import '../common/table/tableSection.js';
import type { ReportTableSection } from '../common/table/tableSection.js';
import type { TableSource } from '../common/table/tableSource.js';

const groupByTexts = { label: reportTexts.groups.groupBy, hint: reportTexts.groups.groupByHint };

/** The whole panel: takes the host's messages, shows what they say, sends back what the user does. */
@customElement('report-app')
export class ReportApp extends LitElement {
  @property({ attribute: false }) channel: HostChannel<ReportProtocol> | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** What the page saved before it was loaded anew. */
  savedState: unknown;
  saveState: (state: PanelState) => void = () => undefined;
  @state() private model: PanelModel = initialModel;
  #source: TableSource | undefined;
  #groups: GroupsController | undefined;
  readonly #extraParts = new ExtraParts();
  #disconnect: (() => void) | undefined;
  #knownComparisons: readonly string[] = [];
  /** Where somebody is in the rows of which view. Of no interest to what is drawn: it changes with each key. */
  #place: { readonly place: RowsPlace; readonly view: TableView } | undefined;

  readonly #handlers: HeaderHandlers & SavedViewHandlers & { readonly action: (id: string) => void } = {
    choose: ({ period, date, history }) => this.channel?.post({ type: 'choosePeriod', period, date, history }),
    refresh: () => this.channel?.post({ type: 'refresh' }),
    cancel: () => this.channel?.post({ type: 'cancel' }),
    export: () => this.channel?.post({ type: 'export' }),
    saveView: () => this.channel?.post({ type: 'saveView' }),
    resetView: () => this.channel?.post({ type: 'resetView' }),
    compare: () => this.channel?.post({ type: 'compareWith' }),
    copy: (format) =>
      this.#hasGroups
        ? this.#groups?.copy(format)
        : this.channel?.post({ type: 'copyRows', view: this.model.view, ...(format === undefined ? {} : { format }) }),
    action: (id) => this.channel?.post({ type: 'action', id }),
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.model = restoreModel(this.savedState);
    this.#knownComparisons = (this.model.compared ?? []).map(comparisonId);
    this.#source = this.channel && reportTableSource(this.channel, this.#reopen);
    this.#disconnect = this.channel?.onEvent((event) => {
      this.model = received(this.model, event);
      if (event.type === 'actOnTable') {
        const { action } = event;
        if (action === 'groupByColumn') {
          void this.#groupBy(event.column);
        } else {
          this.#table?.act(action, event);
        }
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#disconnect?.();
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    const missing = this.#extraParts.load(this.model);
    return missing === undefined ? super.scheduleUpdate() : missing.finally(() => super.scheduleUpdate());
  }

  protected override render(): unknown {
    const { format, model } = this;
    if (format === undefined) {
      return nothing;
    }
    const { activity, summary } = model;
    const loading = activity.kind === 'loading';
    return html`
      <main data-testid="report-app" data-state=${activity.kind}>
        <div
          class="progress ${loading ? 'active' : ''}"
          role="progressbar"
          aria-label=${texts.loading}
          ?hidden=${!loading}
          data-testid="progress"
        ></div>
        ${
          summary === undefined || summary.rowCount === 0
            ? nothing
            : html`<button class="button secondary skip-link" data-testid="skip-to-table" @click=${this.#toTable}>
                ${texts.skipToTable}
              </button>`
        }
        <div aria-busy=${loading ? 'true' : 'false'}>
          ${summary === undefined ? this.#withoutData(format) : this.#report(summary, format)}
        </div>
        <div class="visually-hidden" role="status" data-testid="announcement">${this.#announcement(format)}</div>
      </main>
    `;
  }

  protected override willUpdate(): void {
    if ((this.#hasGroups || this.model.openedGroup !== undefined) && this.#groups === undefined) {
      // Nobody groups at first sight.
      void this.#loadGroups();
    }
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('model')) {
      this.#save();
    }
  }

  #save(): void {
    const state = panelState(this.model, this.#place?.view === this.model.view ? this.#place.place : undefined);
    if (state !== undefined) {
      this.saveState(state);
    }
  }

  #withoutData(format: Format): unknown {
    const { activity } = this.model;
    switch (activity.kind) {
      case 'idle':
        return nothing;
      case 'loading':
        return activity.outline === undefined
          ? loadingState(activity, format, this.#handlers.cancel)
          : outlineView(activity.outline, activity, format, this.#handlers);
      case 'failed':
      case 'cancelled':
        return failureState(activity.kind, activity.title, activity.notice, this.#handlers);
    }
  }

  #report(summary: ReportSummary, format: Format): unknown {
    const {
      activity,
      view,
      epoch,
      firstRows,
      continuesPartial,
      comparisons = [],
      earlierDays,
      askedMeasure,
      largeChart = emptyLargeChart,
      columnChoices = summary.usualColumns ?? usualColumnChoices,
      chartsFolded = false,
      findText,
      openedGroup,
      shownView,
      leftAt,
    } = this.model;
    const viewLine = shownView && this.#extraParts.loaded.savedView?.savedViewLine(shownView, this.#handlers);
    return html`
      ${headerView(summary, format)} ${toolbarView(summary, activity, format, this.#handlers)}
      ${this.#notices(summary, format)}
      ${
        summary.sources === undefined
          ? nothing
          : html`<report-sources
              .sources=${summary.sources}
              .format=${format}
              .action=${this.#handlers.action}
            ></report-sources>`
      }
      ${
        summary.history === undefined
          ? nothing
          : html`<report-history
              .facts=${summary.history}
              .epoch=${epoch}
              .format=${format}
              .getRevised=${this.#getRevised}
            ></report-history>`
      }
      ${
        summary.rowCount === 0
          ? html`${viewLine} ${noRowsState(summary.noRows)}`
          : html`
              <report-charts
                .summary=${summaryWithCardCharts(summary)}
                .format=${format}
                .displayedChoice=${displayedChoice(summary, activity)}
                .comparisons=${comparisons}
                .known=${this.#knownComparisons}
                .earlierDays=${earlierDays}
                .askedMeasure=${askedMeasure}
                .largeChart=${largeChart}
                .changeLargeChart=${this.#changeLargeChart}
                .folded=${chartsFolded}
                .changeFolded=${this.#foldCharts}
                .post=${this.#post}
                .chooseChartFile=${this.#chooseChartFile}
              ></report-charts>
              ${
                summary.overTime === undefined
                  ? nothing
                  : html`<report-table-over-time
                      .texts=${summary.overTime}
                      .epoch=${epoch}
                      .format=${format}
                      .channel=${this.channel}
                    ></report-table-over-time>`
              }
              ${viewLine}
              ${
                this.#hasGroups
                  ? this.#groups?.view(summary, format)
                  : html`${openedGroup === undefined ? nothing : this.#groups?.wayBack()}<report-table-section
                        .summary=${summary}
                        .view=${view}
                        .epoch=${epoch}
                        .firstRows=${firstRows}
                        .continuesPartial=${continuesPartial === true}
                        .readShare=${readShare(activity)}
                        .step=${activity.kind === 'loading' ? activity.step : undefined}
                        .format=${format}
                        .source=${this.#source}
                        .changeView=${this.#changeView}
                        .columnChoices=${columnChoices}
                        .changeColumnChoices=${this.#changeColumnChoices}
                        .findText=${findText}
                        .changeFindText=${this.#changeFindText}
                        .leftAt=${summary.partial !== true ? leftAt?.place : undefined}
                        .changePlace=${this.#changePlace}
                        .groupBy=${this.#startGrouping}
                        .groupByTexts=${groupByTexts}
                      ></report-table-section>`
              }
            `
      }
    `;
  }

  /** Some first rows are not grouped. */
  get #hasGroups(): boolean {
    const { grouping, summary } = this.model;
    return grouping !== undefined && summary !== undefined && summary.partial !== true;
  }

  async #loadGroups(): Promise<GroupsController | undefined> {
    const { channel } = this;
    const { GroupsController: Controller } = await import('./groups/groupsController.js');
    this.#groups ??=
      channel &&
      new Controller({
        element: this,
        channel,
        reopen: this.#reopen,
        model: () => this.model,
        change: (part) => (this.model = { ...this.model, ...part }),
        changeFindText: this.#changeFindText,
      });
    this.requestUpdate();
    return this.#groups;
  }

  readonly #groupBy = async (column?: number): Promise<void> => (await this.#loadGroups())?.groupBy(column);

  readonly #startGrouping = (column?: number): void => void this.#groupBy(column);

  #notices(summary: ReportSummary, format: Format): unknown {
    const { activity } = this.model;
    const ended = activity.kind === 'failed' || activity.kind === 'cancelled' ? activity.notice : undefined;
    const age = summary.refreshAgeDays;
    const remark = [
      formatText(reportTexts.lastGoodData, format.instant(summary.fetchedAt)),
      age === null ? '' : format.plural(reportTexts.dataAge, age),
    ]
      .join(' ')
      .trim();
    return html`
      <div role="alert">
        ${
          ended === undefined
            ? nothing
            : html`<ul class="notices" data-testid="last-attempt">
                ${noticeLine(ended, this.#handlers.action, remark)}
              </ul>`
        }
      </div>
      ${
        // While newer data is under way there is nothing to do, and a failure says more.
        activity.kind === 'idle' && isStale(summary)
          ? this.#extraParts.loaded.stale?.staleNotice(summary, format, this.#handlers.refresh)
          : nothing
      }
      ${
        summary.notices.length === 0
          ? nothing
          : html`<ul class="notices" aria-label=${texts.notices} data-testid="notices">
              ${summary.notices.map((notice) => noticeLine(notice, this.#handlers.action))}
            </ul>`
      }
    `;
  }

  #announcement(format: Format): string {
    const { activity, summary } = this.model;
    if (activity.kind === 'loading') {
      return formatText(reportTexts.loadingReport, isolated(activity.title, 300), activity.step);
    }
    return activity.kind === 'idle' && summary !== undefined
      ? format.plural(reportTexts.opened, summary.rowCount, isolated(summary.title, 300))
      : '';
  }

  readonly #reopen = (): boolean => {
    const { activity } = this.model;
    const isLost = activity.kind === 'failed' && activity.tableLost === true;
    if (isLost) {
      this.#handlers.action('retry');
    }
    return isLost;
  };

  readonly #changeView = (view: TableView): void => {
    this.model = { ...this.model, view };
    this.channel?.post({ type: 'worksWith' });
  };

  readonly #changeLargeChart = (largeChart: LargeChartState): void => {
    this.model = { ...this.model, largeChart };
    this.channel?.post({ type: 'worksWith' });
  };

  get #table(): ReportGroupsSection | ReportTableSection | null {
    return this.querySelector('report-groups') ?? this.querySelector('report-table-section');
  }

  readonly #toTable = (): void => this.#table?.focusTable();

  readonly #changeColumnChoices = (columnChoices: ColumnChoices): void => {
    this.model = { ...this.model, columnChoices };
    this.channel?.post({ type: 'arrangeColumns', choices: columnChoices });
  };

  readonly #changeFindText = (findText: string | undefined): void => {
    this.model = { ...this.model, findText };
  };

  readonly #changePlace = (place: RowsPlace): void => {
    this.#place = { place, view: this.model.view };
    this.model = wentTo(this.model, place);
    this.#save();
  };

  readonly #foldCharts = (folded: boolean): void => {
    this.model = { ...this.model, chartsFolded: folded };
    this.channel?.post({ type: 'foldCharts', folded });
  };

  readonly #post = (message: ReportMessage): void => this.channel?.post(message);

  readonly #chooseChartFile = () => this.channel?.request('chooseChartFile', {});

  readonly #getRevised: ReportHistoryLine['getRevised'] = (signal) => this.channel?.request('getRevised', {}, signal);
}

function readShare(activity: PanelModel['activity']): number | undefined {
  const { receivedBytes, totalBytes } = activity.kind === 'loading' ? activity : {};
  // Of a file that arrives compressed more may come than was announced.
  return receivedBytes === undefined || totalBytes === undefined || totalBytes === 0
    ? undefined
    : Math.min(1, Math.floor((receivedBytes / totalBytes) * 100) / 100);
}

declare global {
  interface HTMLElementTagNameMap {
    'report-app': ReportApp;
  }
}
