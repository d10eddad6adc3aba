import type { Comparison, ReportSummary } from '../../../src/shared/pages/report.js';
import type { SeriesChart, Unit } from '../../../src/shared/report.js';

export interface SeriesOptions {
  readonly column?: string;
  readonly columnLabel?: string;
  readonly key?: string;
  readonly unit?: Unit;
  readonly firstDay?: string;
  readonly earlier?: SeriesChart['earlier'];
}

export function seriesOf(
  values: readonly (number | null)[],
  { column = 'Measure', unit = 'count', firstDay = '2026-11-01', ...rest }: SeriesOptions = {},
): SeriesChart {
  return { kind: 'series', column, unit, firstDay, values, latest: null, min: null, max: null, ...rest };
}

export function summaryOf(charts: ReportSummary['charts'], facts: Partial<ReportSummary> = {}): ReportSummary {
  return {
    ref: { connection: 'own', report: 'getCalls', period: 'D7' },
    name: 'getCalls',
    title: 'Calls',
    description: '',
    product: 'Teams',
    kind: 'daily-series',
    badges: [],
    connection: { id: 'own', name: 'Contoso', isSample: false },
    source: 'network',
    refreshDate: null,
    refreshAgeDays: null,
    fetchedAt: '2026-11-20T09:41:00.000Z',
    choices: [],
    columns: [],
    rowCount: 7,
    notices: [],
    charts,
    ...facts,
  };
}

export function comparisonOf(charts: Comparison['charts'], facts: Partial<Comparison> = {}): Comparison {
  return {
    id: 'other/getCalls',
    ref: { connection: 'other', report: 'getCalls', period: 'D7' },
    title: 'Calls',
    tenant: 'Fabrikam',
    state: 'shown',
    refreshDate: null,
    charts,
    ...facts,
  };
}
