import type { ReportTable } from '../table/store/table.js';
import { encodeInChunks } from './chunks.js';
import { rowsOf, type ExportInput, type ExportOptions } from './exportInput.js';
import { neutralizedText } from './spreadsheetText.js';

/** How a text that spreadsheets read is put together: of lines, and these of fields. */
export interface SpreadsheetFormat {
  /** What a cell says, before anything is escaped; `null` for a field without anything in it. */
  readonly cellText: (table: ReportTable, row: number, column: number) => string | null;
  /** A text as a field, in which it is not mistaken for several. */
  readonly field: (text: string) => string;
  /** @param isFirst whether it is the first line */
  readonly line: (fields: readonly string[], isFirst: boolean) => string;
}

/**
 * Writes column names and rows for a spreadsheet. Here, texts become fields, so here they are made harmless: a format has no say in it.
 */
export function* writeForSpreadsheet(
  format: SpreadsheetFormat,
  input: ExportInput,
  { neutralizeFormulas = false, withoutNames = false }: ExportOptions,
): Generator<Uint8Array> {
  const field = neutralizeFormulas ? (text: string) => format.field(neutralizedText(text)) : format.field;
  yield* encodeInChunks(lines(format, input, field, withoutNames));
}

function* lines(
  format: SpreadsheetFormat,
  input: ExportInput,
  field: (text: string) => string,
  withoutNames: boolean,
): Generator<string> {
  const { table } = input;
  if (!withoutNames) {
    yield format.line(
      table.columns.map(({ name }) => field(name)),
      true,
    );
  }
  let isFirst = withoutNames;
  for (const row of rowsOf(input)) {
    const fields = table.columns.map((_, column) => {
      const text = format.cellText(table, row, column);
      return text === null ? '' : field(text);
    });
    yield format.line(fields, isFirst);
    isFirst = false;
  }
}
