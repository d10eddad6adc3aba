import { type TemplateProblem, UsageReportsError } from '../../base/errors.js';
import { brokenAt, placeAt, rangeInJson, type TextRange } from '../../base/jsonPlaces.js';
import type { Catalog } from '../catalog/catalog.js';
import type { HandoutTemplate, TemplateAmount, TemplateBlock } from './template.js';
import { parseTemplate, type PlacedProblem } from './templateSchema.js';

/** Bytes of a file with a template at the most. */
export const MAX_TEMPLATE_BYTES = 1_000_000;

/** How the name of every template ends: the editor completes it by that. */
export const TEMPLATE_ENDING = '.usage-report.json';

/** Something of a template that isn't understood. */
export interface TemplateFileProblem {
  /** Has a `place` in its details. */
  readonly error: UsageReportsError;
  /** What of the text is wrong. */
  readonly range: TextRange;
}

export type ReadTemplate =
  | { readonly template: HandoutTemplate; readonly problems: readonly [] }
  | { readonly template?: undefined; readonly problems: readonly [TemplateFileProblem, ...TemplateFileProblem[]] };

/**
 * Reads the text of a template.
 * @param made names of tables that are no report, such as `users`
 */
export function readTemplate(text: string, catalog: Catalog, made: readonly string[]): ReadTemplate {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ' '));
  } catch {
    const start = brokenAt(text) ?? 0;
    const range = { start, end: Math.min(start + 1, text.length) };
    return { problems: [{ error: invalidTemplate('', { kind: 'notJson' }, text, range), range }] };
  }
  const { template, problems = [] } = parseTemplate(raw);
  const placed = (problems.length > 0 ? problems : unknownReports(template, catalog, made)).map(({ path, problem }) => {
    const range = rangeInJson(text, path);
    return { error: invalidTemplate(path, problem, text, range), range };
  });
  const [first, ...others] = placed;
  return first === undefined && template !== undefined
    ? { template, problems: [] }
    : { problems: [first ?? notRead(text), ...others] };
}

/** A template is read, or something is wrong with it. */
function notRead(text: string): TemplateFileProblem {
  const range = { start: 0, end: 0 };
  return { error: invalidTemplate('', { kind: 'noObject' }, text, range), range };
}

/** @param text with more bytes than {@link MAX_TEMPLATE_BYTES} */
export function tooLargeTemplate(): UsageReportsError {
  return invalidTemplate('', { kind: 'tooLarge' }, '', { start: 0, end: 0 });
}

function invalidTemplate(
  path: string,
  templateProblem: TemplateProblem,
  text: string,
  { start }: TextRange,
): UsageReportsError {
  const place = placeAt(text, start);
  const where = [`line ${place.line}`, path].filter(Boolean).join(', ');
  return new UsageReportsError('invalidRequest', `The template, ${where}: ${JSON.stringify(templateProblem)}`, {
    argument: path === '' ? 'template' : path,
    code: 'invalidTemplate',
    templateProblem,
    place,
  });
}

/** The daily reports whose days a template asks for. */
export function dailyReportsOf(template: HandoutTemplate): readonly string[] {
  const named = template.blocks.flatMap(reportsOf).filter(({ isDaily }) => isDaily);
  return [...new Set(named.map(({ report }) => report))];
}

interface NamedReport {
  readonly path: string;
  readonly report: string;
  /** Whether its days are asked for. */
  readonly isDaily: boolean;
}

/** Reports that there are not, and those that have no days where days are asked for. */
function unknownReports(
  template: HandoutTemplate | undefined,
  catalog: Catalog,
  made: readonly string[],
): PlacedProblem[] {
  return (template?.blocks ?? [])
    .flatMap((block, index) => reportsOf(block).map((one) => ({ ...one, path: `blocks.${index}.${one.path}` })))
    .flatMap(({ path, report: name, isDaily }): PlacedProblem[] => {
      const definition = catalog.findArchived(name);
      if (definition === undefined) {
        return !isDaily && made.includes(name) ? [] : [{ path, problem: { kind: 'noReport', name } }];
      }
      return isDaily && definition.kind !== 'daily-series' ? [{ path, problem: { kind: 'noDays', name } }] : [];
    });
}

function reportsOf(block: TemplateBlock): NamedReport[] {
  switch (block.kind) {
    case 'keyFigures':
      return block.figures.flatMap((figure, index) => [
        ...reportOf(figure, `figures.${index}.`),
        ...reportOf(figure.of, `figures.${index}.of.`),
        ...reportOf(figure.per, `figures.${index}.per.`),
      ]);
    case 'series':
      return block.lines.map(({ report }, index) => ({ path: `lines.${index}.report`, report, isDaily: true }));
    case 'bars':
      return [...reportOf(block, ''), ...(block.bars ?? []).flatMap((bar, index) => reportOf(bar, `bars.${index}.`))];
    case 'table':
      return reportOf(block, '');
    case 'standsOut':
      return (block.reports ?? []).map((report, index) => ({ path: `reports.${index}`, report, isDaily: true }));
    case 'heading':
    case 'text':
    case 'dataQuality':
      return [];
  }
}

function reportOf(amount: Pick<TemplateAmount, 'days' | 'query'> | undefined, path: string): NamedReport[] {
  return [
    ...(amount?.days === undefined ? [] : [{ path: `${path}days.report`, report: amount.days.report, isDaily: true }]),
    ...(amount?.query === undefined
      ? []
      : [
          {
            path: `${path}query.source.report`,
            report: amount.query.source.report,
            isDaily: amount.query.source.history === true,
          },
        ]),
  ];
}
