import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ViewCell } from '../../../../src/shared/find.js';
import type { GridAction, TablePlace } from '../../../../src/shared/tableActions.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import { requestFailure } from '../../base/components/requestFailure.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { AfterDrawing } from './afterDrawing.js';
import { CellSelection } from './cellSelection.js';
import type { ColumnLayout } from './columnLayout.js';
import type { CopyOptions } from './copyRequest.js';
import { GridColumns, type GridColumnsHost } from './gridColumns.js';
import { GridHead, type GridHeadHost } from './gridHead.js';
import { type GridKeysHost, handleKey } from './gridKeys.js';
import { GridMenu, type GridMenuHost } from './gridMenu.js';
import { GridPlace, type GridPlaceHost } from './gridPlace.js';
import { GridProperties } from './gridProperties.js';
import { gridRow } from './gridRow.js';
import { GridSelection, type GridSelectionHost } from './gridSelection.js';
import { SUMMARY_HEIGHT } from './metrics.js';
import type { CellPosition, GridSize } from './navigation.js';
import { pinnedPlaces } from './pinnedPlace.js';
import { RowLoader, type RowLoaderHost } from './rowLoader.js';
import type { Row, RowRange } from './rowWindow.js';
import { SelectionGesture } from './selectionGesture.js';
import { totalsRow } from './totalsRow.js';
import { Viewport, type ViewportHost } from './viewport.js';
import { WidthController, type WidthHost } from './widthController.js';

/**
 * The rows of a report, as few at a time as fit the screen. One tab stop: arrow keys move the active cell, the header is the row
 * above the first.
 */
