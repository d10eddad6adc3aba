import type { ColumnInfo } from './report.js';

/** Names of numbers that identify or describe something. Their sum or average means nothing. */
const nonAmountNames = /(^|[^a-z])(ids?|guid|year|period|version|code)([^a-z]|$)/i;

/** Whether a column holds amounts, which have totals. */
export function isAmount({ name, type }: ColumnInfo): boolean {
  return (type === 'number' || type === 'duration') && !nonAmountNames.test(name);
}
