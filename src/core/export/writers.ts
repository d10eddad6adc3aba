import { csvOfTexts, normalizedCsv } from './csvWriter.js';
import type { ExportInput, ExportOptions } from './exportInput.js';
import { writeJson } from './jsonWriter.js';
import { writeMarkdown } from './markdownWriter.js';
import { type SpreadsheetFormat, writeForSpreadsheet } from './spreadsheetWriter.js';
import { tabSeparated } from './tabSeparatedWriter.js';

/** `tabSeparated` is for the clipboard, `csvOfTexts` for passing a table on; the others are file formats. */
export type WriterId = 'csvNormalized' | 'csvOfTexts' | 'json' | 'markdown' | 'tabSeparated';

/** Writes a file in chunks of about 64 KB. */
export type Writer = (input: ExportInput, options: ExportOptions) => Iterable<Uint8Array>;

export const writers: Readonly<Record<WriterId, Writer>> = {
  csvNormalized: spreadsheet(normalizedCsv),
  csvOfTexts: spreadsheet(csvOfTexts),
  json: writeJson,
  markdown: writeMarkdown,
  tabSeparated: spreadsheet(tabSeparated),
};

function spreadsheet(format: SpreadsheetFormat): Writer {
  return (input, options) => writeForSpreadsheet(format, input, options);
}
