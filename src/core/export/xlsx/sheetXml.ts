import type { ReportTable } from '../../table/store/table.js';
import { cellXml, sheetColumn, shownWidth, textCellXml, textWidth } from './cells.js';

/** Most rows of a sheet, that of the names included. */
export const MAX_SHEET_ROWS = 1_048_576;

/** Rows that are looked at for the width of a column. */
const MEASURED_ROWS = 200;
const MIN_WIDTH = 8;
const MAX_WIDTH = 60;
/** The button of a filter, and the margins of a cell. */
const BUTTON_WIDTH = 4;
/** In digits: what a window of usual size shows at a time, and how much of it stays in view at the most. */
const WIDE = 120;
const MAX_FROZEN = 100;
/** In digits: a wider sheet could not be read on one page. Its columns go on on other pages. */
const MAX_ON_PAGE = 300;

/** Rows of a table as a sheet. */
export interface SheetRows {
  readonly table: ReportTable;
  /** Number of rows, at most {@link MAX_SHEET_ROWS} with that of the names. */
  readonly rowCount: number;
  /** Index in the table of a row of the sheet, from 0. */
  readonly rowAt: (row: number) => number;
  /** Those that say who or what a row is about. */
  readonly keyColumns?: readonly number[];
}

/** What writing a sheet comes upon. */
export interface SheetNotes {
  /** Texts that no cell can hold as a whole. */
  cutTexts: number;
}

/** The name of a column: `A` … `Z`, `AA` … */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : columnLetters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

/** The cells that a sheet's filter is about, such as `A1:C9`; `undefined` of a sheet without columns. */
export function filterRange(columnCount: number, rowCount: number): string | undefined {
  return columnCount === 0 ? undefined : `A1:${columnLetters(columnCount - 1)}${rowCount + 1}`;
}

/** A sheet with the names of the columns, which stay in view and have filters, and the rows. */
export function* sheetXml(rows: SheetRows, notes: SheetNotes): Generator<string> {
  const { table, rowCount } = rows;
  const letters = table.columns.map((_, column) => columnLetters(column));
  const range = filterRange(table.columns.length, rowCount);
  const widths = table.columns.map((_, column) => widthOf(rows, column));
  yield sheetBegin(widths, { frozenColumns: frozenColumns(widths, rows.keyColumns) });
  yield `<row r="1">${table.columns.map(({ name }, column) => textCellXml(`${letters[column] ?? ''}1`, name, 'header')).join('')}</row>`;
  const columns = table.columns.map((info, column) => sheetColumn(table, column, info));
  for (let row = 0; row < rowCount; row++) {
    const index = rows.rowAt(row);
    const number = String(row + 2);
    let cells = '';
    for (const [column, valueAt] of columns.entries()) {
      const value = valueAt(index);
      if (value !== undefined) {
        cells += cellXml((letters[column] ?? '') + number, value);
        notes.cutTexts += value.kind === 'text' && value.isCut === true ? 1 : 0;
      }
    }
    yield `<row r="${number}">${cells}</row>`;
  }
  yield `</sheetData>${range === undefined ? '' : `<autoFilter ref="${range}"/>`}${sheetEnd(widths)}`;
}

/**
 * How many columns on the left stay in view: of a wide sheet, those up to the last that says who or what a row is about, as far as they leave room
 * for others.
 */
function frozenColumns(widths: readonly number[], keyColumns: readonly number[] = []): number {
  const widthTo = (count: number) => totalOf(widths.slice(0, count));
  return totalOf(widths) < WIDE
    ? 0
    : Math.max(0, ...keyColumns.map((column) => column + 1).filter((count) => widthTo(count) <= MAX_FROZEN));
}

/** @param frozen how many columns stay in view beside the first row; absent if neither does */
export function sheetBegin(widths: readonly number[], frozen?: { readonly frozenColumns: number }): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    isOnOnePage(widths) ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '',
    `<sheetViews><sheetView workbookViewId="0">${frozen === undefined ? '' : pane(frozen.frozenColumns)}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="15"/>',
    columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`,
    '<sheetData>',
  ].join('');
}

/** On paper, a sheet lies on its side. It is as wide as a page if that can be read, and as long as it needs. The paper is that of the printer. */
export function sheetEnd(widths: readonly number[]): string {
  return `<pageSetup orientation="landscape"${isOnOnePage(widths) ? ' fitToHeight="0"' : ''}/></worksheet>`;
}

function isOnOnePage(widths: readonly number[]): boolean {
  return totalOf(widths) <= MAX_ON_PAGE;
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

function pane(columns: number): string {
  const cell = `${columnLetters(columns)}2`;
  const name = columns === 0 ? 'bottomLeft' : 'bottomRight';
  const split = columns === 0 ? '' : `xSplit="${columns}" `;
  const others = columns === 0 ? '' : '<selection pane="topRight"/><selection pane="bottomLeft"/>';
  return `<pane ${split}ySplit="1" topLeftCell="${cell}" activePane="${name}" state="frozen"/>${others}<selection pane="${name}" activeCell="${cell}" sqref="${cell}"/>`;
}

/** Wide enough for its name and for the cells of rows all over the sheet, but no wider than a text that is read at a glance. */
function widthOf({ table, rowCount, rowAt }: SheetRows, column: number): number {
  const info = table.columns[column];
  if (info === undefined) {
    return MIN_WIDTH;
  }
  let width = textWidth(info.name) + BUTTON_WIDTH;
  const valueAt = sheetColumn(table, column, info);
  const step = Math.max(1, Math.floor(rowCount / MEASURED_ROWS));
  for (let row = 0; row < rowCount; row += step) {
    const value = valueAt(rowAt(row));
    width = value === undefined ? width : Math.max(width, shownWidth(value) + 2);
  }
  return Math.min(Math.max(width, MIN_WIDTH), MAX_WIDTH);
}
