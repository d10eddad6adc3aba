import type { RowsPlace } from '../../../../src/shared/pages/report.js';
import type { RowSpan } from '../../../../src/shared/report.js';
import type { CellPosition } from './navigation.js';

/** Columns on screen from `start` (inclusive) to `end` (exclusive), counted from the left. */
export interface ColumnSpan {
  readonly start: number;
  readonly end: number;
}

/** `rows`, `columns`: whole ones. `cells`: those between two cells. `none`: nothing but the active cell. */
type SelectionKind = 'none' | 'rows' | 'columns' | 'cells';

/**
 * What of a view is selected: some of its rows, and of these all columns or those of a span. It is made of a few numbers, so that a million
 * rows cost no more than one. Immutable. The anchor is the cell that an extension with Shift starts from.
 */
export class CellSelection {
  static readonly none = new CellSelection('none', [], undefined, undefined);

  private constructor(
    readonly kind: SelectionKind,
    /** In ascending order; no two of them touch. */
    readonly rows: readonly RowSpan[],
    /** Absent where whole rows are selected. */
    readonly columns: ColumnSpan | undefined,
    readonly anchor: CellPosition | undefined,
  ) {}

  static allRows(rowCount: number): CellSelection {
    return rowCount === 0
      ? CellSelection.none
      : new CellSelection('rows', [{ start: 0, end: rowCount }], undefined, { row: 0, column: 0 });
  }

  static of({ kind, rows, columns, anchor }: NonNullable<RowsPlace['selection']>): CellSelection {
    return new CellSelection(kind, rows, columns, anchor);
  }

  /** The cells between two cells, both included. Of one cell alone nothing is selected. */
  static between(anchor: CellPosition, cell: CellPosition): CellSelection {
    return anchor.row === cell.row && anchor.column === cell.column
      ? CellSelection.none
      : new CellSelection('cells', [between(anchor.row, cell.row)], between(anchor.column, cell.column), anchor);
  }

  get rowCount(): number {
    return this.rows.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** Whether rows are selected, with all of their columns. */
  get isRows(): boolean {
    return this.kind === 'rows';
  }

  hasRow(row: number): boolean {
    return this.rows.some(({ start, end }) => row >= start && row < end);
  }

  /** @param column on screen, from the left */
  has(row: number, column: number): boolean {
    const { columns } = this;
    return this.hasRow(row) && (columns === undefined || (column >= columns.start && column < columns.end));
  }

  /** @param rowCount of the view */
  isAllRows(rowCount: number): boolean {
    return rowCount > 0 && this.rowCount === rowCount;
  }

  /**
   * Everything between the anchor and a cell instead of what was selected. Whole rows stay whole, and so do whole columns.
   *
   * @param from the anchor where there is none yet
   */
  extendTo(cell: CellPosition, from: CellPosition): CellSelection {
    const anchor = this.anchor ?? from;
    switch (this.kind) {
      case 'rows':
        return new CellSelection('rows', [between(anchor.row, cell.row)], undefined, anchor);
      case 'columns':
        return new CellSelection('columns', this.rows, between(anchor.column, cell.column), anchor);
      case 'cells':
      case 'none':
        return CellSelection.between(anchor, cell);
    }
  }

  /** A row in or out, the other rows as they were. It becomes the anchor. */
  toggleRow(cell: CellPosition): CellSelection {
    const { row } = cell;
    const before = this.isRows ? this.rows : [];
    const rows = before.some(({ start, end }) => row >= start && row < end)
      ? before.flatMap((span) => without(span, row))
      : joined([...before, { start: row, end: row + 1 }]);
    return new CellSelection(rows.length === 0 ? 'none' : 'rows', rows, undefined, cell);
  }

  /** The rows of what is selected, or that of the active cell, with all of their columns. */
  wholeRows(active: CellPosition): CellSelection {
    const rows = this.kind === 'cells' ? this.rows : [{ start: active.row, end: active.row + 1 }];
    return new CellSelection('rows', rows, undefined, this.anchor ?? active);
  }

  /** The columns of what is selected, or that of the active cell, in all rows. */
  wholeColumns(active: CellPosition, rowCount: number): CellSelection {
    const columns = this.columns ?? { start: active.column, end: active.column + 1 };
    return rowCount === 0
      ? CellSelection.none
      : new CellSelection('columns', [{ start: 0, end: rowCount }], columns, this.anchor ?? active);
  }
}

function between(one: number, other: number): RowSpan {
  return { start: Math.min(one, other), end: Math.max(one, other) + 1 };
}

function without(span: RowSpan, row: number): readonly RowSpan[] {
  return row < span.start || row >= span.end
    ? [span]
    : [
        { start: span.start, end: row },
        { start: row + 1, end: span.end },
      ].filter(({ start, end }) => start < end);
}

function joined(spans: readonly RowSpan[]): readonly RowSpan[] {
  const result: RowSpan[] = [];
  for (const span of [...spans].sort((left, right) => left.start - right.start)) {
    const last = result.at(-1);
    if (last !== undefined && last.end >= span.start) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      result.push(span);
    }
  }
  return result;
}
