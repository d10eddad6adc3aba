import type { ReportTable } from '../table/store/table.js';

const plainDecimal = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * Writes a number without an exponent. Integers above 2^53, which a double rounds, are taken from the cell's text. The result is a valid JSON
 * number.
 */
export function numberText(table: ReportTable, row: number, column: number, value: number): string {
  const digits = String(value);
  if (Number.isSafeInteger(value) || (!Number.isInteger(value) && plainDecimal.test(digits))) {
    return digits;
  }
  const text = table.text(row, column).trim();
  return plainDecimal.test(text) ? text : digits;
}
