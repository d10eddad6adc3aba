import type { RowSpan } from '../../../shared/report.js';
import type { AboutSheet } from '../aboutSheet.js';
import { encodeInChunks } from '../chunks.js';
import { aboutSheetXml } from './aboutSheetXml.js';
import { SheetNames } from './sheetNames.js';
import { filterRange, MAX_SHEET_ROWS } from './sheetXml.js';
import { type WorkbookSheet, writeWorkbook } from './workbook.js';
import type { Gzip } from './zipStream.js';

/** A table that is somewhere else, perhaps on another thread. */
export interface WorkbookTable {
  /** What its sheet is called, as far as a sheet can be. */
  readonly title: string;
  readonly columnCount: number;
  readonly rowCount: number;
  /**
   * Has a sheet written by `writeXlsxSheet`.
   * @param rows which rows; absent for all
   */
  readonly sheet: (rows: readonly RowSpan[] | undefined) => AsyncIterable<Uint8Array>;
  /** Told how a sheet of it is called, and how many rows it has, before the sheet is written. */
  readonly onNamed: (name: string, rowCount: number) => void;
}

/**
 * Writes several tables as one workbook, each as it comes: a sheet for each, or more where it has more rows than one can have. First comes the
 * sheet that says what the others have.
 * @param about called when all others are written
 * @param maxRows most rows of a sheet, that of the names included
 */
export function writeTables(
  tables: AsyncIterable<WorkbookTable> | Iterable<WorkbookTable>,
  about: { readonly name: string; readonly make: () => AboutSheet },
  gzip: Gzip,
  maxRows = MAX_SHEET_ROWS,
): AsyncGenerator<Uint8Array> {
  return writeWorkbook(sheetsOf(tables, about, maxRows), gzip);
}

async function* sheetsOf(
  tables: AsyncIterable<WorkbookTable> | Iterable<WorkbookTable>,
  about: { readonly name: string; readonly make: () => AboutSheet },
  maxRows: number,
): AsyncGenerator<WorkbookSheet> {
  const names = new SheetNames();
  const aboutName = names.take(about.name);
  for await (const { title, columnCount, rowCount, sheet, onNamed } of tables) {
    let start = 0;
    do {
      const end = Math.min(start + maxRows - 1, rowCount);
      const name = names.take(title);
      onNamed(name, end - start);
      const isWhole = start === 0 && end === rowCount;
      yield {
        name,
        filter: filterRange(columnCount, end - start),
        xml: sheet(isWhole ? undefined : [{ start, end }]),
      };
      start = end;
    } while (start < rowCount);
  }
  // Whether a text was cut is known where its table is, so the page says it of all.
  yield { name: aboutName, xml: encodeInChunks(aboutSheetXml(about.make(), true)), isFirst: true };
}
