import { type ErrorDetails, type TextPlace, UsageReportsError } from './errors.js';
import { brokenAt, placeAt, plainJson, rangeInJson, type TextRange } from './jsonPlaces.js';

/** Something of a person's JSON file that isn't understood. */
export interface JsonFileProblem {
  /** Has a `place` in its details. */
  readonly error: UsageReportsError;
  /** What of the text is wrong. */
  readonly range: TextRange;
}

/** The value of a JSON file, or where it stops being JSON. */
export type JsonText =
  { readonly value: unknown; readonly broken?: undefined } | { readonly value?: undefined; readonly broken: TextRange };

/** Such a file may have comments, and a comma behind the last of a list: people leave out parts of it for a while, and say why. */
export function parseJsonText(text: string): JsonText {
  const plain = plainJson(text);
  try {
    return { value: JSON.parse(plain) };
  } catch {
    const start = brokenAt(plain) ?? 0;
    return { broken: { start, end: Math.min(start + 1, text.length) } };
  }
}

/**
 * @param file what the file has, such as `rules`; the argument where all of it is wrong
 * @param path where in the file, such as `rules.0.compare.above`; empty for the whole
 * @param problem what is wrong there, as one of the details
 * @param place of the path in the file's text, where that is known
 */
export function invalidJsonFile(
  file: string,
  path: string,
  problem: Pick<ErrorDetails, 'code' | 'ruleProblem' | 'templateProblem'>,
  place?: TextPlace,
): UsageReportsError {
  const where = [place === undefined ? '' : `line ${place.line}`, path].filter(Boolean).join(', ');
  const what = JSON.stringify(problem.ruleProblem ?? problem.templateProblem);
  return new UsageReportsError('invalidRequest', `The ${file}${where === '' ? '' : `, ${where}`}: ${what}`, {
    argument: path === '' ? file : path,
    ...problem,
    ...(place === undefined ? {} : { place }),
  });
}

/** @param errorAt the error with the place of what is wrong @param range what is wrong, if it is not the value at the path */
export function problemInText(
  text: string,
  path: string,
  errorAt: (place: TextPlace) => UsageReportsError,
  range: TextRange = rangeInJson(plainJson(text), path),
): JsonFileProblem {
  return { error: errorAt(placeAt(text, range.start)), range };
}
