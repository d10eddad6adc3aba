import {
  array,
  boolean,
  type GenericSchema,
  literal,
  maxLength,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  regex,
  strictObject,
  string,
  variant,
} from 'valibot';
import type { Highlight } from '../highlight.js';
import type { ShownAlert } from '../shownAlert.js';
import type { EventOf, MessageOf, OutputOf } from './channel.js';
import { notice, tenantFacts } from './common.js';
import { dailyMeasure, weeksChange } from './dailyMeasure.js';
import { dayRange, index, seriesEntries } from './schemas.js';

/** What the overview and its page say to each other. */

/** One daily series of which something is in the archive. */
const overviewCard = object({
  /** Graph function name. */
  report: string(),
  title: string(),
  /** Id of its product. */
  product: string(),
  refreshDate: nullable(string()),
  /** When the service last confirmed or sent it. */
  checkedAt: string(),
  archivedDays: index,
  /** First the one that stands for the report, then others that are not small. Empty where the report has no values. */
  measures: array(dailyMeasure),
  /** Measures that the report has beyond these. */
  moreMeasures: index,
});

const changeEntries = {
  report: string(),
  column: seriesEntries.column,
  columnLabel: seriesEntries.columnLabel,
  key: seriesEntries.key,
  unit: seriesEntries.unit,
  change: weeksChange,
};

const highlight: GenericSchema<unknown, Highlight> = variant('kind', [
  object({ kind: picklist(['rise', 'fall']), ...changeEntries }),
  object({ kind: literal('lag'), report: string(), refreshDate: string(), days: number(), usual: number() }),
  object({ kind: literal('missing'), report: string(), days: number(), last: dayRange }),
  object({ kind: literal('failed'), report: string(), text: string(), at: string() }),
  object({ kind: literal('damaged'), report: string(), count: number() }),
]);

const alert: GenericSchema<unknown, ShownAlert> = object({
  id: string(),
  severity: picklist(['error', 'warning', 'info']),
  label: string(),
  title: string(),
  sentence: string(),
  remark: string(),
});

const overviewProduct = object({
  id: string(),
  title: string(),
  /** Codicon name. */
  icon: string(),
  /** Only of a service that was shut down: one sentence that says so. */
  retired: optional(string()),
});

const event = variant('type', [
  /** How the user arranged the cards: the same for all tenants. Comes before the first reading, and again with every change. */
  object({
    type: literal('layout'),
    /** Names of the favorite reports. */
    favorites: array(string()),
    /** Names of the reports whose cards are hidden. */
    hidden: array(string()),
    /** Whether the retired services are shown. */
    retiredOpen: boolean(),
  }),
  /** Sample data is being made, before a reading. */
  object({ type: literal('filling'), done: index, total: index }),
  /** A new reading has begun; cards follow. What is on screen stays where it is of the same tenant. */
  object({
    type: literal('begin'),
    connection: object({ ...tenantFacts.entries, id: string() }),
    /** Daily series of which something is in the archive, in the order in which they are shown. */
    reports: array(object({ report: string(), title: string(), product: string() })),
    /** Daily series that can be fetched of the tenant, or are archived. */
    available: index,
    products: array(overviewProduct),
  }),
  /** Replaces cards of the same report, adds the others. */
  object({ type: literal('cards'), cards: array(overviewCard) }),
  /** All cards are there. */
  object({ type: literal('end'), highlights: array(highlight) }),
  object({ type: literal('failed'), notice }),
  /** The alerts of the tenant, whatever is read meanwhile; `failed`: why they can't be read. */
  object({ type: literal('alerts'), alerts: array(alert), more: index, failed: optional(string()) }),
]);

const reportName = pipe(string(), regex(/^[A-Za-z0-9]{1,100}$/));

const message = variant('type', [
  strictObject({
    type: literal('open'),
    report: reportName,
    history: optional(literal(true)),
    /** The measure to draw in the large chart: its column, and with a comma its key if it has one. */
    measure: optional(pipe(string(), maxLength(1_000))),
  }),
  strictObject({ type: literal('setFavorite'), report: reportName, on: boolean() }),
  strictObject({ type: literal('setHidden'), report: reportName, on: boolean() }),
  strictObject({ type: literal('setRetiredOpen'), on: boolean() }),
  /** Makes no more sample data. */
  strictObject({ type: literal('cancel') }),
  strictObject({ type: literal('reload') }),
  strictObject({ type: literal('collect') }),
  strictObject({ type: literal('browse') }),
  strictObject({ type: literal('openAlert'), id: pipe(string(), maxLength(100_000)) }),
  strictObject({ type: literal('showAlerts') }),
  strictObject({ type: literal('action'), id: pipe(string(), maxLength(64)) }),
]);

export const overviewProtocol = { event, message, requests: {} };

export type OverviewProtocol = typeof overviewProtocol;
export type OverviewEvent = EventOf<OverviewProtocol>;
export type OverviewMessage = MessageOf<OverviewProtocol>;
export type OverviewCard = OutputOf<typeof overviewCard>;
export type OverviewLayout = Omit<Extract<OverviewEvent, { type: 'layout' }>, 'type'>;
export type OverviewAlerts = Omit<Extract<OverviewEvent, { type: 'alerts' }>, 'type'>;

/** What the page saves over a reload of the window. */
export interface OverviewState {
  readonly connection: string;
}
