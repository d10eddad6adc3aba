import {
  array,
  boolean,
  check,
  finite,
  type GenericSchema,
  getDotPath,
  integer,
  literal,
  maxLength,
  maxValue,
  minLength,
  minValue,
  nonEmpty,
  number,
  optional,
  picklist,
  pipe,
  safeParse,
  strictObject,
  string,
  union,
  variant,
} from 'valibot';
import { isIsoDate } from '../../base/dates.js';
import { MAX_SORT_KEYS } from '../report.js';
import { type FormIssue, unknownPropertyOf } from './formProblem.js';
import { invalidQuery } from './invalidQuery.js';
import { AGGREGATE_KINDS, COLUMN_AGGREGATES, GROUP_KINDS, type Query, QUERY_VERSION } from './query.js';

/** A query is outside input: a file, another extension. It is held to limits far beyond what anybody asks. */
const MAX_KEYS = 10;
const MAX_AGGREGATES = 100;
const MAX_FILTERS = 200;
const MAX_VALUES = 10_000;

export const columnName = pipe(string(), nonEmpty('A column needs a name.'), maxLength(1_000));
const day = pipe(string(), check(isIsoDate, 'A day is written YYYY-MM-DD, and is in the calendar.'));
const amount = pipe(number(), finite());
const count = pipe(number(), integer(), minValue(1));
const name = optional(columnName);
const days = pipe(number(), integer(), minValue(1), maxValue(100_000));

const source = strictObject({
  report: pipe(string(), nonEmpty()),
  period: optional(string()),
  date: optional(day),
  history: optional(literal(true)),
  connection: optional(string()),
  refreshDate: optional(day),
});

const bound = optional(amount);
const orBlank = optional(boolean());
/** A condition on a column that is named. */
const queryFilter = variant('kind', [
  strictObject({ column: columnName, kind: literal('range'), from: bound, to: bound, orBlank }),
  strictObject({ column: columnName, kind: literal('days'), from: optional(day), to: optional(day), orBlank }),
  strictObject({
    column: columnName,
    kind: literal('values'),
    values: pipe(array(pipe(string(), maxLength(10_000))), maxLength(MAX_VALUES)),
    orBlank,
  }),
  strictObject({
    column: columnName,
    kind: literal('share'),
    of: pipe(array(columnName), maxLength(10)),
    from: bound,
    above: bound,
  }),
  strictObject({ column: columnName, kind: picklist(['blank', 'notBlank']) }),
]);

/** Which rows, and in which order: a part of a query, and of a saved view. */
export const rowEntries = {
  filter: optional(pipe(string(), maxLength(1_000))),
  filters: optional(pipe(array(queryFilter), maxLength(MAX_FILTERS))),
  sort: optional(
    pipe(array(strictObject({ column: columnName, descending: optional(boolean()) })), maxLength(MAX_SORT_KEYS)),
  ),
};

const groupKey = variant('by', [
  strictObject({ column: columnName, by: optional(picklist(['domain', 'member', 'month', 'week', 'weekday'])), name }),
  strictObject({
    column: columnName,
    by: literal('range'),
    bounds: optional(pipe(array(amount), minLength(1), maxLength(1_000))),
    step: optional(pipe(amount, minValue(Number.MIN_VALUE, 'A step is above 0.'))),
    name,
  }),
  strictObject({
    column: columnName,
    by: literal('activeWithin'),
    days: pipe(array(days), minLength(1), maxLength(100)),
    name,
  }),
]);

const aggregate = variant('kind', [
  strictObject({ kind: picklist(['count', 'share']), name }),
  strictObject({ kind: picklist(COLUMN_AGGREGATES), column: columnName, name }),
  strictObject({ kind: literal('change'), of: columnName, name }),
]);

