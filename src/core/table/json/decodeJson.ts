import type { ColumnDefinition, ReportDefinition } from '../../catalog/definition.js';
import { UsageReportsError } from '../../../base/errors.js';
import type { TableWarning } from '../../../shared/report.js';
import { throwIfAborted, untilAborted } from '../../../base/cancellation.js';
import { yieldToEventLoop } from '../../../base/yieldToEventLoop.js';
import { UniqueNames } from '../store/columnNames.js';
import { withDayWarning } from '../store/dayColumn.js';
import type { DecodeOptions } from '../store/decodeOptions.js';
import { joinList } from '../store/lists.js';
import type { ReportTable } from '../store/table.js';
import { missingColumnWarnings } from '../store/missingColumns.js';
import { SummaryRows } from '../store/summaryRows.js';
import { TableBuilder } from '../store/tableBuilder.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** Rows decoded between two yields to the event loop. */
const CHUNK_ROWS = 2000;

/**
 * Decodes a report's JSON to the same table as its CSV: properties get their columns' names, and cells the text that the CSV would have.
 *
 * @param pages each chunk is one whole page of the response, `{"value":[…]}`
 * @throws UsageReportsError `brokenAnswer` if a page is not JSON or does not have that shape
 * @throws the signal's `AbortError`, and whatever iterating over `pages` throws
 */
export async function decodeJson(
  pages: AsyncIterable<Uint8Array>,
  definition: ReportDefinition,
  options: DecodeOptions = {},
): Promise<ReportTable> {
  const { signal, onProgress } = options;
  const rows = new JsonRows(definition);
  let bytes = 0;
  let pageCount = 0;
  let sinceYield = 0;
  for await (const page of untilAborted(pages, signal)) {
    pageCount++;
    for (const item of itemsOf(page, pageCount, definition)) {
      rows.addItem(item);
      if (++sinceYield >= CHUNK_ROWS) {
        sinceYield = 0;
        await yieldToEventLoop();
        throwIfAborted(signal);
      }
    }
    bytes += page.length;
    onProgress?.(bytes);
  }
  if (pageCount === 0) {
    throw new UsageReportsError('brokenAnswer', 'The answer has no page.');
  }
  return rows.finish();
}

/** Flattens the items of the response to rows; each property is a column. */
class JsonRows {
  readonly #builder = new TableBuilder();
  readonly #indexByProperty = new Map<string, number>();
  readonly #columns: (ColumnDefinition | undefined)[] = [];
  readonly #unknown: string[] = [];
  readonly #names = new UniqueNames();
  readonly #byProperty: ReadonlyMap<string, ColumnDefinition>;

  readonly #summary: SummaryRows;

  constructor(private readonly definition: ReportDefinition) {
    this.#summary = new SummaryRows(definition);
    this.#byProperty = columnsByProperty(definition);
    for (const { name } of definition.columns) {
      this.#names.take(name);
    }
  }

