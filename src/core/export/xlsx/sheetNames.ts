/** Most characters of a sheet's name. */
const MAX_LENGTH = 31;
/** Excel keeps this name to itself. */
const RESERVED = 'history';
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu;

/** Gives out names of sheets that Excel accepts, and that no two sheets of the workbook have. */
export class SheetNames {
  /** Excel takes names for the same whatever their case. */
  readonly #taken = new Set<string>();

  /** @param wanted what it should be called; the name may be shorter, and end with ` (2)` */
  take(wanted: string): string {
    const clean = trimmed(wanted.replace(FORBIDDEN, ' ').replace(/\s+/gu, ' '));
    for (let number = 1; ; number++) {
      const ending = number === 1 ? '' : ` (${number})`;
      const name = cut(clean || 'Report', MAX_LENGTH - ending.length) + ending;
      const key = folded(name);
      if (key !== RESERVED && !this.#taken.has(key)) {
        this.#taken.add(key);
        return name;
      }
    }
  }
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
}

/** An apostrophe may be neither first nor last. */
function trimmed(name: string): string {
  return name.replace(/^['\s]+|['\s]+$/gu, '');
}

/** A name that is too long ends with `…`; never with half of a surrogate pair. */
function cut(name: string, length: number): string {
  if (name.length <= length) {
    return name;
  }
  const isSplit = (name.codePointAt(length - 2) ?? 0) > 0xffff;
  return `${trimmed(name.slice(0, isSplit ? length - 2 : length - 1))}…`;
}
