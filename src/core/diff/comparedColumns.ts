import { composedText } from '../../base/composedText.js';
import { forEachSlice, TEXT_COST, type TimeSlicer } from '../../base/timeSlicer.js';
import type { ColumnInfo } from '../../shared/report.js';
import { type Column, type ScalarColumn, storedLength } from '../table/store/column.js';
import { meaningOf } from '../table/store/columnNames.js';
import { splitList } from '../table/store/lists.js';
import type { ColumnPair } from './columnPairs.js';

/** The cells of a column in one of the two snapshots. */
export interface ComparedCells {
  /** Cells that mean the same have the same text, in both snapshots. */
  readonly text: (row: number) => string;
  /** An integer. Cells with the same text have the same one; others rarely do. */
  readonly hash: (row: number) => number;
}

/** A column that both snapshots have. */
export interface ComparedColumn {
  /** Index of its pair. */
  readonly index: number;
  readonly name: string;
  readonly before: ComparedCells;
  readonly after: ComparedCells;
  /** Whether two cells mean the same. */
  readonly isSame: (rowBefore: number, rowAfter: number) => boolean;
}

/**
 * Columns that are blank in both snapshots are left out, because there is nothing to compare.
 *
 * @param isKey whether rows may be matched by a column, so that it matters even where it is blank
 * @throws the slicer's `AbortError`
 */
export async function comparedColumns(
  pairs: readonly ColumnPair[],
  isKey: (name: string) => boolean,
  slicer: TimeSlicer,
): Promise<ComparedColumn[]> {
  const columns: ComparedColumn[] = [];
  for (const [index, { info, before, after }] of pairs.entries()) {
    if (before === undefined || after === undefined) {
      continue;
    }
    if (storedLength(before) > 0 || storedLength(after) > 0 || isKey(info.name)) {
      columns.push({ index, name: info.name, ...(await comparedCells(before, after, info, slicer)) });
    }
  }
  return columns;
}

/**
 * Reads what a snapshot says in columns that the other one lacks, as a text that does not depend on their order; `undefined` if there are no
 * such columns.
 */
export function ownContent(
  pairs: readonly ColumnPair[],
  side: 'before' | 'after',
): ((row: number) => string) | undefined {
  const own = pairs
    .filter(({ before, after }) => before === undefined || after === undefined)
    .flatMap(({ info: { name }, [side]: column }) => (column === undefined ? [] : [{ name, column }]))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return own.length === 0 ? undefined : (row) => own.map(({ column }) => column.text(row)).join('\0');
}

/**
 * Compares the cells of a column in two snapshots by their meaning: another spelling of the same number or day, another order of the same
 * list, another composition of the same letters, and another case of the same user principal name are no change. A blank cell equals only a
 * blank cell, never 0.
 *
 * This reads typed columns. `isSameValue` of the history compares texts without a column, and is stricter: the order of a list counts, and so
 * does the time of day.
 */
async function comparedCells(
  before: Column,
  after: Column,
  { type, name }: ColumnInfo,
  slicer: TimeSlicer,
): Promise<Pick<ComparedColumn, 'before' | 'after' | 'isSame'>> {
  if (before.storage === 'scalar' && after.storage === 'scalar' && type !== 'text' && type !== 'list') {
    return {
      before: scalarCells(before),
      after: scalarCells(after),
      isSame: (rowBefore, rowAfter) => {
        const [numberBefore, numberAfter] = [before.numberAt(rowBefore), after.numberAt(rowAfter)];
        return isExact(numberBefore) && isExact(numberAfter)
          ? numberBefore === numberAfter
          : before.text(rowBefore) === after.text(rowAfter);
      },
    };
  }
  const meaning = type === 'list' ? listMeaning : meaningOf(name);
  const codes = new Map<string, number>();
  const cellsBefore = await codedCells(before, meaning, codes, slicer);
  const cellsAfter = await codedCells(after, meaning, codes, slicer);
  return {
    before: cellsBefore,
    after: cellsAfter,
    isSame: (rowBefore, rowAfter) => cellsBefore.hash(rowBefore) === cellsAfter.hash(rowAfter),
  };
}

/** The order of a list says nothing. */
function listMeaning(text: string): string {
  return text.includes('+') ? splitList(composedText(text)).sort().join('\0') : composedText(text);
}

/** Texts of both snapshots share the codes, so that equal codes are equal texts. */
async function codedCells(
  column: Column,
  meaning: (text: string) => string,
  codes: Map<string, number>,
  slicer: TimeSlicer,
): Promise<ComparedCells> {
  const text = (row: number) => meaning(column.text(row));
  const codeOf = (spelled: string) => {
    const known = codes.get(spelled);
    if (known !== undefined) {
      return known;
    }
    codes.set(spelled, codes.size);
    return codes.size - 1;
  };
  if (column.storage === 'scalar') {
    return { text, hash: (row) => codeOf(text(row)) };
  }
  const { codes: codeByRow, texts } = column;
  const shared = new Uint32Array(texts.length);
  await forEachSlice(
    shared.length,
    slicer,
    (from, to) => {
      for (let code = from; code < to; code++) {
        shared[code] = codeOf(meaning(texts.at(code) ?? ''));
      }
    },
    TEXT_COST,
  );
  return { text, hash: (row) => shared[codeByRow[row] ?? 0] ?? 0 };
}

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

/** The text is that of the number, unless it is blank, no number, or so large that it may be rounded. */
function scalarCells(column: ScalarColumn): ComparedCells {
  return {
    text: (row) => {
      const number = column.numberAt(row);
      return isExact(number) ? String(number) : column.text(row);
    },
    hash: (row) => {
      const number = column.numberAt(row);
      if (Number.isNaN(number)) {
        return hashOf(column.text(row));
      }
      // Adding 0 turns -0 into 0, which equals it.
      float[0] = number + 0;
      return (words[0] ?? 0) ^ (words[1] ?? 0);
    },
  };
}

/** 32-bit FNV-1a of the UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash;
}

function isExact(number: number): boolean {
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER;
}
