import * as l10n from '@vscode/l10n';
import { parseArgs } from 'node:util';
import type { Format } from '../core/catalog/definition.js';
import { type Limits, limitsFrom } from '../services/throttling/limits.js';
import { UsageReportsError } from '../base/errors.js';

/** The parsed command line. Holds no secret. */
export type Arguments =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | { readonly command: 'status'; readonly archive: string }
  | CollectArguments;

export interface CollectArguments {
  readonly command: 'collect';
  readonly archive: string;
  readonly set: string;
  readonly format: Format;
  readonly limits: Limits;
  readonly freshHours: number;
  readonly sample: boolean;
  readonly dryRun: boolean;
  readonly maxMinutes?: number;
  readonly tenant?: string;
  readonly cloud?: string;
  readonly graphEndpoint?: string;
}

const options = {
  archive: { type: 'string' },
  set: { type: 'string' },
  tenant: { type: 'string' },
  cloud: { type: 'string' },
  'graph-endpoint': { type: 'string' },
  format: { type: 'string' },
  'fresh-hours': { type: 'string' },
  'max-minutes': { type: 'string' },
  'csv-per-function': { type: 'string' },
  'csv-per-tenant': { type: 'string' },
  'json-per-tenant': { type: 'string' },
  locale: { type: 'string' },
  sample: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

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
  if ((command !== 'collect' && command !== 'status') || more.length > 0) {
    throw wrong(l10n.t('Unknown command "{0}". Available commands: {1}', positionals.join(' '), 'collect, status'));
  }
  if (values.archive === undefined || values.archive === '') {
    throw wrong(l10n.t('The option {0} is missing. Specify the folder in which reports are archived.', '--archive'));
  }
  const { archive } = values;
  if (command === 'status') {
    return { command, archive };
  }
  const { tenant, cloud, format = 'csv', 'graph-endpoint': graphEndpoint, 'max-minutes': maxMinutes } = values;
  if (format !== 'csv' && format !== 'json') {
    throw wrong(l10n.t('The option {0} must be one of: {1}', '--format', 'csv, json'));
  }
  return {
    command,
    archive,
    set: values.set ?? 'daily',
    format,
    limits: limitsFrom({
      csvPerFunction: numberFrom('csv-per-function', values['csv-per-function']),
      csvPerTenant: numberFrom('csv-per-tenant', values['csv-per-tenant']),
      jsonPerTenant: numberFrom('json-per-tenant', values['json-per-tenant']),
    }),
    freshHours: numberFrom('fresh-hours', values['fresh-hours']) ?? 6,
    sample: values.sample === true,
    dryRun: values['dry-run'] === true,
    maxMinutes: numberFrom('max-minutes', maxMinutes),
    tenant,
    cloud,
    graphEndpoint,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}

function numberFrom(name: string, text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^\d+(\.\d+)?$/.test(text)) {
    throw wrong(l10n.t('The option {0} must be a number.', `--${name}`));
  }
  return Number(text);
}

function wrong(message: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument: 'arguments' });
}
