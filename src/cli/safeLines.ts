/** Characters that move the cursor, begin a command to a terminal, or turn the direction of what follows. */
// eslint-disable-next-line no-control-regex -- these are the characters that must not get through
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The lines of a text, such that none commands a terminal or a pipeline. Azure Pipelines takes `##vso[…]` and `##[…]` anywhere in a line for a
 * command, and GitHub Actions `::name::` at its beginning; a blank inside makes them text, which stays readable.
 */
export function safeLines(text: string): string[] {
  return text.split(/\r\n?|[\n\u0085\u2028\u2029]/).map((line) =>
    line
      .replaceAll('\t', ' ')
      .replace(INVISIBLE, '')
      .replace(/(?<!#)#{2,}(?=\w*\[)/g, (run) => [...run].join(' '))
      .replace(/^(\s*):(?=:)/, '$1: '),
  );
}

/** A value as one line of JSON, with escapes for what would command a terminal or a pipeline. A program reads the same value. */
export function jsonLine(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value)
    .replace(INVISIBLE, escaped)
    .replace(/[\u2028\u2029]|#(?=#)/g, escaped);
}
