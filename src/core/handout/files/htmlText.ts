import { escapeMarkup } from '../../../base/escapeMarkup.js';

/** Marks that turn the direction of all text after them, and of what stands beside it. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text as the content of an element or the value of a quoted attribute. Marks that turn the direction of what follows are left out. */
export function htmlText(text: string): string {
  return escapeMarkup(withoutTurning(text));
}

/** A text without the marks that turn the direction of what follows. */
export function withoutTurning(text: string): string {
  return text.replace(turning, '');
}

/** The same beside other texts: one from right to left moves nothing of them. */
export function isolatedText(text: string): string {
  return `<bdi>${htmlText(text)}</bdi>`;
}

/** A text as a string of CSS, which no character of it can end. */
export function cssString(text: string): string {
  const plain = withoutTurning(text).replace(/\s+/g, ' ');
  return `"${plain.replace(/[^A-Za-z0-9 ]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `)}"`;
}
