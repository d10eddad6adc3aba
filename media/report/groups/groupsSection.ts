import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { messageOf } from '../../../src/base/errors.js';
import { rowNoun } from '../../../src/shared/rowNoun.js';
import type { Grouping, Groups } from '../../../src/shared/pages/grouping.js';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { TableView } from '../../../src/shared/report.js';
import type { GridAction, TablePlace } from '../../../src/shared/tableActions.js';
import { groupsView, sortedGrouping, sortOfView } from '../../../src/shared/views/groupedRows.js';
import { adoptStyles } from '../../common/base/components/adoptStyles.js';
import { requestFailure } from '../../common/base/components/requestFailure.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { type CellFormatter, formatPlainCell, isolated } from '../../common/base/format/formatCell.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { RequestController } from '../../common/base/host/requestController.js';
import { viewWith } from '../../common/table/filters/filters.js';
import type { GridStatus } from '../../common/table/grid/gridStatus.js';
import { SetFilters, type SetFiltersHost } from '../../common/table/setFilters.js';
import { shownColumns } from '../../common/table/shownColumns.js';
import { texts } from '../../common/base/texts.js';
import { reportTexts } from '../reportTexts.js';
import styles from './groups.css' with { type: 'text' };
import { groupCells } from './groupCells.js';
import { groupsChart, hasAmounts } from './groupsChart.js';
import { GroupPlace, type Place } from './groupPlace.js';
import { groupsForm, keysText } from './groupsForm.js';
import './groupsOverTime.js';
import './groupsTable.js';
import type { GroupsSource } from './groupsSource.js';

adoptStyles(styles);

/** Shows the rows of a group, by what they pass. */
type OpenGroup = (rows: Pick<TableView, 'filter' | 'filters'>, place: Place) => void;

interface ShownGroups {
  readonly groups: Groups;
  readonly grouping: Grouping;
}

