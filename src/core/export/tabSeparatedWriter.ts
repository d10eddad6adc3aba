import type { SpreadsheetFormat } from './spreadsheetWriter.js';

/**
 * Tab-separated text, to be pasted into a spreadsheet or a chat. Cells have their text as delivered. The format has no quoting, so tabs and
 * line breaks in a cell become blanks. No line break at the end.
 */
export const tabSeparated: SpreadsheetFormat = {
  cellText: (table, row, column) => table.text(row, column),
  field: (text) => text.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' '),
  line: (fields, isFirst) => `${isFirst ? '' : '\n'}${fields.join('\t')}`,
};
