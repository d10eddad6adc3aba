import type { DaysOfReport, HandoutTemplate, TemplateAmount, TemplateBlock, TemplateQuery } from './template.js';

/** What a template asks, and where. */
export type TemplateQuestion =
  | { readonly kind: 'days'; readonly path: string; readonly days: DaysOfReport }
  | {
      readonly kind: 'query';
      readonly path: string;
      readonly query: TemplateQuery;
      /** Columns of the answer that the block names. */
      readonly named: readonly NamedColumn[];
    }
  /** All measures of a daily report. */
  | { readonly kind: 'standsOut'; readonly path: string; readonly report: string };

interface NamedColumn {
  readonly path: string;
  readonly name: string;
}

/** Everything that a template asks of reports. */
export function questionsOf({ blocks }: HandoutTemplate): readonly TemplateQuestion[] {
  return blocks.flatMap((block, index) => ofBlock(block, `blocks.${index}`));
}

function ofBlock(block: TemplateBlock, path: string): readonly TemplateQuestion[] {
  switch (block.kind) {
    case 'keyFigures':
      return block.figures.flatMap((figure, index) => [
        ...ofAmount(figure, `${path}.figures.${index}`),
        ...ofAmount(figure.of, `${path}.figures.${index}.of`),
        ...ofAmount(figure.per, `${path}.figures.${index}.per`),
      ]);
    case 'series':
      return block.lines.map((days, index) => ({ kind: 'days', path: `${path}.lines.${index}`, days }));
    case 'bars':
      return [
        ...ofDays(block.days, path),
        ...ofQuery(block.query, path, namedAt(path, { label: block.label, value: block.value })),
        ...(block.bars ?? []).flatMap((bar, index) => ofAmount(bar, `${path}.bars.${index}`)),
      ];
    case 'table':
      return ofQuery(
        block.query,
        path,
        (block.columns ?? []).map(({ column }, index) => ({ path: `${path}.columns.${index}.column`, name: column })),
      );
    case 'standsOut':
      return (block.reports ?? []).map((report, index) => ({
        ...{ kind: 'standsOut', path: `${path}.reports.${index}`, report },
      }));
    case 'heading':
    case 'text':
    case 'dataQuality':
      return [];
  }
}

function ofAmount(amount: TemplateAmount | undefined, path: string): readonly TemplateQuestion[] {
  return amount === undefined
    ? []
    : [...ofDays(amount.days, path), ...ofQuery(amount.query, path, namedAt(path, { amount: amount.amount }))];
}

function ofDays(days: DaysOfReport | undefined, path: string): readonly TemplateQuestion[] {
  return days === undefined ? [] : [{ kind: 'days', path: `${path}.days`, days }];
}

function ofQuery(
  query: TemplateQuery | undefined,
  path: string,
  named: readonly NamedColumn[],
): readonly TemplateQuestion[] {
  return query === undefined ? [] : [{ kind: 'query', path: `${path}.query`, query, named }];
}

function namedAt(path: string, names: Readonly<Record<string, string | undefined>>): readonly NamedColumn[] {
  return Object.entries(names).flatMap(([property, name]) =>
    name === undefined ? [] : [{ path: `${path}.${property}`, name }],
  );
}
