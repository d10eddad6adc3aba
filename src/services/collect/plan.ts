import type { Catalog } from '../../core/catalog/catalog.js';
import type { Access, Format, Period, ReportDefinition } from '../../core/catalog/definition.js';
import { daysOf } from '../../core/catalog/period.js';
import type { MicrosoftCloud } from '../../base/clouds.js';
import { chooseVersion, isPublished, isReadableBy } from '../../core/catalog/chooseVersion.js';
import type { ArchivedFacts } from '../reports/archivedFacts.js';
import { wasCheckedRecently } from '../reports/freshness.js';
import type { IsoInstant } from '../../base/dates.js';
import type { ReportRef } from '../../shared/report.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import { type CollectSet, reportsOf } from './collectSet.js';

export interface PlannedReport {
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  /** Requested format. */
  readonly format: Format;
  /** What the archive has of the report. */
  readonly archived?: ArchivedFacts;
  /** Where it is data of the directory, and no usage report. */
  readonly directory?: PlannedDirectory;
}

export interface PlannedDirectory {
  readonly dataset: DirectoryDataset;
  /** Requests: one for each page of what is archived. If nothing is, one. */
  readonly pages: number;
  /** There may be more pages: nobody knows yet how many users there are. */
  readonly isLeast: boolean;
}

/** Every report and period of a set is in exactly one of these lists. */
export interface CollectPlan {
  /** Will be requested, in this order: one request each, and one for each further page of JSON. Data of the directory are last. */
  readonly requested: readonly PlannedReport[];
  /** Archived, and the service is not expected to have newer data. */
  readonly fresh: readonly PlannedReport[];
  /** Checked since the interrupted run began that is being resumed, and not longer ago than reports stay fresh. */
  readonly done: readonly PlannedReport[];
  /** Not requested, because a longer period of the same daily series includes all their days. */
  readonly nested: readonly ReportRef[];
  /** Not published in the tenant's cloud. */
  readonly unpublished: readonly ReportDefinition[];
  /** Not given to this kind of connection, see `ReportDefinition.access`. */
  readonly unreadable: readonly ReportDefinition[];
}

export interface PlanOptions {
  readonly set: CollectSet;
  readonly catalog: Catalog;
  readonly connection: string;
  readonly cloud: MicrosoftCloud;
  /** Whose token the requests have; `undefined` for the sample tenant. */
  readonly access: Access | undefined;
  readonly format: Format;
  /** Called once for each report and period that would be fetched. */
  readonly archivedFacts: (ref: ReportRef) => Promise<ArchivedFacts | undefined>;
  /** The interrupted run that is being resumed. */
  readonly resumed?: ResumedRun;
}

export interface ResumedRun {
  readonly startedAt: IsoInstant;
  readonly now: Date;
  /** What the run has done is requested again after this time. */
  readonly freshHours: number;
}

/**
 * Plans the requests that a set needs.
 *
 * A row of a daily series is about one day, in every period, so the longest period includes the days of all shorter ones. A row of a detail
 * report or a distribution is about the whole period (mails within 7 days, users active within 30 days), so every period is requested.
 * `ALL` is always requested too, because its content is not documented.
 */
export async function planCollection(options: PlanOptions): Promise<CollectPlan> {
  const { set, catalog, connection, cloud, access, archivedFacts, resumed } = options;
  const plan = {
    requested: [] as PlannedReport[],
    fresh: [] as PlannedReport[],
    done: [] as PlannedReport[],
    nested: [] as ReportRef[],
  };
  /** The run has done them, but long ago: they come last, so that a run that is interrupted again and again gets to its end. */
  const outdated: PlannedReport[] = [];
  const unpublished: ReportDefinition[] = [];
  const unreadable: ReportDefinition[] = [];
  for (const definition of seriesFirst(reportsOf(set, catalog))) {
    if (!isPublished(definition, cloud)) {
      unpublished.push(definition);
      continue;
    }
    if (!isReadableBy(definition, access)) {
      unreadable.push(definition);
      continue;
    }
    const { format } = chooseVersion(definition, options.format, cloud);
    const refOf = (period?: Period): ReportRef => ({
      connection,
      report: definition.name,
      ...(period === undefined ? {} : { period }),
    });
    const { requested, nested } = periodsOf(definition, set);
    plan.nested.push(...nested.map(refOf));
    for (const period of requested) {
      const ref = refOf(period);
      const known = await archivedFacts(ref);
      const planned: PlannedReport = { ref, definition, format, archived: known };
      const isOfRun = known !== undefined && resumed !== undefined && known.checkedAt >= resumed.startedAt;
      const list =
        isOfRun && wasCheckedRecently(known, resumed.now, resumed.freshHours)
          ? plan.done
          : known?.isFresh === true
            ? plan.fresh
            : isOfRun
              ? outdated
              : plan.requested;
      list.push(planned);
    }
  }
  plan.requested.push(...outdated);
  return { ...plan, unpublished, unreadable };
}

/** The service deletes the oldest days of a series every day, so series are fetched before reports about the current state. */
function seriesFirst(definitions: readonly ReportDefinition[]): ReportDefinition[] {
  const isSeries = ({ kind }: ReportDefinition) => kind === 'daily-series';
  return [...definitions.filter(isSeries), ...definitions.filter((definition) => !isSeries(definition))];
}

function periodsOf(
  { name, kind, periods }: ReportDefinition,
  set: CollectSet,
): { requested: (Period | undefined)[]; nested: Period[] } {
  if (set.kind === 'period') {
    return { requested: [set.period], nested: [] };
  }
  if (periods.length === 0) {
    return { requested: [undefined], nested: [] };
  }
  const only = set.kind === 'reports' ? set.periods?.[name] : undefined;
  if (only !== undefined) {
    return { requested: [...only], nested: [] };
  }
  if (kind !== 'daily-series') {
    return { requested: [...periods], nested: [] };
  }
  const longest = Math.max(...periods.map(daysOf).filter(Number.isFinite));
  const isNested = (period: Period) => daysOf(period) < longest;
  return { requested: periods.filter((period) => !isNested(period)), nested: periods.filter(isNested) };
}
