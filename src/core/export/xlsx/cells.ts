import { isAmount, isPercent, unitOf } from '../../../shared/measures.js';
import type { ColumnInfo } from '../../../shared/report.js';
import type { ReportTable } from '../../table/store/table.js';
import { numberText } from '../numberText.js';
import { daySerial } from './daySerial.js';
import { type Style, STYLE_XML } from './styles.js';
import { cutText, inlineText, MAX_CELL_CHARACTERS } from './xmlText.js';

/** The first integer of 16 digits. Excel keeps 15. */
const TOO_MANY_DIGITS = 1e15;
const SECONDS_PER_DAY = 86_400;
/** What begins a formula in a cell that somebody edits. */
const FORMULA_START = /^[=+\-@]/;

/** What a cell is in Excel. */
export type SheetValue =
  | { readonly kind: 'text'; readonly text: string; readonly isCut?: true }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly style: Style };

/**
 * The cells of a column as Excel has them: a day is one from 1900-03-01 on, a duration is a part of a day, a percentage and bytes are the number
 * that CSV has. A number that Excel would round is a text with all digits. `undefined` if blank.
 */
export function sheetColumn(
  table: ReportTable,
  column: number,
  info: ColumnInfo,
): (row: number) => SheetValue | undefined {
  const isDate = info.type === 'date';
  const number = numberValues(table, column, info);
  return (row) => {
    const value = table.value(row, column);
    if (value === null) {
      return undefined;
    }
    switch (typeof value) {
      case 'number':
        return number(row, value);
      case 'boolean':
        return { kind: 'boolean', value };
      case 'string': {
        const serial = isDate ? daySerial(value) : undefined;
        return serial === undefined ? textValue(value) : { kind: 'number', value: serial, style: 'date' };
      }
      default:
        return textValue(value.join('+'));
    }
  };
}

function numberValues(
  table: ReportTable,
  column: number,
  info: ColumnInfo,
): (row: number, value: number) => SheetValue {
  const isDuration = info.type === 'duration';
  const [whole, decimal] = numberStyles(info);
  return (row, value) => {
    const isWhole = Number.isInteger(value);
    if (!Number.isFinite(value) || (isWhole && Math.abs(value) >= TOO_MANY_DIGITS)) {
      return textValue(numberText(table, row, column, value));
    }
    return isDuration
      ? { kind: 'number', value: value / SECONDS_PER_DAY, style: 'duration' }
      : { kind: 'number', value, style: isWhole ? whole : decimal };
  };
}

/** That of whole numbers, and that of others. */
function numberStyles(info: ColumnInfo): readonly [whole: Style, decimal: Style] {
  if (info.currency !== undefined) {
    return ['money', 'money'];
  }
  if (isPercent(info)) {
    return ['percent', 'percent'];
  }
  const unit = unitOf(info);
  if (unit !== 'count') {
    return [unit, unit];
  }
  return isAmount(info) ? ['whole', 'decimal'] : ['digits', 'plain'];
}

function textValue(text: string): SheetValue {
  return text.length > MAX_CELL_CHARACTERS
    ? { kind: 'text', text: cutText(text), isCut: true }
    : { kind: 'text', text };
}

/** @param place such as `B7` */
export function cellXml(place: string, value: SheetValue): string {
  switch (value.kind) {
    case 'number':
      return `<c r="${place}"${STYLE_XML[value.style]}><v>${value.value}</v></c>`;
    case 'boolean':
      return `<c r="${place}"${STYLE_XML.truth} t="b"><v>${value.value ? 1 : 0}</v></c>`;
    case 'text':
      return textCellXml(place, value.text, FORMULA_START.test(value.text) ? 'quoted' : 'plain');
  }
}

/** @param place such as `B7` */
export function textCellXml(place: string, text: string, style: Style): string {
  return `<c r="${place}"${STYLE_XML[style]} t="inlineStr">${inlineText(text)}</c>`;
}

/** How wide a cell is, in digits, as its format shows it. */
export function shownWidth(value: SheetValue): number {
  switch (value.kind) {
    case 'text':
      return textWidth(value.text);
    case 'boolean':
      return 5;
    case 'number':
      return value.style === 'bytes' || value.style === 'duration' || value.style === 'date'
        ? 10
        : numberWidth(value.value);
  }
}

/** With separators of thousands, two decimals where there are any, and a unit. */
function numberWidth(value: number): number {
  const digits = String(Math.trunc(value)).length;
  return digits + Math.floor((digits - 1) / 3) + (Number.isInteger(value) ? 0 : 3) + 2;
}

/** @param most how many characters count: no column is wider than the first */
export function textWidth(text: string, most = 100): number {
  let width = 0;
  for (const character of text.slice(0, most)) {
    width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  }
  return width;
}
