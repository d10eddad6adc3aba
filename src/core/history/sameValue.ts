import type { ColumnType } from '../../shared/report.js';
import { parseBoolean } from '../table/store/boolean.js';
import { parseServiceDay } from '../../base/dates.js';
import { composedText } from '../../base/composedText.js';
import { parseDuration } from '../../base/duration.js';
import { isRounded, parseNumber } from '../table/store/number.js';

/**
 * Whether two cells mean the same. CSV and JSON, and files of different years, spell the same value differently, which is no revision. A blank
 * cell equals only a blank cell.
 */
export function isSameValue(left: string, right: string, type: ColumnType): boolean {
  if (left === right) {
    return true;
  }
  const [a, b] = [left.trim(), right.trim()];
  if (a === b) {
    return true;
  }
  if (a === '' || b === '') {
    return false;
  }
  switch (type) {
    case 'number':
      return !isRounded(parseNumber(a)) && parseNumber(a) === parseNumber(b);
    case 'duration':
      return parseDuration(a) === parseDuration(b);
    case 'boolean':
      return parseBoolean(a) !== undefined && parseBoolean(a) === parseBoolean(b);
    case 'date':
      return dayOf(a) !== undefined && dayOf(a) === dayOf(b);
    case 'text':
    case 'list':
      return composedText(a) === composedText(b);
  }
}

/** Days since 1970-01-01; `undefined` if the text is not a day, or has a time of day. */
function dayOf(text: string): number | undefined {
  const instant = parseServiceDay(text);
  return instant?.isMidnight === true ? instant.day : undefined;
}
