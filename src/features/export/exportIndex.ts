import * as vscode from 'vscode';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { markdownText } from '../../core/export/markdownText.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { dayLabel, instantLabel } from '../../l10n/periodTexts.js';
import { failureText } from '../common/failureText.js';

/** What became of one report of an export. */
export type ReportOutcome =
  /** Its file is there: written, or with the same content already. */
  | {
      readonly kind: 'exported';
      /** Relative to the folder of the export, with `/`. */
      readonly file: string;
      /** Of the file, where it has several reports. */
      readonly sheet?: string;
      readonly rows: number;
      readonly refreshDate: IsoDate | null;
      readonly fetchedAt: IsoInstant;
      /** What has to be known about its content, in the display language. */
      readonly warnings: readonly string[];
    }
  /** A different file is there, and the person kept it. */
  | { readonly kind: 'skipped'; readonly file: string }
  | { readonly kind: 'leftOut'; readonly why: 'empty' | 'retired' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The export was stopped before. */
  | { readonly kind: 'notDone' };

export interface IndexEntry {
  readonly definition: ReportDefinition;
  readonly outcome: ReportOutcome;
}

export interface IndexFacts {
  readonly tenant: string;
  /** As people read it, such as `Last 30 days`. */
  readonly period: string;
}

/** The index of an export as a Markdown page: every report that belongs to it, with its file, or why it has none. */
export function exportIndex(entries: readonly IndexEntry[], { tenant, period }: IndexFacts, catalog: Catalog): string {
  const of = <Kind extends ReportOutcome['kind']>(kind: Kind) =>
    entries.flatMap(({ definition, outcome }) =>
      outcome.kind === kind ? [{ definition, outcome: outcome as Extract<ReportOutcome, { kind: Kind }> }] : [],
    );
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${item}`).join('\n')];
  const exported = of('exported');
  return [
    `# ${markdownText(vscode.l10n.t('Usage reports: {0}, {1}', tenant, period))}`,
    ...(exported.length === 0 ? [] : [table(exported, catalog)]),
    ...list(
      vscode.l10n.t('Left out'),
      of('leftOut').map(({ definition, outcome }) => `${nameOf(definition, catalog)}: ${leftOutText(outcome.why)}`),
    ),
    ...list(
      vscode.l10n.t('Skipped'),
      of('skipped').map(
        ({ definition, outcome }) =>
          `${nameOf(definition, catalog)}: ${vscode.l10n.t('a different file was kept, {0}', linkTo(outcome.file))}`,
      ),
    ),
    ...list(
      vscode.l10n.t('Not exported because the export was stopped'),
      of('notDone').map(({ definition }) => nameOf(definition, catalog)),
    ),
    ...of('failed').flatMap(({ definition, outcome }, index) => [
      ...(index === 0 ? [`## ${vscode.l10n.t('Failed')}`] : []),
      `### ${nameOf(definition, catalog)}`,
      failureText(outcome.error),
    ]),
    '',
  ].join('\n\n');
}

interface ExportedReport {
  readonly definition: ReportDefinition;
  readonly outcome: Extract<ReportOutcome, { kind: 'exported' }>;
}

/** A name in a link leads to a file. No link leads to a sheet of one, so the sheet is named. */
function table(exported: readonly ExportedReport[], catalog: Catalog): string {
  const hasSheets = exported.some(({ outcome }) => outcome.sheet !== undefined);
  const columns = [
    vscode.l10n.t('Report'),
    ...(hasSheets ? [vscode.l10n.t('Sheet')] : []),
    vscode.l10n.t('Product'),
    vscode.l10n.t('Rows'),
    vscode.l10n.t('Refresh date'),
    vscode.l10n.t('Fetched'),
    vscode.l10n.t('Warnings'),
  ];
  return [
    `| ${columns.join(' | ')} |`,
    `| --- |${hasSheets ? ' --- |' : ''} --- | ---: | --- | --- | --- |`,
    ...exported.map((one) => tableRow(one, hasSheets, catalog)),
  ].join('\n');
}

function tableRow(
  { definition: { title, product }, outcome }: ExportedReport,
  hasSheets: boolean,
  catalog: Catalog,
): string {
  const { file, sheet = '', rows, refreshDate, fetchedAt, warnings } = outcome;
  const cells = [
    linkTo(file, markdownText(title)),
    ...(hasSheets ? [markdownText(sheet)] : []),
    markdownText(catalog.product(product)?.title ?? product),
    numberLabel(rows),
    refreshDate === null ? '' : markdownText(dayLabel(refreshDate)),
    markdownText(instantLabel(fetchedAt)),
    markdownText(warnings.join(' ')),
  ];
  return `| ${cells.join(' | ')} |`;
}

function nameOf({ title, name, product }: ReportDefinition, catalog: Catalog): string {
  return `${markdownText(`${catalog.product(product)?.title ?? product}: ${title}`)} (\`${name}\`)`;
}

/** Files have names of ASCII letters, digits, `-`, `_`, `.`, and spaces before a number: see `exportFileName` and `saveFile`. */
function linkTo(file: string, text = file.split('/').at(-1) ?? ''): string {
  return `[${text}](<${file}>)`;
}

function leftOutText(why: 'empty' | 'retired'): string {
  return why === 'empty' ? vscode.l10n.t('no rows') : vscode.l10n.t('retired service, not requested');
}