  addItem(item: JsonObject): void {
    for (const row of rowsOf(item, this.#nestedRows(item))) {
      const cells = new Array<string>(this.#columns.length).fill('');
      for (const [property, value] of row) {
        cells[this.#indexOf(property)] = cellText(value);
      }
      if (!this.#summary.take(cells, this.#summaryColumns)) {
        this.#builder.addRow(cells);
      }
    }
  }

  get #summaryColumns() {
    return this.#summary.arePossible
      ? this.#columns.map((definition) => ({ name: definition?.name ?? '', definition }))
      : [];
  }

  finish(): ReportTable {
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
        (column) => this.#columns.includes(column),
      ),
      ...this.#summary.warnings,
    ];
    if (this.#unknown.length > 0) {
      warnings.push({ kind: 'unknownColumns', names: this.#unknown });
    }
    const known = columns.map((column) => this.#columns.indexOf(column)).filter((index) => index >= 0);
    const unknown = this.#columns.flatMap((column, index) => (column === undefined ? [index] : []));
    return withDayWarning(this.#builder.finish([...known, ...unknown], warnings), this.definition);
  }

  /** The property that holds the item's rows: the documented one, or any array whose objects have documented properties. */
  #nestedRows(item: JsonObject): string | undefined {
    const { jsonRows } = this.definition;
    if (jsonRows !== undefined && jsonRows in item) {
      return jsonRows;
    }
    return Object.keys(item).find((name) => {
      const rows = item[name];
      return (
        Array.isArray(rows) &&
        rows.length > 0 &&
        rows.every((row) => isObject(row) && Object.keys(row).some((key) => this.#byProperty.has(key)))
      );
    });
  }

  #indexOf(property: string): number {
    const known = this.#indexByProperty.get(property);
    if (known !== undefined) {
      return known;
    }
    const definition = this.#byProperty.get(property) ?? this.#byProperty.get(letters(property));
    const taken = definition === undefined ? -1 : this.#columns.indexOf(definition);
    const index =
      taken >= 0 ? taken : this.#addColumn(definition?.name ?? this.#nameUnknownColumn(property), definition);
    this.#indexByProperty.set(property, index);
    return index;
  }

  #addColumn(name: string, definition: ColumnDefinition | undefined): number {
    this.#builder.addColumn({ name, definition });
    return this.#columns.push(definition) - 1;
  }

  #nameUnknownColumn(property: string): string {
    const name = this.#names.make(csvNameOf(property));
    this.#unknown.push(name);
    return name;
  }
}

/** Columns by JSON name, and by the letters and digits of the CSV name in case the JSON name is not documented. */
function columnsByProperty(definition: ReportDefinition): ReadonlyMap<string, ColumnDefinition> {
  const byProperty = new Map<string, ColumnDefinition>();
  for (const column of definition.columns) {
    for (const name of [column.name, ...(column.aliases ?? [])]) {
      if (!byProperty.has(letters(name))) {
        byProperty.set(letters(name), column);
      }
    }
  }
  for (const column of definition.columns) {
    if (column.json !== undefined) {
      byProperty.set(column.json, column);
    }
  }
  return byProperty;
}

function letters(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** The likely CSV name of an undocumented property: `recipientType` → `Recipient Type`. */
function csvNameOf(property: string): string {
  return property
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/[\s_]+/g, ' ')
    .trim()
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** The items of a page: its `value`, or the summary and the rows of a report that has both. */
function itemsOf(page: Uint8Array, number: number, { jsonRows, summaryRow }: ReportDefinition): readonly JsonObject[] {
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder().decode(page));
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

/**
 * An item is a row, or holds rows in an array; in that case its other properties belong to each of these rows. Nested objects are flattened
 * into the row.
 */
function* rowsOf(item: JsonObject, nested: string | undefined): Iterable<Map<string, unknown>> {
  const own = new Map<string, unknown>();
  flatten(item, own, nested);
  if (nested === undefined) {
    yield own;
    return;
  }
  const rows: unknown = item[nested] ?? [];
  if (!Array.isArray(rows) || !rows.every(isObject)) {
    throw new UsageReportsError('brokenAnswer', `"${nested}" does not hold the rows of the report.`);
  }
  for (const inner of rows) {
    const row = new Map(own);
    flatten(inner, row, undefined);
    yield row;
  }
}

function flatten(source: JsonObject, target: Map<string, unknown>, except: string | undefined): void {
  for (const [name, value] of Object.entries(source)) {
    if (name === except || name.includes('@odata.')) {
      continue;
    }
    if (isObject(value)) {
      flatten(value, target, undefined);
    } else {
      target.set(name, value);
    }
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of this cell in the CSV of the same report. */
function cellText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'object':
      if (value === null) {
        return '';
      }
      return Array.isArray(value) && !value.some((entry) => typeof entry === 'object' && entry !== null)
        ? joinList(value.map(cellText))
        : JSON.stringify(value);
    default:
      return '';
  }
}
