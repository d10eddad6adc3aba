import { isNumeric } from '../../../shared/measures.js';
import type { ColumnFilter, ColumnInfo } from '../../../shared/report.js';
import { throwIfAborted } from '../../../base/cancellation.js';
import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../store/column.js';
import type { ColumnarTable } from '../store/columnarTable.js';
import { meaningOf } from '../store/columnNames.js';
import { parseDay } from '../../../base/dates.js';
import { splitList } from '../store/lists.js';

/** Rows tested between two yields to the event loop. */
const CHUNK_ROWS = 100_000;

type RowTest = (row: number) => boolean;
type ShareFilter = Extract<ColumnFilter, { kind: 'share' }>;
/** A filter that looks at the cells of its own column only. */
type CellFilter = Exclude<ColumnFilter, ShareFilter>;

/**
 * Those of `rows` that pass all filters, in the given order. Filters of columns that the table does not have are ignored.
 *
 * @throws the signal's `AbortError`
 */
export async function filterRows(
  table: ColumnarTable,
  rows: Uint32Array,
  filters: readonly ColumnFilter[] | undefined,
  signal?: AbortSignal,
): Promise<Uint32Array> {
  let passing = rows;
  for (const filter of filters ?? []) {
    const data = table.data[filter.column];
    const info = table.columns[filter.column];
    if (data !== undefined && info !== undefined) {
      const test = filter.kind === 'share' ? shareTest(table, filter) : await rowTestOf(data, info, filter, signal);
      passing = await filterRowsBy(passing, test, signal);
    }
  }
  return passing;
}

async function filterRowsBy(rows: Uint32Array, test: RowTest, signal: AbortSignal | undefined): Promise<Uint32Array> {
  const passing = new Uint32Array(rows.length);
  let count = 0;
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    if (start > 0) {
      await yieldToEventLoop();
    }
    throwIfAborted(signal);
    const end = Math.min(rows.length, start + CHUNK_ROWS);
    for (let at = start; at < end; at++) {
      const row = rows[at] ?? 0;
      passing[count] = row;
      count += test(row) ? 1 : 0;
    }
  }
  return passing.slice(0, count);
}

/** Tests a number against those of other columns in the same row. */
function shareTest(table: ColumnarTable, { column, of, from, above }: ShareFilter): RowTest {
  const part = numericColumn(table, column);
  const wholes = of.flatMap((whole) => numericColumn(table, whole) ?? []);
  return (row) => {
    const whole = wholes.find((candidate) => !Number.isNaN(candidate.numberAt(row)))?.numberAt(row) ?? Number.NaN;
    const share = whole > 0 && part !== undefined ? part.numberAt(row) / whole : Number.NaN;
    return share >= (from ?? -Infinity) && share > (above ?? -Infinity);
  };
}

function numericColumn({ columns, data }: ColumnarTable, column: number): ScalarColumn | undefined {
  const [info, cells] = [columns[column], data[column]];
  return info !== undefined && isNumeric(info) && cells?.storage === 'scalar' ? cells : undefined;
}

async function rowTestOf(
  data: Column,
  info: ColumnInfo,
  filter: CellFilter,
  signal: AbortSignal | undefined,
): Promise<RowTest> {
  return data.storage === 'dictionary'
    ? codeTest(data, await matchingCodes(data, info, filter, signal))
    : scalarTest(data, info, filter);
}

function codeTest({ codes }: DictionaryColumn, passes: Uint8Array): RowTest {
  return (row) => passes[codes[row] ?? 0] === 1;
}

/** Tests each distinct text once, however many rows have it. Returns 1 or 0 per code. */
async function matchingCodes(
  { texts }: DictionaryColumn,
  info: ColumnInfo,
  filter: CellFilter,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const passes = textTest(info, filter);
  const result = new Uint8Array(texts.length);
  for (let code = 0; code < texts.length; code++) {
    if (code % CHUNK_ROWS === CHUNK_ROWS - 1) {
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
    result[code] = passes(texts.at(code) ?? '') ? 1 : 0;
  }
  return result;
}

function textTest({ name, type }: ColumnInfo, filter: CellFilter): (text: string) => boolean {
  switch (filter.kind) {
    case 'blank':
      return (text) => text === '';
    case 'notBlank':
      return (text) => text !== '';
    case 'values': {
      const meaning = meaningOf(name);
      const values = new Set(filter.values.map(meaning));
      const orBlank = filter.orBlank ?? false;
      return (given) => {
        const text = meaning(given);
        return text === ''
          ? orBlank
          : values.has(text) || (type === 'list' && splitList(text).some((member) => values.has(member)));
      };
    }
    case 'range':
    case 'days': {
      const orBlank = filter.orBlank ?? false;
      return (text) => text === '' && orBlank;
    }
  }
}

function scalarTest(data: ScalarColumn, { name, type }: ColumnInfo, filter: CellFilter): RowTest {
  const isBlank: RowTest = (row) => Number.isNaN(data.numberAt(row)) && data.value(row) === null;
  switch (filter.kind) {
    case 'blank':
      return isBlank;
    case 'notBlank':
      return (row) => !isBlank(row);
    case 'values': {
      const meaning = meaningOf(name);
      const values = new Set(filter.values.map(meaning));
      const orBlank = filter.orBlank ?? false;
      const textAt = type === 'boolean' ? booleanText(data) : (row: number) => data.text(row);
      return (row) => (isBlank(row) ? orBlank : values.has(meaning(textAt(row))));
    }
    case 'range':
      return isNumeric({ type })
        ? between(data, isBlank, filter.from ?? -Infinity, filter.to ?? Infinity, filter.orBlank)
        : between(data, isBlank, Infinity, -Infinity, filter.orBlank);
    case 'days':
      return type === 'date'
        ? between(
            data,
            isBlank,
            dayOrOpenBound(filter.from, -Infinity),
            dayOrOpenBound(filter.to, Infinity),
            filter.orBlank,
          )
        : between(data, isBlank, Infinity, -Infinity, filter.orBlank);
  }
}

/** Filters offer `True` and `False`, however the file spells them. */
function booleanText(data: ScalarColumn): (row: number) => string {
  return (row) => {
    const number = data.numberAt(row);
    return number === 1 ? 'True' : number === 0 ? 'False' : data.text(row);
  };
}

/** A blank cell is `NaN`, which is outside any bounds. */
function between(data: ScalarColumn, isBlank: RowTest, from: number, to: number, orBlank = false): RowTest {
  const inside: RowTest = (row) => {
    const number = data.numberAt(row);
    return number >= from && number <= to;
  };
  return orBlank ? (row) => inside(row) || isBlank(row) : inside;
}

/** Days since 1970-01-01. A bound that is not a day becomes `NaN`, so that no row passes. */
function dayOrOpenBound(day: string | undefined, open: number): number {
  return day === undefined ? open : parseDay(day);
}