@customElement('report-grid')
export class ReportGrid
  extends GridProperties
  implements
    GridColumnsHost,
    RowLoaderHost,
    ViewportHost,
    WidthHost,
    GridMenuHost,
    GridKeysHost,
    GridHeadHost,
    GridSelectionHost,
    GridPlaceHost
{
  @state() selection = CellSelection.none;
  /** `column` counts from the left. */
  @state() active: CellPosition = { row: 0, column: 0 };
  @query('.grid-scroller') readonly scroller!: HTMLElement | null;

  readonly #loader = new RowLoader(this);
  readonly #viewport = new Viewport(this);
  readonly #widths = new WidthController(this);
  readonly #columns = new GridColumns(this, this.#widths);
  readonly #head = new GridHead(this, this.#widths);
  readonly #menu = new GridMenu(this);
  readonly #selection = new GridSelection(this);
  readonly #place = new GridPlace(this);
  readonly #gesture = new SelectionGesture(() => this.#report());
  readonly #afterDrawing = new AfterDrawing(this, this.#loader, this.#viewport);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Puts the focus on the active cell. */
  focusActive(): void {
    this.#afterDrawing.focusActive();
  }

  /** Scrolls a column of the table into view. One that the layout hides stays hidden. */
  revealColumn(column: number): void {
    void this.updateComplete.then(() => this.reveal({ row: -1, column: this.#columns.layout.shown.indexOf(column) }));
  }

  /** Copies what is selected, or the active row. */
  copy(options: CopyOptions = {}): void {
    this.#selection.copy(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('columns') || changed.has('layout')) {
      this.#columns.changeLayout();
      this.#report();
      // The elements stay where they are, and the column's header or cell is another one.
      if (this.querySelector('[role=row]:focus-within') !== null) {
        this.#afterDrawing.focusActive();
      }
    }
    if (changed.has('chosenWidths')) {
      this.#widths.choose();
    }
    const continuesPartial = changed.has('epoch') && this.continuesPartial && this.firstRows !== undefined;
    if (continuesPartial && this.firstRows !== undefined) {
      this.#loader.extend(this.firstRows);
      this.#report();
      this.#afterDrawing.stay();
    } else if (changed.has('epoch') && this.continuesPartial) {
      // The same rows, perhaps changed: those on screen stay until the new ones are here.
      this.#loader.changeView();
      this.#report();
      this.#afterDrawing.stay();
    } else if (changed.has('epoch')) {
      this.#loader.clear(this.firstRows);
      this.#startOver();
    } else if (changed.has('view')) {
      this.#loader.changeView();
      this.#startOver();
    }
    if (changed.has('epoch') || changed.has('view')) {
      this.#place.comeBack(changed.has('epoch') ? this.leftAt : undefined);
    }
    if (changed.has('columns') && !continuesPartial) {
      this.#widths.reset();
      // What is known of the columns can come after the rows.
      this.#widths.fitRows(this.#loader.heldRows);
    }
    if (changed.has('epoch') && changed.get('fixedOrder') !== undefined && this.firstRows === undefined) {
      // The cells that come are others than those of the first rows.
      this.#widths.fitNextRows();
    }
    if (changed.has('epoch') && this.firstRows !== undefined) {
      this.#widths.fitRows(this.firstRows.rows);
    }
    this.#widths.fitHeads();
    this.#columns.fitPinned(this.#viewport.width, this.hasGroups);
    this.#viewport.fitRows();
  }

  protected override firstUpdated(): void {
    // Headers are as tall as their lines.
    for (const element of this.querySelectorAll('.grid-scroller, .grid-head')) {
      this.#viewport.observe(element);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('summaries') || changed.has('hasTotals')) {
      this.#viewport.measure();
    }
    if (changed.has('epoch') || changed.has('view')) {
      this.#loader.load();
    }
  }

  protected override render(): unknown {
    const { shown } = this.#columns.layout;
    const widths = this.#columns.shownWidths;
    return html`
      <div class="grid-scroller" data-testid="grid-scroller" @scroll=${() => this.#viewport.scrolled()}>
        <div
          class="grid-frame"
          ${cssProperties({
            width: `${widths.reduce((sum, width) => sum + width, 0)}px`,
            '--columns': `${widths.map((width) => `${width}px`).join(' ')} minmax(0, 1fr)`,
            ...pinnedPlaces(this.#columns.pinnedWidths),
            '--summary-height': this.summaries === undefined ? '0px' : `${SUMMARY_HEIGHT}px`,
          })}
        >
          <div
            class="grid"
            role="grid"
            aria-label=${this.label}
            aria-description=${texts.gridHint}
            aria-multiselectable="true"
            aria-rowcount=${this.rowCount + 1}
            aria-colcount=${shown.length}
            aria-busy=${this.#loader.isStale && this.#loader.failure === undefined ? 'true' : 'false'}
            data-testid="grid"
            @keydown=${(event: KeyboardEvent) => handleKey(event, this)}
            @contextmenu=${(event: Event) => this.#menu.open(event)}
          >
            <div role="rowgroup" class="grid-head">
              <div role="row" class="grid-row head" aria-rowindex="1">${this.#head.cells()}</div>
            </div>
            <div role="rowgroup" class="grid-body" ${cssProperties({ height: `${this.#viewport.physicalHeight}px` })}>
              ${repeat(
                this.#viewport.renderedRows(this.active.row),
                (row) => row,
                (row) => this.#row(row),
              )}
            </div>
          </div>
          ${
            this.hasTotals && this.format !== undefined
              ? totalsRow(
                  this.columns,
                  this.#columns.layout,
                  this.#columns.pinnedWidths.length,
                  this.totals,
                  this.#loader.isStale,
                  this.format,
                  this.totalsFailure,
                )
              : nothing
          }
        </div>
      </div>
      ${this.#loader.failure === undefined ? nothing : requestFailure(formatText(texts.rowsFailed, this.#loader.failure), this.#loader.retry)}
    `;
  }

  #row(row: number): TemplateResult {
    const { columns, format, cellFormatter } = this;
    return gridRow(row, this.rowAt(row), {
      ...{ columns, format, cellFormatter },
      layout: this.#columns.layout,
      pinnedCount: this.#columns.pinnedWidths.length,
      activeColumn: this.active.row === row ? this.active.column : undefined,
      found: this.found?.columnsOf(row),
      foundNow: this.found?.current?.row === row ? this.found.current.column : undefined,
      selection: this.selection,
      isOpened: row === this.openedRow,
      top: this.#viewport.topOf(row),
      press: (event) => this.#selection.press(event, row),
      click: (event) => this.#click(event, row),
    });
  }

  rowAt(row: number): Row | undefined {
    return this.#loader.row(row);
  }

  get rowCount(): number {
    return (
      this.#loader.rowCount ?? (this.view.filter === undefined && this.view.filters === undefined ? this.totalRows : 0)
    );
  }

  get hasRows(): boolean {
    return this.#loader.rowCount !== undefined && !this.#loader.isStale;
  }

  get topRow(): number {
    return this.#viewport.topRow;
  }

  scrollToRow(row: number): void {
    this.#afterDrawing.scrollToRow(row);
  }

  get coveredHeight(): number {
    const parts = this.querySelectorAll<HTMLElement>('.grid-head, .grid-foot');
    return [...parts].reduce((height, part) => height + part.offsetHeight, 0);
  }

  visibleRows(): RowRange {
    return this.#viewport.visibleRows();
  }

  viewportChanged(): void {
    this.#loader.load();
    this.found?.rowsMoved(this.visibleRows());
  }

  #startOver(): void {
    this.selection = CellSelection.none;
    this.active = {
      row: Math.min(this.active.row, 0),
      column: Math.min(this.active.column, Math.max(0, this.#columns.layout.shown.length - 1)),
    };
    this.#afterDrawing.scrollToRow(0);
    this.#report();
  }

  moveColumn(column: number, by: 1 | -1): void {
    this.#head.moveColumn(column, by);
  }

  #report(): void {
    const { rowCount, isStale: stale } = this.#loader;
    this.changeStatus({ rowCount, stale, selected: this.#selection.selected, isSelecting: this.#gesture.isRunning });
  }

  rowsLoaded(rows: readonly Row[]): void {
    this.#widths.fitRows(rows);
    this.#report();
  }

  openFilterMenu(column: number): void {
    this.#head.openFilterMenu(column);
  }

  /** A click that selects something, or ends the selection of a text, opens none. */
  #click(event: MouseEvent, row: number): void {
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && this.selection.kind === 'none';
    if (this.hasGroups && isPlain && document.getSelection()?.isCollapsed !== false && this.rowAt(row) !== undefined) {
      this.openRow?.(row);
    }
  }

  select(selection: CellSelection): void {
    // Text that is still selected in a cell would be copied instead of the rows.
    document.getSelection()?.removeAllRanges();
    this.selection = selection;
    if (selection.kind !== 'none') {
      this.#gesture.begin();
    }
    this.#report();
  }

  /** Selects what was selected before; nobody is selecting now. */
  takeSelection(selection: CellSelection): void {
    this.selection = selection;
    this.#report();
  }

  get size(): GridSize {
    return { rows: this.rowCount, columns: this.#columns.layout.shown.length, page: this.#viewport.pageRows };
  }

  get columnLayout(): ColumnLayout {
    return this.#columns.layout;
  }

  get pinnedCount(): number {
    return this.#columns.pinnedWidths.length;
  }

  get heldRows(): readonly Row[] {
    return this.#loader.heldRows;
  }

  get activeColumn(): number | undefined {
    return this.#columns.layout.shown[this.active.column];
  }

  moveTo(cell: CellPosition): void {
    this.active = cell;
    this.reveal(cell);
    this.focusActive();
  }

  /** Makes a row the active one and scrolls it into view. The focus stays where it is. */
  showRow(row: number): void {
    this.active = { ...this.active, row };
    this.reveal(this.active);
  }

  /** Makes a cell the active one and scrolls it into view. The focus stays where it is. */
  showCell({ row, column }: ViewCell): void {
    this.active = { row, column: this.#columns.layout.shown.indexOf(column) };
    this.reveal(this.active);
    this.scrollIntoView({ block: 'nearest' });
  }

  resizeColumn(column: number, by: 1 | -1): void {
    this.#widths.step(column, by);
  }

  readonly chooseWidth = (column: number, width: number): void => this.arrange?.setWidth(column, width);

  /** Does what was chosen in the context menu. */
  act(action: GridAction, place: TablePlace): void {
    this.#menu.act(action, place);
  }

  focusCell(row: number, column: number): void {
    this.active = { row, column: this.#columns.layout.shown.indexOf(column) };
    this.focusActive();
  }

  copyCell(row: number, column: number): void {
    this.#selection.copyCell(row, column);
  }

  copyRows(row: number): void {
    this.#selection.copyRows(row);
  }

  reveal({ row, column }: CellPosition): void {
    this.#viewport.revealRow(row);
    this.#viewport.revealColumn(column);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-grid': ReportGrid;
  }
}
