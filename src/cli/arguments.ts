import * as l10n from '@vscode/l10n';
import { parseArgs } from 'node:util';
import type { Format } from '../core/catalog/definition.js';
import type { DirectoryDataset } from '../core/directory/names.js';
import { HANDOUT_FORMATS } from '../core/handout/files/handoutFormats.js';
import { DEFAULT_MONTH_ENDS } from '../services/archive/monthEnds.js';
import { type Limits, limitsFrom } from '../services/throttling/limits.js';
import { UsageReportsError } from '../base/errors.js';
import { SQL_ENGINES, type SqlEngine } from '../services/sqlViews/engines.js';
import { type Command, COMMANDS, foreignOption } from './commandOptions.js';
import { namesFolder } from './outPath.js';
import type { ReportArguments } from './reportArguments.js';
import { formatOfName, OUTPUT_FORMATS, type OutputFormat } from './writers.js';

/** Where the views of a workspace are, from its folder. */
const DEFAULT_VIEWS = '.vscode/usage-reports.views.json';

/** The parsed command line. Holds no secret. */
export type Arguments =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'status'; readonly archive: string; readonly shared: boolean }
  | ExportArguments
  | UsersArguments
  | LicensesArguments
  | StorageArguments
  | CheckArguments
  | ViewsArguments
  | ReportArguments
  | CollectArguments;

export interface CollectArguments {
  readonly command: 'collect';
  readonly archive: string;
  readonly set: string;
  readonly format: Format;
  readonly limits: Limits;
  readonly freshHours: number;
  /** Of how many past months the last snapshot of each detail report stays. */
  readonly monthEnds: number;
  readonly sample: boolean;
  readonly dryRun: boolean;
  /** Other accounts of this computer may read what is archived. */
  readonly shared: boolean;
  readonly maxMinutes?: number;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly graphEndpoint?: string;
  /** What is read of the directory after the reports. */
  readonly directory: readonly DirectoryDataset[];
}

export interface ExportArguments {
  readonly command: 'export';
  readonly archive: string;
  readonly report: string;
  readonly period?: string;
  readonly date?: string;
  readonly format: OutputFormat;
  /** The file that is written. */
  readonly out: string;
  /** Name of a saved view of the report. */
  readonly view?: string;
  /** The file that the view is in. */
  readonly views: string;
  /** Users, or rows, of the smallest group of the view that is written. */
  readonly minimumGroup: number;
  /** A CSV file with attributes of users, whose columns are written as well. */
  readonly attributes?: string;
  /** The column of that file that says which user a row is about; absent where it is recognized. */
  readonly attributesUser?: string;
  /** As the archive names it; absent where it has one alone. */
  readonly tenant?: string;
  readonly shared: boolean;
}

export interface UsersArguments extends WritingArguments {
  readonly command: 'users';
}

export interface StorageArguments extends WritingArguments {
  readonly command: 'storage';
}

export interface CheckArguments {
  readonly command: 'check';
  readonly archive: string;
  /** The file with the rules. */
  readonly rules: string;
  readonly format: 'text' | 'md';
  /** Only alerts that were raised, or have worsened, by this check. */
  readonly onlyNew: boolean;
  /** A JSON file with what a license of each product costs a month. */
  readonly prices?: string;
  readonly currency: string;
  /** As the archive names it; absent where it has one alone. */
  readonly tenant?: string;
  readonly shared: boolean;
}

export interface ViewsArguments {
  readonly command: 'views';
  readonly archive: string;
  readonly engine: SqlEngine;
  /** The file that is written. */
  readonly out: string;
  readonly shared: boolean;
}

/** What of whom is written where. */
interface WritingArguments {
  readonly archive: string;
  readonly format: OutputFormat;
  /** The file that is written. */
  readonly out: string;
  /** A CSV file with attributes of users, whose columns are written as well. */
  readonly attributes?: string;
  /** The column of that file that says which user a row is about; absent where it is recognized. */
  readonly attributesUser?: string;
  /** As the archive names it; absent where it has one alone. */
  readonly tenant?: string;
  readonly shared: boolean;
}

