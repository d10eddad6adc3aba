import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type ColumnChoices, usualColumnChoices } from '../../../src/shared/pages/columnChoices.js';
import type { ReportSummary, RowsPlace } from '../../../src/shared/pages/report.js';
import type { RowsPart } from '../../../src/shared/pages/common.js';
import type { TableView } from '../../../src/shared/report.js';
import type { GridAction, TablePlace } from '../../../src/shared/tableActions.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { texts } from '../base/texts.js';
import { isolated } from '../base/format/formatCell.js';
import { Arrangement } from './columns/arrangement.js';
import { columnArranger } from './columns/columnArranger.js';
import { hiddenColumns } from './columns/hiddenColumns.js';
import './filters/filterBox.js';
import type { ReportFilterBox } from './filters/filterBox.js';
import { viewWith } from './filters/filters.js';
import './grid/grid.js';
import type { CopyOptions } from './grid/copyRequest.js';
import type { FoundCells } from './grid/foundCells.js';
import type { ReportGrid } from './grid/grid.js';
import type { GridStatus } from './grid/gridStatus.js';
import type { DrawnSummary } from './grid/drawnSummary.js';
import './filters/quickBar.js';
import { AllColumnsMenu } from './allColumnsMenu.js';
import { ColumnFilterMenu } from './columnFilter.js';
import { constantColumns, constantColumnsView } from './constantColumns.js';
import { fillsWindow } from './fillsWindow.js';
import { Finding } from './finding.js';
import { footOfSelection } from './footOfSelection.js';
import { HeaderSummaries } from './headerSummaries.js';
import { noMatch } from './noMatch.js';
import { rowCountText } from './rowCountText.js';
import { RowDetails } from './rowDetails.js';
import { selectionTools } from './selectionTools.js';
import { SetFilters } from './setFilters.js';
import { shownColumns } from './shownColumns.js';
import type { TableSource } from './tableSource.js';
import { tableTools } from './tableTools.js';
import { Totals } from './totals.js';

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
  /** What is being done until all rows are there. */
  @property({ attribute: false }) step: string | undefined;
  @property({ attribute: false }) source: TableSource | undefined;
  @property({ attribute: false }) columnChoices: ColumnChoices = usualColumnChoices;
  @property({ attribute: false }) changeColumnChoices: (choices: ColumnChoices) => void = () => undefined;
  /** Groups the rows, by a column if one is given; absent where the page has no groups. */
  @property({ attribute: false }) groupBy: ((column?: number) => void) | undefined;
  @property({ attribute: false }) groupByTexts = { label: '', hint: '' };
  @property({ attribute: false }) changeView: (view: TableView) => void = () => undefined;
  /** What is looked for in the cells; absent while the find bar is closed. */
  @property({ attribute: false }) findText: string | undefined;
  @property({ attribute: false }) changeFindText: (text: string | undefined) => void = () => undefined;
  /** Where the rows were left that arrive with `epoch`; absent where they begin at the top. */
  @property({ attribute: false }) leftAt: RowsPlace | undefined;
  @property({ attribute: false }) changePlace: (place: RowsPlace) => void = () => undefined;
  @state() status: GridStatus = { rowCount: undefined, stale: false };
  @query('report-grid') private readonly grid!: ReportGrid | null;
  @query('report-filter-box') private readonly filterBox!: ReportFilterBox | null;
  @state() private columnsStatus = '';
  @state() private found: FoundCells | undefined;
  columns: readonly ShownColumn[] = [];
  arrangement = new Arrangement(usualColumnChoices, [], { constant: [] });
  readonly #arrange = columnArranger(this);
  summaries: readonly (DrawnSummary | undefined)[] | undefined;
  readonly #headerSummaries = new HeaderSummaries();
  readonly #allColumns = new AllColumnsMenu(this);
  readonly openColumnsMenu = this.#allColumns.open;
  readonly #details = new RowDetails(this);
  readonly #totals = new Totals(this);
  readonly #filters = new SetFilters(this);
  readonly setFilter = this.#filters.set;
  readonly #columnFilter = new ColumnFilterMenu(this);
  readonly #finding = new Finding(this);
  readonly #copySelected = (options?: CopyOptions): void => this.grid?.copy(options);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Waits for the scripts of set filters and of summaries where there are some, so that everything appears in its place. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const missing = [
      ...(this.#headerSummaries.needLoading(this.summary) ? [this.#headerSummaries.load()] : []),
      ...(this.#filters.needLoading ? [this.#filters.load()] : []),
    ];
    return missing.length === 0 ? super.scheduleUpdate() : Promise.all(missing).finally(() => super.scheduleUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.findText !== undefined) {
      void import('./find/findBar.js');
    }
    if (changed.has('epoch') || changed.has('view')) {
      this.#details.drop();
    }
    if (changed.has('epoch')) {
      this.#columnFilter.close();
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
      this.summaries = this.#headerSummaries.of(summary, this.columns, format);
    }
    if (isOther || changed.has('columnChoices')) {
      const constant = constantColumns(columns, columnFacts);
      this.arrangement = new Arrangement(this.columnChoices, columns, { keys, constant, usual: summary.usualColumns });
    }
  }

  protected override render(): unknown {
    const { summary, format, status } = this;
    if (summary === undefined || format === undefined) {
      return nothing;
    }
    const notYet = summary.partial === true ? texts.notYet : undefined;
    const filter = this.view.filter ?? '';
    const { filters = [] } = this.view;
    const filtered = filter !== '' || filters.length > 0;
    const { layout } = this.arrangement;
    const isNoneFound = filtered && status.rowCount === 0 && !status.stale;
    return html`
      <section
        class="table-section ${summary.partial === true ? 'partial' : ''} ${fillsWindow(summary) && !isNoneFound ? 'fills' : ''}"
        aria-labelledby="table-heading"
        data-testid="table"
        @keydown=${this.#finding.key}
      >
        <div class="section-head">
          <h2 id="table-heading">${texts.table}</h2>
          <span class="section-count" role="status" data-testid="row-count"
            >${rowCountText(summary, { isFiltered: filtered, status, readShare: this.readShare, step: this.step }, format)}</span
          >
          <span class="section-tools">
            ${selectionTools(status.selected, format, this.#copySelected)}
            ${tableTools(
              {
                notYet,
                isColumnsMenuOpen: this.#allColumns.isOpen,
                isFinding: this.findText !== undefined,
                groupByTexts: this.groupByTexts,
              },
              { openColumns: this.openColumnsMenu, groupBy: this.groupBy, find: this.#finding.open },
            )}
            <report-filter-box
              .filter=${filter}
              .epoch=${this.epoch}
              .notYet=${notYet}
              .apply=${this.#applyFilter}
              .leave=${this.focusActive}
            ></report-filter-box>
          </span>
        </div>
        <report-quick-bar
          .quickFilters=${summary.quickFilters ?? []}
          .notYet=${notYet}
          .view=${this.view}
          .format=${format}
          .changeView=${this.changeView}
          .revealColumn=${this.#revealSorted}
        ></report-quick-bar>
        ${filters.length === 0 ? this.#noFilters(summary) : this.#filters.chips(format)}
        ${constantColumnsView(
          layout.hidden.flatMap(({ column, why }) => (why === 'constant' ? [column] : [])),
          this.columns,
          summary.columnFacts ?? [],
          format,
          { shown: this.columnChoices.showConstant, toggle: this.#toggleConstant },
        )}
        ${hiddenColumns(layout, this.columns, format, this.#showHidden)}
        <div class="visually-hidden" role="status" data-testid="columns-status">${this.columnsStatus}</div>
        <report-find-bar
          .text=${this.findText}
          .source=${this.source}
          .grid=${this.grid}
          .view=${this.view}
          .epoch=${this.epoch}
          .notYet=${notYet}
          .columns=${this.columns}
          .shown=${layout.shown}
          .format=${format}
          .changeText=${this.changeFindText}
          .changeFound=${this.#changeFound}
          .close=${this.#finding.close}
        ></report-find-bar>
        <report-grid
          ?hidden=${isNoneFound && filters.length === 0}
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
          .leftAt=${this.leftAt}
          .changePlace=${this.changePlace}
          .fixedOrder=${notYet}
          .format=${format}
          .source=${this.source}
          .changeView=${this.changeView}
          .changeStatus=${this.#changeStatus}
          .summaries=${this.summaries}
          .hasTotals=${this.#totals.areShown && !isNoneFound}
          .totals=${this.#totals.value}
          .totalsFailure=${this.#totals.failure}
          .openFilter=${this.#columnFilter.open}
          .filtering=${this.#columnFilter.column}
          .setFilter=${this.setFilter}
          .found=${this.found}
          .openRow=${this.#details.open}
          .openedRow=${this.#details.row}
          .userColumns=${summary.userColumns ?? []}
        ></report-grid>
        ${
          isNoneFound
            ? noMatch(this.view, () => (filters.length > 0 ? this.#filters.clearAll() : this.filterBox?.clear()))
            : nothing
        }
        ${footOfSelection(status, {
          ...{ view: this.view, epoch: this.epoch, format, announce: this.announce },
          source: summary.partial === true ? undefined : this.source,
        })}
        ${this.#details.view(format)} ${this.#columnFilter.view(format)} ${this.#allColumns.view()}
      </section>
    `;
  }

  /** Stands in the place of the filters while none is set, so that the table keeps its own. */
  #noFilters({ partial }: ReportSummary): unknown {
    return this.summaries === undefined
      ? nothing
      : html`<p class="chips chips-hint" data-testid="no-filters">
          ${partial === true ? texts.filtersFollow : texts.noFilters}
        </p>`;
  }

  /** Puts the focus on the table's active cell. */
  focusTable(): void {
    this.grid?.scrollIntoView({ block: 'nearest' });
    this.grid?.focusActive();
  }

  /** Puts the focus on the table's active cell where that is. */
  readonly focusActive = (): void => this.grid?.focusActive();

  dropFilterText(): void {
    this.filterBox?.drop();
  }

  /** Does what was chosen in the context menu of the table. */
  act(action: GridAction, place: TablePlace): void {
    this.grid?.act(action, place);
  }

  moveColumn(column: number, by: 1 | -1): void {
    this.grid?.moveColumn(column, by);
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
    this.focusActive();
  };

  readonly announce = (text: string): void => {
    this.columnsStatus = text;
  };

  readonly #changeFound = (found: FoundCells | undefined): void => {
    this.found = found;
  };

  readonly #changeStatus = (status: GridStatus): void => {
    this.status = status;
  };

  readonly #applyFilter = (text: string): void => {
    this.changeView(viewWith(this.view, { filter: text }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'report-table-section': ReportTableSection;
  }
}
