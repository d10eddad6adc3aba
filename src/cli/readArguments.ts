import * as l10n from '@vscode/l10n';
import type { DirectoryDataset } from '../core/directory/names.js';
import { HANDOUT_FORMATS } from '../core/handout/files/handoutFormats.js';
import { SQL_ENGINES } from '../services/sqlViews/engines.js';
import { limitsFrom } from '../services/throttling/limits.js';
import type {
  Arguments,
  CheckArguments,
  CollectArguments,
  ExportArguments,
  LicensesArguments,
  ViewsArguments,
  WritingArguments,
} from './arguments.js';
import type { AttributesArguments } from './attributes.js';
import { type Command, COMMANDS, foreignOption } from './commandOptions.js';
import { countFrom, hoursFrom, minutesFrom, monthEndsFrom } from './optionNumbers.js';
import { type OptionValues, parsed } from './optionValues.js';
import { outFormat } from './outFormat.js';
import { namesFolder } from './outPath.js';
import type { ReportArguments } from './reportArguments.js';
import { wrongArguments } from './wrongArguments.js';
import { OUTPUT_FORMATS } from './writers.js';

/** Where the views of a workspace are, from its folder. */
const DEFAULT_VIEWS = '.vscode/usage-reports.views.json';

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
    throw wrongArguments(l10n.t("The command {0} doesn't have the option {1}.", known, `--${foreign}`));
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
      throw wrongArguments(
        l10n.t('Unknown command "{0}". Available commands: {1}', positionals.join(' '), commands.join(', ')),
      );
  }
}

function archiveFrom({ archive }: OptionValues): string {
  if (archive === undefined || archive === '') {
    throw wrongArguments(
      l10n.t('The option {0} is missing. Specify the folder in which reports are archived.', '--archive'),
    );
  }
  return archive;
}

function exportArguments(values: OptionValues): ExportArguments {
  const archive = archiveFrom(values);
  const { report, period, date, view, views } = values;
  if (report === undefined || report === '') {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify the name of a function.', '--report'));
  }
  return {
    ...{ command: 'export', archive, report, period, date, view, views: views ?? DEFAULT_VIEWS },
    minimumGroup: countFrom('--minimum-group', values['minimum-group']) ?? 1,
    ...writtenFrom(values),
  };
}

function checkArguments(values: OptionValues): CheckArguments {
  const { rules, format = 'text', tenant, currency = '' } = values;
  const prices = pricesFileOf(values);
  if (rules === undefined || rules === '') {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify the file to read.', '--rules'));
  }
  if (format !== 'text' && format !== 'md') {
    throw wrongArguments(l10n.t('The option {0} must be one of: {1}', '--format', 'text, md'));
  }
  if (format === 'md' && values.json === true) {
    throw wrongArguments(l10n.t("The options {0} and {1} can't be combined.", '--format', '--json'));
  }
  const onlyNew = values['only-new'] === true;
  return {
    command: 'check',
    archive: archiveFrom(values),
    rules,
    format,
    ...{ onlyNew, tenant, tenantName: tenantNameFrom(values), prices, currency, shared: values.shared === true },
  };
}

/** What people call the tenant, which the archive doesn't know. */
function tenantNameFrom({ 'tenant-name': name }: OptionValues): string | undefined {
  if (name?.trim() === '') {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify a text.', '--tenant-name'));
  }
  return name?.trim();
}

function pricesFileOf({ prices }: OptionValues): string | undefined {
  if (prices === '') {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify the file to read.', '--prices'));
  }
  return prices;
}

function licensesArguments(values: OptionValues): LicensesArguments {
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
      ? wrongArguments(l10n.t("The options {0} and {1} can't be combined.", '--unused', `--${conflict}`))
      : wrongArguments(l10n.t("The option {0} can't be used without {1}.", `--${conflict}`, '--unused'));
  }
  const written = writtenFrom(values);
  return { command: 'licenses', archive: archiveFrom(values), unused, products: product, prices, currency, ...written };
}

