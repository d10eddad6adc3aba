import type { UsageReportsError } from '../../base/errors.js';
import { invalidJsonFile, type JsonFileProblem, parseJsonText, problemInText } from '../../base/jsonFile.js';
import type { TextRange } from '../../base/jsonPlaces.js';
import type { Catalog } from '../catalog/catalog.js';
import type { HandoutTemplate, TemplateAmount, TemplateBlock } from './template.js';
import { parseTemplate, type PlacedProblem } from './templateSchema.js';

/** Bytes of a file with a template at the most. */
export const MAX_TEMPLATE_BYTES = 1_000_000;

export type ReadTemplate =
  | { readonly template: HandoutTemplate; readonly problems: readonly [] }
  | { readonly template?: undefined; readonly problems: readonly [JsonFileProblem, ...JsonFileProblem[]] };

/**
 * Reads the text of a template.
 * @param made names of tables that are no report, such as `users`
 */
export function readTemplate(text: string, catalog: Catalog, made: readonly string[]): ReadTemplate {
  const { value, broken } = parseJsonText(text);
  if (broken !== undefined) {
    return { problems: [placed({ path: '', problem: { kind: 'notJson' } }, text, broken)] };
  }
  const { template, problems = [] } = parseTemplate(value);
  const [first, ...others] = problems.length > 0 ? problems : unknownReports(template, catalog, made);
  if (first === undefined && template !== undefined) {
    return { template, problems: [] };
  }
  // A template is read, or something is wrong with it.
  const problem = first ?? { path: '', problem: { kind: 'noObject' } };
  return { problems: [placed(problem, text), ...others.map((one) => placed(one, text))] };
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
