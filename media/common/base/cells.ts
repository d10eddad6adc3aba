import type { CellValue, ColumnInfo } from '../../../src/shared/report.js';
import type { Format } from './format.js';
import { concealedForm } from '../../../src/shared/concealedNames.js';
import { strings } from './strings.js';

/** What a cell looks like. */
export interface CellFace {
  /** Never longer than a screen could show, whatever the file holds. */
  readonly text: string;
  /** The exact or the longer form for the tooltip, where it differs. */
  readonly title?: string;
  /** What a screen reader says instead of the text. */
  readonly label?: string;
  readonly blank: boolean;
  /** It stands for a name that is not shown. */
  readonly concealed?: boolean;
  /** A class that sets the cell off from others. */
  readonly mark?: string;
}

/** How the cell of a column looks, where a page has more to say of it than its value alone. */
export type FaceOf = (cells: readonly CellValue[], index: number, column: ColumnInfo, format: Format) => CellFace;

export const plainFace: FaceOf = (cells, index, column, format) => cellFace(cells[index], column, format);

const maxCellCharacters = 300;
const maxTitleCharacters = 2000;
/** Texts shorter than this fit the narrowest column and need no tooltip. */
const shortText = 16;
/** Characters of a hash that tell it from the others on screen. */
const hashStart = 8;
/**
 * Characters that nobody sees and that change what is seen: those that make the text after them run the other way, with which a name
 * can pretend to be another, and control characters but for tab and line breaks.
 */
// eslint-disable-next-line no-control-regex
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

const blankFace: CellFace = { text: strings.blankMark, label: strings.blank, blank: true };

export function cellFace(value: CellValue | undefined, column: ColumnInfo, format: Format): CellFace {
  if (value === null || value === undefined || value === '') {
    return blankFace;
  }
  if (typeof value === 'boolean') {
    return { text: value ? strings.yes : strings.no, blank: false };
  }
  if (typeof value === 'number') {
    const unit = column.unit ?? (column.type === 'duration' ? 'seconds' : 'count');
    return unit === 'count'
      ? { text: format.count(value), ...(Number.isInteger(value * 100) ? {} : { title: String(value) }), blank: false }
      : { text: format.value(value, unit), title: format.exact(value, unit), blank: false };
  }
  if (typeof value === 'string') {
    if (column.concealed === true && concealedForm(value) !== undefined) {
      return concealedFace(value);
    }
    const text = column.type === 'date' ? format.day(value) : value;
    return textFace(text, text === value ? undefined : value);
  }
  return value.length === 0 ? blankFace : textFace(value.join(', '));
}

/** Numbers and durations stand at the right edge, digits under digits. */
export function alignsRight(column: ColumnInfo): boolean {
  return column.type === 'number' || column.type === 'duration';
}

function textFace(text: string, exact?: string): CellFace {
  const shown = clipped(text, maxCellCharacters);
  const title = exact ?? (text.length > shortText ? text : undefined);
  return {
    text: shown,
    title: title === undefined ? undefined : clipped(title, maxTitleCharacters),
    blank: false,
  };
}

/** A hash is no name: just enough of it to tell two people apart. The other forms say themselves that they are none. */
function concealedFace(text: string): CellFace {
  const isHash = concealedForm(text) !== 'unknown' && concealedForm(text) !== 'pii';
  const shown = isHash ? `${text.slice(0, hashStart)}…` : clipped(text, maxCellCharacters);
  return { text: shown, title: strings.concealedTitle(clipped(text, maxTitleCharacters)), label: strings.concealedName(shown), blank: false, concealed: true };
}

/** Letters that run from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Like {@link clipped}, for a text that stands within another: one from right to left moves nothing beside it. */
export function isolated(text: string, length: number): string {
  const shown = clipped(text, length);
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** At most `length` characters, none of them invisible; never half of a surrogate pair at the end. */
export function clipped(full: string, length: number): string {
  // A little more than is shown, as what is invisible falls out: cleaning a megabyte for each cell would be felt.
  const text = full.slice(0, length * 2 + 2).replace(invisible, '');
  if (text.length <= length) {
    return full.length > length * 2 + 2 ? `${text}…` : text;
  }
  const cut = text.charCodeAt(length - 1) >= 0xd800 && text.charCodeAt(length - 1) <= 0xdbff ? length - 1 : length;
  return `${text.slice(0, cut)}…`;
}
