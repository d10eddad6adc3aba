import type { CellValue } from '../shared/report.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../table/column.js';

/** Cells of some rows of a column, or as many blank ones. */
export interface Segment {
  readonly column: Column | undefined;
  readonly rows: Uint32Array;
}

/** A column of the cells of several, one segment below the other. Cells stay where they are; only their places are noted. */
export function assembledColumn(segments: readonly Segment[]): Column {
  const present = segments.flatMap(({ column }) => column ?? []);
  return present.length > 0 && present.every(({ storage }) => storage === 'scalar') ? scalar(segments) : dictionary(segments);
}

/** A text column, a text per row. */
export function textColumn(texts: readonly string[]): DictionaryColumn {
  const codeByText = new Map<string, number>([['', 0]]);
  const codes = Uint32Array.from(texts, (text) => {
    const code = codeByText.get(text) ?? codeByText.size;
    codeByText.set(text, code);
    return code;
  });
  return dictionaryColumn(codes, [...codeByText.keys()], true, (text) => (text === '' ? null : text));
}

function scalar(segments: readonly Segment[]): ScalarColumn {
  const places = new Places(segments);
  const exact = new Map<number, string>();
  let start = 0;
  for (const { column, rows } of segments) {
    if (column?.storage === 'scalar' && column.exact.size > 0) {
      rows.forEach((row, index) => {
        const text = column.exact.get(row);
        if (text !== undefined) {
          exact.set(start + index, text);
        }
      });
    }
    start += rows.length;
  }
  return {
    storage: 'scalar',
    length: places.length,
    exact,
    numberAt: (row) => places.read(row, (column, at) => (column.storage === 'scalar' ? column.numberAt(at) : Number.NaN), Number.NaN),
    value: (row) => places.read<CellValue>(row, (column, at) => column.value(at), null),
    text: (row) => places.read(row, (column, at) => column.text(at), ''),
  };
}

function dictionary(segments: readonly Segment[]): DictionaryColumn {
  const places = new Places(segments);
  const codes = new Uint32Array(places.length);
  const texts: string[] = [''];
  const offsets = new Map<DictionaryColumn, number>();
  let at = 0;
  for (const { column, rows } of segments) {
    if (column?.storage === 'dictionary') {
      let offset = offsets.get(column);
      if (offset === undefined) {
        // Code 0 is the blank cell in every dictionary, and comes once.
        offset = texts.length - 1;
        offsets.set(column, offset);
        for (let code = 1; code < column.texts.length; code++) {
          texts.push(column.texts[code] ?? '');
        }
      }
      for (const row of rows) {
        const code = column.codes[row] ?? 0;
        codes[at++] = code === 0 ? 0 : code + offset;
      }
    } else {
      for (const row of rows) {
        const text = column?.text(row) ?? '';
        codes[at++] = text === '' ? 0 : texts.push(text) - 1;
      }
    }
  }
  const [only] = offsets.keys();
  const distinct = offsets.size === 1 && only?.distinct === true && segments.every(({ column }) => column === undefined || column === only);
  return {
    ...dictionaryColumn(codes, texts, distinct, (text) => (text === '' ? null : text)),
    value: (row) => places.read<CellValue>(row, (column, from) => column.value(from), null),
  };
}

function dictionaryColumn(
  codes: Uint32Array,
  texts: readonly string[],
  distinct: boolean,
  valueOf: (text: string) => CellValue,
): DictionaryColumn {
  const text = (row: number) => texts[codes[row] ?? 0] ?? '';
  return { storage: 'dictionary', length: codes.length, codes, texts, distinct, text, value: (row) => valueOf(text(row)) };
}

/** Finds the cell that stands at a row. */
class Places {
  readonly #segments: readonly (Segment & { readonly start: number })[];
  readonly length: number;

  constructor(segments: readonly Segment[]) {
    let start = 0;
    this.#segments = segments.map((segment) => {
      const placed = { ...segment, start };
      start += segment.rows.length;
      return placed;
    });
    this.length = start;
  }

  read<T>(row: number, read: (column: Column, row: number) => T, blank: T): T {
    for (const { column, rows, start } of this.#segments) {
      const at = row - start;
      if (at >= 0 && at < rows.length) {
        return column === undefined ? blank : read(column, rows[at] ?? 0);
      }
    }
    return blank;
  }
}
