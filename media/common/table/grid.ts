import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { isCancelled, messageOf } from '../../../src/base/errors.js';
import type { CopyFormat, RowsPart } from '../../../src/shared/pages/common.js';
import type { ColumnFilter, ColumnInfo, TableTotals, TableView } from '../../../src/shared/report.js';
import { cssProperties } from '../base/cssProperties.js';
import type { Format } from '../base/format.js';
import { requestFailure } from '../base/requestFailure.js';
import { formatText } from '../base/formatText.js';
import { texts } from '../base/texts.js';
import {
  alignsRight,
  truncate,
  isolated,
  formatPlainCell,
  type FormattedCell,
  type CellFormatter,
} from '../base/formatCell.js';
import { isSameFilter, viewWith } from './filters.js';
import { type HeadSummary, headSummaryView, headTitle } from './headSummary.js';
import { moved, nextSort, pinnedColumn, type CellPosition } from './navigation.js';
import { ScrollMap } from './scrollMap.js';
import { RowSelection } from './selection.js';
import { totalsRow } from './totalsRow.js';
import { columnWidths, MIN_COLUMN_WIDTH } from './columnWidths.js';
import { RowWindow, type Row, type RowRange } from './rowWindow.js';
import type { RowSource } from './tableSource.js';

/** Pixels. The stylesheet says the same. */
const rowHeight = 24;
const headHeight = 28;
const summaryHeight = 52;
const footHeight = 40;
/** Rows rendered beyond both edges of the viewport. */
const OVERSCAN_ROWS = 8;
/** Rows asked for before the height of the viewport is known. */
const firstRows = 60;
/** Least milliseconds between two requests while scrolling. */
const REQUEST_DEBOUNCE_MS = 50;

const pendingCell: FormattedCell = { text: '', label: texts.rowLoading, blank: false };

/** What others may want to know of the grid. */
export interface GridStatus {
  /** Rows of the view; `undefined` until the host has told. */
  readonly rowCount: number | undefined;
  /** It is still the number of the view before. */
  readonly stale: boolean;
  readonly selected: number;
}

/**
 * The rows of a report, as few at a time as fit the screen. One tab stop: arrow keys move the active cell, the header is the row
 * above the first.
 */
