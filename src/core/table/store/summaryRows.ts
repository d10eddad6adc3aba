import type { ReportDefinition } from '../../catalog/definition.js';
import { formatDay, parseServiceDay } from '../../../base/dates.js';
import type { ColumnType, SummaryCell, TableWarning } from '../../../shared/report.js';
import { parseNumber } from './number.js';

/** A column of the table that is being read, if the catalog has it. */
interface SummaryColumn {
  readonly name: string;
  readonly definition?: ReportDefinition['columns'][number] | undefined;
}

/** Keeps the rows apart that sum up all others: as rows of the table, they would be counted, drawn, and ranked with what they sum up. */
export class SummaryRows {
  readonly #rows: (readonly SummaryCell[])[] = [];

  constructor(private readonly definition: ReportDefinition | undefined) {}

  /** Whether the report can have such rows, so that each row has to be looked at. */
  get arePossible(): boolean {
    return this.definition?.summaryRow !== undefined;
  }

  /** @returns whether the row is such a row; it is remembered then */
  take(cells: readonly string[], columns: readonly SummaryColumn[]): boolean {
    const summary = this.definition?.summaryRow;
    if (summary === undefined) {
      return false;
    }
    const blank = columns.findIndex(({ name }) => name === summary.blank);
    const filled = columns.findIndex(({ name }) => name === summary.filled);
    if (blank < 0 || filled < 0 || isFilled(cells[blank]) || !isFilled(cells[filled])) {
      return false;
    }
    this.#rows.push(
      columns.flatMap(({ name, definition }, index): SummaryCell[] => {
        const text = cells[index] ?? '';
        // The tenant is the same everywhere, and its ID would be on screen without need.
        if (text === '' || definition?.identity === true) {
          return [];
        }
        return [{ column: name, value: valueOf(text, definition?.type) }];
      }),
    );
    return true;
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
