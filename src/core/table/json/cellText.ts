import { MAX_NESTING, tooLarge } from '../store/limits.js';
import { joinList } from '../store/lists.js';

/**
 * The text of a value in the CSV of the same report. A list of plain values is joined like there; any other is written as JSON.
 *
 * @throws UsageReportsError `tooLarge` if lists and objects are nested too deeply
 */
export function cellText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return wellFormed(value);
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'object':
      if (value === null) {
        return '';
      }
      if (Array.isArray(value) && value.every(isPlain)) {
        return joinList(value.map(cellText));
      }
      checkNesting(value);
      return JSON.stringify(value);
    default:
      return '';
  }
}

/** Half of a surrogate pair, which only an escape in JSON can have, becomes what it is in each file that is written: U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** `JSON.stringify` calls itself for each level, and would end in a stack overflow. */
function checkNesting(value: object, depth = 1): void {
  if (depth > MAX_NESTING) {
    throw tooLarge('nesting', MAX_NESTING);
  }
  for (const inner of Object.values(value)) {
    if (!isPlain(inner)) {
      checkNesting(inner as object, depth + 1);
    }
  }
}
