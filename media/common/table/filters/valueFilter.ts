import type { CellValue, ColumnFilter, ColumnInfo } from '../../../../src/shared/report.js';
import { isIsoDate } from '../../../../src/base/dates.js';

/** Characters of a value to filter by. A page gets more of a cell than that, so the value is never cut off. */
const MAX_VALUE_CHARACTERS = 1_000;

/**
 * The filter that a cell passes, and with it each row that has the same there. Of a list: each row that has one of its members.
 *
 * @returns `undefined` where the cell is too long to be filtered by, or a list without members, which is not blank
 */
export function valueFilter(value: CellValue, column: number, { type }: ColumnInfo): ColumnFilter | undefined {
  if (Array.isArray(value) && value.length === 0) {
    return undefined;
  }
  if (value === null || value === '') {
    return { column, kind: 'blank' };
  }
  if (typeof value === 'number') {
    return { column, kind: 'range', from: value, to: value };
  }
  if (type === 'date' && typeof value === 'string' && isIsoDate(value)) {
    return { column, kind: 'days', from: value, to: value };
  }
  const values = textsOf(value);
  return values.join('').length > MAX_VALUE_CHARACTERS ? undefined : { column, kind: 'values', values };
}

function textsOf(value: boolean | string | readonly string[]): readonly string[] {
  return typeof value === 'boolean'
    ? [value ? 'True' : 'False']
    : typeof value === 'string'
      ? [value]
      : [...new Set(value)];
}