export interface LicensesArguments extends Omit<UsersArguments, 'command'> {
  readonly command: 'licenses';
  /** The list of unused licenses, not the table of products. */
  readonly unused: boolean;
  /** These alone; all where there are none. */
  readonly products: readonly string[];
  /** A JSON file with what a license of each product costs a month, as the setting has it. */
  readonly prices?: string;
  /** Of the prices. */
  readonly currency: string;
}

const options = {
  archive: { type: 'string' },
  set: { type: 'string' },
  report: { type: 'string' },
  period: { type: 'string' },
  date: { type: 'string' },
  out: { type: 'string' },
  view: { type: 'string' },
  views: { type: 'string' },
  'minimum-group': { type: 'string' },
  attributes: { type: 'string' },
  'attributes-user': { type: 'string' },
  product: { type: 'string', multiple: true },
  prices: { type: 'string' },
  currency: { type: 'string' },
  rules: { type: 'string' },
  'only-new': { type: 'boolean' },
  template: { type: 'string' },
  month: { type: 'string' },
  title: { type: 'string' },
  logo: { type: 'string' },
  'accent-color': { type: 'string' },
  'name-users': { type: 'boolean' },
  tenant: { type: 'string' },
  cloud: { type: 'string' },
  directory: { type: 'string' },
  'graph-endpoint': { type: 'string' },
  format: { type: 'string' },
  'fresh-hours': { type: 'string' },
  'max-minutes': { type: 'string' },
  'month-ends': { type: 'string' },
  'csv-per-function': { type: 'string' },
  'csv-per-tenant': { type: 'string' },
  'json-per-tenant': { type: 'string' },
  locale: { type: 'string' },
  sample: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  shared: { type: 'boolean' },
  unused: { type: 'boolean' },
  engine: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parsed>['values'];

/** Longer waits than some 24 days overflow the timer. */
const MAX_MINUTES = 35_000;

/** @throws UsageReportsError `invalidRequest`, with a sentence that explains the mistake */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  const [command = '', ...more] = positionals;
  if (values.help === true || command === 'help' || (command === '' && values.version !== true)) {
    return { command: 'help' };
  }
  if (values.version === true) {
    return { command: 'version' };
  }
  const commands = Object.keys(COMMANDS) as Command[];
  const known = commands.find((name) => name === command && more.length === 0);
  const foreign = known && foreignOption(known, Object.keys(values));
  if (known !== undefined && foreign !== undefined) {
    throw wrong(l10n.t("The command {0} doesn't have the option {1}.", known, `--${foreign}`));
  }
  switch (known) {
    case 'collect':
      return collectArguments(values);
    case 'status':
      return { command: 'status', archive: archiveFrom(values), shared: values.shared === true };
    case 'export':
      return exportArguments(values);
    case 'users':
      return { command: 'users', archive: archiveFrom(values), ...writtenFrom(values) };
    case 'licenses':
      return licensesArguments(values);
    case 'storage':
      return { command: 'storage', archive: archiveFrom(values), ...writtenFrom(values) };
    case 'check':
      return checkArguments(values);
    case 'views':
      return viewsArguments(values);
    case 'report':
      return reportArguments(values);
    case undefined:
      throw wrong(l10n.t('Unknown command "{0}". Available commands: {1}', positionals.join(' '), commands.join(', ')));
  }
}

function archiveFrom({ archive }: Values): string {
  if (archive === undefined || archive === '') {
    throw wrong(l10n.t('The option {0} is missing. Specify the folder in which reports are archived.', '--archive'));
  }
  return archive;
}

function exportArguments(values: Values): ExportArguments {
  const archive = archiveFrom(values);
  const { report, period, date, view, views } = values;
  if (report === undefined || report === '') {
    throw wrong(l10n.t('The option {0} is missing. Specify the name of a function.', '--report'));
  }
  return {
    ...{ command: 'export', archive, report, period, date, view, views: views ?? DEFAULT_VIEWS },
    minimumGroup: countFrom('--minimum-group', values['minimum-group']) ?? 1,
    ...writtenFrom(values),
  };
}

