import type { ReportDefinition } from '../../catalog/definition.js';
import type { DatedValue, SeriesChart } from '../../../shared/report.js';
import type { ScalarColumn } from '../store/column.js';
import { formatDay } from '../../../base/dates.js';
import { sharesAmong } from './shares.js';
import { dayPart, keyLabel, type MeasurePart, measureParts, type Part, textKeyParts } from '../store/tableParts.js';

/** More lines than this per column say nothing any more; those with the highest latest values are kept. */
const mostKeys = 12;

/** The service keeps 180 days; a stray year 1 in one row must not make a picture of 700,000 days. */
const mostDays = 3660;

/** Days of a table, one after the other without a gap, as numbers of days since 1970-01-01. */
interface Span {
  readonly firstDay: number;
  readonly length: number;
}

/**
 * A picture per numeric column, and per value of the second key where days have several rows.
 *
 * @returns `undefined` where the table has no column of days, empty where no row has a day
 */
export function seriesCharts(
  parts: readonly Part[],
  rowCount: number,
  definition: ReportDefinition | undefined,
): readonly SeriesChart[] | undefined {
  const day = dayPart(parts, definition);
  if (day === undefined) {
    return undefined;
  }
  const span = spanOf(day.data);
  if (span === undefined) {
    return [];
  }
  const lines = linesOf(day.data, parts, rowCount, definition);
  const measures = measureParts(parts);
  const wholes = new Map(
    sharesAmong(measures, definition).flatMap(({ part, other, otherIs }) =>
      otherIs === 'whole' ? [[part, other] as const] : [],
    ),
  );
  return partsFirst(measures, wholes).flatMap((measure) => {
    const whole = wholes.get(measure)?.info.name;
    const charts = [...lines].map(([key, rows]) => ({
      ...chartOf(measure, lines.size > 1 ? key : undefined, rows, day.data, span),
      ...(whole === undefined ? {} : { whole }),
    }));
    return charts.length > mostKeys ? highest(charts) : charts;
  });
}

/** How many there are changes little and is said beside each part: what is looked for is the part. */
function partsFirst(
  measures: readonly MeasurePart[],
  wholes: ReadonlyMap<MeasurePart, MeasurePart>,
): readonly MeasurePart[] {
  const last = new Set(wholes.values());
  return [...measures.filter((measure) => !last.has(measure)), ...measures.filter((measure) => last.has(measure))];
}

function spanOf(days: ScalarColumn): Span | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < days.length; row++) {
    const day = days.numberAt(row);
    if (!Number.isNaN(day)) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  }
  if (first > last) {
    return undefined;
  }
  const firstDay = Math.max(first, last - mostDays + 1);
  return { firstDay, length: last - firstDay + 1 };
}

/** Rows by second key; all rows are one line where each day has one row at most. */
function linesOf(
  days: ScalarColumn,
  parts: readonly Part[],
  rowCount: number,
  definition: ReportDefinition | undefined,
): ReadonlyMap<string, readonly number[]> {
  const rows = Array.from({ length: rowCount }, (_, row) => row).filter((row) => !Number.isNaN(days.numberAt(row)));
  const oneRowADay = (line: readonly number[]) => new Set(line.map((row) => days.numberAt(row))).size === line.length;
  if (oneRowADay(rows)) {
    return new Map([['', rows]]);
  }
  const lines = grouped(rows, textKeyParts(parts, definition));
  // Days that still repeat are told apart by a column that the catalogue does not know as a key.
  return [...lines.values()].every(oneRowADay) ? lines : grouped(rows, textKeyParts(parts, undefined));
}

function grouped(rows: readonly number[], keys: readonly Part[]): ReadonlyMap<string, readonly number[]> {
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
  { info, unit, data }: MeasurePart,
  key: string | undefined,
  rows: readonly number[],
  days: ScalarColumn,
  { firstDay, length }: Span,
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
  const [first, latest] = [known[0], known[known.length - 1]];
  return {
    kind: 'series',
    column: info.name,
    ...(key === undefined ? {} : { key }),
    unit,
    firstDay: formatDay(firstDay),
    values,
    latest: latest ?? null,
    min: extreme(known, (a, b) => a < b),
    max: extreme(known, (a, b) => a > b),
    // One known day alone has not changed.
    change:
      first === undefined || latest === undefined || first === latest ? null : changeOf(first.value, latest.value),
  };
}

function changeOf(first: number, latest: number): NonNullable<SeriesChart['change']> {
  const absolute = latest - first;
  return { absolute, ratio: first === 0 ? null : absolute / first };
}

/** The first value that no other one beats. */
function extreme(known: readonly DatedValue[], beats: (a: number, b: number) => boolean): DatedValue | null {
  return known.reduce<DatedValue | null>(
    (best, value) => (best === null || beats(value.value, best.value) ? value : best),
    null,
  );
}

function highest(charts: readonly SeriesChart[]): readonly SeriesChart[] {
  const latest = ({ latest }: SeriesChart) => latest?.value ?? Number.NEGATIVE_INFINITY;
  // Compared, not subtracted: infinities have no difference.
  return charts.toSorted((a, b) => Number(latest(b) > latest(a)) - Number(latest(b) < latest(a))).slice(0, mostKeys);
}