@customElement('report-grid')
export class ReportGrid extends LitElement {
  @property({ attribute: false }) columns: readonly ColumnInfo[] = [];
  /** Rows of the report before filtering. */
  @property({ attribute: false }) totalRows = 0;
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) view: TableView = {};
  /** Changes with each report that arrives. */
  @property({ attribute: false }) epoch = 0;
  /** Rows that came with the report, of the view it arrives with. */
  @property({ attribute: false }) firstRows: RowsPart | undefined;
  /** True where the rows that arrived with `epoch` begin with those that were shown before. */
  @property({ attribute: false }) continuesPartial = false;
  /** Why the rows cannot be sorted yet; absent where they can. */
  @property({ attribute: false }) fixedOrder: string | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** The same for as long as the grid is on screen. */
  @property({ attribute: false }) source: RowSource | undefined;
  @property({ attribute: false }) cellFormatter: CellFormatter = formatPlainCell;
  @property({ attribute: false }) changeView: (view: TableView) => void = () => undefined;
  @property({ attribute: false }) changeStatus: (status: GridStatus) => void = () => undefined;

  /** What the headers draw of their columns; absent where they have nothing to draw, and take no room for it. */
  @property({ attribute: false }) summaries: readonly (HeadSummary | undefined)[] | undefined;
  /** Whether there is a line with totals, and what it says as far as that is known. */
  @property({ attribute: false }) hasTotals = false;
  @property({ attribute: false }) totals: TableTotals | undefined;
  /** What stands in place of the totals where they could not be had. */
  @property({ attribute: false }) totalsFailure: TemplateResult | undefined;
  @property({ attribute: false }) openFilter: (column: number, anchor: HTMLElement) => void = () => undefined;
  /** The column whose filter menu is open. */
  @property({ attribute: false }) filtering: number | undefined;
  @property({ attribute: false }) setFilter: (column: number, filter: ColumnFilter | undefined) => void = () =>
    undefined;

  @state() private selection = RowSelection.none;
  @state() private active: CellPosition = { row: 0, column: 0 };
  @state() private widths: readonly number[] = [];
  /** Why the rows that were requested last could not be had. */
  @state() private failure: string | undefined;
  @query('.grid-scroller') private readonly scroller!: HTMLElement | null;

  readonly #window = new RowWindow();
  readonly #scroll = new ScrollMap();
  readonly #resize = new ResizeObserver(() => this.#measureViewport());
  #viewportHeight = 0;
  #widthsFitRows = false;
  #focusActive = false;
  #toTop = false;
  #toPlace = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastRequest = -Infinity;
  #lastRequestId = 0;
  readonly #requests = new Map<number, AbortController>();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    clearTimeout(this.#timer);
    this.#cancelRequests();
  }

  /** Puts the focus on the active cell. */
  focusActive(): void {
    this.#focusActive = true;
    this.requestUpdate();
  }

  /** Has the selected rows copied, or the active one where none is selected. */
  copy(format?: CopyFormat): void {
    const { source, selection, view } = this;
    const as = format === undefined ? {} : { format };
    if (selection.isAll(this.#rowCount)) {
      source?.copyRows({ view, ...as });
    } else if (selection.count > 0) {
      source?.copyRows({ view, rows: selection.rows(), ...as });
    } else if (this.active.row >= 0 && this.#rowCount > 0) {
      source?.copyRows({ view, rows: [this.active.row], ...as });
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('epoch') || changed.has('view')) {
      this.#cancelRequests();
    }
    const continuesPartial = changed.has('epoch') && this.continuesPartial && this.firstRows !== undefined;
    if (continuesPartial && this.firstRows !== undefined) {
      this.#window.extend(this.firstRows);
      this.#report();
      this.#toPlace = true;
    } else if (changed.has('epoch')) {
      this.#window.clear(this.firstRows);
      this.#startOver();
    } else if (changed.has('view')) {
      this.#window.changeView();
      this.#startOver();
    }
    if (changed.has('columns') && !continuesPartial) {
      this.#widthsFitRows = false;
      this.widths = [];
    }
    if (changed.has('epoch') && this.firstRows !== undefined) {
      this.#fitWidths(this.firstRows.rows);
    }
    if (this.widths.length !== this.columns.length) {
      this.widths = this.#fittingWidths([]);
    }
    this.#scroll.resize(this.#rowCount * rowHeight, this.#viewportHeight);
  }

  protected override firstUpdated(): void {
    if (this.scroller !== null) {
      this.#resize.observe(this.scroller);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#toTop && !this.#window.isStale) {
      this.#toTop = false;
      this.#scrollTo(0);
    }
    if (this.#toPlace) {
      // The scrollbar stands for more rows than before; the rows on screen stay.
      this.#toPlace = false;
      this.#scrollTo(this.#scroll.top);
    }
    if (this.#focusActive) {
      this.#focusActive = false;
      this.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
    if (changed.has('summaries') || changed.has('hasTotals')) {
      this.#measureViewport();
    }
    if (changed.has('epoch') || changed.has('view')) {
      this.#fetch();
    }
  }

  protected override render(): unknown {
    const total = this.widths.reduce((sum, width) => sum + width, 0);
    const pinned = pinnedColumn(this.columns);
    return html`
      <div class="grid-scroller" data-testid="grid-scroller" @scroll=${() => this.#scrolled()}>
        <div
          class="grid-frame"
          ${cssProperties({
            width: `${total}px`,
            '--columns': `${this.widths.map((width) => `${width}px`).join(' ')} minmax(0, 1fr)`,
            '--summary-height': this.summaries === undefined ? '0px' : `${summaryHeight}px`,
          })}
        >
          <div
            class="grid"
            role="grid"
            aria-label=${this.label}
            aria-description=${texts.gridHint}
            aria-multiselectable="true"
            aria-rowcount=${this.#rowCount + 1}
            aria-colcount=${this.columns.length}
            aria-busy=${this.#window.isStale && this.failure === undefined ? 'true' : 'false'}
            data-testid="grid"
            @keydown=${(event: KeyboardEvent) => this.#key(event)}
          >
            <div role="rowgroup" class="grid-head">
              <div role="row" class="grid-row head" aria-rowindex="1">
                ${this.columns.map((column, index) => this.#headCell(column, index, index === pinned))}
              </div>
            </div>
            <div role="rowgroup" class="grid-body" ${cssProperties({ height: `${this.#scroll.physicalHeight}px` })}>
              ${repeat(
                this.#renderedRows(),
                (row) => row,
                (row) => this.#row(row, pinned),
              )}
            </div>
          </div>
          ${
            this.hasTotals && this.format !== undefined
              ? totalsRow(this.columns, this.totals, pinned, this.#window.isStale, this.format, this.totalsFailure)
              : nothing
          }
        </div>
      </div>
      ${this.failure === undefined ? nothing : requestFailure(formatText(texts.rowsFailed, this.failure), this.#retry)}
    `;
  }

  #headCell(column: ColumnInfo, index: number, pinned: boolean): TemplateResult {
    const { sort } = this.view;
    const sorted = sort?.column === index ? (sort.descending ? 'descending' : 'ascending') : 'none';
    const isActive = this.active.row === -1 && this.active.column === index;
    const marks = [
      ...(column.concealed === true ? [{ icon: 'eye-closed', text: texts.concealedColumn }] : []),
      ...(column.known ? [] : [{ icon: 'question', text: texts.unknownColumn }]),
    ];
    const summary = this.summaries?.[index];
    const filter = this.view.filters?.find((one) => one.column === index);
    const remarks = [
      ...marks.map((mark) => mark.text),
      ...(summary === undefined || column.concealed === true ? [] : [summary.description]),
    ];
    return html`
      <div
        role="columnheader"
        class="grid-cell head-cell ${alignsRight(column) ? 'right' : ''} ${pinned ? 'pinned' : ''} ${column.known ? '' : 'unknown'}"
        aria-sort=${sorted}
        aria-label=${truncate(column.name, 120)}
        aria-colindex=${index + 1}
        data-column=${truncate(column.name, 120)}
      >
        <div class="head-line">
          <button
            class="head-button"
            tabindex=${isActive ? 0 : -1}
            title=${headTitle(column, remarks)}
            aria-description=${[...(filter === undefined ? [] : [texts.filtered]), ...remarks, texts.filterKeys].join('. ')}
            @click=${() => this.#sort(index)}
          >
            ${marks.map((mark) => html`<span class="codicon codicon-${mark.icon}" role="img" aria-label=${mark.text}></span>`)}
            <span class="head-name">${truncate(column.name, 120)}</span>
            ${
              sorted === 'none'
                ? nothing
                : html`<span
                    class="codicon codicon-arrow-small-${sorted === 'ascending' ? 'up' : 'down'}"
                    aria-hidden="true"
                  ></span>`
            }
          </button>
          <button
            class="icon-button head-filter ${filter === undefined ? '' : 'set'}"
            tabindex="-1"
            aria-label=${formatText(texts.filterColumn, isolated(column.name, 120))}
            title=${formatText(texts.filterColumn, isolated(column.name, 120))}
            aria-haspopup="dialog"
            aria-expanded=${this.filtering === index ? 'true' : 'false'}
            data-testid="head-filter"
            @click=${(event: MouseEvent) => {
              this.active = { row: -1, column: index };
              this.openFilter(index, event.currentTarget as HTMLElement);
            }}
          >
            <span
              class="codicon codicon-${filter === undefined ? 'filter' : 'filter-filled'}"
              aria-hidden="true"
            ></span>
          </button>
        </div>
        ${
          this.summaries === undefined
            ? nothing
            : headSummaryView(summary, this.totalRows, filter, (one) => this.#toggleFilter(one, filter))
        }
        <span
          class="resizer"
          aria-hidden="true"
          @pointerdown=${(event: PointerEvent) => this.#startResizing(event, index)}
        ></span>
      </div>
    `;
  }

  #row(row: number, pinned: number): TemplateResult {
    const cells = this.#window.row(row);
    const selected = this.selection.has(row);
    const activeColumn = this.active.row === row ? this.active.column : undefined;
    return html`
      <div
        role="row"
        class="grid-row ${selected ? 'selected' : ''} ${cells === undefined ? 'pending' : ''} ${row % 2 === 1 ? 'odd' : ''}"
        aria-rowindex=${row + 2}
        aria-selected=${selected ? 'true' : 'false'}
        data-row=${row}
        ${cssProperties({ top: `${this.#scroll.place(row * rowHeight)}px` })}
        @mousedown=${(event: MouseEvent) => this.#press(event, row)}
      >
        ${guard([cells, activeColumn, this.columns, this.format], () =>
          this.columns.map((column, index) =>
            this.#cell(cells, column, index, index === activeColumn, index === pinned),
          ),
        )}
      </div>
    `;
  }

  /** One template for every kind of cell: a cell that has the focus must stay the same element when its row arrives. */
  #cell(cells: Row | undefined, column: ColumnInfo, index: number, isActive: boolean, pinned: boolean): TemplateResult {
    const formattedCell =
      cells === undefined || this.format === undefined
        ? pendingCell
        : this.cellFormatter(cells, index, column, this.format);
    return html`<div
      role="gridcell"
      class="grid-cell ${alignsRight(column) ? 'right' : ''} ${pinned ? 'pinned' : ''} ${formattedCell.blank ? 'blank' : formattedCell.concealed === true ? 'concealed' : ''} ${formattedCell.mark ?? ''}"
      tabindex=${isActive ? 0 : -1}
      aria-label=${formattedCell.label ?? nothing}
      title=${formattedCell.title ?? nothing}
      data-index=${index}
    >
      ${formattedCell.text}
    </div>`;
  }

  get #rowCount(): number {
    return (
      this.#window.rowCount ?? (this.view.filter === undefined && this.view.filters === undefined ? this.totalRows : 0)
    );
  }

  #visible(): RowRange {
    const start = Math.max(0, Math.floor(this.#scroll.top / rowHeight));
    return { start, end: Math.min(this.#rowCount, Math.ceil((this.#scroll.top + this.#viewportHeight) / rowHeight)) };
  }

  #renderedRows(): number[] {
    const { start, end } = this.#visible();
    const first = Math.max(0, start - OVERSCAN_ROWS);
    const last = Math.min(this.#rowCount, end + OVERSCAN_ROWS);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
    // The active row stays although it has been scrolled away: with it the focus would go.
    const { row } = this.active;
    if (row >= 0 && row < this.#rowCount && (row < first || row >= last)) {
      return row < first ? [row, ...rows] : [...rows, row];
    }
    return rows;
  }

  #startOver(): void {
    this.selection = RowSelection.none;
    this.active = {
      row: Math.min(this.active.row, 0),
      column: Math.min(this.active.column, Math.max(0, this.columns.length - 1)),
    };
    this.#toTop = true;
    this.#report();
  }

  #report(): void {
    this.changeStatus({ rowCount: this.#window.rowCount, stale: this.#window.isStale, selected: this.selection.count });
  }

  async #request(source: RowSource, range: RowRange): Promise<void> {
    const id = ++this.#lastRequestId;
    const cancel = new AbortController();
    this.#requests.set(id, cancel);
    this.#window.asked(id, range);
    try {
      this.#accept(id, await source.getRows({ view: this.view, ...range }, cancel.signal));
    } catch (error) {
      if (this.#window.forget(id) && !isCancelled(error)) {
        this.failure = messageOf(error);
      }
    } finally {
      this.#requests.delete(id);
    }
  }

  #accept(requestId: number, part: RowsPart): void {
    if (!this.#window.accept(requestId, part)) {
      return;
    }
    this.failure = undefined;
    this.#fitWidths(part.rows);
    this.#report();
    this.requestUpdate();
    this.#fetch();
  }

  readonly #retry = (): void => {
    this.failure = undefined;
    this.#fetch();
  };

  /** Another view or report: what was requested of the one before is of no use. */
  #cancelRequests(): void {
    this.#requests.forEach((cancel) => cancel.abort());
    this.failure = undefined;
  }

  /** Once per set of columns, to the first rows that are known; after that widths are the user's. */
  #fitWidths(rows: readonly Row[]): void {
    if (!this.#widthsFitRows && rows.length > 0) {
      this.#widthsFitRows = true;
      this.widths = this.#fittingWidths(rows.slice(0, 100));
    }
  }

  #fetch(): void {
    clearTimeout(this.#timer);
    const wait = this.#lastRequest + REQUEST_DEBOUNCE_MS - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#fetch(), wait);
      return;
    }
    const { start, end } = this.#visible();
    const fresh = this.#window.isStale || this.#window.rowCount === undefined;
    const wanted = fresh ? { start: 0, end: Math.max(firstRows, end - start) } : { start, end };
    for (const id of this.#window.forgetScrolledAway(wanted)) {
      this.#requests.get(id)?.abort();
    }
    const range = this.#window.missing(wanted);
    if (range !== undefined && this.source !== undefined) {
      this.#lastRequest = performance.now();
      void this.#request(this.source, range);
    }
  }

  #scrolled(): void {
    this.#scroll.scrolled(this.scroller?.scrollTop ?? 0);
    this.scroller?.toggleAttribute('data-sideways', this.scroller.scrollLeft > 0);
    this.requestUpdate();
    this.#fetch();
  }

  #scrollTo(top: number): void {
    const scrollTop = this.#scroll.scrollTo(top);
    if (this.scroller !== null && this.scroller.scrollTop !== scrollTop) {
      this.scroller.scrollTop = scrollTop;
    }
    this.requestUpdate();
    this.#fetch();
  }

  #measureViewport(): void {
    const around = headHeight + (this.summaries === undefined ? 0 : summaryHeight) + (this.hasTotals ? footHeight : 0);
    const height = Math.max(0, (this.scroller?.clientHeight ?? 0) - around);
    if (height !== this.#viewportHeight) {
      this.#viewportHeight = height;
      this.requestUpdate();
      this.#fetch();
    }
  }

  #sort(column: number): void {
    this.active = { row: -1, column };
    if (this.fixedOrder !== undefined) {
      return;
    }
    const sort = nextSort(this.view.sort, column);
    this.changeView(viewWith(this.view, { sort }));
  }

  #toggleFilter(filter: ColumnFilter, set: ColumnFilter | undefined): void {
    this.active = { row: -1, column: filter.column };
    this.setFilter(filter.column, set !== undefined && isSameFilter(set, filter) ? undefined : filter);
  }

  /** The menu belongs to the column's header, wherever in the column the key was pressed. */
  #filterByKey(): void {
    const { column } = this.active;
    this.active = { row: -1, column };
    this.#reveal(this.active);
    void this.updateComplete.then(() => {
      const anchor = this.querySelectorAll<HTMLElement>('.head-button')[column];
      if (anchor !== undefined) {
        anchor.focus({ preventScroll: true });
        this.openFilter(column, anchor);
      }
    });
  }

  #press(event: MouseEvent, row: number): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (event.button !== 0 || cell === null) {
      return;
    }
    if (event.shiftKey) {
      // Otherwise the browser would select the text in between.
      event.preventDefault();
      this.#select(this.selection.extendTo(row, Math.max(0, this.active.row)));
    } else {
      this.#select(event.ctrlKey || event.metaKey ? this.selection.toggle(row) : RowSelection.only(row));
    }
    this.active = { row, column: Number(cell.dataset['index']) };
    this.focusActive();
  }

  #select(selection: RowSelection): void {
    // Text that is still marked in a cell would be copied in place of the rows.
    document.getSelection()?.removeAllRanges();
    this.selection = selection;
    this.#report();
  }

  #key(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      // VS Code listens on the window, and would select every text of the panel.
      event.stopPropagation();
      this.#select(RowSelection.all(this.#rowCount));
      return;
    }
    if (command && event.shiftKey && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      // VS Code would open a terminal.
      event.stopPropagation();
      this.copy('markdown');
      return;
    }
    if (command && event.key.toLowerCase() === 'c') {
      // Text marked inside a cell is copied by the browser.
      if (document.getSelection()?.isCollapsed !== false) {
        event.preventDefault();
        this.copy();
      }
      return;
    }
    if (event.key === 'Escape' && this.selection.count > 0) {
      this.#select(RowSelection.none);
      return;
    }
    if (
      (event.key === 'ArrowDown' && event.altKey) ||
      (event.key.toLowerCase() === 'f' && !command && !event.altKey && this.active.row === -1)
    ) {
      event.preventDefault();
      event.stopPropagation();
      this.#filterByKey();
      return;
    }
    if (event.key === ' ' && this.active.row >= 0) {
      event.preventDefault();
      this.#select(event.shiftKey ? this.selection.extendTo(this.active.row) : this.selection.toggle(this.active.row));
      return;
    }
    const page = Math.max(1, Math.floor(this.#viewportHeight / rowHeight) - 1);
    const target = moved(this.active, event.key, command, { rows: this.#rowCount, columns: this.columns.length, page });
    if (target === undefined || event.altKey) {
      return;
    }
    event.preventDefault();
    if (event.shiftKey && target.row >= 0 && target.row !== this.active.row) {
      this.#select(this.selection.extendTo(target.row, Math.max(0, this.active.row)));
    } else if (target.row !== this.active.row && this.selection.count > 0) {
      this.#select(RowSelection.none);
    }
    this.active = target;
    this.#reveal(target);
    this.focusActive();
  }

  #reveal({ row, column }: CellPosition): void {
    const top = row * rowHeight;
    if (row >= 0 && top < this.#scroll.top) {
      this.#scrollTo(top);
    } else if (row >= 0 && top + rowHeight > this.#scroll.top + this.#viewportHeight) {
      this.#scrollTo(top + rowHeight - this.#viewportHeight);
    }
    const { scroller, widths } = this;
    if (scroller !== null) {
      const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
      const right = left + (widths[column] ?? 0);
      const pinned = pinnedColumn(this.columns);
      const covered =
        pinned < column && getComputedStyle(scroller).getPropertyValue('--pinned').trim() === 'on'
          ? (widths[pinned] ?? 0)
          : 0;
      if (left < scroller.scrollLeft + covered) {
        scroller.scrollLeft = left - covered;
      } else if (right > scroller.scrollLeft + scroller.clientWidth) {
        scroller.scrollLeft = right - scroller.clientWidth;
      }
    }
  }

  #fittingWidths(rows: readonly Row[]): number[] {
    const context = document.createElement('canvas').getContext('2d');
    const style = getComputedStyle(this);
    if (context !== null) {
      context.font = `600 ${style.fontSize} ${style.fontFamily}`;
    }
    const measure = (text: string) => context?.measureText(text).width ?? text.length * 7;
    return this.format === undefined
      ? this.columns.map(() => MIN_COLUMN_WIDTH)
      : columnWidths(this.columns, rows, this.format, measure, this.cellFormatter);
  }

  #startResizing(event: PointerEvent, column: number): void {
    const handle = event.currentTarget as HTMLElement;
    const startWidth = this.widths[column] ?? MIN_COLUMN_WIDTH;
    const move = (now: PointerEvent) => {
      const width = Math.max(MIN_COLUMN_WIDTH, startWidth + now.clientX - event.clientX);
      this.widths = this.widths.map((old, index) => (index === column ? width : old));
    };
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-grid': ReportGrid;
  }
}
