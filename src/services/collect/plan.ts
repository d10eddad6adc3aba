import type { Catalog } from '../../core/catalog/catalog.js';
import type { Format, Period, ReportDefinition } from '../../core/catalog/definition.js';
import { daysOf } from '../../core/catalog/period.js';
import { chooseVersion, type Cloud, isPublished } from '../../core/catalog/chooseVersion.js';
import type { ArchivedFacts } from '../reports/archivedFacts.js';
import type { IsoInstant } from '../../base/dates.js';
import type { ReportRef } from '../../shared/report.js';
import { type CollectSet, reportsOf } from './collectSet.js';

export interface PlannedReport {
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  /** What it will be asked for in. */
  readonly format: Format;
  /** What the archive has of it. */
  readonly archived?: ArchivedFacts;
}

/** Every report and period of a set is in exactly one of the lists. */
export interface CollectPlan {
  /** What the service is asked for, in this order: one request each, and one for each further page of JSON. */
  readonly requested: readonly PlannedReport[];
  /** In the archive, and the service is not expected to have anything newer. */
  readonly fresh: readonly PlannedReport[];
  /** Confirmed since the interrupted run began that this one goes on with. */
  readonly done: readonly PlannedReport[];
  /** Not asked because a longer period of the same daily series holds all of their days. */
  readonly nested: readonly ReportRef[];
  /** Not published in the tenant's cloud. */
  readonly unpublished: readonly ReportDefinition[];
}

export interface PlanOptions {
  readonly set: CollectSet;
  readonly catalog: Catalog;
  readonly connection: string;
  readonly cloud: Cloud;
  readonly format: Format;
  /** What the archive has; asked once for each report and period that would be fetched. */
  readonly archivedFacts: (ref: ReportRef) => Promise<ArchivedFacts | undefined>;
  /** When the interrupted run began that is to be gone on with. */
  readonly since?: IsoInstant;
}

/**
 * What has to be asked to have everything of a set.
 *
 * A row of a daily series is about its day, whichever period it was asked for, so the longest period holds the days of all shorter
 * ones. A row of a detail report or a distribution is about the whole period (how many mails within 7 days, who was active within 30):
 * no other period says that, and each is asked for. `ALL` is asked for besides, because it is nowhere said what it holds.
 */
export async function planCollection(options: PlanOptions): Promise<CollectPlan> {
  const { set, catalog, connection, cloud, archivedFacts, since } = options;
  const plan = {
    requested: [] as PlannedReport[],
    fresh: [] as PlannedReport[],
    done: [] as PlannedReport[],
    nested: [] as ReportRef[],
  };
  const unpublished: ReportDefinition[] = [];
  for (const definition of seriesFirst(reportsOf(set, catalog))) {
    if (!isPublished(definition, cloud)) {
      unpublished.push(definition);
      continue;
    }
    const { format } = chooseVersion(definition, options.format, cloud);
    const refOf = (period?: Period): ReportRef => ({
      connection,
      report: definition.name,
      ...(period === undefined ? {} : { period }),
    });
    const { wanted, nested } = periodsOf(definition);
    plan.nested.push(...nested.map(refOf));
    for (const period of wanted) {
      const ref = refOf(period);
      const known = await archivedFacts(ref);
      const planned: PlannedReport = { ref, definition, format, ...(known === undefined ? {} : { archived: known }) };
      const list =
        known !== undefined && since !== undefined && known.checkedAt >= since
          ? plan.done
          : known?.isFresh === true
            ? plan.fresh
            : plan.requested;
      list.push(planned);
    }
  }
  return { ...plan, unpublished };
}

/** Days of a series are forgotten by the service one after the other, so they are fetched before what describes the present. */
function seriesFirst(definitions: readonly ReportDefinition[]): ReportDefinition[] {
  const isSeries = ({ kind }: ReportDefinition) => kind === 'daily-series';
  return [...definitions.filter(isSeries), ...definitions.filter((definition) => !isSeries(definition))];
}

function periodsOf({ kind, periods }: ReportDefinition): { wanted: (Period | undefined)[]; nested: Period[] } {
  if (periods.length === 0) {
    return { wanted: [undefined], nested: [] };
  }
  if (kind !== 'daily-series') {
    return { wanted: [...periods], nested: [] };
  }
  const longest = Math.max(...periods.map(daysOf).filter(Number.isFinite));
  const isNested = (period: Period) => daysOf(period) < longest;
  return { wanted: periods.filter((period) => !isNested(period)), nested: periods.filter(isNested) };
}
