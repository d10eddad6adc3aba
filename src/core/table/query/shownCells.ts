import { foldText } from '../../../base/foldText.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { Column } from '../store/column.js';
import { releaseBuffers } from '../store/releaseBuffers.js';
import { matchCodes } from './matchCodes.js';

/**
 * How a page writes the cells of a column in place of their text, as by the words of the display language.
 * @returns `undefined` for a column that it writes as the table has it
 */
export type ShownCells = (column: number) => ((text: string) => string) | undefined;

/**
 * How a page writes the blank cells of a column whose table says in another one why they are blank.
 * @returns `undefined` for a column whose blank cells have no text
 */
export type ShownBlanks = (
  column: number,
) => { readonly statesIn: number; readonly textOf: (state: string) => string } | undefined;

/**
 * Marks the rows where a page writes a text in a column.
 *
 * @param shownText how it writes a cell
 * @param needle as of {@link markCells}
 * @throws the signal's `AbortError`
 */
export async function markShown(
  column: Column,
  shownText: (text: string) => string,
  needle: string,
  matches: Uint8Array,
  slicer: TimeSlicer,
): Promise<void> {
  const isMatch = (text: string) => foldText(shownText(text)).includes(needle);
  if (column.storage === 'dictionary') {
    const { texts } = column;
    return matchCodes(column, (code) => isMatch(texts.at(code) ?? ''), matches, slicer, TEXT_COST);
  }
  const known = new Map<string, boolean>();
  await forEachSlice(matches.length, slicer, (from, to) => {
    for (let row = from; row < to; row++) {
      const value = column.value(row);
      const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : column.text(row);
      const found = known.get(text) ?? isMatch(text);
      known.set(text, found);
      matches[row] ||= found ? 1 : 0;
    }
  });
}

/**
 * Marks the rows where a page writes a text in a blank cell of a column.
 *
 * @param textOf how it writes one, by the state that the row has
 * @param needle as of {@link markCells}
 * @throws the signal's `AbortError`
 */
export async function markBlanks(
  column: Column,
  states: Column | undefined,
  textOf: (state: string) => string,
  needle: string,
  matches: Uint8Array,
  slicer: TimeSlicer,
): Promise<void> {
  if (states?.storage !== 'dictionary') {
    return;
  }
  const { texts } = states;
  const rows = new Uint8Array(matches.length);
  await matchCodes(states, (code) => foldText(textOf(texts.at(code) ?? '')).includes(needle), rows, slicer, TEXT_COST);
  const isBlank =
    column.storage === 'dictionary'
      ? (row: number) => (column.codes[row] ?? 0) === 0
      : (row: number) => Number.isNaN(column.numberAt(row)) && column.text(row) === '';
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let row = from; row < to; row++) {
      if (rows[row] === 1 && isBlank(row)) {
        matches[row] = 1;
      }
    }
  });
  releaseBuffers(rows);
}
