import type { CellValue } from '../../shared/report.js';
import { numberText } from './numberText.js';
import { encodeInChunks } from './chunks.js';
import { rowsOf, type ExportInput, type ExportOptions } from './exportInput.js';

/**
 * The same CSV for every report, tenant and format fetched, whatever the service's file looked like:
 *
 * - UTF-8 with BOM (without one, Excel takes non-ASCII names for another encoding; other readers skip it), CRLF also after the
 *   last line, quotes as in RFC 4180 and only where needed.
 * - Column names as in the table, which are the catalogue's where it knows the column.
 * - Blank is an empty field. An empty text, should there be one, is `""`.
 * - Dates `YYYY-MM-DD`. Booleans `true` and `false`. Numbers plain: no separators of thousands, no exponent, all digits.
 * - Durations are whole or decimal seconds, a number that adds up in any tool, as in JSON.
 * - Lists joined with `+`, as the service does it. A cell that does not fit its column keeps its text.
 */
export function* writeNormalizedCsv(input: ExportInput, options: ExportOptions): Generator<Uint8Array> {
  yield* encodeInChunks(lines(input, options.neutralizeFormulas === true));
}

function* lines(input: ExportInput, neutralize: boolean): Generator<string> {
  const { table } = input;
  const text = neutralize ? (value: string) => quote(neutralized(value)) : quote;
  yield `\uFEFF${table.columns.map((column) => text(column.name)).join(',')}\r\n`;
  for (const row of rowsOf(input)) {
    const fields = table.columns.map((_, column) => {
      const value = table.value(row, column);
      return typeof value === 'number' ? numberText(table, row, column, value) : field(value, text);
    });
    // A line with nothing in it is not a row to most readers; one column that is blank has to say that it is there.
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
  // Blanks at the ends are quoted too: some readers drop them otherwise.
  return value === '' || /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const formulaStart = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
const signedNumber = /^[+-]\d+(\.\d+)?$/;

/** What a spreadsheet would take for a formula, as text. A number with a sign is only a number, and stays one. */
function neutralized(value: string): string {
  return formulaStart.test(value) && !signedNumber.test(value) ? `'${value}` : value;
}
