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

/** Column names with ` (2)`, ` (3)` … after those that were there before, so that none hides another. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const seen = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; seen.has(unique); copy++) {
      const candidate = `${name} (${copy})`;
      unique = taken.has(candidate) ? unique : candidate;
    }
    seen.add(unique);
    return unique;
  });
}
