import type { ExportFacts, ExportFormatId } from '../core/export/formats.js';
import { type AboutDetails, aboutSheet } from '../l10n/aboutTexts.js';
import type { TableHandle } from '../services/tables/tableHandle.js';

/** What writes each format that the command line calls so, in the order of display. A report is written as documented, never as delivered. */
export const WRITERS = {
  csv: 'csvNormalized',
  json: 'json',
  md: 'markdown',
  parquet: 'parquet',
  xlsx: 'xlsx',
} as const satisfies Readonly<Record<string, Exclude<ExportFormatId, 'csv'>>>;

export type OutputFormat = keyof typeof WRITERS;

export const OUTPUT_FORMATS = Object.keys(WRITERS) as ['csv', ...OutputFormat[]];

/** How a table is written whole, with what a workbook says of it. */
export function writeJobOf(
  format: OutputFormat,
  facts: ExportFacts,
  { columns, warnings }: Pick<TableHandle, 'columns' | 'warnings'>,
  of?: AboutDetails['of'],
): Parameters<TableHandle['write']>[0] {
  const about = format === 'xlsx' ? { about: aboutSheet(facts, { columns, warnings, of }) } : {};
  return { writer: WRITERS[format], facts, options: { neutralizeFormulas: true, ...about } };
}
