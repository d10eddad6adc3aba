import type { ReportTable } from '../table/store/table.js';
import { numberText } from './numberText.js';
import type { SpreadsheetFormat } from './spreadsheetWriter.js';

/**
 * CSV in one form, whatever report, tenant and format it came from:
 *
 * - UTF-8 with BOM (without it, Excel misreads non-ASCII names; other readers skip it), CRLF after every line, quotes as in RFC 4180 and only
 *   if needed: around line breaks, blanks at the ends, quotes, and every separator that a spreadsheet may split at.
 * - Column names of the table, which are those of the catalog for columns that it knows.
 * - A blank cell is an empty field; an empty text is `""`.
 * - Dates are `YYYY-MM-DD`, booleans `true` and `false`. Numbers have all digits, no thousands separators and no exponent.
 * - Durations are seconds, with decimals if needed, so that any tool can add them up.
 * - Lists are joined with `+`, as the service does it. A cell that does not fit its column's type keeps its text.
 */
export const normalizedCsv: SpreadsheetFormat = {
  cellText(table: ReportTable, row: number, column: number) {
    const value = table.value(row, column);
    switch (typeof value) {
      case 'number':
        return numberText(table, row, column, value);
      case 'boolean':
        return String(value);
      case 'string':
        return value;
      default:
        return value === null ? null : value.join('+');
    }
  },
  // Some readers drop blanks at the ends unless they are quoted. Some split at other separators than the comma.
  field: (text) =>
    text === '' || /[",;|\t\r\n\v\f\u0085\u2028\u2029]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
  line(fields, isFirst) {
    // Most readers skip an empty line, so a single blank cell is written as a quoted empty text.
    const line = fields.length === 1 && fields[0] === '' ? '""' : fields.join(',');
    return `${isFirst ? '\uFEFF' : ''}${line}\r\n`;
  },
};

/** The same with the text of each cell as it was read, so that the file decodes to the same table. For programs. */
export const csvOfTexts: SpreadsheetFormat = {
  ...normalizedCsv,
  cellText: (table, row, column) => table.text(row, column) || null,
};
