import {
  finite,
  type GenericSchema,
  getDotPath,
  integer,
  literal,
  maxLength,
  maxValue,
  minValue,
  nonEmpty,
  number,
  optional,
  picklist,
  pipe,
  regex,
  safeParse,
  strictObject,
  string,
  union,
  unknown,
  variant,
} from 'valibot';
import { formProblemOf } from '../../shared/query/formProblem.js';
import type { Query } from '../../shared/query/query.js';
import { parseQueryInFile } from '../../shared/query/queryInFile.js';
import { columnName } from '../../shared/query/querySchema.js';
import { invalidRule } from './invalidRule.js';
import { placeholdersOf, unknownPlaceholders } from './placeholders.js';
import { type AlertRule, type Comparison, COMPARISON_KINDS, SEVERITIES } from './rule.js';

const MAX_DAYS = 365;

const line = (most: number) =>
  pipe(string(), nonEmpty(), maxLength(most), regex(/^[^\p{Cc}\u2028\u2029]*\S[^\p{Cc}\u2028\u2029]*$/u));
const amount = pipe(number(), finite());
const percent = pipe(amount, minValue(0));
const days = pipe(number(), integer(), minValue(1), maxValue(MAX_DAYS));
const limits = { above: optional(amount), below: optional(amount) };

const comparison: GenericSchema<unknown, Comparison> = variant('kind', [
  strictObject({ kind: literal('number'), amount: optional(columnName), ...limits }),
  strictObject({
    kind: literal('earlierDays'),
    amount: optional(columnName),
    days,
    fallsBy: optional(percent),
    risesBy: optional(percent),
  }),
  strictObject({ kind: literal('percent'), part: columnName, whole: columnName, ...limits }),
  strictObject({
    kind: literal('daysLeft'),
    used: columnName,
    quota: union([columnName, pipe(amount, minValue(1))]),
    growth: columnName,
    below: pipe(amount, minValue(0)),
  }),
  strictObject({ kind: literal('unusedSeats'), seats: columnName, used: columnName, above: percent }),
  strictObject({ kind: literal('late'), days: pipe(number(), integer(), minValue(0), maxValue(MAX_DAYS)) }),
]);

/** The schemas of the editor are held against it. */
export const ruleForm = strictObject({
  id: pipe(string(), regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)),
  title: line(100),
  sentence: line(500),
  description: optional(pipe(string(), maxLength(2_000))),
  severity: picklist(SEVERITIES),
  query: unknown(),
  compare: comparison,
  worseBy: optional(percent),
});

/**
 * Reads a rule from outside.
 * @param path of the rule in what it is read from
 * @throws UsageReportsError `invalidRequest` with the place, what is wrong there, and what would be right
 */
export function parseRule(raw: unknown, path = ''): AlertRule {
  const at = (place: string) => [path, place].filter(Boolean).join('.');
  const { success, output, issues } = safeParse(ruleForm, raw, { abortPipeEarly: true });
  if (!success) {
    const [issue] = issues;
    const place = getDotPath(issue) ?? '';
    throw invalidRule(at(place), formProblemOf(issue, ONE_OF[place], ruleForm));
  }
  const { compare, sentence } = output;
  checkLimits(compare, at('compare'));
  const [found] = unknownPlaceholders(sentence, compare.kind);
  if (found !== undefined) {
    throw invalidRule(at('sentence'), { kind: 'placeholder', found, allowed: placeholdersOf(compare.kind) });
  }
  return { ...output, query: queryOf(output.query, compare, at('query')) };
}

function checkLimits(compare: Comparison, path: string): void {
  const allowed = compare.kind === 'earlierDays' ? ['fallsBy', 'risesBy'] : ['above', 'below'];
  const needsOne = compare.kind === 'earlierDays' || compare.kind === 'number' || compare.kind === 'percent';
  const has = Object.entries(compare).filter(([name, value]) => allowed.includes(name) && value !== undefined);
  if (needsOne && has.length !== 1) {
    throw invalidRule(path, { kind: 'limits', allowed });
  }
}

/** What is asked of every tenant, of the newest data each time. */
function queryOf(raw: unknown, { kind }: Comparison, path: string): Query {
  const read = parseQueryInFile(raw, path);
  if (read.problem !== undefined) {
    throw invalidRule(read.path, read.problem);
  }
  const { query } = read;
  const { source, aggregates = [], columns = [] } = query;
  if (kind === 'earlierDays' && source.history !== true) {
    throw invalidRule(`${path}.source`, { kind: 'needsDays' });
  }
  if (kind !== 'late' && aggregates.length === 0 && columns.length === 0) {
    throw invalidRule(path, { kind: 'needsAmount' });
  }
  return query;
}

const ONE_OF: Readonly<Record<string, readonly string[]>> = { severity: SEVERITIES, 'compare.kind': COMPARISON_KINDS };
