import { parseArgs } from 'node:util';
import { wrongArguments } from './wrongArguments.js';

/** All options, whichever commands have them. */
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
  'tenant-name': { type: 'string' },
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
  'past-months': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  shared: { type: 'boolean' },
  unused: { type: 'boolean' },
  engine: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** What was typed, by the names of the options. */
export type OptionValues = ReturnType<typeof parsed>['values'];

/** @throws UsageReportsError `invalidRequest` for an option that no command has */
export function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw wrongArguments(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
}
