import { addDays } from '../../base/dates.js';
import type { DailyMeasure } from '../../shared/dailyMeasure.js';
import type { Chart, SeriesChart } from '../../shared/report.js';
import { isSubstantial, weeksChange } from '../../shared/weeksChange.js';

/** Days of a sparkline: a quarter, enough to show a trend. */
const SPARKLINE_DAYS = 91;
/** Keys of the total of all others. */
const wholes = new Set(['all', 'total']);

/** The measures of a daily report, as an overview shows them. */
export interface ReportMeasures {
  /** Stands for the report; absent if the report has no values. */
  readonly lead?: DailyMeasure;
  /** The others that are more than noise, those of all keys together first. */
  readonly others: readonly DailyMeasure[];
  /** Number of all that have a value. */
  readonly count: number;
}

/**
 * Chooses which measure stands for a report: the first that the catalog names and that is more than noise; else the first that is not all
 * zeros; else the first. If the report has none that the catalog names, it is one of all.
 *
 * @param leads names of the measures that lead, most telling first
 */
export function measuresOf(charts: readonly Chart[], leads: readonly string[] = []): ReportMeasures {
  const all = seriesOf(charts).map((chart) => measureOf(chart, charts));
  const named = leads.flatMap((name) => all.filter(({ column }) => column === name));
  const candidates = named.length > 0 ? named : all;
  const lead = candidates.find(({ isSmall }) => isSmall !== true) ?? candidates.find(isUsed) ?? candidates[0];
  return {
    ...(lead === undefined ? {} : { lead }),
    others: all.filter((measure) => measure !== lead && measure.isSmall !== true),
    count: all.length,
  };
}

/**
 * The measure with this name; where a day has several rows, that of all of them together.
 * @returns `undefined` where the report has no value of it, or of single keys only
 */
export function measureNamed(name: string, charts: readonly Chart[]): DailyMeasure | undefined {
  const chart = seriesNamed(name, charts);
  return chart && measureOf(chart, charts);
}

/**
 * The same with all of its days.
 * @param key value of the second key; all of them together if absent
 */
export function seriesNamed(name: string, charts: readonly Chart[], key?: string): SeriesChart | undefined {
  return seriesOf(charts).find(
    (each) => each.column === name && (key === undefined ? each.key === undefined || isWhole(each) : each.key === key),
  );
}

/** Those with a value, the totals of all keys first. */
function seriesOf(charts: readonly Chart[]): SeriesChart[] {
  return charts
    .filter((chart) => chart.kind === 'series')
    .filter(({ latest }) => latest !== null)
    .toSorted((a, b) => Number(isWhole(b)) - Number(isWhole(a)));
}

function isWhole({ key }: SeriesChart): boolean {
  return key !== undefined && wholes.has(key.toLowerCase());
}

function measureOf(chart: SeriesChart, charts: readonly Chart[]): DailyMeasure {
  const { column, columnLabel, key, unit, firstDay, values, latest } = chart;
  // Days after the last known value have no data yet.
  const known = values.slice(0, values.findLastIndex((value) => value !== null) + 1);
  const from = Math.max(0, known.length - SPARKLINE_DAYS);
  const shown = known.slice(from);
  const change = weeksChange(chart);
  const largestMean = change === undefined ? meanOf(shown) : Math.max(change.before.mean, change.after.mean);
  const whole = wholeOf(chart, charts);
  return {
    column,
    ...(columnLabel === undefined ? {} : { columnLabel }),
    ...(key === undefined ? {} : { key }),
    unit,
    firstDay: addDays(firstDay, from),
    values: shown,
    latest,
    ...(whole === undefined ? {} : { whole }),
    ...(isSubstantial(largestMean, unit) ? {} : { isSmall: true }),
    ...(change === undefined ? {} : { change }),
  };
}

/** What the measure is a part of came to, on the measure's newest day. */
function wholeOf({ whole: column, key, firstDay, values }: SeriesChart, charts: readonly Chart[]): number | undefined {
  const whole = charts.find(
    (other): other is SeriesChart => other.kind === 'series' && other.column === column && other.key === key,
  );
  // The charts of one report have the same days.
  return whole?.firstDay === firstDay
    ? (whole.values[values.findLastIndex((value) => value !== null)] ?? undefined)
    : undefined;
}

function meanOf(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}

/** A column with nothing but zeros (phones that nobody makes any more) does not represent a report. */
function isUsed({ values }: DailyMeasure): boolean {
  return values.some((value) => value !== null && value !== 0);
}
