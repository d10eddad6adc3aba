import type { ColumnDefinition, ReportDefinition } from '../../catalog/definition.js';
import { UsageReportsError } from '../../../base/errors.js';
import { isObject } from '../../../base/json.js';
import type { TableWarning } from '../../../shared/report.js';
import { untilAborted } from '../../../base/cancellation.js';
import { TEXT_COST, TimeSlicer } from '../../../base/timeSlicer.js';
import { UniqueNames } from '../store/columnNames.js';
import { withDayWarning } from '../store/dayColumn.js';
import type { DecodeOptions } from '../store/decodeOptions.js';
import { MAX_NAME_CHARACTERS, tooLarge } from '../store/limits.js';
import type { ReportTable } from '../store/table.js';
import { missingColumnWarnings } from '../store/missingColumns.js';
import { SummaryRows } from '../store/summaryRows.js';
import { TableBuilder } from '../store/tableBuilder.js';
import { cellText } from './cellText.js';
import { NestedNames } from './nestedNames.js';
import { parseExactly } from './parseExactly.js';
import { csvNameOf, PropertyColumns } from './propertyColumns.js';
import { type JsonObject, rowsOf } from './rowsOf.js';

/**
 * Decodes a report's JSON to the same table as its CSV: properties get their columns' names, and cells the text that the CSV would have.
 *
 * @param pages each chunk is one whole page of the response, `{"value":[…]}`
 * @throws UsageReportsError `brokenAnswer` if a page is not JSON, does not have that shape, or has rows without any documented column
 * @throws UsageReportsError `tooLarge` beyond the limits of `limits.ts`
 * @throws the signal's `AbortError`, and whatever iterating over `pages` throws
 */
export async function decodeJson(
  pages: AsyncIterable<Uint8Array>,
  definition: ReportDefinition,
  options: DecodeOptions = {},
): Promise<ReportTable> {
  const { signal, onProgress } = options;
  let bytes = 0;
  const rows = new JsonRows(definition, () => bytes);
  const slicer = new TimeSlicer(signal);
  let pageCount = 0;
  for await (const page of untilAborted(pages, signal)) {
    pageCount++;
    bytes += page.length;
    const items = itemsOf(page, pageCount, definition);
    rows.startPage(items);
    for (const item of items) {
      for (const cells of rows.addItem(item)) {
        const wait = slicer.spend((cells + 1) * TEXT_COST);
        if (wait !== undefined) {
          await wait;
        }
      }
    }
    rows.endPage(pageCount);
    onProgress?.(bytes);
  }
  if (pageCount === 0) {
    throw new UsageReportsError('brokenAnswer', 'The answer has no page.');
  }
  return rows.finish(slicer);
}

/** A long text that holds for several rows costs as much as several cells in each of them. */
const CHARACTERS_PER_CELL = 16;

/** Flattens the items of the response to rows; each property is a column. */
class JsonRows {
  readonly #builder: TableBuilder;
  readonly #properties: PropertyColumns;
  readonly #nested: NestedNames;
  /** By index in the builder; `undefined` for a column that the catalog does not know. */
  readonly #columns: (ColumnDefinition | undefined)[] = [];
  readonly #indexByColumn = new Map<ColumnDefinition, number>();
  readonly #indexByProperty = new Map<string, number>();
  readonly #unknown: string[] = [];
  readonly #names = new UniqueNames();
  readonly #summary: SummaryRows;
  /** The texts of the row that is being read, by column, and which of them it has. */
  readonly #cells: string[] = [];
  readonly #filled = new Set<number>();
  /** Of the page that is being read. */
  #hasRows = false;
  #hasKnownColumn = false;

  constructor(
    private readonly definition: ReportDefinition,
    bytesRead: () => number,
  ) {
    this.#builder = new TableBuilder(bytesRead);
    this.#summary = new SummaryRows(definition);
    this.#properties = new PropertyColumns(definition);
    this.#nested = new NestedNames(this.#properties);
    for (const { name } of definition.columns) {
      this.#names.take(name);
    }
  }

  /** Call it before the items of each page. */
  startPage(items: readonly JsonObject[]): void {
    this.#nested.startPage(items);
  }

