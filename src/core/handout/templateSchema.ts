import {
  array,
  boolean,
  getDotPath,
  type InferOutput,
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
  regex,
  safeParse,
  strictObject,
  string,
  unknown,
  variant,
} from 'valibot';
import { isObject } from '../../base/json.js';
import type { TemplateProblem } from '../../base/errors.js';
import { type FormIssue, formProblemOf } from '../../shared/query/formProblem.js';
import { parseQueryInFile } from '../../shared/query/queryInFile.js';
import { columnName } from '../../shared/query/querySchema.js';
import { AGGREGATES, UNITS } from '../../shared/report.js';
import { withSampleDays } from './placeholders.js';
import { BLOCK_KINDS, DAY_PLACEHOLDERS, type HandoutTemplate, TEMPLATE_VERSION } from './template.js';

/** A template is outside input. It is held to limits far beyond what anybody reads. */
const [MAX_BLOCKS, MAX_PARTS, MAX_MONTHS] = [200, 50, 24];
const HANDOUT_UNITS = [...UNITS, 'percent', 'days'] as const;
/** Any day of the calendar. */
const SAMPLE_DAY = '2026-01-31';

/** A text on one line, with something to see. */
const line = pipe(
  string(),
  nonEmpty(),
  maxLength(300),
  regex(/^[^\p{Cc}\u2028\u2029]*[\p{L}\p{N}][^\p{Cc}\u2028\u2029]*$/u),
);
const paragraph = pipe(string(), nonEmpty(), maxLength(5_000));
const reportName = pipe(string(), regex(/^[A-Za-z][A-Za-z0-9]{0,99}$/));
const months = optional(pipe(number(), integer(), minValue(1), maxValue(MAX_MONTHS)));
const unit = optional(picklist(HANDOUT_UNITS));
const days = strictObject({
  report: reportName,
  column: columnName,
  key: optional(columnName),
  aggregate: optional(picklist(AGGREGATES)),
});
/** Held to the form of a query afterwards, with days in place of placeholders. */
const query = unknown();
const amount = { days: optional(days), query: optional(query), amount: optional(columnName) };
const labeledAmount = strictObject({ label: line, ...amount });

const block = variant('kind', [
  strictObject({ kind: literal('heading'), level: optional(picklist([2, 3])), text: line }),
  strictObject({ kind: literal('text'), paragraphs: pipe(array(paragraph), minLength(1), maxLength(MAX_PARTS)) }),
  strictObject({
    kind: literal('keyFigures'),
    figures: pipe(
      array(
        strictObject({
          label: line,
          unit,
          ...amount,
          of: optional(labeledAmount),
          per: optional(strictObject(amount)),
          change: optional(boolean()),
        }),
      ),
      minLength(1),
      maxLength(MAX_PARTS),
    ),
  }),
  strictObject({
    kind: literal('series'),
    title: line,
    lines: pipe(array(strictObject({ ...days.entries, label: optional(line) })), minLength(1), maxLength(12)),
    months,
  }),
  strictObject({
    kind: literal('bars'),
    title: line,
    unit,
    query: optional(query),
    label: optional(columnName),
    value: optional(columnName),
    bars: optional(pipe(array(labeledAmount), minLength(1), maxLength(MAX_PARTS))),
    days: optional(days),
    months,
  }),
  strictObject({
    kind: literal('table'),
    title: optional(line),
    query,
    columns: optional(
      pipe(
        array(strictObject({ column: columnName, label: optional(line), unit, ifKnown: optional(boolean()) })),
        minLength(1),
        maxLength(MAX_PARTS),
      ),
    ),
  }),
  strictObject({
    kind: literal('standsOut'),
    reports: optional(pipe(array(reportName), minLength(1), maxLength(100))),
  }),
  strictObject({ kind: literal('dataQuality') }),
]);

/** The schemas of the editor are held against it. */
export const templateForm = strictObject({
  $schema: optional(string()),
  version: literal(TEMPLATE_VERSION),
  title: line,
  showsUsers: optional(boolean()),
  blocks: pipe(array(block), minLength(1), maxLength(MAX_BLOCKS)),
});

/** What is wrong at a place of a template, such as `blocks.0.figures.1.label`. */
export interface PlacedProblem {
  readonly path: string;
  readonly problem: TemplateProblem;
}

export type ParsedTemplate =
  | { readonly template: HandoutTemplate; readonly problems?: undefined }
  | { readonly template?: undefined; readonly problems: readonly PlacedProblem[] };

/** Reads a template from outside: all that is wrong with it, if anything is. */
export function parseTemplate(raw: unknown): ParsedTemplate {
  // A list is an object, too.
  if (!isObject(raw)) {
    return { problems: [{ path: '', problem: { kind: 'noObject' } }] };
  }
  const { success, output, issues } = safeParse(templateForm, raw, { abortPipeEarly: true });
  const problems: PlacedProblem[] = success
    ? output.blocks.flatMap((one, index) => problemsOfBlock(one, `blocks.${index}`))
    : issues.map((issue) => {
        const path = getDotPath(issue) ?? '';
        return { path, problem: problemOf(path, issue) };
      });
  if (!success || problems.length > 0) {
    return { problems };
  }
  const { version, title, showsUsers, blocks } = output;
  // The form of the queries, which are unknown above, was checked after it.
  return {
    template: { version, title, ...(showsUsers === undefined ? {} : { showsUsers }), blocks } as HandoutTemplate,
  };
}

