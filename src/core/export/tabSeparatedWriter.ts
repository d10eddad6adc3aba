import { encodeInChunks } from './chunks.js';
import { type ExportInput, type ExportOptions, rowsOf } from './exportInput.js';
import { neutralizedText } from './spreadsheetText.js';

/**
 * Writes rows as tab-separated text with a header line, to be pasted into a spreadsheet or a chat. Cells have their text as delivered. The
 * format has no quoting, so tabs and line breaks in a cell become blanks. No line break at the end.
 */
export function* writeTabSeparated(input: ExportInput, options: ExportOptions): Generator<Uint8Array> {
  yield* encodeInChunks(lines(input, options.neutralizeFormulas === true));
}

function* lines(input: ExportInput, neutralize: boolean): Generator<string> {
  const { table } = input;
  const text = neutralize ? (value: string) => neutralizedText(flat(value)) : flat;
  yield table.columns.map(({ name }) => text(name)).join('\t');
  for (const row of rowsOf(input)) {
    const cells = table.columns.map((_, column) => {
      const delivered = table.text(row, column);
      return typeof table.value(row, column) === 'number' ? flat(delivered) : text(delivered);
    });
    yield `\n${cells.join('\t')}`;
  }
}

function flat(text: string): string {
  return text.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ');
}
