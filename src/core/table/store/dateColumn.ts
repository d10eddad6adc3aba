import type { CellBlock } from './cellBlock.js';
import type { ColumnBuilder, ScalarColumn } from './column.js';
import { formatDay, parseDay, parseDayPrefix, parseInstant } from '../../../base/dates.js';
import { Growing } from './growing.js';
import { IrregularTexts, irregularValue } from './irregularTexts.js';
import { SeenCells, type StoredCells } from './seenCells.js';

/**
 * A cell is stored as its day, shifted by two bits that say how it is written: the two usual spellings need no text beside
 * them, even where a column mixes them.
 */
const formBits = 2;
const plain = 0;
const midnightZulu = 1;
/** Midnight UTC in another spelling: the value is the day, the text is kept. */
const otherMidnight = 2;
/** A time of day that the day alone would lose: value and text are the kept text. */
const timeOfDay = 3;
const zuluSuffix = 'T00:00:00Z';

const noDay = -(2 ** 31);

/** Calendar days in UTC as days since 1970-01-01. */
export class DateColumnBuilder implements ColumnBuilder, StoredCells {
  readonly #packed = new Growing(Int32Array);
  readonly #texts = new IrregularTexts();
  readonly #seen = new SeenCells();
  #lastText = '';
  #lastPacked = noDay;

  get length(): number {
    return this.#packed.length;
  }

  get irregularities() {
    return this.#texts.irregularities;
  }

  add(text: string): void {
    this.pushText(text);
  }

  pushStored(packed: number): void {
    this.#packed.push(packed);
  }

  pushText(text: string): number | undefined {
    const packed = text === this.#lastText ? this.#lastPacked : this.#read(this.length, text);
    this.#packed.push(packed);
    return text === this.#lastText ? packed : undefined;
  }

  addCells(block: CellBlock, column: number): void {
    this.#seen.addCells(this, block, column);
  }

  #read(row: number, text: string): number {
    if (text === '') {
      return noDay;
    }
    const day = parseDay(text);
    if (!Number.isNaN(day)) {
      return this.#remember(text, (day << formBits) | plain);
    }
    if (text.length === 10 + zuluSuffix.length && text.endsWith(zuluSuffix)) {
      const prefix = parseDayPrefix(text);
      if (!Number.isNaN(prefix)) {
        return this.#remember(text, (prefix << formBits) | midnightZulu);
      }
    }
    return this.#readOddly(row, text);
  }

  #remember(text: string, packed: number): number {
    this.#lastText = text;
    this.#lastPacked = packed;
    return packed;
  }

  #readOddly(row: number, text: string): number {
    const trimmed = text.trim();
    const day = parseDay(trimmed);
    const instant = Number.isNaN(day) ? parseInstant(trimmed) : { day, midnight: true };
    if (instant === undefined) {
      this.#texts.keepIrregular(row, text);
      return noDay;
    }
    this.#texts.keep(row, text);
    return (instant.day << formBits) | (instant.midnight ? otherMidnight : timeOfDay);
  }

  finish(): ScalarColumn {
    const packed = this.#packed.finish();
    const exact = this.#texts.byRow;
    const packedAt = (row: number) => packed.at(row) ?? noDay;
    return {
      storage: 'scalar',
      length: packed.length,
      stored: packed,
      exact,
      numberAt: (row) => {
        const cell = packedAt(row);
        return cell === noDay ? Number.NaN : cell >> formBits;
      },
      value: (row) => {
        const cell = packedAt(row);
        if (cell === noDay) {
          return irregularValue(exact.get(row));
        }
        return (cell & 3) === timeOfDay ? (exact.get(row)?.trim() ?? null) : formatDay(cell >> formBits);
      },
      text: (row) => {
        const cell = packedAt(row);
        if (cell === noDay) {
          return exact.get(row) ?? '';
        }
        const form = cell & 3;
        if (form === plain || form === midnightZulu) {
          return formatDay(cell >> formBits) + (form === midnightZulu ? zuluSuffix : '');
        }
        return exact.get(row) ?? '';
      },
    };
  }
}
