import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { History } from '../../services/reports/history.js';
import type { ReportState } from '../../services/reports/report.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { OverviewCard } from '../../shared/pages/overview.js';
import { newestFailure } from '../common/newestFailure.js';
import { measuresOf, type ReportMeasures } from '../../core/highlights/dailyMeasures.js';
import type { HighlightFacts } from '../../core/highlights/highlights.js';

/** Measures that a card shows beside the one that leads; the others are counted. */
const MAX_OTHER_MEASURES = 2;

export interface OverviewEntry {
  readonly card: OverviewCard;
  readonly highlightFacts: HighlightFacts;
}

export interface OverviewSource {
  readonly service: ReportService;
  /** The text for a failed attempt. */
  readonly failureText: (state: Extract<ReportState, { kind: 'failed' }>) => string;
}

/** The archived daily series, in the order in which they are shown. */
export async function archivedReports(
  service: ReportService,
  catalog: Catalog,
  connection: string,
): Promise<ReportDefinition[]> {
  const archived = new Set(await service.history.reportsWithHistory(connection));
  return catalog.reports.filter((report) => archived.has(report));
}

/** @returns `undefined` where nothing of it is archived any more. @throws UsageReportsError `storage`; the signal's `AbortError` */
export async function readOverviewEntry(
  connection: string,
  definition: ReportDefinition,
  { service, failureText }: OverviewSource,
  signal: AbortSignal,
): Promise<OverviewEntry | undefined> {
  const history = await service.history.read({ connection, report: definition.name }, signal);
  if (history === undefined) {
    return undefined;
  }
  const failed = await newestFailure(connection, definition, service);
  const measures = measuresOf(history.charts(), definition.leads);
  return {
    card: cardOf(definition, history, measures),
    highlightFacts: highlightFactsOf(
      definition,
      history,
      measures,
      failed === undefined ? undefined : { text: failureText(failed), at: failed.at },
    ),
  };
}

function cardOf(
  { name, title, product }: ReportDefinition,
  { newest, facts }: History,
  { lead, others, count }: ReportMeasures,
): OverviewCard {
  const measures = lead === undefined ? [] : [lead, ...others.slice(0, MAX_OTHER_MEASURES)];
  return {
    report: name,
    title,
    product,
    refreshDate: newest.refreshDate,
    checkedAt: newest.checkedAt,
    archivedDays: facts.archivedDays,
    measures,
    moreMeasures: count - measures.length,
  };
}

function highlightFactsOf(
  { name, columns }: ReportDefinition,
  { newest, facts, lags, rhythmDays, unreadable }: History,
  { lead, others }: ReportMeasures,
  failure: HighlightFacts['failure'],
): HighlightFacts {
  const { refreshDate, checkedAt } = newest;
  return {
    report: name,
    measures: lead === undefined ? [] : [lead, ...others],
    isOfApplications: columns.some(({ application }) => application === true),
    refreshDate,
    checkedAt,
    lags,
    rhythmDays,
    missingRanges: facts.missingRanges,
    unreadable,
    ...(failure === undefined ? {} : { failure }),
  };
}
