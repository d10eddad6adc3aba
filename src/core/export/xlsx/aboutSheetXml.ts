import type { AboutList, AboutSheet, AboutValue } from '../aboutSheet.js';
import { cellXml, textCellXml, textWidth } from './cells.js';
import { daySerial, instantSerial } from './daySerial.js';
import { columnLetters, sheetBegin, sheetEnd } from './sheetXml.js';
import type { Style } from './styles.js';
import { cutText, MAX_CELL_CHARACTERS, xmlText } from './xmlText.js';

const LABEL_WIDTH = 28;
const TEXT_WIDTH = 90;
/** Of the columns of a list: a text that is longer wraps. */
const MIN_LIST_WIDTH = 10;
const MAX_LIST_WIDTH = 50;
/** In points, as the height of rows that say nothing of it. */
const LINE_HEIGHT = 15;
/** No row of Excel is higher. */
const MAX_HEIGHT = 409;

interface AboutCell {
  readonly value: AboutValue;
  /** Of a text. */
  readonly style: Style;
}

/** @param hasCutTexts whether a cell of the other sheets has only a part of its text */
export function* aboutSheetXml({ facts, cutTexts, list }: AboutSheet, hasCutTexts: boolean): Generator<string> {
  const widths = list === undefined ? [LABEL_WIDTH, TEXT_WIDTH] : listWidths(list);
  yield sheetBegin(widths);
  const rows = [
    ...[...facts, ...(hasCutTexts ? [cutTexts] : [])].map(({ label, value }) => [labelCell(label), textCell(value)]),
    ...(list === undefined
      ? []
      : [[], list.columns.map(labelCell), ...list.rows.map((values) => values.map(textCell))]),
  ];
  const links: string[] = [];
  for (const [index, cells] of rows.entries()) {
    const row = index + 1;
    // Excel measures rows by itself, other programs show the first line of those that have no height.
    const lines = Math.max(1, ...cells.map((cell, column) => linesOf(cell, widths[column] ?? TEXT_WIDTH)));
    const height = Math.min(lines * LINE_HEIGHT, MAX_HEIGHT);
    const xml = cells.map((cell, column) => valueXml(`${columnLetters(column)}${row}`, cell));
    yield `<row r="${row}" ht="${height}" customHeight="1">${xml.join('')}</row>`;
    links.push(...cells.flatMap(({ value }, column) => linkXml(`${columnLetters(column)}${row}`, value)));
  }
  yield `</sheetData>${links.length === 0 ? '' : `<hyperlinks>${links.join('')}</hyperlinks>`}${sheetEnd(widths)}`;
}

function labelCell(label: string): AboutCell {
  return { value: label, style: 'label' };
}

function textCell(value: AboutValue): AboutCell {
  return { value, style: 'wrapped' };
}

function valueXml(place: string, { value, style }: AboutCell): string {
  if (typeof value === 'string') {
    return textCellXml(place, value.length > MAX_CELL_CHARACTERS ? cutText(value) : value, style);
  }
  if ('sheet' in value) {
    return textCellXml(place, value.sheet, 'link');
  }
  if ('count' in value) {
    return cellXml(place, { kind: 'number', value: value.count, style: 'count' });
  }
  const serial = 'day' in value ? daySerial(value.day) : instantSerial(value.instant);
  return serial === undefined
    ? textCellXml(place, shownText(value), style)
    : cellXml(place, { kind: 'number', value: serial, style: 'day' in value ? 'day' : 'instant' });
}

/** A link leads to a sheet of the workbook and nowhere else: it has a place in it, and no address. */
function linkXml(place: string, value: AboutValue): string[] {
  return typeof value === 'string' || !('sheet' in value)
    ? []
    : [`<hyperlink ref="${place}" location="${xmlText(`'${value.sheet.replaceAll("'", "''")}'!A1`)}"/>`];
}

/** As long as what the cell shows. */
function shownText(value: AboutValue): string {
  if (typeof value === 'string') {
    return value;
  }
  return 'sheet' in value
    ? value.sheet
    : 'count' in value
      ? value.count.toLocaleString('en')
      : 'day' in value
        ? value.day
        : value.instant.slice(0, 'YYYY-MM-DD hh:mm UTC'.length);
}

/** The first is as wide as its labels and the names of sheets need it. */
function listWidths({ columns, rows }: AboutList): number[] {
  return columns.map((name, column) => {
    const texts = [name, ...rows.map((values) => shownText(values[column] ?? ''))];
    const longest = Math.max(...texts.flatMap((text) => text.split('\n')).map((line) => textWidth(line) + 2));
    return Math.min(Math.max(longest, column === 0 ? LABEL_WIDTH : MIN_LIST_WIDTH), MAX_LIST_WIDTH);
  });
}

/** How many lines a text takes, as most letters are narrower than digits. */
function linesOf({ value }: AboutCell, width: number): number {
  return typeof value === 'string'
    ? value.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line, line.length) / width)), 0)
    : 1;
}