  /** Adds the rows of an item. Yields the number of properties after each, so that the caller can pause. */
  *addItem(item: JsonObject): Generator<number> {
    const { jsonRows } = this.definition;
    const { shared: properties, rows } = rowsOf(item, jsonRows, (name) => this.#properties.has(name), this.#nested);
    const shared = properties.map(([property, value]) => {
      const index = this.#indexOf(property);
      return [index, this.#textOf(index, value)] as const;
    });
    const repeated = shared.reduce((sum, [, text]) => sum + 1 + text.length / CHARACTERS_PER_CELL, 0);
    for (const row of rows) {
      for (const [index, text] of shared) {
        this.#set(index, text);
      }
      for (const [property, value] of row) {
        if (this.definition.jsonIgnored?.includes(property) === true) {
          continue;
        }
        const index = this.#indexOf(property);
        this.#set(index, this.#textOf(index, value));
      }
      this.#endRow(repeated);
      yield repeated + row.length;
    }
  }

  /**
   * Call it after the items of each page. A page is judged by itself, as it can be searched by itself.
   * @throws UsageReportsError `brokenAnswer` if its rows have none of the documented columns: it is not of this report
   */
  endPage(number: number): void {
    if (this.#hasRows && !this.#hasKnownColumn && this.definition.columns.length > 0) {
      throw new UsageReportsError(
        'brokenAnswer',
        `Page ${number} of the answer has none of the columns that this report is documented to have.`,
      );
    }
    this.#hasRows = false;
    this.#hasKnownColumn = false;
  }

  #textOf(index: number, value: unknown): string {
    const item = this.#columns[index]?.jsonItem;
    return cellText(item === undefined || !Array.isArray(value) ? value : valuesOf(value, item));
  }

  #set(index: number, text: string): void {
    this.#cells[index] = text;
    this.#filled.add(index);
    this.#hasKnownColumn ||= this.#columns[index] !== undefined;
  }

  #endRow(repeated: number): void {
    const filled = [...this.#filled];
    this.#filled.clear();
    this.#hasRows = true;
    if (!this.#summary.take(this.#cells, filled)) {
      this.#builder.addSparseRow(filled, this.#cells, repeated);
    }
    for (const index of filled) {
      this.#cells[index] = '';
    }
  }

  async finish(slicer: TimeSlicer): Promise<ReportTable> {
    const { columns } = this.definition;
    const expected = columns.filter(({ json, since }) => json !== undefined || since !== undefined);
    if (this.#builder.rowCount === 0) {
      // JSON without rows names no columns. A CSV file without rows has a header, so the table gets the documented columns.
      for (const column of expected) {
        this.#addColumn(column.name, column);
      }
    }
    const warnings: TableWarning[] = [
      ...missingColumnWarnings(
        expected.filter(({ versions, optional }) => versions === undefined && optional !== true),
        (column) => this.#indexByColumn.has(column),
      ),
      ...this.#summary.warnings,
    ];
    if (this.#unknown.length > 0) {
      warnings.push({ kind: 'unknownColumns', names: this.#unknown });
    }
    const known = columns.flatMap((column) => this.#indexByColumn.get(column) ?? []);
    const unknown = this.#columns.flatMap((column, index) => (column === undefined ? [index] : []));
    const table = await this.#builder.finishInSlices([...known, ...unknown], warnings, slicer);
    return withDayWarning(table, this.definition);
  }

  #indexOf(property: string): number {
    const known = this.#indexByProperty.get(property);
    if (known !== undefined) {
      return known;
    }
    if (property.length > MAX_NAME_CHARACTERS) {
      throw tooLarge('nameCharacters', MAX_NAME_CHARACTERS);
    }
    const definition = this.#properties.find(property);
    const index =
      (definition === undefined ? undefined : this.#indexByColumn.get(definition)) ??
      (definition === undefined ? this.#addUnknownColumn(property) : this.#addColumn(definition.name, definition));
    this.#indexByProperty.set(property, index);
    return index;
  }

  #addColumn(name: string, definition?: ColumnDefinition, unnamed = false): number {
    this.#builder.addColumn({ name, definition, unnamed });
    this.#summary.addColumn({ name: definition?.name ?? '', definition });
    const index = this.#columns.push(definition) - 1;
    this.#cells.push('');
    if (definition !== undefined && !this.#indexByColumn.has(definition)) {
      this.#indexByColumn.set(definition, index);
    }
    return index;
  }

  #addUnknownColumn(property: string): number {
    const csvName = csvNameOf(property);
    if (csvName === '') {
      return this.#addColumn(this.#names.make(`Column ${this.#columns.length + 1}`), undefined, true);
    }
    const name = this.#names.make(csvName);
    this.#unknown.push(name);
    return this.#addColumn(name);
  }
}

/** One property of the objects in a list. What has none is left out. */
function valuesOf(list: readonly unknown[], property: string): readonly unknown[] {
  return list.flatMap((item) => (isObject(item) && property in item ? [item[property]] : []));
}

/** The items of a page: its `value`, or the summary and the rows of a report that has both. */
function itemsOf(page: Uint8Array, number: number, { jsonRows, summaryRow }: ReportDefinition): readonly JsonObject[] {
  let answer: unknown;
  try {
    answer = parseExactly(new TextDecoder().decode(page));
  } catch {
    // No `cause`: the parser's error quotes the text, which contains names.
    throw new UsageReportsError('brokenAnswer', `Page ${number} of the answer is not valid JSON.`);
  }
  const value = isObject(answer) ? (answer['value'] ?? answer) : undefined;
  const items =
    summaryRow !== undefined && jsonRows !== undefined && isObject(value) && Array.isArray(value[jsonRows])
      ? [value['summary'] ?? [], value[jsonRows] as unknown[]].flat()
      : value;
  if (!Array.isArray(items) || !items.every(isObject)) {
    throw new UsageReportsError('brokenAnswer', `Page ${number} of the answer does not have the shape of a report.`);
  }
  return items;
}
