import type { ColumnDefinition } from '../../catalog/definition.js';
import type { NumberStyle } from '../../../shared/fileSpelling.js';

const WHOLE = /^-?(?:0|[1-9]\d*)$/;
const POINT = /^-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?$/;
const COMMA = /^-?(?:[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*)(?:,\d+)?$/;
/** Columns of the service that count, and are no whole numbers all the same. */
const NOT_WHOLE = /\baverage\b|MB$/i;

/** What the numbers of one column tell about how they are written. */
export class NumberEvidence {
  #point = false;
  #comma = false;
  /** Of numbers that are written the same in both styles, and mean another number: whether they have points, and commas. */
  #openPoint = false;
  #openComma = false;
  /** Whether a cell of a column that the catalog does not know is no number: it is a column of texts. */
  #isText = false;

  /** @param definition absent if the catalog does not know the column */
  constructor(private readonly definition: ColumnDefinition | undefined) {}

  add(text: string): void {
    if (WHOLE.test(text)) {
      return;
    }
    const [isPoint, isComma] = [POINT.test(text), COMMA.test(text)];
    if (isPoint && isComma) {
      this.#openPoint ||= text.includes('.');
      this.#openComma ||= text.includes(',');
    } else if (isPoint || isComma) {
      this.#point ||= isPoint;
      this.#comma ||= isComma;
    } else {
      this.#isText ||= this.definition === undefined;
    }
  }

  /** The style that some number of the column can only have; `undefined` if there is none, or both. */
  get proven(): 'point' | 'comma' | undefined {
    return this.#point === this.#comma || this.#isText ? undefined : this.#point ? 'point' : 'comma';
  }

  /**
   * @param ofFile the style of the file's other columns
   * @param fallback what is meant where nothing else tells
   * @returns `undefined` if the numbers are plain, or the cells no numbers
   */
  style(ofFile: 'point' | 'comma' | undefined, fallback: 'point' | undefined): NumberStyle | undefined {
    if (this.#isText || !(this.#point || this.#comma || this.#openPoint || this.#openComma)) {
      return undefined;
    }
    const style = this.#decided(ofFile, fallback);
    // Of a column that nobody knows, `1,048` may be two IDs.
    return this.definition === undefined && (style === 'point' || (style === 'unclear' && !this.#openPoint))
      ? undefined
      : style;
  }

  #decided(ofFile: 'point' | 'comma' | undefined, fallback: 'point' | undefined): NumberStyle {
    if (this.#point && this.#comma) {
      return 'unclear';
    }
    if (this.proven !== undefined) {
      return this.proven;
    }
    if (fallback === undefined && this.#isWhole && this.#openPoint !== this.#openComma) {
      return 'grouped';
    }
    return ofFile ?? fallback ?? 'unclear';
  }

  get #isWhole(): boolean {
    return this.definition !== undefined && !NOT_WHOLE.test(this.definition.name);
  }
}

/** A number as the service writes it. What is no number of the style stays as it is. */
export function plainNumber(text: string, style: Exclude<NumberStyle, 'unclear'>): string {
  const number = text.trim();
  switch (style) {
    case 'point':
      return POINT.test(number) ? number.replaceAll(',', '') : text;
    case 'comma':
      return COMMA.test(number) ? number.replaceAll('.', '').replace(',', '.') : text;
    case 'grouped':
      return POINT.test(number) || COMMA.test(number) ? number.replaceAll(/[.,]/g, '') : text;
  }
}
