import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { Column } from './column.js';
import { type NameIndex, NOBODY } from './nameIndex.js';

/**
 * The number of the name in each row, {@link NOBODY} without.
 *
 * @param column of texts; without it, or of another type, no row has a name
 * @throws the slicer's `AbortError`
 */
export async function namesOfRows(
  column: Column | undefined,
  rowCount: number,
  names: NameIndex,
  slicer: TimeSlicer,
): Promise<Int32Array> {
  const numbers = new Int32Array(rowCount).fill(NOBODY);
  if (column?.storage !== 'dictionary') {
    return numbers;
  }
  const { codes, texts } = column;
  const numberOfCode = new Int32Array(texts.length).fill(NOBODY);
  const numberTexts = (from: number, to: number) => names.numberCodes(texts, from, to, numberOfCode);
  await forEachSlice(texts.length, slicer, numberTexts, TEXT_COST);
  const numberRows = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      numbers[row] = numberOfCode[codes[row] ?? 0] ?? NOBODY;
    }
  };
  await forEachSlice(codes.length, slicer, numberRows);
  return numbers;
}