/** The schemas of the editor are held against it, as are those of what else is in files. */
export const queryForm: GenericSchema<unknown, Query> = strictObject({
  version: literal(QUERY_VERSION),
  source: optional(source),
  ...rowEntries,
  groupBy: optional(pipe(array(groupKey), maxLength(MAX_KEYS))),
  aggregates: optional(pipe(array(aggregate), maxLength(MAX_AGGREGATES))),
  columns: optional(pipe(array(columnName), minLength(1), maxLength(10_000))),
  limit: optional(count),
  minGroupSize: optional(count),
  earlier: optional(union([strictObject({ refreshDate: day }), strictObject({ daysBefore: days })])),
});

/**
 * Reads a query from outside.
 *
 * @throws UsageReportsError `invalidRequest` with the place, what is wrong there, and what would be right
 */
export function parseQuery(raw: unknown): Query {
  const { success, output, issues } = safeParse(queryForm, raw, { abortPipeEarly: true });
  if (success) {
    checkParts(output);
    return output;
  }
  const [issue] = issues;
  const path = getDotPath(issue) ?? '';
  throw invalidQuery(path, explanation(path, issue, queryForm));
}

/** What the form alone does not say: parts that are of use only beside others. */
function checkParts({ groupBy = [], aggregates = [], columns, minGroupSize, earlier }: Query): void {
  for (const [index, key] of groupBy.entries()) {
    if (key.by === 'range' && (key.bounds === undefined) === (key.step === undefined)) {
      throw invalidQuery(`groupBy.${index}`, 'A range has either "bounds", such as [0, 10, 100], or a "step".');
    }
  }
  const isGrouped = groupBy.length > 0 || aggregates.length > 0;
  if (isGrouped && columns !== undefined) {
    throw invalidQuery('columns', 'A query with "groupBy" or "aggregates" has their columns. Leave out "columns".');
  }
  if (!isGrouped && minGroupSize !== undefined) {
    throw invalidQuery('minGroupSize', 'A smallest group needs groups. Add "groupBy" or "aggregates".');
  }
  const change = aggregates.findIndex(({ kind }) => kind === 'change');
  if (change >= 0 && earlier === undefined) {
    throw invalidQuery(
      `aggregates.${change}`,
      'A change needs a snapshot to count from. Add "earlier", such as { "daysBefore": 28 }.',
    );
  }
  if (change < 0 && earlier !== undefined) {
    throw invalidQuery('earlier', 'No aggregate of the kind "change" uses it. Add one, or leave out "earlier".');
  }
}

const KINDS: readonly (readonly [place: RegExp, what: string, kinds: readonly string[]])[] = [
  [/^aggregates\.\d+\.kind$/, 'An aggregate is', AGGREGATE_KINDS],
  [/(^|\.)grouping\.measures\.\d+\.kind$/, 'A measure is', ['count', 'share', ...COLUMN_AGGREGATES]],
  [/(^groupBy|(^|\.)grouping\.keys)\.\d+\.by$/, 'A group key is a column, or by', GROUP_KINDS],
  [/(^|\.)filters\.\d+\.kind$/, 'A filter is', ['range', 'days', 'values', 'share', 'blank', 'notBlank']],
  [/^version$/, 'This version understands', [String(QUERY_VERSION)]],
];

/** The kinds that there are at a place of a query, or of a saved view; `undefined` where the value is no kind. */
export function kindsAt(path: string): readonly string[] | undefined {
  return KINDS.find(([place]) => place.test(path))?.[2];
}

/** What is wrong at a place of a query, or of a saved view, and what would be right. @param form that it was held to */
export function explanation(path: string, issue: FormIssue, form: GenericSchema): string {
  const unknown = unknownPropertyOf(issue, form);
  if (unknown !== undefined) {
    const { name: given, allowed, nearest } = unknown;
    const meant = nearest === undefined ? '' : ` Do you mean "${nearest}"?`;
    return `There is no property "${given}" here.${meant} Possible: ${allowed.join(', ')}.`;
  }
  const { message, received, expected } = issue;
  const known = KINDS.find(([place]) => place.test(path));
  if (known !== undefined) {
    const [, what, kinds] = known;
    return `${what} ${kinds.join(', ')}; here it is ${received}.`;
  }
  return expected === null || !message.startsWith('Invalid')
    ? message
    : `It has to be ${expected}; here it is ${received}.`;
}
