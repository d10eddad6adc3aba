import { type Steps, TEXT_COST } from '../../../base/timeSlicer.js';
import type { ColumnType, Unit } from '../../../shared/report.js';
import { parseBoolean } from './boolean.js';
import { parseDay, parseInstant } from '../../../base/dates.js';
import { parseDuration } from '../../../base/duration.js';
import { isRounded, parseNumber } from './number.js';

/** Texts that are looked at between two pauses. */
const TEXTS_PER_STEP = 1024;

type InferredType = Exclude<ColumnType, 'list'>;

const readers: readonly (readonly [InferredType, (text: string) => boolean])[] = [
  [
    'number',
    (text) => {
      const value = parseNumber(text);
      // A number with more digits than a double can hold is an identifier, not a count.
      return !Number.isNaN(value) && !isRounded(value);
    },
  ],
  ['date', (text) => !Number.isNaN(parseDay(text)) || parseInstant(text)?.isMidnight === true],
  ['boolean', (text) => parseBoolean(text) !== undefined],
  ['duration', (text) => !Number.isNaN(parseDuration(text))],
];

/** Infers the type of a column that the catalog does not know: the first type that all its texts fit, otherwise `text`. Blanks do not count. */
export function* inferType(texts: Iterable<string>): Steps<InferredType> {
  let candidates = readers;
  let some = false;
  let count = 0;
  for (const text of texts) {
    if (++count % TEXTS_PER_STEP === 0) {
      yield TEXTS_PER_STEP * TEXT_COST;
    }
    if (text !== '') {
      some = true;
      candidates =
        candidates.length === 1 && candidates[0]?.[1](text) ? candidates : candidates.filter(([, fits]) => fits(text));
      if (candidates.length === 0) {
        return 'text';
      }
    }
  }
  return some ? (candidates[0]?.[0] ?? 'text') : 'text';
}

/** Infers the unit of a numeric column that the catalog does not know, from the words that the service uses in column names. */
export function inferUnit(name: string): Unit {
  if (/\bbytes?\b/i.test(name)) {
    return 'bytes';
  }
  if (/\bminutes?\b/i.test(name)) {
    return 'minutes';
  }
  return /\bseconds?\b/i.test(name) ? 'seconds' : 'count';
}
