import { aggregateOf } from '../../catalog/aggregates.js';
import type { ReportDefinition } from '../../catalog/definition.js';
import type { DatedValue, SeriesChart } from '../../../shared/report.js';
import type { ScalarColumn } from '../store/column.js';
import { normalizeName } from '../store/columnNames.js';
import { formatDay } from '../../../base/dates.js';
import { dayTotals } from './dayTotals.js';
import { sharesAmong } from './shares.js';
import {
  columnEntries,
  dayColumn,
  keyLabel,
  type MeasureColumn,
  type Measured,
  measureColumns,
  type ChartColumn,
  textKeyColumns,
} from './chartColumns.js';

/** Lines per column. Of more lines, those with the highest latest values are drawn. */
const MAX_SERIES = 12;

/** Ten years; the service reports 180 days. */
const MAX_DAYS = 3660;

/** Consecutive days, as days since 1970-01-01. */
interface DaySpan {
  readonly firstDay: number;
  readonly length: number;
}

/**
 * One chart per numeric column, and per value of the second key if days have several rows; and one per total of the catalog. The measures that
 * lead in the catalog come first. Those of a measure are computed when they are asked for.
 *
 * @returns `undefined` if the table has no day column; empty if no row has a day
 */
export function seriesCharts(
  columns: readonly ChartColumn[],
  rowCount: number,
  definition: ReportDefinition | undefined,
): Iterable<readonly SeriesChart[]> | undefined {
  const day = dayColumn(columns, definition);
  if (day === undefined) {
    return undefined;
  }
  const span = daySpanOf(day.data);
  if (span === undefined) {
    return [];
  }
  return chartsByMeasure(day.data, span, columns, rowCount, definition);
}

function* chartsByMeasure(
  days: ScalarColumn,
  span: DaySpan,
  columns: readonly ChartColumn[],
  rowCount: number,
  definition: ReportDefinition | undefined,
): Generator<readonly SeriesChart[]> {
  const lines = rowsByKey(days, columns, rowCount, definition);
  const measures = measureColumns(columns);
  const wholes = new Map(
    sharesAmong(measures, definition).flatMap(({ part, other, otherIs }) =>
      otherIs === 'whole' ? [[part, other] as const] : [],
    ),
  );
  const totals = dayTotals(measures, days, [...lines.values()].flat(), definition);
  for (const measure of leadingFirst([...withWholesLast(measures, wholes), ...totals], definition)) {
    if ('rows' in measure) {
      yield [{ ...chartOf(measure, undefined, measure.rows, days, span), ...aggregateEntry(measure, definition) }];
      continue;
    }
    const whole = wholes.get(measure)?.info.name;
    const drawn = lines.size > MAX_SERIES ? highestLines(measure, lines, days, span) : [...lines];
    yield drawn.map(([key, rows]) => ({
      ...chartOf(measure, lines.size > 1 ? key : undefined, rows, days, span),
      ...aggregateEntry(measure, definition),
      ...(whole === undefined ? {} : { whole }),
    }));
  }
}

function aggregateEntry({ info }: Measured, definition: ReportDefinition | undefined): Pick<SeriesChart, 'aggregate'> {
  const aggregate = definition === undefined ? 'mean' : aggregateOf(definition, info.name);
  return aggregate === 'mean' ? {} : { aggregate };
}

function leadingFirst<M extends Measured>(
  measures: readonly M[],
  definition: ReportDefinition | undefined,
): readonly M[] {
  const leads = (definition?.leads ?? []).map(normalizeName);
  const place = ({ info }: M) => {
    const lead = leads.indexOf(normalizeName(info.name));
    return lead < 0 ? leads.length : lead;
  };
  return measures.toSorted((a, b) => place(a) - place(b));
}

/** Parts come before their wholes: a whole changes little, and its chart repeats what each part says. */
function withWholesLast(
  measures: readonly MeasureColumn[],
  wholes: ReadonlyMap<MeasureColumn, MeasureColumn>,
): readonly MeasureColumn[] {
  const last = new Set(wholes.values());
  return [...measures.filter((measure) => !last.has(measure)), ...measures.filter((measure) => last.has(measure))];
}

