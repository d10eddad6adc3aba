/** Most characters of a cell. Excel calls a file broken that has more. */
export const MAX_CELL_CHARACTERS = 32_767;

/** What XML has no way to write, and the carriage return, which its readers turn into a line feed. */
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;
// eslint-disable-next-line no-control-regex
const SPECIAL = /[&<>"\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_x[\da-f]{4}_/i;
/** Readers drop blanks at the ends, and may make one of several. */
const KEEPS_BLANKS = /^\s|\s$|\s\s|[\t\n]/;

/**
 * A text as XML of a workbook: readers take `_xHHHH_` for the character of that number, so this writes the characters that XML can't have,
 * and what only looks like it is escaped. A half of a surrogate pair is left to the encoding, which makes U+FFFD of it.
 */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) {
    return text;
  }
  return text
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(UNWRITABLE, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A text as the content of a cell: never a formula, a number or a link. */
export function inlineText(text: string): string {
  return `<is><t${KEEPS_BLANKS.test(text) ? ' xml:space="preserve"' : ''}>${xmlText(text)}</t></is>`;
}

/** The beginning of a text that a cell can hold, with `…` at its end; never half of a surrogate pair. */
export function cutText(text: string): string {
  const most = MAX_CELL_CHARACTERS - 1;
  const isSplit = (text.codePointAt(most - 1) ?? 0) > 0xffff;
  return `${text.slice(0, isSplit ? most - 1 : most)}…`;
}
