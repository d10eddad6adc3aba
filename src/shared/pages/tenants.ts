import {
  array,
  boolean,
  fallback,
  literal,
  maxLength,
  nullable,
  object,
  optional,
  picklist,
  pipe,
  safeParse,
  strictObject,
  string,
  variant,
} from 'valibot';
import { AGGREGATES } from '../report.js';
import type { EventOf, MessageOf, OutputOf } from './channel.js';
import { copyFormat, notice, tenantFacts } from './common.js';
import { dailyMeasure } from './dailyMeasure.js';
import { seriesEntries } from './schemas.js';

/** What the page of all tenants and the extension say to each other. */

/** A measure of a daily report: a group of columns. */
const tenantMeasure = object({
  /** Tells it from all others. */
  id: string(),
  /** Graph function name. */
  report: string(),
  column: string(),
  /** What people read in place of the column's name. */
  label: string(),
  /** Title of the report with its product. */
  reportTitle: string(),
  unit: seriesEntries.unit,
  /** What the days of a month come to: it says whether a sum means something. */
  aggregate: picklist(AGGREGATES),
});

const tenant = object({
  ...tenantFacts.entries,
  /** Of the connection. */
  id: string(),
  /** Name of an earlier connection to the same tenant. Their archived reports are the same. */
  sameAs: optional(string()),
});

/** The last request for a report failed. */
const requestProblem = object({
  /** In two or three words. */
  label: string(),
  text: string(),
});

/** Why there is no value. */
const MISSING_REASONS = ['notFetched', 'denied', 'failed', 'notAvailable', 'noValues', 'unreadable'] as const;

/** One measure of one tenant. A value may be older than a request that failed since. */
const tenantCell = variant('kind', [
  object({ kind: literal('value'), measure: dailyMeasure, problem: optional(requestProblem) }),
  object({ kind: literal('missing'), why: picklist(MISSING_REASONS), problem: optional(requestProblem) }),
]);

const event = variant('type', [
  /** A reading has begun; a message for each row follows. Rows of the same tenants and measures stay until they are replaced. */
  object({ type: literal('begin'), tenants: array(tenant), measures: array(tenantMeasure) }),
  /** One row, with a cell for each measure. */
  object({ type: literal('row'), tenant: string(), cells: array(tenantCell) }),
  /** All rows are there, or those that were read before it was canceled. */
  object({ type: literal('end'), canceled: boolean() }),
  object({ type: literal('failed'), notice }),
]);

const connectionId = pipe(string(), maxLength(64));
const reportName = pipe(string(), maxLength(100));
/** Connection IDs in the order in which the page shows their rows. */
const order = array(connectionId);

const message = variant('type', [
  strictObject({ type: literal('openOverview'), tenant: connectionId }),
  strictObject({
    type: literal('openReport'),
    tenant: connectionId,
    report: reportName,
    /** The measure to draw in the large chart: its column, and with a comma its key if it has one. */
    measure: optional(pipe(string(), maxLength(1_000))),
  }),
  /** Fetches reports of one tenant. */
  strictObject({ type: literal('fetch'), tenant: connectionId, reports: pipe(array(reportName), maxLength(1_000)) }),
  strictObject({ type: literal('chooseMeasures') }),
  strictObject({ type: literal('copy'), order, format: copyFormat }),
  strictObject({ type: literal('export'), order }),
  strictObject({ type: literal('cancel') }),
  strictObject({ type: literal('reload') }),
  strictObject({ type: literal('action'), id: pipe(string(), maxLength(64)) }),
]);

export const tenantsProtocol = { event, message, requests: {} };

/** The column that the rows are sorted by: their names, or the values or changes of a measure. */
const rowSort = object({
  by: variant('kind', [
    object({ kind: literal('name') }),
    object({ kind: picklist(['value', 'change']), measure: string() }),
  ]),
  descending: boolean(),
});

/** What the page saves over a reload of the window. */
const tenantsState = object({ sort: fallback(nullable(rowSort), null) });

export type TenantsProtocol = typeof tenantsProtocol;
export type TenantsEvent = EventOf<TenantsProtocol>;
export type TenantsMessage = MessageOf<TenantsProtocol>;
export type TenantsBegin = Extract<TenantsEvent, { type: 'begin' }>;
export type TenantMeasure = OutputOf<typeof tenantMeasure>;
export type Tenant = OutputOf<typeof tenant>;
export type TenantCell = OutputOf<typeof tenantCell>;
export type RequestProblem = OutputOf<typeof requestProblem>;
export type MissingReason = (typeof MISSING_REASONS)[number];
export type RowSort = OutputOf<typeof rowSort>;
export type TenantsState = OutputOf<typeof tenantsState>;

/** What the page saved; another version may have saved it in another form. */
export function parseTenantsState(raw: unknown): TenantsState {
  const { success, output } = safeParse(tenantsState, raw);
  return success ? output : { sort: null };
}
