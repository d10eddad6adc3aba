import type { TextPlace } from './errors.js';

/** Characters of a text, the last one excluded. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"\uFEFF]+/g;

/** What is open at a token: a list, or an object whose next text may be a name. */
interface Container {
  readonly isObject: boolean;
  name: string;
  index: number;
  isName: boolean;
}

/**
 * Where the value at a path is: all of it, or the bracket that it begins with. Where it is missing, what it is missing in.
 *
 * @param text which `JSON.parse` reads
 * @param path names of properties and indexes of lists, with dots between them
 */
export function rangeInJson(text: string, path: string): TextRange {
  const names = path === '' ? [] : path.split('.');
  const open: Container[] = [];
  let found: TextRange = { start: 0, end: 0 };
  const visit = (start: number, end: number) => {
    const isOnTheWay =
      open.length <= names.length &&
      open.every(({ isObject, name, index }, depth) => (isObject ? name : String(index)) === names[depth]);
    // Values come after what they are in; of two with one name, the last counts.
    found = isOnTheWay ? { start, end } : found;
  };
  for (const { 0: token, index: start } of text.matchAll(TOKENS)) {
    const top = open.at(-1);
    const end = start + token.length;
    if (token === '{' || token === '[') {
      visit(start, end);
      open.push({ isObject: token === '{', name: '', index: 0, isName: token === '{' });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',' && top !== undefined) {
      top.index++;
      top.isName = top.isObject;
    } else if (top?.isName === true) {
      top.name = JSON.parse(token) as string;
      top.isName = false;
    } else if (token !== ':') {
      visit(start, end);
    }
  }
  return found;
}

/** The line and the column of a character. */
export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** @returns where a text stops being JSON, if the engine says so */
export function brokenAt(text: string, error: unknown): number | undefined {
  const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  return position === undefined ? undefined : Math.min(Number(position), text.length);
}
