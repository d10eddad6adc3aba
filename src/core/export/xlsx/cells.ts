import { isAmount, isPercent, unitOf } from '../../../shared/measures.js';
import type { ColumnInfo } from '../../../shared/report.js';
import type { ReportTable } from '../../table/store/table.js';
import { numberText } from '../numberText.js';
import { daySerial } from './daySerial.js';
import { type Style, STYLES } from './styles.js';
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
 * A cell of a table as Excel has it: a day is one from 1900-03-01 on, a duration is a part of a day, a percentage and bytes are the number
 * that CSV has. A number that Excel would round is a text with all digits. `undefined` if blank.
 */
export function sheetValue(table: ReportTable, row: number, column: number, info: ColumnInfo): SheetValue | undefined {
  const value = table.value(row, column);
  if (value === null) {
    return undefined;
  }
  switch (typeof value) {
    case 'number':
      return numberValue(table, row, column, value, info);
    case 'boolean':
      return { kind: 'boolean', value };
    case 'string': {
      const serial = info.type === 'date' ? daySerial(value) : undefined;
      return serial === undefined ? textValue(value) : { kind: 'number', value: serial, style: 'date' };
    }
    default:
      return textValue(value.join('+'));
  }
}

function numberValue(table: ReportTable, row: number, column: number, value: number, info: ColumnInfo): SheetValue {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) >= TOO_MANY_DIGITS)) {
    return textValue(numberText(table, row, column, value));
  }
  return info.type === 'duration'
    ? { kind: 'number', value: value / SECONDS_PER_DAY, style: 'duration' }
    : { kind: 'number', value, style: numberStyle(value, info) };
}

function numberStyle(value: number, info: ColumnInfo): Style {
  if (info.currency !== undefined) {
    return 'money';
  }
  if (isPercent(info)) {
    return 'percent';
  }
  const unit = unitOf(info);
  if (unit !== 'count') {
    return unit;
  }
  if (!isAmount(info)) {
    return Number.isInteger(value) ? 'digits' : 'plain';
  }
  return Number.isInteger(value) ? 'whole' : 'decimal';
}

function textValue(text: string): SheetValue {
  return text.length > MAX_CELL_CHARACTERS
    ? { kind: 'text', text: cutText(text), isCut: true }
    : { kind: 'text', text };
}

/** @param place such as `B7` */
export function cellXml(place: string, value: SheetValue): string {
  switch (value.kind) {
    case 'number': {
      const style = STYLES[value.style];
      return `<c r="${place}"${style === 0 ? '' : ` s="${style}"`}><v>${value.value}</v></c>`;
    }
    case 'boolean':
      return `<c r="${place}" s="${STYLES.truth}" t="b"><v>${value.value ? 1 : 0}</v></c>`;
    case 'text':
      return textCellXml(place, value.text, FORMULA_START.test(value.text) ? 'quoted' : 'plain');
  }
}

/** @param place such as `B7` */
export function textCellXml(place: string, text: string, style: Style): string {
  const number = STYLES[style];
  return `<c r="${place}"${number === 0 ? '' : ` s="${number}"`} t="inlineStr">${inlineText(text)}</c>`;
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

/** Of the first characters: no column is wider than these. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text.slice(0, 100)) {
    width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  }
  return width;
}
