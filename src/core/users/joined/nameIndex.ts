import { foldText } from '../../../base/foldText.js';

/** Numbers names from 0 on, in the order in which they come. Two spellings of a name have the same number. */
export class NameIndex {
  readonly #numbers = new Map<string, number>();

  get length(): number {
    return this.#numbers.size;
  }

  numberOf(text: string): number {
    const folded = foldText(text);
    const known = this.#numbers.get(folded);
    if (known !== undefined) {
      return known;
    }
    const number = this.#numbers.size;
    this.#numbers.set(folded, number);
    return number;
  }
}
