/** As Unicode's stream-safe text has it: no language puts more marks on a letter. */
const MAX_MARKS = 30;
const manyMarks = new RegExp(`\\p{M}{${MAX_MARKS + 1}}`, 'u');

/**
 * A text with each accent as part of its letter, or as a character of its own (`NFD`), so that texts that look the same are the same. One with
 * more marks in a row than any language has stays as it is: to put them in order takes time with the square of their number.
 */
export function composedText(text: string, form: 'NFC' | 'NFD' = 'NFC'): string {
  return text.length > MAX_MARKS && manyMarks.test(text) ? text : text.normalize(form);
}
