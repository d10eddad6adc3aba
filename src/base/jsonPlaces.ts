import type { TextPlace } from './errors.js';

/** Characters of a text, the last one excluded. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const COMMENTS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\r\n]*|\/\*[^]*?\*\//g;
const TRAILING_COMMAS = /"(?:[^"\\\n]|\\.)*"|(?<=[^\s[{,:]\s*),(?=\s*[}\]])/g;

/**
 * The text as `JSON.parse` reads it: blanks in place of comments, of commas behind the last of a list, and of a byte order mark. Every other
 * character is where it was.
 */
export function plainJson(text: string): string {
  return text
    .replace(/^\uFEFF/, ' ')
    .replace(COMMENTS, (found) => (found.startsWith('"') ? found : found.replace(/[^\r\n]/g, ' ')))
    .replace(TRAILING_COMMAS, (found) => (found.startsWith('"') ? found : ' '));
}

/** A string that nobody has closed yet ends with its line. */
const TOKENS = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g;

/** What is open at a token: a list, or an object whose next text may be a name. */
interface Container {
  readonly isObject: boolean;
  name: string;
  index: number;
  isName: boolean;
}

/**
 * Calls `visit` for each value, those in a list or an object after it: all of it, or the bracket that it begins with.
 * @param text also one that somebody is typing
 */
export function visitJson(text: string, visit: (path: readonly string[], range: TextRange) => void): void {
  const open: Container[] = [];
  const visited = (start: number, end: number) =>
    visit(
      open.map(({ isObject, name, index }) => (isObject ? name : String(index))),
      { start, end },
    );
  for (const { 0: token, index: start } of text.matchAll(TOKENS)) {
    const top = open.at(-1);
    const end = start + token.length;
    if (token === '{' || token === '[') {
      visited(start, end);
      open.push({ isObject: token === '{', name: '', index: 0, isName: token === '{' });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',' && top !== undefined) {
      top.index++;
      top.isName = top.isObject;
    } else if (top?.isName === true) {
      top.name = textOf(token);
      top.isName = false;
    } else if (token !== ':') {
      visited(start, end);
    }
  }
}

/** What a string stands for; one that is not whole, as it is written. */
export function textOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token.replace(/^"|"$/g, '');
  }
}

/**
 * Where the value at a path is: all of it, or the bracket that it begins with. Where it is missing, what it is missing in.
 *
 * @param text which `JSON.parse` reads
 * @param path names of properties and indexes of lists, with dots between them
 */
export function rangeInJson(text: string, path: string): TextRange {
  const names = path === '' ? [] : path.split('.');
  let found: TextRange = { start: 0, end: 0 };
  visitJson(text, (at, range) => {
    // Values come after what they are in; of two with one name, the last counts.
    found = at.length <= names.length && at.every((name, depth) => name === names[depth]) ? range : found;
  });
  return found;
}

/** The line and the column of a character. */
export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

const BLANKS = /[ \t\r\n]*/y;
const TOKEN =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

/**
 * Where a text stops being JSON, which engines say of some texts only.
 * @returns the first token that cannot be there, or the end of a text that is not whole; `undefined` where it is JSON
 */
export function brokenAt(text: string): number | undefined {
  const open: string[] = [];
  /** Tokens that may come next, by what they begin with; `v` is a value. */
  let expected = 'v';
  for (let at = 0; ;) {
    BLANKS.lastIndex = at;
    const start = at + (BLANKS.exec(text)?.[0].length ?? 0);
    if (start === text.length) {
      return open.length === 0 && expected === '' ? undefined : start;
    }
    TOKEN.lastIndex = start;
    const token = TOKEN.exec(text)?.[0] ?? '';
    const kind = /^[}\],:]$/.test(token) ? token : token.startsWith('"') && expected.includes('n') ? 'n' : 'v';
    if (token === '' || !expected.includes(kind)) {
      return start;
    }
    if (token === '{' || token === '[') {
      open.push(token);
      expected = token === '{' ? 'n}' : 'v]';
    } else if (kind === ',') {
      expected = open.at(-1) === '{' ? 'n' : 'v';
    } else if (kind === 'n') {
      expected = ':';
    } else if (kind === ':') {
      expected = 'v';
    } else {
      if (kind !== 'v') {
        open.pop();
      }
      expected = open.length === 0 ? '' : open.at(-1) === '{' ? ',}' : ',]';
    }
    at = start + token.length;
  }
}
