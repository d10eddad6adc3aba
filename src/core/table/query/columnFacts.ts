import { TimeSlicer } from '../../../base/timeSlicer.js';
import { unitOf } from '../../../shared/measures.js';
import type { CellValue, ColumnFacts } from '../../../shared/report.js';
import type { Column } from '../store/column.js';
import { columnarOf } from '../store/columnarTable.js';
import { isReportMetadata } from '../store/columnNames.js';
import type { ReportTable } from '../store/table.js';

/**
 * What is known of each column from all of its cells. Of a single row all columns would be constant: only those are then that say which
 * report it is.
 *
 * @throws the signal's `AbortError`
 */
export async function columnFactsOf(file: ReportTable, signal?: AbortSignal): Promise<readonly ColumnFacts[]> {
  const table = columnarOf(file);
  const slicer = new TimeSlicer(signal);
  const facts: ColumnFacts[] = [];
  for (const [index, column] of table.columns.entries()) {
    const cells = table.data[index];
    const mayBeConstant = table.rowCount > 1 || (table.rowCount === 1 && isReportMetadata(column.name));
    const constant = cells !== undefined && mayBeConstant ? constantOf(cells) : undefined;
    const largest = cells !== undefined && unitOf(column) === 'bytes' ? largestOf(cells) : undefined;
    facts.push({
      ...(constant === undefined ? {} : { constant }),
      ...(largest === undefined ? {} : { largest }),
    });
    await slicer.spend(table.rowCount + 1);
  }
  return facts;
}

/** @returns `undefined` where any two cells differ; a number that is written differently is the same number */
function constantOf(cells: Column): CellValue | undefined {
  const isSame = sameAsFirst(cells);
  for (let row = 1; row < cells.length; row++) {
    if (!isSame(row)) {
      return undefined;
    }
  }
  return cells.value(0);
}

function sameAsFirst(cells: Column): (row: number) => boolean {
  const text = cells.text(0);
  if (cells.storage === 'dictionary') {
    const code = cells.codes[0] ?? 0;
    // The same text may have two codes, and the last blank cells have none.
    return (row) => (cells.codes[row] ?? 0) === code || cells.text(row) === text;
  }
  const number = cells.numberAt(0);
  return Number.isNaN(number)
    ? (row) => Number.isNaN(cells.numberAt(row)) && cells.text(row) === text
    : (row) => cells.numberAt(row) === number;
}

/** @returns `undefined` where no cell has a number */
function largestOf(cells: Column): number | undefined {
  if (cells.storage !== 'scalar') {
    return undefined;
  }
  let largest = Number.NaN;
  for (let row = 0; row < cells.stored.length; row++) {
    const amount = Math.abs(cells.numberAt(row));
    if (!(amount <= largest) && !Number.isNaN(amount)) {
      largest = amount;
    }
  }
  return Number.isNaN(largest) ? undefined : largest;
}