function daySpanOf(days: ScalarColumn): DaySpan | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < days.stored.length; row++) {
    const day = days.numberAt(row);
    if (!Number.isNaN(day)) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  if (first > last) {
    return undefined;
  }
  const firstDay = Math.max(first, last - MAX_DAYS + 1);
  return { firstDay, length: last - firstDay + 1 };
}

/** Rows by second key. If each day has at most one row, all rows are one line. */
function rowsByKey(
  days: ScalarColumn,
  columns: readonly ChartColumn[],
  rowCount: number,
  definition: ReportDefinition | undefined,
): ReadonlyMap<string, readonly number[]> {
  const rows = Array.from({ length: rowCount }, (_, row) => row).filter((row) => !Number.isNaN(days.numberAt(row)));
  const oneRowADay = (line: readonly number[]) => new Set(line.map((row) => days.numberAt(row))).size === line.length;
  if (oneRowADay(rows)) {
    return new Map([['', rows]]);
  }
  const lines = groupRowsByKey(rows, textKeyColumns(columns, definition));
  // If days still repeat, a column that is no key in the catalog tells their rows apart.
  return [...lines.values()].every(oneRowADay) ? lines : groupRowsByKey(rows, textKeyColumns(columns, undefined));
}

function groupRowsByKey(rows: readonly number[], keys: readonly ChartColumn[]): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  for (const row of rows) {
    const key = keyLabel(keys, row);
    const line = lines.get(key);
    if (line === undefined) {
      lines.set(key, [row]);
    } else {
      line.push(row);
    }
  }
  return lines;
}

function chartOf(
  { info, unit, data }: Measured,
  key: string | undefined,
  rows: readonly number[],
  days: ScalarColumn,
  { firstDay, length }: DaySpan,
): SeriesChart {
  const values = new Array<number | null>(length).fill(null);
  for (const row of rows) {
    const value = data.numberAt(row);
    const at = days.numberAt(row) - firstDay;
    if (at >= 0 && !Number.isNaN(value)) {
      values[at] = value;
    }
  }
  const known = values.flatMap((value, at): DatedValue[] =>
    value === null ? [] : [{ date: formatDay(firstDay + at), value }],
  );
  return {
    kind: 'series',
    ...columnEntries(info),
    ...(key === undefined ? {} : { key }),
    unit,
    firstDay: formatDay(firstDay),
    values,
    latest: known.at(-1) ?? null,
    min: extremeValue(known, (a, b) => a < b),
    max: extremeValue(known, (a, b) => a > b),
  };
}

/** The first value that no other value beats. */
function extremeValue(known: readonly DatedValue[], beats: (a: number, b: number) => boolean): DatedValue | null {
  return known.reduce<DatedValue | null>(
    (best, value) => (best === null || beats(value.value, best.value) ? value : best),
    null,
  );
}

type Line = readonly [key: string, rows: readonly number[]];

/** Chosen before they become charts, because a chart has a value for each day of the span, however few rows a line has. */
function highestLines(
  { data }: MeasureColumn,
  lines: ReadonlyMap<string, readonly number[]>,
  days: ScalarColumn,
  { firstDay }: DaySpan,
): readonly Line[] {
  const latestValue = ([, rows]: Line) => {
    let [latestDay, latest] = [firstDay, Number.NEGATIVE_INFINITY];
    for (const row of rows) {
      const [day, value] = [days.numberAt(row), data.numberAt(row)];
      if (day >= latestDay && !Number.isNaN(value)) {
        [latestDay, latest] = [day, value];
      }
    }
    return latest;
  };
  return (
    [...lines]
      .map((line) => ({ line, latest: latestValue(line) }))
      // Compared instead of subtracted: the difference of two infinities is NaN.
      .sort((a, b) => Number(b.latest > a.latest) - Number(b.latest < a.latest))
      .slice(0, MAX_SERIES)
      .map(({ line }) => line)
  );
}