type Block = InferOutput<typeof block>;
interface AmountParts {
  readonly days?: unknown;
  readonly query?: unknown;
}

/** What the form alone does not say: parts that exclude one another, and queries. */
function problemsOfBlock(one: Block, path: string): PlacedProblem[] {
  switch (one.kind) {
    case 'keyFigures':
      return one.figures.flatMap((figure, index) => {
        const at = `${path}.figures.${index}`;
        return [
          ...problemsOfAmount(figure, at),
          ...(figure.of === undefined ? [] : problemsOfAmount(figure.of, `${at}.of`)),
          ...(figure.per === undefined ? [] : problemsOfAmount(figure.per, `${at}.per`)),
        ];
      });
    case 'bars':
      return [
        ...exactlyOne(one, ['query', 'bars', 'days'], path),
        ...(one.query === undefined ? [] : problemsOfQuery(one.query, `${path}.query`)),
        ...(one.bars ?? []).flatMap((bar, index) => problemsOfAmount(bar, `${path}.bars.${index}`)),
        ...(['label', 'value'] as const).flatMap((name): PlacedProblem[] =>
          (one[name] === undefined) === (one.query === undefined)
            ? []
            : [{ path: `${path}.${name}`, problem: { kind: one.query === undefined ? 'notAllowed' : 'missing' } }],
        ),
        ...((one.months === undefined) === (one.days === undefined)
          ? []
          : [
              {
                path: `${path}.months`,
                problem: { kind: one.days === undefined ? ('notAllowed' as const) : ('missing' as const) },
              },
            ]),
      ];
    case 'table':
      return problemsOfQuery(one.query, `${path}.query`);
    case 'heading':
    case 'text':
    case 'series':
    case 'standsOut':
    case 'dataQuality':
      return [];
  }
}

function problemsOfAmount(one: AmountParts & { readonly amount?: unknown }, path: string): PlacedProblem[] {
  return [
    ...exactlyOne(one, ['days', 'query'], path),
    ...(one.amount !== undefined && one.query === undefined
      ? [{ path: `${path}.amount`, problem: { kind: 'notAllowed' as const } }]
      : []),
    ...(one.query === undefined ? [] : problemsOfQuery(one.query, `${path}.query`, true)),
  ];
}

function exactlyOne(one: object, allowed: readonly string[], path: string): PlacedProblem[] {
  const given = Object.entries(one).filter(([name, value]) => allowed.includes(name) && value !== undefined);
  return given.length === 1 ? [] : [{ path, problem: { kind: 'exactlyOne', allowed } }];
}

/** @param needsAmount whether the answer has to be one row */
function problemsOfQuery(raw: unknown, path: string, needsAmount = false): PlacedProblem[] {
  const unknownDay = unknownPlaceholder(raw, path);
  if (unknownDay !== undefined) {
    return [unknownDay];
  }
  const read = parseQueryInFile(withSampleDays(raw, SAMPLE_DAY), path);
  if (read.problem !== undefined) {
    return [read];
  }
  const { earlier, aggregates = [], groupBy = [] } = read.query;
  if (earlier !== undefined) {
    return [{ path: `${path}.earlier`, problem: { kind: 'notAllowed' } }];
  }
  return needsAmount && (aggregates.length === 0 || groupBy.length > 0)
    ? [{ path, problem: { kind: 'needsAmount' } }]
    : [];
}

/** What looks as a placeholder does, and is none. */
function unknownPlaceholder(raw: unknown, path: string): PlacedProblem | undefined {
  const filters: readonly unknown[] = isObject(raw) && Array.isArray(raw['filters']) ? raw['filters'] : [];
  for (const [index, filter] of filters.entries()) {
    for (const name of isObject(filter) && filter['kind'] === 'days' ? ['from', 'to'] : []) {
      const day = isObject(filter) ? filter[name] : undefined;
      if (typeof day === 'string' && /^\{.*\}$/.test(day) && !DAY_PLACEHOLDERS.some((known) => known === day)) {
        const allowed = [...DAY_PLACEHOLDERS, 'YYYY-MM-DD'];
        return { path: `${path}.filters.${index}.${name}`, problem: { kind: 'oneOf', allowed, found: `"${day}"` } };
      }
    }
  }
  return undefined;
}

function problemOf(path: string, issue: FormIssue): TemplateProblem {
  const { received: found } = issue;
  return path === 'version'
    ? { kind: 'version', found: found === 'undefined' ? undefined : found, understood: TEMPLATE_VERSION }
    : formProblemOf(issue, ONE_OF.find(([place]) => place.test(path))?.[1], templateForm);
}

const ONE_OF: readonly (readonly [place: RegExp, allowed: readonly string[]])[] = [
  [/^blocks\.\d+\.kind$/, BLOCK_KINDS],
  [/\.unit$/, HANDOUT_UNITS],
  [/\.aggregate$/, AGGREGATES],
  [/\.level$/, ['2', '3']],
];
