import { columnLabel, isAdded } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { type CellFormatter, formatPlainCell } from '../../base/format/formatCell.js';
import type { Row } from './rowWindow.js';

export const MIN_COLUMN_WIDTH = 56;
export const MAX_COLUMN_WIDTH = 340;
/** Of a list: the products of a user are read whole. */
export const MAX_LIST_WIDTH = 480;
/** Of sentences, such as the reason for which a license is listed as unused. */
export const MAX_SENTENCE_WIDTH = 640;
/** Letters of a cell that are measured: more are never seen. */
const MEASURED_LETTERS = 160;
const cellPadding = 20;
/** Room for the sort arrow with its number among several and the filter button, and for one mark before the name. */
const headerExtra = 44;
const markExtra = 18;

/**
 * Widths in pixels that fit the header and the cells of the given rows, within limits.
 * @param measure width of a text in the table's font, in pixels
 */
export function columnWidths(
  columns: readonly ShownColumn[],
  rows: readonly Row[],
  format: Format,
  measure: (text: string) => number,
  cellFormatter: CellFormatter = formatPlainCell,
): number[] {
  return columns.map((column, index) => {
    let width =
      widthInTwoLines(columnLabel(column).slice(0, 120), measure) +
      headerExtra +
      (column.known && !isAdded(column) ? 0 : markExtra) +
      (column.concealed === true ? markExtra : 0);
    for (const row of rows) {
      width = Math.max(width, measure(cellFormatter(row, index, column, format).text.slice(0, MEASURED_LETTERS)));
    }
    // Rounded up: a fraction of a pixel too little would cut the widest text off.
    return Math.ceil(Math.min(maxWidth(column), Math.max(MIN_COLUMN_WIDTH, width + cellPadding)));
  });
}

function maxWidth({ ownTexts, type }: ShownColumn): number {
  return ownTexts === true ? MAX_SENTENCE_WIDTH : type === 'list' ? MAX_LIST_WIDTH : MAX_COLUMN_WIDTH;
}

/** The least width in which a text takes no more than two lines, broken between words. */
function widthInTwoLines(text: string, measure: (text: string) => number): number {
  const words = text.split(' ');
  const breaks = words.map((_, at) =>
    Math.max(measure(words.slice(0, at).join(' ')), measure(words.slice(at).join(' '))),
  );
  return Math.min(...breaks);
}