function viewsArguments(values: OptionValues): ViewsArguments {
  const { engine: named = 'duckdb', shared = false } = values;
  const engine = SQL_ENGINES.find((known) => known === named);
  if (engine === undefined) {
    throw wrongArguments(l10n.t('The option {0} must be one of: {1}', '--engine', SQL_ENGINES.join(', ')));
  }
  return { command: 'views', archive: archiveFrom(values), engine, out: outFrom(values), shared };
}

/** The file that a command writes. */
function outFrom({ out }: OptionValues): string {
  if (out === undefined || out === '') {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify the file to write.', '--out'));
  }
  if (out === '-') {
    // Standard output has the lines about the run.
    throw wrongArguments(
      l10n.t("The option {0} must be a file. Results aren't written to the standard output.", '--out'),
    );
  }
  if (namesFolder(out)) {
    throw wrongArguments(l10n.t('The option {0} must be a file, and {1} is a folder.', '--out', out));
  }
  return out;
}

function writtenFrom(values: OptionValues): Omit<WritingArguments, 'archive'> {
  const out = outFrom(values);
  const { format: named, tenant, shared } = values;
  const format = outFormat(out, named, OUTPUT_FORMATS);
  return { out, format, ...attributesOf(values), tenant, shared: shared === true };
}

function attributesOf({ attributes, 'attributes-user': attributesUser }: OptionValues): AttributesArguments {
  if (attributes === '') {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify the file to read.', '--attributes'));
  }
  if (attributesUser !== undefined && attributes === undefined) {
    throw wrongArguments(l10n.t("The option {0} can't be used without {1}.", '--attributes-user', '--attributes'));
  }
  return { attributes, attributesUser };
}

function reportArguments(values: OptionValues): ReportArguments {
  const { template = 'monthly', month, title, logo, 'accent-color': accentColor, prices, currency = '' } = values;
  if (month === undefined) {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify a month, such as {1}.', '--month', '2026-10'));
  }
  const emptyFile = Object.entries({ template, logo, prices }).find(([, file]) => file === '');
  if (emptyFile !== undefined) {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify the file to read.', `--${emptyFile[0]}`));
  }
  if (title?.trim() === '') {
    throw wrongArguments(l10n.t('The option {0} is missing. Specify a text.', '--title'));
  }
  const out = outFrom(values);
  const format = outFormat(out, values.format, HANDOUT_FORMATS);
  return {
    ...{ command: 'report', archive: archiveFrom(values), out, format, template, month, title, logo, accentColor },
    ...{ prices, currency, tenant: values.tenant, tenantName: tenantNameFrom(values), shared: values.shared === true },
    ...attributesOf(values),
    nameUsers: values['name-users'] === true,
    minimumGroup: countFrom('--minimum-group', values['minimum-group']) ?? 1,
  };
}

function collectArguments(values: OptionValues): CollectArguments {
  const archive = archiveFrom(values);
  const { tenant, cloud, format = 'csv', 'graph-endpoint': graphEndpoint, 'max-minutes': maxMinutes } = values;
  if (format !== 'csv' && format !== 'json') {
    throw wrongArguments(l10n.t('The option {0} must be one of: {1}', '--format', 'csv, json'));
  }
  if (values.sample === true && tenant !== undefined) {
    throw wrongArguments(l10n.t("The options {0} and {1} can't be combined.", '--sample', '--tenant'));
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
    pastMonths: pastMonthsFrom(values),
    dryRun: values['dry-run'] === true,
    shared: values.shared === true,
    maxMinutes: minutesFrom('--max-minutes', maxMinutes),
    tenant,
    cloud,
    graphEndpoint,
    directory: directoryFrom(values.directory),
  };
}

function pastMonthsFrom({ 'past-months': pastMonths = false, sample, 'dry-run': dryRun }: OptionValues): boolean {
  if (pastMonths && sample !== true) {
    throw wrongArguments(l10n.t("The option {0} can't be used without {1}.", '--past-months', '--sample'));
  }
  if (pastMonths && dryRun === true) {
    throw wrongArguments(l10n.t("The options {0} and {1} can't be combined.", '--past-months', '--dry-run'));
  }
  return pastMonths;
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
      throw wrongArguments(
        l10n.t('The option {0} must be one or several of: {1}', '--directory', Object.keys(DATASETS).join(', ')),
      );
    }
    return dataset;
  });
}
