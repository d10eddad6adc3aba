import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type ColumnChoices, usualColumnChoices } from '../../../src/shared/pages/columnChoices.js';
import { countedRowsOf, type ReportSummary } from '../../../src/shared/pages/report.js';
import type { RowsPart } from '../../../src/shared/pages/common.js';
import type { ColumnFilter, QuickFilter, TableTotals, TableView } from '../../../src/shared/report.js';
import type { GridAction, TablePlace } from '../../../src/shared/tableActions.js';
import { isAmount } from '../../../src/shared/measures.js';
import type { ShownColumn } from '../base/format/byteScale.js';
import type { Format } from '../base/format/format.js';
import { RequestController } from '../base/host/requestController.js';
import { requestFailure } from '../base/components/requestFailure.js';
import { roving } from '../base/components/roving.js';
import { formatText } from '../base/format/formatText.js';
import { texts } from '../base/texts.js';
import { isolated } from '../base/format/formatCell.js';
import { Arrangement } from './columns/arrangement.js';
import { columnArranger } from './columns/columnArranger.js';
import { hiddenColumns } from './columns/hiddenColumns.js';
import './filters/filterBox.js';
import type { ReportFilterBox } from './filters/filterBox.js';
import type { FilterTarget } from './filters/filterDraft.js';
import { countedIn, isSameFilter, replaceCountedFilter, viewWith } from './filters/filters.js';
import { otherFilters, quickFiltersOn, toggleQuickFilter } from './filters/quickFilters.js';
import './grid/grid.js';
import type { FoundCells } from './grid/foundCells.js';
import type { GridStatus, ReportGrid } from './grid/grid.js';
import { type HeadSummary, headSummary, distributionByColumn } from './grid/headSummary.js';
import './filters/quickBar.js';
import { constantColumns, constantColumnsView } from './constantColumns.js';
import { shownColumns } from './shownColumns.js';
import type { TableSource } from './tableSource.js';

/** What shows the filters that are set. It loads when one is. */
const filterChips = () => import('./filters/filterChips.js');

