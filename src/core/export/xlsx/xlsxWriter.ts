import { encodeInChunks } from '../chunks.js';
import type { ExportInput, ExportOptions } from '../exportInput.js';
import { aboutSheetXml } from './aboutSheetXml.js';
import { SheetNames } from './sheetNames.js';
import { filterRange, MAX_SHEET_ROWS, type SheetNotes, type SheetRows, sheetXml } from './sheetXml.js';
import { type WorkbookSheet, writeWorkbook } from './workbook.js';
import type { Gzip } from './zipStream.js';

/**
 * Writes a workbook for Excel: a sheet with the rows, another one where they are more than a sheet can have, and at the end one that says
 * what they are. Cells have types, see `sheetColumn`; a text is a text, never a formula or a link.
 * @param maxRows most rows of a sheet, that of the names included
 * @throws UsageReportsError `exportFailed` where it gets larger than 4 GB
 */
export function writeXlsx(
  input: ExportInput,
  { about }: ExportOptions,
  gzip: Gzip,
  maxRows = MAX_SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
  return writeWorkbook(sheetsOf(input, about, maxRows), gzip);
}

/** Writes the XML of one sheet, for a workbook that has sheets of several tables. Rows that it has no room for are left out. */
export function* writeXlsxSheet(input: ExportInput): Generator<Uint8Array> {
  yield* encodeInChunks(sheetXml(partOf(input, 0, MAX_SHEET_ROWS), { cutTexts: 0 }));
}

function* sheetsOf(input: ExportInput, about: ExportOptions['about'], maxRows: number): Generator<WorkbookSheet> {
  const names = new SheetNames();
  const aboutName = about && names.take(about.name);
  const notes: SheetNotes = { cutTexts: 0 };
  const rowCount = input.rows?.length ?? input.table.rowCount;
  let from = 0;
  do {
    const part = partOf(input, from, maxRows);
    yield {
      name: names.take(input.view ?? input.title),
      filter: filterRange(input.table.columns.length, part.rowCount),
      xml: encodeInChunks(sheetXml(part, notes)),
    };
    from += part.rowCount;
  } while (from < rowCount);
  if (about !== undefined && aboutName !== undefined) {
    yield { name: aboutName, xml: encodeInChunks(aboutSheetXml(about, notes.cutTexts > 0)) };
  }
}

/** As many rows as fit a sheet, from one of those to export on. */
function partOf(
  { table, rows, groupedBy, keyColumns: named = [] }: ExportInput,
  from: number,
  maxRows: number,
): SheetRows {
  const keyColumns = (groupedBy ?? named).map((name) => table.columns.findIndex((column) => column.name === name));
  const left = (rows?.length ?? table.rowCount) - from;
  return {
    ...{ table, keyColumns },
    rowCount: Math.min(left, maxRows - 1),
    rowAt: rows === undefined ? (row) => from + row : (row) => rows[from + row] ?? 0,
  };
}
