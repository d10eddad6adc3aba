import { addDays } from '../../base/dates.js';
import type { OverviewMeasure } from '../../shared/pages/overview.js';
import type { Chart, SeriesChart } from '../../shared/report.js';
import { type WindowChange, windowChange } from '../../shared/windowChange.js';

/** Days of a sparkline: a quarter, enough to show a trend. */
const SPARKLINE_DAYS = 91;
/** In days. Whole weeks, so that both windows have the same number of weekends. */
const windows = [28, 14, 7];
/** Share of a window's days that must be known. */
const MIN_KNOWN_SHARE = 0.6;
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

function measureOf({ column, columnLabel, key, unit, firstDay, values, latest }: SeriesChart): OverviewMeasure {
  // Days after the last known value have no data yet; a window with them would be too low.
  const known = values.slice(0, values.findLastIndex((value) => value !== null) + 1);
  const from = Math.max(0, known.length - SPARKLINE_DAYS);
  const change = changeOf(known);
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

/** The longest two windows of which both have enough known days. @param values one per day, the last one known */
export function changeOf(values: readonly (number | null)[]): WindowChange | undefined {
  for (const days of windows) {
    const minKnownDays = days * MIN_KNOWN_SHARE;
    const change =
      values.length < days * 2
        ? undefined
        : windowChange(values.slice(-days * 2, -days), values.slice(-days), {
            before: minKnownDays,
            after: minKnownDays,
          });
    if (change !== undefined) {
      return change;
    }
  }
  return undefined;
}