/** The table with its filter box and what is said about its rows. */
@customElement('report-table-section')
export class ReportTableSection extends LitElement {
  @property({ attribute: false }) summary: ReportSummary | undefined;
  @property({ attribute: false }) view: TableView = {};
  @property({ attribute: false }) epoch = 0;
  @property({ attribute: false }) firstRows: RowsPart | undefined;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) continuesPartial = false;
  /** Share of the report that has been read, where `summary` is of its first rows. */
  @property({ attribute: false }) readShare: number | undefined;
  @property({ attribute: false }) source: TableSource | undefined;
  @property({ attribute: false }) columnChoices: ColumnChoices = usualColumnChoices;
  @property({ attribute: false }) changeColumnChoices: (choices: ColumnChoices) => void = () => undefined;
  /** Groups the rows; absent where the page has no groups. */
  @property({ attribute: false }) groupBy: (() => void) | undefined;
  @property({ attribute: false }) groupByTexts = { label: '', hint: '' };
  @property({ attribute: false }) changeView: (view: TableView) => void = () => undefined;
  /** What is looked for in the cells; absent while the find bar is closed. */
  @property({ attribute: false }) findText: string | undefined;
  @property({ attribute: false }) changeFindText: (text: string | undefined) => void = () => undefined;
  @state() private status: GridStatus = { rowCount: undefined, stale: false };
  @state() private filterTarget: FilterTarget | undefined;
  @query('report-grid') private readonly grid!: ReportGrid | null;
  @query('report-filter-box') private readonly filterBox!: ReportFilterBox | null;
  /** What the menu of all columns opens below. */
  @state() private columnsAnchor: HTMLElement | undefined;
  @state() private columnsStatus = '';
  @state() private found: FoundCells | undefined;
  columns: readonly ShownColumn[] = [];
  arrangement = new Arrangement(usualColumnChoices, [], { constant: [] });
  readonly #arrange = columnArranger(this);
  readonly #chipHandlers = {
    removeQuick: (quick: QuickFilter) => this.#removeQuick(quick),
    remove: (one: ColumnFilter) => this.#remove(one),
    clear: () => this.#clearAll(),
  };
  #chips: Awaited<ReturnType<typeof filterChips>> | undefined;
  /** The row that is shown with all its values; absent while none is. */
  @state() private cardRow: number | undefined;
  #lastFindText = '';
  #summaries: readonly (HeadSummary | undefined)[] | undefined;
  /** Which totals were asked for last: the order of rows does not change them. */
  #totalsKey = '';
  readonly #totals = new RequestController<TableTotals>(this, () => this.source?.reopen?.() === true);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Waits for the script of the filters where some are set, so that everything appears in its place. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#chips === undefined && (this.view.filters ?? []).length > 0) {
      try {
        this.#chips = await filterChips();
      } finally {
        await super.scheduleUpdate();
      }
    } else {
      await super.scheduleUpdate();
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.findText !== undefined) {
      void import('./find/findBar.js');
    }
    if (changed.has('epoch') || changed.has('view')) {
      // Another row is at its place.
      this.cardRow = undefined;
    }
    if (changed.has('epoch')) {
      this.filterTarget = undefined;
      this.#totals.clear();
    }
    const { summary, format } = this;
    if (summary === undefined || format === undefined) {
      return;
    }
    const { columns, keyColumns: keys, columnFacts = [] } = summary;
    const isOther = changed.has('summary') || changed.has('format');
    if (isOther) {
      this.columns = shownColumns(columns, columnFacts, format);
      this.#summaries = this.#headSummaries();
    }
    if (isOther || changed.has('columnChoices')) {
      const constant = constantColumns(columns, columnFacts);
      this.arrangement = new Arrangement(this.columnChoices, columns, { keys, constant });
    }
  }

  protected override updated(): void {
    this.#askForTotals();
  }

  protected override render(): unknown {
    const { summary, format, status } = this;
    const totalsFailure = this.#totals.failure;
    if (summary === undefined || format === undefined) {
      return nothing;
    }
    const filter = this.view.filter ?? '';
    const { filters = [] } = this.view;
    const filtered = filter !== '' || filters.length > 0;
    const quickOn = this.#quickOn();
    const { layout } = this.arrangement;
    const noMatch = filtered && status.rowCount === 0 && !status.stale;
    return html`
      <section
        class="table-section ${summary.partial === true ? 'partial' : ''}"
        aria-labelledby="table-heading"
        data-testid="table"
        @keydown=${this.#key}
      >
        <div class="section-head">
          <h2 id="table-heading">${texts.table}</h2>
          <span class="section-count" role="status" data-testid="row-count"
            >${this.#rowCountText(summary, format, filtered)}</span
          >
          <span class="section-tools">
            ${this.#selectionTools(format)}
            <span class="table-tools" role="toolbar" aria-labelledby="table-heading" ${roving()}>
              <button
                class="button secondary"
                aria-haspopup="dialog"
                aria-expanded=${this.columnsAnchor === undefined ? 'false' : 'true'}
                title=${texts.columnsHint}
                data-testid="columns-button"
                @click=${() => this.openColumnsMenu()}
              >
                <span class="codicon codicon-checklist" aria-hidden="true"></span>${texts.columns}
              </button>
              ${
                this.groupBy === undefined
                  ? nothing
                  : html`<button
                      class="button secondary"
                      title=${summary.partial === true ? texts.notYet : this.groupByTexts.hint}
                      ?disabled=${summary.partial === true}
                      data-testid="group-by"
                      @click=${this.groupBy}
                    >
                      <span class="codicon codicon-group-by-ref-type" aria-hidden="true"></span
                      >${this.groupByTexts.label}
                    </button>`
              }
              <button
                class="button secondary"
                aria-label=${texts.findInTable}
                aria-expanded=${this.findText === undefined ? 'false' : 'true'}
                title=${texts.findKeys}
                data-testid="find-button"
                @click=${this.#openFind}
              >
                <span class="codicon codicon-search" aria-hidden="true"></span>
              </button>
            </span>
            <report-filter-box
              .filter=${filter}
              .epoch=${this.epoch}
              .notYet=${summary.partial === true ? texts.notYet : undefined}
              .apply=${this.#applyFilter}
              .leave=${this.#toRows}
            ></report-filter-box>
          </span>
        </div>
        <report-find-bar
          .text=${this.findText}
          .source=${this.source}
          .grid=${this.grid}
          .view=${this.view}
          .epoch=${this.epoch}
          .notYet=${summary.partial === true ? texts.notYet : undefined}
          .columns=${this.columns}
          .shown=${layout.shown}
          .format=${format}
          .changeText=${this.changeFindText}
          .changeFound=${this.#changeFound}
          .close=${this.#closeFind}
        ></report-find-bar>
        <report-quick-bar
          .quickFilters=${summary.quickFilters ?? []}
          .notYet=${summary.partial === true ? texts.notYet : undefined}
          .view=${this.view}
          .format=${format}
          .changeView=${this.changeView}
          .revealColumn=${this.#revealSorted}
        ></report-quick-bar>
        ${filters.length === 0 ? this.#noFilters(summary) : this.#chips?.filterChips(quickOn, otherFilters(quickOn, this.view), this.columns, format, this.#chipHandlers)}
        ${constantColumnsView(
          layout.hidden.flatMap(({ column, why }) => (why === 'constant' ? [column] : [])),
          this.columns,
          summary.columnFacts ?? [],
          format,
          { shown: this.columnChoices.showConstant, toggle: this.#toggleConstant },
        )}
        ${hiddenColumns(layout, this.columns, format, this.#showHidden)}
        <div class="visually-hidden" role="status" data-testid="columns-status">${this.columnsStatus}</div>
        <report-grid
          ?hidden=${noMatch && filters.length === 0}
          .columns=${this.columns}
          .layout=${layout}
          .chosenWidths=${this.arrangement.widths}
          .arrange=${this.#arrange}
          .totalRows=${summary.rowCount}
          .label=${formatText(texts.gridLabel, isolated(summary.title, 300))}
          .view=${this.view}
          .epoch=${this.epoch}
          .firstRows=${this.firstRows}
          .continuesPartial=${this.continuesPartial}
          .fixedOrder=${summary.partial === true ? texts.notYet : undefined}
          .format=${format}
          .source=${this.source}
          .changeView=${this.changeView}
          .changeStatus=${this.#changeStatus}
          .summaries=${this.#summaries}
          .hasTotals=${this.#hasTotals && !noMatch}
          .totals=${this.#totals.value}
          .totalsFailure=${totalsFailure === undefined ? undefined : requestFailure(formatText(texts.totalsFailed, totalsFailure), this.#totals.retry)}
          .openFilter=${this.#openFilter}
          .filtering=${this.filterTarget?.index}
          .setFilter=${this.#setFilter}
          .found=${this.found}
          .openRow=${this.#openCard}
          .userColumns=${summary.userColumns ?? []}
        ></report-grid>
        ${
          noMatch
            ? html`<div class="no-match" data-testid="no-match">
                <p>${filters.length > 0 ? texts.noMatchFilters : formatText(texts.noMatch, isolated(filter, 80))}</p>
                <button
                  class="button secondary"
                  @click=${() => (filters.length > 0 ? this.#clearAll() : this.filterBox?.clear())}
                >
                  ${filters.length > 0 ? texts.clearAll : texts.clearFilter}
                </button>
              </div>`
            : nothing
        }
        <report-selection-foot
          .selected=${status.selected}
          .view=${this.view}
          .format=${format}
          .source=${summary.partial === true ? undefined : this.source}
          .announce=${this.#announce}
        ></report-selection-foot>
        <report-row-card
          .row=${this.cardRow}
          .rowCount=${status.rowCount ?? 0}
          .view=${this.view}
          .columns=${this.columns}
          .layout=${layout}
          .userColumns=${summary.userColumns ?? []}
          .format=${format}
          .source=${this.source}
          .go=${this.#openCard}
          .closed=${this.#closeCard}
        ></report-row-card>
        ${this.#filterMenu(format)}
        <report-columns-menu
          .anchor=${this.columnsAnchor}
          .arrangement=${this.arrangement}
          .columns=${this.columns}
          .change=${this.changeColumnChoices}
          .closed=${() => (this.columnsAnchor = undefined)}
        ></report-columns-menu>
      </section>
    `;
  }

  /** What can be done with whole rows that are selected. */
  #selectionTools(format: Format): unknown {
    const { selected } = this.status;
    const text = selected?.isRows === true ? format.plural(texts.selected, selected.rowCount) : '';
    return html`<span class="selection-text" data-testid="selection">${text}</span> ${
        selected?.isRows === true
          ? html`<button class="button secondary" data-testid="copy-selected" @click=${() => this.grid?.copy()}>
                <span class="codicon codicon-copy" aria-hidden="true"></span
                >${format.plural(texts.copySelected, selected.rowCount)}
              </button>
              <button
                class="button secondary"
                data-testid="copy-selected-markdown"
                @click=${() => this.grid?.copy({ format: 'markdown' })}
              >
                <span class="codicon codicon-markdown" aria-hidden="true"></span>${texts.copySelectedMarkdown}
              </button>`
          : nothing
      }`;
  }

  /** Stands in the place of the filters while none is set, so that the table keeps its own. */
  #noFilters({ partial }: ReportSummary): unknown {
    return this.#summaries === undefined
      ? nothing
      : html`<p class="chips chips-hint" data-testid="no-filters">
          ${partial === true ? texts.filtersFollow : texts.noFilters}
        </p>`;
  }

  #rowCountText(summary: ReportSummary, format: Format, filtered: boolean): string {
    const matching = this.status.rowCount;
    if (summary.partial === true) {
      return this.readShare === undefined
        ? formatText(texts.partialRows, format.count(summary.rowCount))
        : formatText(texts.partialRowsOf, format.count(summary.rowCount), format.percent(this.readShare));
    }
    return !filtered || matching === undefined || this.status.stale
      ? format.plural(texts.rows, summary.rowCount)
      : format.plural(texts.rowsOf, summary.rowCount, format.count(matching));
  }

  /** Puts the focus on the table's active cell. */
  focusTable(): void {
    this.grid?.scrollIntoView({ block: 'nearest' });
    this.grid?.focusActive();
  }

  /** Does what was chosen in the context menu of the table. */
  act(action: GridAction, place: TablePlace): void {
    this.grid?.act(action, place);
  }

  /** Scrolls a column of the table into view; one that is left out comes back first. */
  async revealColumn(column: number): Promise<void> {
    if (!this.arrangement.isShown(column)) {
      this.changeColumnChoices(this.arrangement.withShown(column, true));
      // The choice comes back from the panel.
      await Promise.resolve();
    }
    await this.updateComplete;
    this.grid?.revealColumn(column);
  }

  readonly #revealSorted = (column: number): void => void this.revealColumn(column);

  readonly #toggleConstant = (): void => {
    this.changeColumnChoices(this.arrangement.withConstantShown(!this.columnChoices.showConstant));
  };

  readonly #showHidden = (): void => {
    this.changeColumnChoices(this.arrangement.withoutHidden());
    // The button is gone with what it said.
    this.grid?.focusActive();
  };

  announce(text: string): void {
    this.columnsStatus = text;
  }

  readonly #announce = (text: string): void => this.announce(text);

  openColumnsMenu(): void {
    if (this.columnsAnchor !== undefined) {
      // The press on the button has closed it.
      this.columnsAnchor = undefined;
      return;
    }
    this.columnsAnchor = this.querySelector<HTMLElement>('[data-testid=columns-button]') ?? undefined;
    void import('./columns/columnsMenu.js');
  }

  /** VS Code and the browser have a search of their own, which would see only the rows on screen. */
  readonly #key = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      event.stopPropagation();
      this.#openFind();
    }
  };

  readonly #openFind = (): void => void this.#find();

  /** The text that was found last is still there, to go on with. */
  async #find(): Promise<void> {
    await import('./find/findBar.js');
    this.changeFindText(this.findText ?? this.#lastFindText);
    // The text comes back from the panel.
    await Promise.resolve();
    await this.updateComplete;
    await this.querySelector('report-find-bar')?.type();
  }

  readonly #closeFind = (): void => {
    this.#lastFindText = this.findText ?? '';
    this.changeFindText(undefined);
    this.grid?.focusActive();
  };

  /** The table goes along. */
  readonly #openCard = (row: number): void => {
    this.cardRow = row;
    this.grid?.showRow(row);
    void import('./card/rowCard.js');
  };

  readonly #closeCard = (isLeft: boolean): void => {
    this.cardRow = undefined;
    if (!isLeft) {
      this.grid?.focusActive();
    }
  };

  readonly #changeFound = (found: FoundCells | undefined): void => {
    this.found = found;
  };

  readonly #changeStatus = (status: GridStatus): void => {
    this.status = status;
    if (status.selected !== undefined) {
      void import('./selection/selectionFoot.js');
    }
  };

  readonly #applyFilter = (text: string): void => {
    this.changeView(viewWith(this.view, { filter: text }));
  };

  readonly #toRows = (): void => this.grid?.focusActive();

  /** Details have a summary in every column's header; other reports are drawn above. */
  #headSummaries(): readonly (HeadSummary | undefined)[] | undefined {
    const { summary, format } = this;
    if (summary?.kind !== 'detail' || format === undefined) {
      return undefined;
    }
    const charts = distributionByColumn(summary.charts);
    const all = this.columns.map((column, index) =>
      headSummary(charts.get(column.name), column, index, countedRowsOf(summary), format),
    );
    if (all.every((one) => one === undefined)) {
      return undefined;
    }
    // Of the first rows alone they would say something wrong; their places stay.
    return summary.partial === true ? all.map(() => undefined) : all;
  }

  /** Sums over the days of a series would count the same people and bytes again every day. */
  get #hasTotals(): boolean {
    return this.summary?.kind === 'detail' && this.summary.columns.some(isAmount);
  }

  #askForTotals(): void {
    const { filter = '', filters = [] } = this.view;
    const key = JSON.stringify([this.epoch, filter, filters]);
    // Only once the rows are there: the host has then found out which they are, and need not do so twice.
    if (
      this.#hasTotals &&
      key !== this.#totalsKey &&
      !this.status.stale &&
      this.status.rowCount !== undefined &&
      this.source !== undefined
    ) {
      const { source, view } = this;
      this.#totalsKey = key;
      this.#totals.start((signal) => source.getTotals(view, signal));
    }
  }

  #filterMenu(format: Format): unknown {
    const target = this.filterTarget;
    const chart =
      target === undefined ? undefined : distributionByColumn(this.summary?.charts ?? []).get(target.column.name);
    return html`<report-filter-menu
      .target=${target}
      .blank=${chart?.blank}
      .facts=${target === undefined ? '' : (this.#summaries?.[target.index]?.description ?? '')}
      .format=${format}
      .source=${this.source}
      .apply=${(filter: ColumnFilter | undefined) => target !== undefined && this.#setFilter(target.index, filter)}
      .closed=${() => (this.filterTarget = undefined)}
    ></report-filter-menu>`;
  }

  readonly #openFilter = (index: number, anchor: HTMLElement): void => {
    if (this.summary?.partial === true) {
      return;
    }
    const column = this.columns[index];
    if (column !== undefined) {
      const filter = this.view.filters?.find((one) => one.column === index);
      const counted = countedIn(this.view, index, this.summary?.countedFilter);
      this.filterTarget = { index, column, anchor, filter, counted };
      // Nobody filters at first sight. The menu opens when its script is there.
      void import('./filters/filterMenu.js');
    }
  };

  readonly #setFilter = (column: number, filter: ColumnFilter | undefined): void => {
    this.changeView(
      viewWith(this.view, { filters: replaceCountedFilter(this.view, column, filter, this.summary?.countedFilter) }),
    );
  };

  /** The quick filters that have a chip; one that only orders the rows has none. */
  #quickOn(): readonly QuickFilter[] {
    return quickFiltersOn(this.summary?.quickFilters ?? [], this.view).filter(({ filters = [] }) => filters.length > 0);
  }

  #removeQuick(quick: QuickFilter): void {
    const at = this.#quickOn().indexOf(quick);
    this.changeView(toggleQuickFilter(quick, this.view, this.summary?.quickFilters ?? []));
    void this.#focusAfterUpdate(at);
  }

  /** The focus goes to the next filter that can be taken off, or to the table after the last one. */
  #remove(filter: ColumnFilter): void {
    const { filters = [] } = this.view;
    const quickOn = this.#quickOn();
    const at = otherFilters(quickOn, this.view).findIndex((one) => isSameFilter(one, filter));
    this.changeView(viewWith(this.view, { filters: filters.filter((one) => !isSameFilter(one, filter)) }));
    void this.#focusAfterUpdate(quickOn.length + at);
  }

  #clearAll(): void {
    this.filterBox?.drop();
    this.changeView(viewWith(this.view, { filter: undefined, filters: undefined }));
    void this.#focusAfterUpdate(0);
  }

  async #focusAfterUpdate(index: number): Promise<void> {
    // The view comes back from the panel: one turn for it, one for this element.
    await Promise.resolve();
    await this.updateComplete;
    const chips = [...this.querySelectorAll<HTMLElement>('[data-testid=chip]')];
    const next = chips[Math.min(index, chips.length - 1)];
    if (next === undefined) {
      this.grid?.focusActive();
    } else {
      next.focus();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-table-section': ReportTableSection;
  }
}
