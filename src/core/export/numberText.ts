import type { ReportTable } from '../table/store/table.js';

const plainDecimal = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * A number's digits without an exponent, exact where JavaScript's number is not: integers above 2^53 are taken from the cell's
 * text. Always a valid JSON number.
 */
export function numberText(table: ReportTable, row: number, column: number, value: number): string {
  const digits = String(value);
  if (Number.isSafeInteger(value) || (!Number.isInteger(value) && plainDecimal.test(digits))) {
    return digits;
  }
  const text = table.text(row, column).trim();
  return plainDecimal.test(text) ? text : digits;
}
