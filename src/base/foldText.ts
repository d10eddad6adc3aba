import { composedText } from './composedText.js';

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007F]*$/;

/**
 * A text as it is compared in a search, and a user principal name as it is compared anywhere: without case, and with each accent as part of
 * its letter. A name from a Mac or a directory may have the accent as a character of its own, and looks the same.
 */
export function foldText(text: string): string {
  // Some letters have a composed form in lower case only, so composing is the last step, too.
  return ascii.test(text) ? text.toLowerCase() : composedText(composedText(text).toLowerCase());
}
