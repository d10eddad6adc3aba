import { blankReason, type BlankReason } from '../../../../src/shared/blankReasons.js';
import { applicationLabel } from '../../../../src/shared/knownApplications.js';
import { unitOf } from '../../../../src/shared/measures.js';
import type { CellValue } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { concealedForm } from '../../../../src/shared/concealedNames.js';
import { BLANK_MARK, formatText } from '../../../../src/shared/format/formatText.js';
import { ownText as wordsFor } from '../../../../src/shared/format/cellTexts.js';
import { texts } from '../texts.js';

/** What a cell looks like. */
export interface FormattedCell {
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
export type CellFormatter = (
  cells: readonly CellValue[],
  index: number,
  column: ShownColumn,
  format: Format,
) => FormattedCell;

/** A blank cell says why it is blank, where the table knows. */
export const formatPlainCell: CellFormatter = (cells, index, column, format) => {
  const formatted = formatCell(cells[index], column, format);
  const state = column.blanksAt === undefined ? undefined : cells[column.blanksAt];
  const reason = formatted.blank && typeof state === 'string' ? blankReason(state, column.type) : undefined;
  return reason === undefined ? formatted : formatReason(reason);
};

const MAX_CELL_CHARACTERS = 300;
const MAX_TITLE_CHARACTERS = 2000;
/** Texts shorter than this fit the narrowest column and need no tooltip. */
const MAX_LENGTH_WITHOUT_TOOLTIP = 16;
/** Characters of a hash that tell it from the others on screen. */
const HASH_PREFIX_CHARACTERS = 8;
/**
 * Characters that nobody sees and that change what is seen: those that make the text after them run the other way, with which a name
 * can pretend to be another, and control characters but for tab and line breaks.
 */
const INVISIBLE_CHARACTERS =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

const blankCell: FormattedCell = { text: BLANK_MARK, label: texts.blank, blank: true };

function formatReason(reason: BlankReason): FormattedCell {
  const text = texts.blankReasons[reason];
  return {
    text,
    title: texts.blankReasonHints[reason],
    label: formatText(texts.blankBecause, text),
    blank: true,
    mark: 'reason',
  };
}

/** A text of the extension's own in the user's language: the name of a state, or what is said of a license. */
export function ownText(text: string, format: Pick<Format, 'day' | 'language'>): string {
  const dayText = (day: string) => format.day(day);
  const words = { userStates: texts.userStates, blankReasons: texts.blankReasons, licenses: texts.licenses };
  return wordsFor(text, words, { language: format.language, dayText });
}

export function formatCell(value: CellValue | undefined, column: ShownColumn, format: Format): FormattedCell {
  if (value === null || value === undefined || value === '') {
    return blankCell;
  }
  if (typeof value === 'boolean') {
    return { text: value ? texts.yes : texts.no, blank: false };
  }
  if (typeof value === 'number') {
    const unit = unitOf(column);
    const isPlain = unit === 'count' && column.currency === undefined;
    const text =
      isPlain && column.decimalPlaces === undefined ? format.count(value) : amountText(value, column, format);
    return isPlain
      ? { text, ...(Number.isInteger(value * 100) ? {} : { title: String(value) }), blank: false }
      : { text, title: format.exact(value, unit), blank: false };
  }
  if (typeof value === 'string') {
    if (column.concealed === true && concealedForm(value) !== undefined) {
      return formatConcealedCell(value);
    }
    const text =
      column.type === 'date'
        ? format.day(value)
        : column.application === true
          ? applicationLabel(value)
          : column.ownTexts === true
            ? ownText(value, format)
            : value;
    return formatTextCell(text, text === value ? undefined : value);
  }
  return value.length === 0 ? blankCell : formatTextCell(value.join(', '));
}

/** In the unit that the column's header says, in its currency, with the decimals of its cells, or with the unit that suits it. */
export function amountText(value: number, column: ShownColumn, format: Format): string {
  if (column.currency !== undefined) {
    return format.money(value, column.currency);
  }
  if (column.decimalPlaces !== undefined) {
    return format.decimal(value, column.decimalPlaces);
  }
  return column.scale === undefined ? format.value(value, unitOf(column)) : format.scaled(value, column.scale);
}

function formatTextCell(text: string, exact?: string): FormattedCell {
  const shown = truncate(text, MAX_CELL_CHARACTERS);
  const title = exact ?? (text.length > MAX_LENGTH_WITHOUT_TOOLTIP ? text : undefined);
  return {
    text: shown,
    title: title === undefined ? undefined : truncate(title, MAX_TITLE_CHARACTERS),
    blank: false,
  };
}

/** A hash is no name: just enough of it to tell two people apart. The other forms say themselves that they are none. */
function formatConcealedCell(text: string): FormattedCell {
  const isConcealedHash = concealedForm(text) !== 'unknown' && concealedForm(text) !== 'pii';
  const shown = isConcealedHash ? `${text.slice(0, HASH_PREFIX_CHARACTERS)}…` : truncate(text, MAX_CELL_CHARACTERS);
  return {
    text: shown,
    title: formatText(texts.concealedTitle, truncate(text, MAX_TITLE_CHARACTERS)),
    label: formatText(texts.concealedName, shown),
    blank: false,
    concealed: true,
  };
}

/** Letters that run from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Like {@link truncate}, for a text that stands within another: one from right to left moves nothing beside it. */
export function isolated(text: string, length: number): string {
  const shown = truncate(text, length);
  return rightToLeft.test(shown) ? `\u2068${shown}\u2069` : shown;
}

/** At most `length` characters, none of them invisible; never half of a surrogate pair at the end. */
export function truncate(full: string, length: number): string {
  // A little more than is shown, as what is invisible falls out: cleaning a megabyte for each cell would be felt.
  const text = full.slice(0, length * 2 + 2).replace(INVISIBLE_CHARACTERS, '');
  if (text.length <= length) {
    return full.length > length * 2 + 2 ? `${text}…` : text;
  }
  const cut = text.charCodeAt(length - 1) >= 0xd800 && text.charCodeAt(length - 1) <= 0xdbff ? length - 1 : length;
  return `${text.slice(0, cut)}…`;
}
