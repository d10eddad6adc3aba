import { dataDaysOf } from '../../../../src/core/table/store/dataDays.js';
import type { ColumnDefinition, ReportDefinition } from '../../../../src/core/catalog/definition.js';
import type { CellValue } from '../../../../src/shared/report.js';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import type { ReportTable } from '../../../../src/core/table/store/table.js';

export function definition(
  columns: readonly ColumnDefinition[],
  more: Partial<ReportDefinition> = {},
): ReportDefinition {
  return {
    name: 'getExample',
    title: 'Example',
    description: 'An example.',
    product: 'teams',
    kind: 'detail',
    versions: ['v1.0', 'beta'],
    periods: ['D7'],
    acceptsDate: false,
    formats: { 'v1.0': ['csv'], beta: ['csv', 'json'] },
    formatOption: ['beta'],
    ifNoneMatch: [],
    keys: [],
    clouds: ['global'],
    columns,
    ...more,
  };
}

/** What a file of an exported table says of it. */
export const exportFacts = {
  title: 'Example',
  report: 'getExample',
  refreshDate: null,
  fetchedAt: '2026-11-21T00:00:00.000Z',
  connectionName: 'Northlight',
  personal: false,
  fileLabel: 'sample',
};

/** A report with a column of each type. */
export const everyType = definition([
  { name: 'Name', type: 'text' },
  { name: 'Count', type: 'number' },
  { name: 'Day', type: 'date' },
  { name: 'Flag', type: 'boolean' },
  { name: 'Products', type: 'list' },
  { name: 'Talk', type: 'duration' },
]);

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export async function* chunksOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    yield await Promise.resolve(typeof chunk === 'string' ? bytesOf(chunk) : chunk);
  }
}

export function csv(text: string | Uint8Array, report?: ReportDefinition): Promise<ReportTable> {
  return decodeCsv(chunksOf(text), report);
}

export function json(pages: readonly unknown[], report: ReportDefinition): Promise<ReportTable> {
  return decodeJson(chunksOf(...pages.map((page) => JSON.stringify(page))), report);
}

export function names(table: ReportTable): string[] {
  return table.columns.map(({ name }) => name);
}

export function values(table: ReportTable): CellValue[][] {
  return table.rows(0, table.rowCount);
}

export function texts(table: ReportTable): string[][] {
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((__, column) => table.text(row, column)));
}

export function columnOf(table: ReportTable, name: string): CellValue[] {
  const index = table.columnIndex(name);
  return Array.from({ length: table.rowCount }, (_, row) => table.value(row, index));
}

/** Everything that a table shows to the outside. */
export function seen(table: ReportTable): unknown {
  const { columns, rowCount, warnings } = table;
  return { columns, rowCount, warnings, ...dataDaysOf(table), values: values(table), texts: texts(table) };
}

/** A CSV file as the service writes it. */
export function csvFile(rows: readonly (readonly string[])[], { bom = true, lineBreak = '\r\n' } = {}): string {
  const field = (text: string) =>
    /[",\r\n]/.test(text) || text === '' || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return (bom ? '\uFEFF' : '') + rows.map((row) => row.map(field).join(',') + lineBreak).join('');
}
