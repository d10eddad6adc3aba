import { encodeInChunks } from './chunks.js';
import { type ExportInput, rowsOf } from './exportInput.js';

/**
 * Writes rows as tab-separated text with a header line, to be pasted into a spreadsheet or a chat. Cells have their text as delivered. The
 * format has no quoting, so tabs and line breaks in a cell become blanks. No line break at the end.
 */
export function* writeTabSeparated(input: ExportInput): Generator<Uint8Array> {
  yield* encodeInChunks(lines(input));
}

function* lines(input: ExportInput): Generator<string> {
  const { table } = input;
  yield table.columns.map(({ name }) => flat(name)).join('\t');
  for (const row of rowsOf(input)) {
    yield `\n${table.columns.map((_, column) => flat(table.text(row, column))).join('\t')}`;
  }
}

function flat(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}
