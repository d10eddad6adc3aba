import { numberText } from './numberText.js';
import { encodeInChunks } from './chunks.js';
import { rowsOf, type ExportInput } from './exportInput.js';
import { uniqueNames } from './uniqueNames.js';

/**
 * Writes an array of objects, one line per row, in UTF-8 without BOM. Keys are the column names; a repeated name gets ` (2)`. Values are
 * typed: numbers with all digits, durations in seconds, dates as `YYYY-MM-DD`, lists as arrays, and `null` for blank.
 */
export function* writeJson(input: ExportInput): Generator<Uint8Array> {
  yield* encodeInChunks(lines(input));
}

function* lines(input: ExportInput): Generator<string> {
  const { table } = input;
  const keys = uniqueNames(table.columns.map((column) => column.name)).map((name) => JSON.stringify(name));
  let separator = '[\n';
  for (const row of rowsOf(input)) {
    const members = keys.map((key, column) => {
      const value = table.value(row, column);
      const isNumber = typeof value === 'number' && Number.isFinite(value);
      return `${key}: ${isNumber ? numberText(table, row, column, value) : JSON.stringify(value)}`;
    });
    yield `${separator}  { ${members.join(', ')} }`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
