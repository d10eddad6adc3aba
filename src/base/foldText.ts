/**
 * A text as it is compared in a search: without case, and with each accent as part of its letter. A name from a Mac or a directory may have
 * the accent as a character of its own, and looks the same.
 */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
