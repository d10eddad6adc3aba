import { blankReason, isReason, userState } from '../blankReasons.js';
import type { CommonTexts } from '../pages/commonTexts.js';
import type { ReportTexts } from '../pages/reportTexts.js';
import type { GroupKey } from '../query/query.js';
import type { ColumnInfo } from '../report.js';
import type { Format } from './format.js';
import { licenseText, type LicenseWords } from './licenseText.js';

/** What a page writes in cells in place of the table's own texts. Plain data. */
export interface CellWords extends Pick<CommonTexts, 'userStates' | 'blankReasons' | 'licenses' | 'yes' | 'no'> {
  /** BCP 47 tag. */
  readonly language: string;
  readonly groups: Pick<ReportTexts['groups'], 'within' | 'longer' | 'never' | 'weekdays'>;
}

/** A text of the extension's own in the display language: the name of a state, or what is said of a license. */
export function ownText(
  text: string,
  { userStates, blankReasons, licenses }: Pick<CellWords, 'userStates' | 'blankReasons' | 'licenses'>,
  days: Pick<LicenseWords, 'language' | 'dayText'>,
): string {
  const state = userState(text);
  return state === undefined
    ? licenseText(text, { ...licenses, ...days })
    : isReason(state)
      ? blankReasons[state]
      : userStates[state];
}

/**
 * The key of a group that follows from a day, in the display language.
 * @returns `undefined` where a page writes it as the table has it
 */
export function dayKeyText(
  text: string,
  by: GroupKey['by'],
  { within, longer, never, weekdays }: CellWords['groups'],
  format: Pick<Format, 'plural' | 'monthOfYear'>,
): string | undefined {
  switch (by) {
    case 'activeWithin':
      return text === '' ? never : text === 'longer' ? longer : format.plural(within, Number(text));
    case 'weekday':
      return text === '' ? never : (weekdays[Number(text) - 1] ?? text);
    case 'month':
      return text === '' ? never : format.monthOfYear(`${text}-01`);
    default:
      return undefined;
  }
}

/**
 * How a page writes the cells of a column.
 *
 * @param by what the column's cells are as keys of groups
 * @returns `undefined` where it writes them as the table has them, but for how it writes numbers and days
 */
export function cellText(
  { type, ownTexts }: Pick<ColumnInfo, 'type' | 'ownTexts'>,
  by: GroupKey['by'],
  words: CellWords,
  format: Format,
): ((text: string) => string) | undefined {
  if (by === 'activeWithin' || by === 'weekday' || by === 'month') {
    return (text) => dayKeyText(text, by, words.groups, format) ?? text;
  }
  if (ownTexts === true) {
    const days = { language: words.language, dayText: (day: string) => format.day(day) };
    return (text) => ownText(text, words, days);
  }
  return type === 'boolean' ? (text) => (text === 'True' ? words.yes : text === 'False' ? words.no : text) : undefined;
}

/** How a page writes the blank cells of a column whose table says why they are blank, by what it has there. */
export function blankText(
  { type }: Pick<ColumnInfo, 'type'>,
  { blankReasons }: Pick<CellWords, 'blankReasons'>,
): (state: string) => string {
  return (state) => {
    const reason = state === '' ? undefined : blankReason(state, type);
    return reason === undefined ? '' : blankReasons[reason];
  };
}