function checkArguments(values: Values): CheckArguments {
  const { rules, format = 'text', tenant, currency = '' } = values;
  const prices = pricesFileOf(values);
  if (rules === undefined || rules === '') {
    throw wrong(l10n.t('The option {0} is missing. Specify the file to read.', '--rules'));
  }
  if (format !== 'text' && format !== 'md') {
    throw wrong(l10n.t('The option {0} must be one of: {1}', '--format', 'text, md'));
  }
  if (format === 'md' && values.json === true) {
    throw wrong(l10n.t("The options {0} and {1} can't be combined.", '--format', '--json'));
  }
  const onlyNew = values['only-new'] === true;
  return {
    command: 'check',
    archive: archiveFrom(values),
    rules,
    format,
    ...{ onlyNew, tenant, prices, currency, shared: values.shared === true },
  };
}

function pricesFileOf({ prices }: Values): string | undefined {
  if (prices === '') {
    throw wrong(l10n.t('The option {0} is missing. Specify the file to read.', '--prices'));
  }
  return prices;
}

function licensesArguments(values: Values): LicensesArguments {
  const { unused = false, product = [], currency = '' } = values;
  const prices = pricesFileOf(values);
  const conflict = unused
    ? (['prices', 'currency'] as const).find((name) => values[name] !== undefined)
    : values.attributes === undefined
      ? undefined
      : 'attributes';
  if (conflict !== undefined) {
    // Prices are of products, and attributes of users.
    throw unused
      ? wrong(l10n.t("The options {0} and {1} can't be combined.", '--unused', `--${conflict}`))
      : wrong(l10n.t("The option {0} can't be used without {1}.", `--${conflict}`, '--unused'));
  }
  const written = writtenFrom(values);
  return { command: 'licenses', archive: archiveFrom(values), unused, products: product, prices, currency, ...written };
}

function viewsArguments(values: Values): ViewsArguments {
  const { engine: named = 'duckdb', shared = false } = values;
  const engine = SQL_ENGINES.find((known) => known === named);
  if (engine === undefined) {
    throw wrong(l10n.t('The option {0} must be one of: {1}', '--engine', SQL_ENGINES.join(', ')));
  }
  return { command: 'views', archive: archiveFrom(values), engine, out: outFrom(values), shared };
}

/** The file that a command writes. */
function outFrom({ out }: Values): string {
  if (out === undefined || out === '') {
    throw wrong(l10n.t('The option {0} is missing. Specify the file to write.', '--out'));
  }
  if (out === '-') {
    // Standard output has the lines about the run.
    throw wrong(l10n.t("The option {0} must be a file. Results aren't written to the standard output.", '--out'));
  }
  if (namesFolder(out)) {
    throw wrong(l10n.t('The option {0} must be a file, and {1} is a folder.', '--out', out));
  }
  return out;
}

function writtenFrom(values: Values): Omit<WritingArguments, 'archive'> {
  const out = outFrom(values);
  const { format: named, attributes, 'attributes-user': attributesUser, tenant, shared } = values;
  const format = named === undefined ? formatOfName(out) : OUTPUT_FORMATS.find((known) => known === named);
  if (format === undefined) {
    throw wrong(l10n.t('The option {0} must be one of: {1}', '--format', OUTPUT_FORMATS.join(', ')));
  }
  if (attributes === '') {
    throw wrong(l10n.t('The option {0} is missing. Specify the file to read.', '--attributes'));
  }
  if (attributesUser !== undefined && attributes === undefined) {
    throw wrong(l10n.t("The option {0} can't be used without {1}.", '--attributes-user', '--attributes'));
  }
  return { out, format, attributes, attributesUser, tenant, shared: shared === true };
}

function reportArguments(values: Values): ReportArguments {
  const { template = 'monthly', month, title, logo, 'accent-color': accentColor, prices, currency = '' } = values;
  if (month === undefined) {
    throw wrong(l10n.t('The option {0} is missing. Specify a month, such as {1}.', '--month', '2026-10'));
  }
  const emptyFile = Object.entries({ template, logo, prices }).find(([, file]) => file === '');
  if (emptyFile !== undefined) {
    throw wrong(l10n.t('The option {0} is missing. Specify the file to read.', `--${emptyFile[0]}`));
  }
  const out = outFrom(values);
  const named = values.format ?? (/\.(md|markdown)$/i.test(out) ? 'md' : 'html');
  const format = HANDOUT_FORMATS.find((known) => known === named);
  if (format === undefined) {
    throw wrong(l10n.t('The option {0} must be one of: {1}', '--format', HANDOUT_FORMATS.join(', ')));
  }
  return {
    ...{ command: 'report', archive: archiveFrom(values), out, format, template, month, title, logo, accentColor },
    ...{ prices, currency, tenant: values.tenant, shared: values.shared === true },
    nameUsers: values['name-users'] === true,
    minimumGroup: countFrom('--minimum-group', values['minimum-group']) ?? 1,
  };
}

