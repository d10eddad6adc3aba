import type { FindText } from '../../../shared/find.js';
import { foldText } from '../../../base/foldText.js';
import { forEachSlice, TimeSlicer } from '../../../base/timeSlicer.js';
import { columnarOf } from '../store/columnarTable.js';
import { releaseBuffers } from '../store/releaseBuffers.js';
import type { ReportTable } from '../store/table.js';
import { BITS_PER_WORD, CellMatches } from './cellMatches.js';
import { markBlanks, markShown, type ShownBlanks, type ShownCells } from './shownCells.js';
import { markCells } from './textFilter.js';

/** Most rows have no cell with the text: so many are passed over at once. */
const ROWS_PER_QUAD = 4;

export interface FindTextOptions {
  readonly signal?: AbortSignal;
  readonly shown?: ShownCells | undefined;
  readonly blanks?: ShownBlanks | undefined;
}

/**
 * All cells with a text in some rows, by the rule of {@link markCells}. Columns that the table does not have, and repeated ones, are left
 * out.
 *
 * @param rows in the order of the view
 * @param options a cell is found by what a page writes there, and by nothing that it does not write; a blank one by why it is blank
 * @throws the signal's `AbortError`
 */
export async function findText(
  table: ReportTable,
  rows: Uint32Array,
  { text, columns: asked }: FindText,
  { signal, shown, blanks }: FindTextOptions = {},
): Promise<CellMatches> {
  const { columns: infos, data, rowCount } = columnarOf(table);
  const columns = [...new Set(asked)].filter((column) => column < data.length);
  const slicer = new TimeSlicer(signal);
  const wordsPerRow = Math.ceil(columns.length / BITS_PER_WORD);
  const words = new Uint32Array(rowCount * wordsPerRow);
  const needle = foldText(text);
  const matches = new Uint8Array(Math.ceil(rowCount / ROWS_PER_QUAD) * ROWS_PER_QUAD);
  const quads = new Uint32Array(matches.buffer);
  for (const [position, index] of needle === '' ? [] : columns.entries()) {
    const [info, column] = [infos[index], data[index]];
    if (info === undefined || column === undefined) {
      continue;
    }
    matches.fill(0);
    const shownText = shown?.(index);
    await (shownText === undefined
      ? markCells(column, info.type, needle, matches, slicer)
      : markShown(column, shownText, needle, matches, slicer));
    const blank = blanks?.(index);
    if (blank !== undefined) {
      await markBlanks(column, data[blank.statesIn], blank.textOf, needle, matches, slicer);
    }
    const [first, bit] = [Math.floor(position / BITS_PER_WORD), 1 << (position % BITS_PER_WORD)];
    await forEachSlice(quads.length, slicer, (from, to) => {
      for (let quad = from; quad < to; quad++) {
        if (quads[quad] === 0) {
          continue;
        }
        for (let row = quad * ROWS_PER_QUAD; row < (quad + 1) * ROWS_PER_QUAD; row++) {
          if (matches[row] === 1) {
            const word = row * wordsPerRow + first;
            words[word] = (words[word] ?? 0) | bit;
          }
        }
      }
    });
  }
  releaseBuffers(matches);
  return CellMatches.of(rows, columns, { words, wordsPerRow }, slicer);
}
