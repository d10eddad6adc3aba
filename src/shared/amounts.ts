import type { ColumnInfo } from './report.js';

/** Numbers that name or describe something; a sum or average of them says nothing. */
const nonAmountNames = /(^|[^a-z])(ids?|guid|year|period|version|code)([^a-z]|$)/i;

/** Whether a column's cells are amounts, which have totals. */
export function isAmount({ name, type }: ColumnInfo): boolean {
  return (type === 'number' || type === 'duration') && !nonAmountNames.test(name);
}
