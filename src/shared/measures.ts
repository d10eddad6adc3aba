import type { ColumnInfo, ColumnType, Unit } from './report.js';

const NUMERIC: Readonly<Record<ColumnType, boolean>> = {
  text: false,
  number: true,
  date: false,
  boolean: false,
  duration: true,
  list: false,
};

/** Names of numbers that identify or describe something. Their sum or average means nothing. */
const nonAmountNames = /(^|[^a-z])(ids?|guid|year|period|version|code)([^a-z]|$)/i;

/** Whether a column's cells are numbers: they can be drawn against time, and stand at the right edge of the table. */
export function isNumeric({ type }: Pick<ColumnInfo, 'type'>): boolean {
  return NUMERIC[type];
}

/** Whether a column holds amounts, which have totals. */
export function isAmount(column: ColumnInfo): boolean {
  return isNumeric(column) && !nonAmountNames.test(column.name);
}

/** Names of numbers whose average makes sense, but not their sum: a price is of one piece. */
const ratioNames = /percent|%|\bdays since\b|\brate\b|\bratio\b|average|\bscore\b|\bprice\b/i;

/** Whether the numbers of a column mean nothing as a sum, as with percentages. */
export function isRatio({ name }: Pick<ColumnInfo, 'name'>): boolean {
  return ratioNames.test(name);
}

/** Whether the numbers of a column are percentages: 12.5 is 12.5%. */
export function isPercent({ name }: Pick<ColumnInfo, 'name'>): boolean {
  return /percent|%/i.test(name);
}

/** What a numeric column counts. Durations are seconds, whatever the file says. */
export function unitOf({ type, unit }: Pick<ColumnInfo, 'type' | 'unit'>): Unit {
  return unit ?? (type === 'duration' ? 'seconds' : 'count');
}

/** A name where its values stand beside it in human units: that they are counted in bytes is then no help. */
export function nameWithoutUnit(name: string): string {
  return name.replaceAll(/ \(Byte\)/gi, '');
}
