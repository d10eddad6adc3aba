import type { CellValue, ColumnInfo } from '../../../src/shared/report.js';
import type { Format } from '../format.js';
import { strings } from '../strings.js';

/** What a cell looks like. */
export interface CellFace {
  /** Never longer than a screen could show, whatever the file holds. */
  readonly text: string;
  /** The exact or the longer form for the tooltip, where it differs. */
  readonly title?: string;
  /** What a screen reader says instead of the text. */
  readonly label?: string;
  readonly blank: boolean;
  /** A class that sets the cell off from others. */
  readonly mark?: string;
}

/** How the cell of a column looks, where a page has more to say of it than its value alone. */
export type FaceOf = (cells: readonly CellValue[], index: number, column: ColumnInfo, format: Format) => CellFace;

export const plainFace: FaceOf = (cells, index, column, format) => cellFace(cells[index], column, format);

export const maxCellCharacters = 300;
export const maxTitleCharacters = 2000;
/** Texts shorter than this fit the narrowest column and need no tooltip. */
const shortText = 16;
/** Characters that make the text after them run the other way, with which a name can pretend to be another. */
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;

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
      ? { text: format.count(value), blank: false }
      : { text: format.value(value, unit), title: format.exact(value, unit), blank: false };
  }
  if (typeof value === 'string') {
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
  const shown = clipped(text, maxCellCharacters).replace(directionControls, '');
  const title = exact ?? (text.length > shortText ? text : undefined);
  return {
    text: shown,
    title: title === undefined ? undefined : clipped(title, maxTitleCharacters).replace(directionControls, ''),
    blank: false,
  };
}

/** At most `length` characters; never half of a surrogate pair at the end. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  const cut = text.charCodeAt(length - 1) >= 0xd800 && text.charCodeAt(length - 1) <= 0xdbff ? length - 1 : length;
  return `${text.slice(0, cut)}…`;
}
