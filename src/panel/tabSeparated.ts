import type { ReportTable } from '../table/table.js';

/**
 * Rows as tab-separated text with a header line, for pasting into a spreadsheet or a chat. Cells hold their text as it came;
 * tabs and line breaks inside a cell become blanks, as this form has no quoting.
 */
export function tabSeparated(table: ReportTable, rows: Iterable<number>): string {
  const lines = [table.columns.map(({ name }) => flat(name)).join('\t')];
  for (const row of rows) {
    lines.push(table.columns.map((_, column) => flat(table.text(row, column))).join('\t'));
  }
  return lines.join('\n');
}

function flat(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}
