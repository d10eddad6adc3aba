import { TimeSlicer } from '../../../base/timeSlicer.js';
import { unitOf } from '../../../shared/measures.js';
import type { CellValue, ColumnFacts, ColumnInfo } from '../../../shared/report.js';
import type { Column, ScalarColumn } from '../store/column.js';
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
    facts.push({
      ...(constant === undefined ? {} : { constant }),
      ...(cells?.storage === 'scalar' ? numberFacts(column, cells) : {}),
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

function numberFacts(column: ColumnInfo, cells: ScalarColumn): ColumnFacts {
  const unit = unitOf(column);
  if (unit === 'bytes') {
    return sizeFacts(cells);
  }
  return unit === 'count' && column.decimals === true ? { decimalPlaces: decimalPlacesOf(cells) } : {};
}

/** Of amounts that no cell has, nothing is known. */
function sizeFacts(cells: ScalarColumn): ColumnFacts {
  let largest = Number.NaN;
  /** Amounts other than 0, by the power of two that they reach. */
  const powers = new Uint32Array(1024);
  let count = 0;
  for (let row = 0; row < cells.stored.length; row++) {
    const amount = Math.abs(cells.numberAt(row));
    if (Number.isNaN(amount)) {
      continue;
    }
    if (!(amount <= largest)) {
      largest = amount;
    }
    if (amount > 0) {
      const power = Math.max(0, Math.floor(Math.log2(amount)));
      powers[power] = (powers[power] ?? 0) + 1;
      count++;
    }
  }
  if (count === 0) {
    return Number.isNaN(largest) ? {} : { largest };
  }
  let below = 0;
  const power = powers.findIndex((amounts) => (below += amounts) > count / 20);
  return { largest, fifthPercentile: 2 ** power };
}

function decimalPlacesOf(cells: ScalarColumn): 0 | 1 | 2 {
  let places: 0 | 1 = 0;
  for (let row = 0; row < cells.stored.length; row++) {
    const tenths = cells.numberAt(row) * 10;
    if (Number.isNaN(tenths) || Number.isInteger(tenths / 10)) {
      continue;
    }
    // What a tenth is written as is no whole number of tenths to the last bit.
    if (Math.abs(tenths - Math.round(tenths)) > 1e-6) {
      return 2;
    }
    places = 1;
  }
  return places;
}
