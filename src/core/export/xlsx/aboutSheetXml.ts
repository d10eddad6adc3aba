import type { AboutSheet } from '../aboutSheet.js';
import { textCellXml } from './cells.js';
import { sheetBegin } from './sheetXml.js';
import { cutText, MAX_CELL_CHARACTERS } from './xmlText.js';

const LABEL_WIDTH = 28;
const TEXT_WIDTH = 90;

/** @param hasCutTexts whether a cell of the other sheets has only a part of its text */
export function* aboutSheetXml({ facts, cutTexts }: AboutSheet, hasCutTexts: boolean): Generator<string> {
  yield sheetBegin([LABEL_WIDTH, TEXT_WIDTH], false);
  for (const [index, { label, text }] of [...facts, ...(hasCutTexts ? [cutTexts] : [])].entries()) {
    const row = index + 1;
    const whole = text.length > MAX_CELL_CHARACTERS ? cutText(text) : text;
    yield `<row r="${row}">${textCellXml(`A${row}`, label, 'label')}${textCellXml(`B${row}`, whole, 'wrapped')}</row>`;
  }
  yield '</sheetData></worksheet>';
}
