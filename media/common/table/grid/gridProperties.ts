import { LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { RowsPart } from '../../../../src/shared/pages/common.js';
import type { RowsPlace } from '../../../../src/shared/pages/report.js';
import type { ColumnFilter, TableTotals, TableView } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { type CellFormatter, formatPlainCell } from '../../base/format/formatCell.js';
import type { ArrangeColumns } from './arrangeColumns.js';
import type { ColumnLayout } from './columnLayout.js';
import type { DrawnSummary } from './drawnSummary.js';
import type { FoundCells } from './foundCells.js';
import type { GridStatus } from './gridStatus.js';
import type { RowSource } from './rowSource.js';

/** What a page gives the grid, and what the grid calls it for. */
export abstract class GridProperties extends LitElement {
  @property({ attribute: false }) columns: readonly ShownColumn[] = [];
  /** Which of the columns are shown, in which order. */
  @property({ attribute: false }) layout: ColumnLayout | undefined;
  /** Rows of the report before filtering. */
  @property({ attribute: false }) totalRows = 0;
  @property({ attribute: false }) label = '';
  @property({ attribute: false }) view: TableView = {};
  /** Changes with each report that arrives. */
  @property({ attribute: false }) epoch = 0;
  /** Rows that came with the report, of the view it arrives with. */
  @property({ attribute: false }) firstRows: RowsPart | undefined;
  /** True if the rows that arrived with `epoch` begin with those that were shown before. */
  @property({ attribute: false }) continuesPartial = false;
  /** Where the rows were left that arrive with `epoch`; absent where they begin at the top. */
  @property({ attribute: false }) leftAt: RowsPlace | undefined;
  @property({ attribute: false }) changePlace: (place: RowsPlace) => void = () => undefined;
  /** Why the rows cannot be sorted yet; absent if they can. */
  @property({ attribute: false }) fixedOrder: string | undefined;
  @property({ attribute: false }) format: Format | undefined;
  /** Must not be replaced while the grid is on screen. */
  @property({ attribute: false }) source: RowSource | undefined;
  @property({ attribute: false }) cellFormatter: CellFormatter = formatPlainCell;
  @property({ attribute: false }) changeView: (view: TableView) => void = () => undefined;
  @property({ attribute: false }) changeStatus: (status: GridStatus) => void = () => undefined;

  /** Summaries that the headers draw of their columns; absent if headers have no room for them. */
  @property({ attribute: false }) summaries: readonly (DrawnSummary | undefined)[] | undefined;
  /** Whether there is a row with totals; `totals` is absent until they are known. */
  @property({ attribute: false }) hasTotals = false;
  @property({ attribute: false }) totals: TableTotals | undefined;
  /** Shown instead of the totals if they could not be computed. */
  @property({ attribute: false }) totalsFailure: TemplateResult | undefined;
  @property({ attribute: false }) openFilter: (column: number, anchor: HTMLElement) => void = () => undefined;
  /** The column whose filter menu is open. */
  @property({ attribute: false }) filtering: number | undefined;
  @property({ attribute: false }) setFilter: (column: number, filter: ColumnFilter | undefined) => void = () =>
    undefined;

  /** Columns that name users. Where it is given, the page has a context menu for cells and headers. */
  @property({ attribute: false }) userColumns: readonly number[] | undefined;

  /** Cells with a text that somebody looks for; absent while nobody does. */
  @property({ attribute: false }) found: FoundCells | undefined;

  /** Arranges the columns otherwise; absent where the page leaves them as they are. */
  @property({ attribute: false }) arrange: ArrangeColumns | undefined;
  /** Widths in pixels that somebody has chosen, by the column's index. */
  @property({ attribute: false }) chosenWidths: ReadonlyMap<number, number> = new Map();

  /** Opens a row by Enter; absent where rows are not opened. */
  @property({ attribute: false }) openRow: ((row: number) => void) | undefined;
  /** The row that is opened. */
  @property({ attribute: false }) openedRow: number | undefined;
  /** Whether the rows are groups of others. A click opens a group as well, and its name is never cut for the room of the amounts. */
  @property({ attribute: false }) hasGroups = false;
}
