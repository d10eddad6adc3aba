import type { AboutSheet } from '../aboutSheet.js';
import { textCellXml, textWidth } from './cells.js';
import { sheetBegin } from './sheetXml.js';
import { cutText, MAX_CELL_CHARACTERS } from './xmlText.js';

const LABEL_WIDTH = 28;
const TEXT_WIDTH = 90;
/** In points, as the height of rows that say nothing of it. */
const LINE_HEIGHT = 15;
/** No row of Excel is higher. */
const MAX_HEIGHT = 409;

/** @param hasCutTexts whether a cell of the other sheets has only a part of its text */
export function* aboutSheetXml({ facts, cutTexts }: AboutSheet, hasCutTexts: boolean): Generator<string> {
  yield sheetBegin([LABEL_WIDTH, TEXT_WIDTH], false);
  for (const [index, { label, text }] of [...facts, ...(hasCutTexts ? [cutTexts] : [])].entries()) {
    const row = index + 1;
    const whole = text.length > MAX_CELL_CHARACTERS ? cutText(text) : text;
    // Excel measures rows by itself, other programs show the first line of those that have no height.
    const height = Math.min(linesOf(whole) * LINE_HEIGHT, MAX_HEIGHT);
    yield `<row r="${row}" ht="${height}" customHeight="1">${textCellXml(`A${row}`, label, 'label')}${textCellXml(`B${row}`, whole, 'wrapped')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

/** How many lines a text takes, as most letters are narrower than digits. */
function linesOf(text: string): number {
  return text
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line, line.length) / TEXT_WIDTH)), 0);
}
