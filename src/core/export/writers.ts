import { csvOfTexts, normalizedCsv } from './csvWriter.js';
import type { ExportInput, ExportOptions } from './exportInput.js';
import { writeJson } from './jsonWriter.js';
import { type SpreadsheetFormat, writeForSpreadsheet } from './spreadsheetWriter.js';
import { tabSeparated } from './tabSeparatedWriter.js';
import type { Gzip } from './xlsx/zipStream.js';

/**
 * `tabSeparated` is for the clipboard, `csvOfTexts` for passing a table on, `xlsxSheet` a part of a workbook; the others are file formats.
 */
export type WriterId =
  'csvNormalized' | 'csvOfTexts' | 'json' | 'markdown' | 'parquet' | 'tabSeparated' | 'xlsx' | 'xlsxSheet';

/**
 * Writes a file in chunks of about 64 KB, each after a few milliseconds of work, so that others have their turn in between.
 * @param gzip packs what is packed
 */
export type Writer = (
  input: ExportInput,
  options: ExportOptions,
  gzip: Gzip,
) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export const writers: Readonly<Record<WriterId, Writer>> = {
  csvNormalized: spreadsheet(normalizedCsv),
  csvOfTexts: spreadsheet(csvOfTexts),
  json: writeJson,
  markdown: lazily(async () => (await import('./markdownWriter.js')).writeMarkdown),
  parquet: lazily(async () => (await import('./parquetWriter.js')).writeParquet),
  tabSeparated: spreadsheet(tabSeparated),
  xlsx: lazily(async () => (await import('./xlsx/xlsxWriter.js')).writeXlsx),
  xlsxSheet: lazily(async () => (await import('./xlsx/xlsxWriter.js')).writeXlsxSheet),
};

function spreadsheet(format: SpreadsheetFormat): Writer {
  return (input, options) => writeForSpreadsheet(format, input, options);
}

/** A writer that is loaded when it writes for the first time. */
function lazily(load: () => Promise<Writer>): Writer {
  return async function* (input, options, gzip) {
    const write = await load();
    yield* write(input, options, gzip);
  };
}
