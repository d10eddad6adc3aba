import type { CellValue } from '../../shared/report.js';
import { numberText } from './numberText.js';
import { encodeInChunks } from './chunks.js';
import { neutralizedText } from './spreadsheetText.js';
import { rowsOf, type ExportInput, type ExportOptions } from './exportInput.js';

/**
 * Writes CSV in one form, whatever report, tenant and format it came from:
 *
 * - UTF-8 with BOM (without it, Excel misreads non-ASCII names; other readers skip it), CRLF after every line, quotes as in RFC 4180 and only
 *   if needed: around line breaks, blanks at the ends, quotes, and every separator that a spreadsheet may split at.
 * - Column names of the table, which are those of the catalog for columns that it knows.
 * - A blank cell is an empty field; an empty text is `""`.
 * - Dates are `YYYY-MM-DD`, booleans `true` and `false`. Numbers have all digits, no thousands separators and no exponent.
 * - Durations are seconds, with decimals if needed, so that any tool can add them up.
 * - Lists are joined with `+`, as the service does it. A cell that does not fit its column's type keeps its text.
 */
export function* writeNormalizedCsv(input: ExportInput, options: ExportOptions): Generator<Uint8Array> {
  yield* encodeInChunks(lines(input, options.neutralizeFormulas === true));
}

function* lines(input: ExportInput, neutralize: boolean): Generator<string> {
  const { table } = input;
  const text = neutralize ? (value: string) => quote(neutralizedText(value)) : quote;
  yield `\uFEFF${table.columns.map((column) => text(column.name)).join(',')}\r\n`;
  for (const row of rowsOf(input)) {
    const fields = table.columns.map((_, column) => {
      const value = table.value(row, column);
      return typeof value === 'number' ? numberText(table, row, column, value) : field(value, text);
    });
    // Most readers skip an empty line, so a single blank cell is written as a quoted empty text.
    yield `${fields.length === 1 && fields[0] === '' ? '""' : fields.join(',')}\r\n`;
  }
}

function field(value: Exclude<CellValue, number>, text: (value: string) => string): string {
  if (value === null) {
    return '';
  }
  if (typeof value === 'boolean') {
    return String(value);
  }
  return text(typeof value === 'string' ? value : value.join('+'));
}

function quote(value: string): string {
  // Some readers drop blanks at the ends unless they are quoted. Some split at other separators than the comma.
  return value === '' || /[",;|\t\r\n\v\f\u0085\u2028\u2029]|^\s|\s$/.test(value)
    ? `"${value.replaceAll('"', '""')}"`
    : value;
}
