/** True and false as Excel writes them in the languages that have words of their own. Other languages write TRUE and FALSE. */
const WORDS: readonly (readonly [isTrue: string, isFalse: string])[] = [
  ['WAHR', 'FALSCH'],
  ['VRAI', 'FAUX'],
  ['VERDADERO', 'FALSO'],
  ['VERDADEIRO', 'FALSO'],
  ['VERO', 'FALSO'],
  ['WAAR', 'ONWAAR'],
  ['PRAWDA', 'FAŁSZ'],
  ['PRAVDA', 'NEPRAVDA'],
  ['SAND', 'FALSK'],
  ['SANN', 'USANN'],
  ['SANT', 'FALSKT'],
  ['TOSI', 'EPÄTOSI'],
  ['IGAZ', 'HAMIS'],
  ['DOĞRU', 'YANLIŞ'],
  ['ИСТИНА', 'ЛОЖЬ'],
];

/** All of these words. Each of them alone may be a name. */
export const BOOLEAN_WORDS: readonly string[] = WORDS.flat();

/** What the cells of one column tell about the language that its booleans are written in. */
export class BooleanEvidence {
  #languages = WORDS;
  readonly #seen = new Set<string>();

  /** @param isKnown whether the column has booleans; in any other, one word alone may be a name */
  constructor(private readonly isKnown: boolean) {}

  add(text: string): void {
    const word = text.toUpperCase();
    if (this.#languages.length > 0 && !this.#seen.has(word)) {
      this.#seen.add(word);
      this.#languages = this.#languages.filter((words) => words.includes(word));
    }
  }

  /** Spells a cell as the service does; `undefined` if some cell is in no such language, or in another one than the others. */
  get reader(): ((text: string) => string) | undefined {
    const [words] = this.#seen.size < (this.isKnown ? 1 : 2) ? [] : this.#languages;
    return words && ((text) => (text.trim() === '' ? text : text.trim().toUpperCase() === words[0] ? 'True' : 'False'));
  }
}
