import type { ReportDefinition } from '../../catalog/definition.js';
import { formatDay, parseServiceDay } from '../../../base/dates.js';
import type { ColumnType, SummaryCell, TableWarning } from '../../../shared/report.js';
import { parseNumber } from './number.js';

/** A column of the table that is being read, if the catalog has it. */
interface SummaryColumn {
  readonly name: string;
  readonly definition?: ReportDefinition['columns'][number] | undefined;
}

/** The service sends one per file, or one per day. People read three, see `warningTexts.ts`. */
const MAX_KEPT_ROWS = 100;

/** Keeps the rows apart that sum up all others: as rows of the table, they would be counted, drawn, and ranked with what they sum up. */
export class SummaryRows {
  readonly #columns: SummaryColumn[] = [];
  #blank = -1;
  #filled = -1;
  readonly #rows: (readonly SummaryCell[])[] = [];

  constructor(private readonly definition: ReportDefinition | undefined) {}

  /** Whether the report can have such rows, so that each row has to be looked at. */
  get arePossible(): boolean {
    return this.definition?.summaryRow !== undefined;
  }

  /** Adds a column on the right. */
  addColumn(column: SummaryColumn): void {
    const index = this.#columns.push(column) - 1;
    const summary = this.definition?.summaryRow;
    if (this.#blank < 0 && column.name === summary?.blank) {
      this.#blank = index;
    }
    if (this.#filled < 0 && column.name === summary?.filled) {
      this.#filled = index;
    }
  }

  /**
   * @param cells texts by column
   * @param columns the columns in which the row may have a text; all by default
   * @returns whether the row is such a row; it is remembered then
   */
  take(cells: readonly string[], columns: Iterable<number> = cells.keys()): boolean {
    if (this.#blank < 0 || this.#filled < 0 || isFilled(cells[this.#blank]) || !isFilled(cells[this.#filled])) {
      return false;
    }
    if (this.#rows.length < MAX_KEPT_ROWS) {
      this.#rows.push([...columns].sort((a, b) => a - b).flatMap((index) => this.#cellOf(index, cells[index] ?? '')));
    }
    return true;
  }

  #cellOf(index: number, text: string): SummaryCell[] {
    const column = this.#columns[index];
    // The tenant is the same everywhere, and its ID would be on screen without need.
    return column === undefined || text === '' || column.definition?.identity === true
      ? []
      : [{ column: column.name, value: valueOf(text, column.definition?.type) }];
  }

  get warnings(): readonly TableWarning[] {
    return this.#rows.length === 0 ? [] : [{ kind: 'summaryRows', rows: this.#rows }];
  }
}

/** A day is one of the form `YYYY-MM-DD`, whatever form the service used. What is not of its column's type stays as it is. */
function valueOf(text: string, type: ColumnType | undefined): number | string {
  if (type === 'number') {
    const number = parseNumber(text);
    return Number.isNaN(number) ? text : number;
  }
  const day = type === 'date' ? parseServiceDay(text) : undefined;
  return day === undefined ? text : formatDay(day.day);
}

function isFilled(cell: string | undefined): boolean {
  return cell !== undefined && cell.trim() !== '';
}