function collectArguments(values: Values): CollectArguments {
  const archive = archiveFrom(values);
  const { tenant, cloud, format = 'csv', 'graph-endpoint': graphEndpoint, 'max-minutes': maxMinutes } = values;
  if (format !== 'csv' && format !== 'json') {
    throw wrong(l10n.t('The option {0} must be one of: {1}', '--format', 'csv, json'));
  }
  if (values.sample === true && tenant !== undefined) {
    throw wrong(l10n.t("The options {0} and {1} can't be combined.", '--sample', '--tenant'));
  }
  return {
    command: 'collect',
    archive,
    set: values.set ?? 'daily',
    format,
    limits: limitsFrom({
      csvPerFunction: countFrom('--csv-per-function', values['csv-per-function']),
      csvPerTenant: countFrom('--csv-per-tenant', values['csv-per-tenant']),
      jsonPerTenant: countFrom('--json-per-tenant', values['json-per-tenant']),
    }),
    freshHours: hoursFrom('--fresh-hours', values['fresh-hours']) ?? 6,
    monthEnds: monthEndsFrom(values['month-ends']),
    sample: values.sample === true,
    dryRun: values['dry-run'] === true,
    shared: values.shared === true,
    maxMinutes: minutesFrom('--max-minutes', maxMinutes),
    tenant,
    cloud,
    graphEndpoint,
    directory: directoryFrom(values.directory),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

/** What `--directory` calls the datasets. */
const DATASETS: Readonly<Record<string, DirectoryDataset>> = {
  users: 'directoryUsers',
  subscriptions: 'subscribedSkus',
  'sign-ins': 'directorySignIns',
};

function directoryFrom(text: string | undefined): readonly DirectoryDataset[] {
  const names = text?.split(',').map((name) => name.trim()) ?? [];
  return names.map((name) => {
    const dataset = Object.hasOwn(DATASETS, name) ? DATASETS[name] : undefined;
    if (dataset === undefined) {
      throw wrong(
        l10n.t('The option {0} must be one or several of: {1}', '--directory', Object.keys(DATASETS).join(', ')),
      );
    }
    return dataset;
  });
}

function countFrom(option: string, text: string | undefined): number | undefined {
  const count = text === undefined ? undefined : numberFrom(text);
  if (count !== undefined && !(Number.isSafeInteger(count) && count > 0)) {
    throw wrong(l10n.t('The option {0} must be a whole number greater than 0.', option));
  }
  return count;
}

function monthEndsFrom(text: string | undefined): number {
  const months = text === undefined ? DEFAULT_MONTH_ENDS : numberFrom(text);
  if (!Number.isSafeInteger(months)) {
    throw wrong(l10n.t('The option {0} must be a whole number, 0 or greater.', '--month-ends'));
  }
  return months;
}

function hoursFrom(option: string, text: string | undefined): number | undefined {
  const hours = text === undefined ? undefined : numberFrom(text);
  if (hours !== undefined && !Number.isFinite(hours)) {
    throw wrong(l10n.t('The option {0} must be a number, 0 or greater.', option));
  }
  return hours;
}

function minutesFrom(option: string, text: string | undefined): number | undefined {
  const minutes = text === undefined ? undefined : numberFrom(text);
  if (minutes !== undefined && !(minutes > 0 && minutes <= MAX_MINUTES)) {
    throw wrong(l10n.t('The option {0} must be a number greater than 0 and at most {1}.', option, String(MAX_MINUTES)));
  }
  return minutes;
}

/** @returns `NaN` for what is no number without a sign, as people write it */
function numberFrom(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}

function wrong(message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument: 'arguments' });
}
