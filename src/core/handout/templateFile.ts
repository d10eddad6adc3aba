import type { UsageReportsError } from '../../base/errors.js';
import { invalidJsonFile, type JsonFileProblem, parseJsonText, problemInText } from '../../base/jsonFile.js';
import { isObject } from '../../base/json.js';
import type { TextRange } from '../../base/jsonPlaces.js';
import type { Catalog } from '../catalog/catalog.js';
import type { ReportDefinition } from '../catalog/definition.js';
import type { HandoutTemplate } from './template.js';
import { questionsOf, type TemplateQuestion } from './templateQuestions.js';
import { parseTemplate, type PlacedProblem } from './templateSchema.js';
import { unknownColumns } from './unknownColumns.js';

/** Bytes of a file with a template at the most. */
export const MAX_TEMPLATE_BYTES = 1_000_000;

/** A template, or what is wrong with it. */
export type ReadTemplate =
  | {
      readonly template: HandoutTemplate;
      readonly problems: readonly [];
      /** What looks like a mistake, but might not be one. */
      readonly warnings: readonly JsonFileProblem[];
    }
  | {
      readonly template?: undefined;
      readonly problems: readonly [JsonFileProblem, ...JsonFileProblem[]];
      readonly warnings: readonly JsonFileProblem[];
    };

/**
 * Reads the text of a template.
 * @param made the tables that are no report, such as `users`
 */
export function readTemplate(
  text: string,
  catalog: Catalog,
  made: Readonly<Record<string, ReportDefinition>>,
): ReadTemplate {
  const { value, broken } = parseJsonText(text);
  if (broken !== undefined) {
    return { problems: [placed({ path: '', problem: { kind: 'notJson' } }, text, broken)], warnings: [] };
  }
  const { template, problems: malformed = [] } = parseTemplate(value);
  const [problems, warnings] = [[...malformed], [] as PlacedProblem[]];
  for (const question of template === undefined ? [] : questionsOf(template)) {
    const { report } = asked(question);
    const definition = catalog.findArchived(report) ?? (Object.hasOwn(made, report) ? made[report] : undefined);
    const problem = problemOfReport(question, definition);
    problems.push(...(problem === undefined ? [] : [problem]));
    warnings.push(...(definition === undefined ? [] : unknownColumns(question, definition)));
  }
  const inText = (one: PlacedProblem) => placed(one, text);
  const [first, ...others] = problems;
  if (first === undefined && template !== undefined) {
    return { template, problems: [], warnings: warnings.map(inText) };
  }
  // A template is read, or something is wrong with it.
  const problem = first ?? { path: '', problem: { kind: 'noObject' } };
  return { problems: [inText(problem), ...others.map(inText)], warnings: warnings.map(inText) };
}

/** The title in the text of a template, also where something else is wrong with it; `undefined` where it has none. */
export function templateTitle(text: string): string | undefined {
  const { value } = parseJsonText(text);
  const title = isObject(value) ? value['title'] : undefined;
  return typeof title === 'string' && title.trim() !== '' ? title.trim() : undefined;
}

/** @param text with more bytes than {@link MAX_TEMPLATE_BYTES} */
export function tooLargeTemplate(): UsageReportsError {
  return placed({ path: '', problem: { kind: 'tooLarge' } }, '').error;
}

/** @param range what is wrong, if it is not the value at the path */
function placed({ path, problem: templateProblem }: PlacedProblem, text: string, range?: TextRange): JsonFileProblem {
  const details = { code: 'invalidTemplate', templateProblem };
  return problemInText(text, path, (place) => invalidJsonFile('template', path, details, place), range);
}

/** The daily reports whose days a template asks for. */
export function dailyReportsOf(template: HandoutTemplate): readonly string[] {
  const named = questionsOf(template).map(asked);
  return [...new Set(named.flatMap(({ report, isDaily }) => (isDaily ? [report] : [])))];
}

/** The other reports, and tables, that a template asks. */
export function snapshotReportsOf(template: HandoutTemplate): readonly string[] {
  const named = questionsOf(template).map(asked);
  return [...new Set(named.flatMap(({ report, isDaily }) => (isDaily ? [] : [report])))];
}

interface AskedReport {
  readonly path: string;
  readonly report: string;
  /** Whether its days are asked for. */
  readonly isDaily: boolean;
}

function asked(question: TemplateQuestion): AskedReport {
  const { kind, path } = question;
  switch (kind) {
    case 'days':
      return { path: `${path}.report`, report: question.days.report, isDaily: true };
    case 'standsOut':
      return { path, report: question.report, isDaily: true };
    case 'query': {
      const { report, history = false } = question.query.source;
      return { path: `${path}.source.report`, report, isDaily: history };
    }
  }
}

/** There is no such report, or it has no days where days are asked for. */
function problemOfReport(
  question: TemplateQuestion,
  definition: ReportDefinition | undefined,
): PlacedProblem | undefined {
  const { path, report: name, isDaily } = asked(question);
  if (definition === undefined) {
    return { path, problem: { kind: 'noReport', name } };
  }
  return isDaily && definition.kind !== 'daily-series' ? { path, problem: { kind: 'noDays', name } } : undefined;
}