/** Groups in place of the rows: what they are, a chart of the first amount, and a table of them. */
@customElement('report-groups')
export class ReportGroupsSection extends LitElement implements SetFiltersHost {
  @property({ attribute: false }) summary: ReportSummary | undefined;
  /** Which rows are grouped. */
  @property({ attribute: false }) view: TableView = {};
  @property({ attribute: false }) grouping: Grouping | undefined;
  /** Goes up with each report that arrives. */
  @property({ attribute: false }) epoch = 0;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: GroupsSource | undefined;
  @property({ attribute: false }) changeGrouping: (grouping: Grouping) => void = () => undefined;
  /** Groups other rows. */
  @property({ attribute: false }) changeRows: (view: TableView) => void = () => undefined;
  /** Shows all rows of the view again. */
  @property({ attribute: false }) showRows: () => void = () => undefined;
  @property({ attribute: false }) openGroup: OpenGroup = () => undefined;
  /** What is looked for in the groups; absent while the find bar is closed. */
  @property({ attribute: false }) findText: string | undefined;
  @property({ attribute: false }) changeFindText: (text: string | undefined) => void = () => undefined;
  @state() private status: GridStatus = { rowCount: undefined, stale: false };
  /** What a screen reader is told. */
  @state() private said = '';
  /** Why the rows of a group cannot be shown. */
  @state() private refused = '';
  readonly #groups = new RequestController<Groups>(this, () => this.source?.reopen?.() === true);
  readonly #filters = new SetFilters(this);
  readonly textLabel = texts.filterRows;
  /** Of the rows that are grouped. */
  columns: readonly ShownColumn[] = [];
  #asked = '';
  /** What is asked, or was asked last. */
  #askedGrouping: Grouping | undefined;
  /** What the answer on screen is to, and how it was sorted since. */
  #shown: ShownGroups | undefined;
  /** The order of the groups on screen. */
  #order: TableView = {};
  #columns: readonly ShownColumn[] = [];
  #cells: CellFormatter = formatPlainCell;
  #gridEpoch = 0;
  #opening: AbortController | undefined;
  readonly #place = new GroupPlace(() => this.focusTable());

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Waits for the script of filters where there are some, so that everything appears in its place. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    return this.#filters.needLoading
      ? this.#filters.load().finally(() => super.scheduleUpdate())
      : super.scheduleUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opening?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { grouping, source, view, format, summary } = this;
    if ((changed.has('summary') || changed.has('format')) && summary !== undefined && format !== undefined) {
      this.columns = shownColumns(summary.columns, summary.columnFacts ?? [], format);
    }
    const { filter = '', filters = [] } = view;
    const { keys, measures } = grouping ?? {};
    const key = JSON.stringify([this.epoch, filter, filters, keys, measures]);
    if (grouping !== undefined && source !== undefined && key !== this.#asked) {
      this.#asked = key;
      this.#askedGrouping = grouping;
      this.#groups.start((signal) => source.getGroups(grouping, viewWith(view, { sort: undefined }), signal));
    }
    const { value } = this.#groups;
    if (value === undefined || grouping === undefined || format === undefined) {
      return;
    }
    if (value !== this.#shown?.groups) {
      this.#shown = { groups: value, grouping: this.#askedGrouping ?? grouping };
      this.#gridEpoch++;
      this.said = value.refusal ?? this.#heading(value, grouping, format);
      this.refused = '';
      this.#columns = shownColumns(value.columns, value.columnFacts, format);
      this.#cells = groupCells(this.#shown.grouping, value);
    }
    this.#sort(this.#shown, grouping);
  }

  /** The table tells its state while it is drawn, and this follows. */
  protected override updated(): void {
    void this.#place.go(this.querySelector('report-grid'), this.status);
  }

  /** Groups that are only in another order are not asked for again. */
  #sort({ groups, grouping: shown }: ShownGroups, { sort }: Grouping): void {
    const grouping = sortedGrouping(shown, sort);
    this.#shown = { groups, grouping };
    const order = groupsView(grouping);
    if (JSON.stringify(order) !== JSON.stringify(this.#order)) {
      this.#order = order;
    }
  }

  /** Puts the focus on the table's active cell; on the form where there is no table. */
  focusTable(): void {
    const grid = this.querySelector('report-grid');
    grid?.scrollIntoView({ block: 'nearest' });
    if (grid === null) {
      this.focusForm();
    } else {
      grid.focusActive();
    }
  }

  /** Puts the focus on a group as soon as the groups are here, and their table where it was. */
  focusGroup(place: Place): void {
    this.#place.remember(place);
    this.requestUpdate();
  }

  readonly changeView = (view: TableView): void => this.changeRows(view);

  focusActive(): void {
    this.focusTable();
  }

  /** Does what was chosen in the context menu of the table. */
  act(action: GridAction, place: TablePlace): void {
    this.querySelector('report-groups-table')?.act(action, place);
  }

  focusForm(): void {
    this.querySelector<HTMLElement>('[data-testid=group-key]')?.focus();
  }

  protected override render(): unknown {
    const { summary, grouping, format } = this;
    if (summary === undefined || grouping === undefined || format === undefined) {
      return nothing;
    }
    const groups = this.#shown?.groups;
    const { groups: words } = reportTexts;
    return html`
      <section class="table-section groups-section" aria-labelledby="groups-heading" data-testid="groups">
        <div class="section-head">
          <h2 id="groups-heading" data-testid="groups-heading">
            ${groups === undefined || groups.refusal !== undefined ? words.groupBy : this.#heading(groups, this.#shown?.grouping ?? grouping, format)}
          </h2>
          <span class="section-tools">
            ${this.#timeButton(summary)}
            <button class="button secondary" data-testid="back-to-rows" @click=${this.showRows}>
              <span class="codicon codicon-arrow-left" aria-hidden="true"></span>${words.backToRows}
            </button>
          </span>
        </div>
        ${groupsForm(grouping, summary, format, this.#changeKeys)} ${this.#setFilters(format)}
        <div class="visually-hidden" role="status" data-testid="groups-status">${this.said}</div>
        ${this.#groups.failure === undefined ? nothing : requestFailure(formatText(words.failed, this.#groups.failure), this.#groups.retry)}
        ${groups === undefined ? html`<p class="groups-note">${words.loading}</p>` : this.#answer(groups, format)}
      </section>
    `;
  }

  /** Which rows are grouped, as it is above the rows. */
  #setFilters(format: Format): unknown {
    const { filter = '', filters = [] } = this.view;
    return filter === '' && filters.length === 0 ? nothing : this.#filters.chips(format);
  }

  #answer(groups: Groups, format: Format): TemplateResult {
    const { groups: words } = reportTexts;
    const grouping = this.#shown?.grouping;
    if (groups.refusal !== undefined || grouping === undefined) {
      return html`<p class="groups-note" data-testid="groups-refusal">
        <span class="codicon codicon-info" aria-hidden="true"></span> ${groups.refusal ?? ''}
      </p>`;
    }
    return html`
      ${
        this.grouping?.overTime === true && hasAmounts(groups)
          ? html`<report-groups-over-time
              .groups=${groups}
              .grouping=${grouping}
              .columns=${this.#columns}
              .format=${format}
              .source=${this.source}
              .close=${this.#toggleTime}
            ></report-groups-over-time>`
          : groupsChart(groups, grouping, this.#columns, format)
      }
      ${
        groups.notes.length === 0
          ? nothing
          : html`<ul class="groups-notes" aria-label=${words.notes} data-testid="groups-notes">
              ${groups.notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
      }
      <report-groups-table
        .groups=${groups}
        .columns=${this.#columns}
        .cellFormatter=${this.#cells}
        .label=${this.#heading(groups, grouping, format)}
        .hint=${this.refused === '' ? words.openHint : this.refused}
        .view=${this.#order}
        .isUsualOrder=${grouping.sort === undefined}
        .epoch=${this.#gridEpoch}
        .format=${format}
        .source=${this.source}
        .findText=${this.findText}
        .changeFindText=${this.changeFindText}
        .changeOrder=${this.#changeOrder}
        .changeStatus=${this.#changeStatus}
        .openRow=${this.#open}
        .announce=${this.#announce}
      ></report-groups-table>
    `;
  }

  /** A history has all days in its table already, and nothing of a file is archived. */
  #timeButton({ ref, file }: ReportSummary): unknown {
    const groups = this.#shown?.groups;
    const { overTime, overTimeHint } = reportTexts.groups;
    return ref.history === true || file !== undefined || groups === undefined || !hasAmounts(groups)
      ? nothing
      : html`<button
          class="button secondary"
          aria-pressed=${this.grouping?.overTime === true ? 'true' : 'false'}
          title=${overTimeHint}
          data-testid="over-time"
          @click=${this.#toggleTime}
        >
          <span class="codicon codicon-graph-line" aria-hidden="true"></span>${overTime}
        </button>`;
  }

  #heading({ rowCount }: Groups, grouping: Grouping, format: Format): string {
    const { summary } = this;
    return summary === undefined
      ? ''
      : format.plural(reportTexts.groups.counted[rowNoun(summary)].heading, rowCount, keysText(grouping, summary));
  }

  readonly #changeStatus = (status: GridStatus): void => {
    this.status = status;
  };

  readonly #announce = (text: string): void => {
    this.said = text;
  };

  readonly #changeKeys = ({ keys, measures }: Grouping): void => {
    const { overTime, sort } = this.grouping ?? {};
    this.changeGrouping(sortedGrouping({ keys, measures, ...(overTime && { overTime }) }, sort));
  };

  readonly #toggleTime = (): void => {
    if (this.grouping !== undefined) {
      const { overTime, ...others } = this.grouping;
      this.changeGrouping(overTime ? others : { ...others, overTime: true });
    }
  };

  readonly #changeOrder = (order: TableView): void => {
    if (this.grouping !== undefined && this.#shown !== undefined) {
      this.changeGrouping(sortedGrouping(this.grouping, sortOfView(this.#shown.grouping, order)));
    }
  };

  readonly #open = (row: number): void => void this.#openGroup(row);

  async #openGroup(row: number): Promise<void> {
    const { source } = this;
    const order = this.#order;
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const { filters, filter, refusal } = (await source?.getGroupFilters(order, row, opening.signal)) ?? {};
      if (refusal !== undefined) {
        this.refused = refusal;
      } else if (filters !== undefined) {
        const top = this.querySelector('report-grid')?.scroller?.scrollTop ?? 0;
        this.openGroup({ filter, filters }, { row, top });
      }
    } catch (error) {
      if (!opening.signal.aborted) {
        this.refused = formatText(reportTexts.groups.failed, isolated(messageOf(error), 300));
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-groups': ReportGroupsSection;
  }
}
