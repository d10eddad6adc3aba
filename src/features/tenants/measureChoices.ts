import { aggregateOf } from '../../core/catalog/aggregates.js';
import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { isReportMetadata } from '../../core/table/store/columnNames.js';
import { isAmount, unitOf } from '../../shared/measures.js';
import type { TenantMeasure } from '../../shared/pages/tenants.js';
import type { ColumnType, Unit } from '../../shared/report.js';

/** The services that most tenants have, by the daily report whose first lead stands for them. */
const DEFAULT_REPORTS = [
  'getOffice365ActiveUserCounts',
  'getTeamsUserActivityCounts',
  'getEmailActivityCounts',
  'getOneDriveUsageStorage',
  'getSharePointSiteUsageStorage',
  'getMicrosoft365CopilotUserCountTrend',
];

/** Every measure of the daily reports, in the catalog's order. */
export function measureChoices(catalog: Catalog): TenantMeasure[] {
  return catalog.reports
    .filter(({ kind }) => kind === 'daily-series')
    .flatMap((report) => measuresOf(report).map((measure) => choiceOf(report, measure, catalog)));
}

/** The measures that lead the reports of the main services. */
export function defaultMeasures(catalog: Catalog): TenantMeasure[] {
  const leads = new Set(DEFAULT_REPORTS.map((name) => idOf(name, catalog.find(name)?.leads?.[0] ?? '')));
  return measureChoices(catalog).filter(({ id }) => leads.has(id));
}

/** The measures with these IDs, in the catalog's order; those of the main services where none of them exists. */
export function measuresWithIds(ids: readonly string[], catalog: Catalog): TenantMeasure[] {
  const chosen = measureChoices(catalog).filter(({ id }) => ids.includes(id));
  return chosen.length > 0 ? chosen : defaultMeasures(catalog);
}

interface MeasureDefinition {
  readonly name: string;
  readonly label?: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
}

/** A report whose rows are of single applications has only what these come to together. */
function measuresOf({ keys, columns, totals = [] }: ReportDefinition): MeasureDefinition[] {
  const isByApplication = columns.some(({ name, application }) => application === true && keys.includes(name));
  const amounts = columns.filter(
    (column) => isAmount({ ...column, known: true }) && !isReportMetadata(column.name) && !keys.includes(column.name),
  );
  const added = totals.map(({ name, label, columns: parts }): MeasureDefinition => ({
    name,
    ...(label === undefined ? {} : { label }),
    type: 'number',
    unit: unitOf(columns.find((column) => column.name === parts[0]) ?? { type: 'number' }),
  }));
  return isByApplication ? added : [...added, ...amounts];
}

function choiceOf(report: ReportDefinition, measure: MeasureDefinition, catalog: Catalog): TenantMeasure {
  const { name, label = name } = measure;
  return {
    id: idOf(report.name, name),
    report: report.name,
    column: name,
    label,
    reportTitle: fullTitle(report, catalog),
    unit: unitOf(measure),
    aggregate: aggregateOf(report, name),
  };
}

/** Names of reports have no slash. */
function idOf(report: string, column: string): string {
  return `${report}/${column}`;
}
