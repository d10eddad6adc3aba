import { addDays } from '../../base/dates.js';
import type { OverviewMeasure } from '../../shared/pages/overview.js';
import type { Chart, SeriesChart } from '../../shared/report.js';
import { weeksChange } from '../../shared/weeksChange.js';

/** Days of a sparkline: a quarter, enough to show a trend. */
const SPARKLINE_DAYS = 91;
/** Keys of the total of all others. */
const wholes = new Set(['all', 'total']);

/** The measures of a series as an overview shows them, the one that represents the report first. */
export function measuresOf(charts: readonly Chart[]): OverviewMeasure[] {
  const series = charts.filter((chart) => chart.kind === 'series').filter(({ latest }) => latest !== null);
  const isWhole = ({ key }: SeriesChart) => Number(key !== undefined && wholes.has(key.toLowerCase()));
  // A column with nothing but zeros (phones that nobody makes any more) does not represent a report.
  const isUsed = ({ values }: SeriesChart) => Number(values.some((value) => value !== null && value !== 0));
  return series.toSorted((a, b) => isWhole(b) - isWhole(a) || isUsed(b) - isUsed(a)).map(measureOf);
}

function measureOf(chart: SeriesChart): OverviewMeasure {
  const { column, columnLabel, key, unit, firstDay, values, latest } = chart;
  // Days after the last known value have no data yet.
  const known = values.slice(0, values.findLastIndex((value) => value !== null) + 1);
  const from = Math.max(0, known.length - SPARKLINE_DAYS);
  const change = weeksChange(chart);
  return {
    column,
    ...(columnLabel === undefined ? {} : { columnLabel }),
    ...(key === undefined ? {} : { key }),
    unit,
    firstDay: addDays(firstDay, from),
    values: known.slice(from),
    latest,
    ...(change === undefined ? {} : { change }),
  };
}
