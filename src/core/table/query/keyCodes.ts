import { formatDay } from '../../../base/dates.js';
import { forEachSlice, type TimeSlicer } from '../../../base/timeSlicer.js';
import type { ColumnType } from '../../../shared/report.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../store/column.js';
import { meaningOf } from '../store/columnNames.js';
import { isRounded } from '../store/number.js';

/** Stands for a row that is in no group. */
export const NO_CODE = 0xffff_ffff;

/** A code for each row that was asked for; rows with the same key have the same code. */
export interface KeyCodes {
  /** By position in the rows; code 0 is blank, and {@link NO_CODE} has no key. */
  readonly codes: Uint32Array;
  /** Text of the key by code, as a cell of the result has it; empty for code 0. */
  readonly texts: readonly string[];
}

/** Hands out codes for texts, from 1 on; the empty text is 0. */
export class CodesOfTexts {
  readonly texts: string[] = [''];
  readonly #codes = new Map([['', 0]]);

  codeOf(text: string, shown = text): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.push(shown) - 1;
      this.#codes.set(text, code);
    }
    return code;
  }
}

/**
 * A code for the value of a column in each row. Spellings of one value have the same code: user principal names without case, and numbers,
 * days, and booleans whatever their text. A cell that does not fit its column's type has its text as its key, as has a number with more digits
 * than can be told apart as numbers.
 *
 * @throws the slicer's `AbortError`
 */
export function valueCodes(
  { column, name, type }: { readonly column: Column; readonly name: string; readonly type: ColumnType },
  rows: Uint32Array,
  slicer: TimeSlicer,
): Promise<KeyCodes> {
  if (column.storage === 'dictionary') {
    const meaning = meaningOf(name);
    const texts = new CodesOfTexts();
    return dictionaryCodes(column, rows, slicer, texts, (text) => texts.codeOf(meaning(text), text));
  }
  return numberKeyCodes(column, rows, slicer, (value) => valueText(value, type), {
    ofText: (text) => text,
    ofExactText: (text) => text,
  });
}

/** The code of each row by its text, for which `codeOf` is called once per distinct text of these rows. */
export async function dictionaryCodes(
  { codes: stored, texts }: DictionaryColumn,
  rows: Uint32Array,
  slicer: TimeSlicer,
  made: CodesOfTexts,
  codeOf: (text: string) => number,
): Promise<KeyCodes> {
  const codes = new Uint32Array(rows.length);
  // One more than the code; 0 is not known yet.
  const known = new Float64Array(texts.length);
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const code = stored[rows[at] ?? 0] ?? 0;
      const before = known[code] ?? 0;
      if (before === 0) {
        codes[at] = codeOf(texts.at(code) ?? '');
        known[code] = (codes[at] ?? 0) + 1;
      } else {
        codes[at] = before - 1;
      }
    }
  });
  return { codes, texts: made.texts };
}

/** Small whole numbers, such as days, are looked up in an array. */
const MAX_INDEXED = 1 << 17;

/**
 * A code for what `keyOf` makes of each row's number, once per distinct number.
 *
 * @param keyOf `''` is blank, `undefined` no key
 * @param keysOfTexts `ofText`: the same for a cell that does not fit its column's type; it has no key by default. `ofExactText`: the same for
 *   the text of a number that is rounded; its number has the key by default
 * @throws the slicer's `AbortError`
 */
export async function numberKeyCodes(
  column: ScalarColumn,
  rows: Uint32Array,
  slicer: TimeSlicer,
  keyOf: (value: number) => string | undefined,
  keysOfTexts: { readonly ofText?: (text: string) => string; readonly ofExactText?: (text: string) => string } = {},
): Promise<KeyCodes> {
  const { exactTexts } = column;
  const { ofText, ofExactText } = keysOfTexts;
  const codes = new Uint32Array(rows.length);
  const made = new CodesOfTexts();
  const codeOfKey = (key: string | undefined) => (key === undefined ? NO_CODE : made.codeOf(key));
  // 0 is not known yet. A blank key, which has this code, is made again.
  const small = new Uint32Array(rows.length < MAX_INDEXED >> 5 ? 0 : MAX_INDEXED);
  const others = new Map<number, number>();
  const codeOf = (number: number) => {
    if (number >= 0 && number < small.length && Number.isInteger(number)) {
      return (small[number] ||= codeOfKey(keyOf(number)));
    }
    let code = others.get(number);
    if (code === undefined) {
      code = codeOfKey(keyOf(number));
      others.set(number, code);
    }
    return code;
  };
  await forEachSlice(rows.length, slicer, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const number = column.numberAt(row);
      if (Number.isNaN(number)) {
        const text = exactTexts.size === 0 ? null : column.value(row);
        codes[at] = typeof text === 'string' ? codeOfKey(ofText?.(text)) : 0;
      } else {
        const exact = ofExactText && isRounded(number) ? exactTexts.get(row) : undefined;
        codes[at] = exact === undefined ? codeOf(number) : codeOfKey(ofExactText?.(exact.trim()));
      }
    }
  });
  return { codes, texts: made.texts };
}

function valueText(value: number, type: ColumnType): string {
  switch (type) {
    case 'date':
      return formatDay(value);
    case 'boolean':
      return value === 1 ? 'True' : 'False';
    default:
      return String(value + 0);
  }
}
