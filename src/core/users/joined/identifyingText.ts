import { isIdentifyingName, NAMES_OF_EVERYBODY } from '../../../shared/concealedNames.js';
import { type Texts, TextPool } from '../../table/store/textPool.js';

const names = NAMES_OF_EVERYBODY.map((name) => new TextEncoder().encode(name));
let found = false;

/** The same as {@link isIdentifyingName}, mostly without making a string of the text. */
export function identifies(texts: Texts, code: number): boolean {
  return texts instanceof TextPool && texts.readAscii(code, compare) ? !found : isIdentifyingName(texts.at(code) ?? '');
}

function compare(bytes: Uint8Array, from: number, to: number): void {
  found = from === to || names.some((name) => isSame(bytes, from, to, name));
}

function isSame(bytes: Uint8Array, from: number, to: number, name: Uint8Array): boolean {
  if (to - from !== name.length) {
    return false;
  }
  for (let at = 0; at < name.length; at++) {
    if (bytes[from + at] !== name[at]) {
      return false;
    }
  }
  return true;
}
