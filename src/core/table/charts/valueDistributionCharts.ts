import type { DaysChart, HistogramChart, Chart, ColumnInfo, TopValuesChart } from '../../../shared/report.js';
import type { Column, DictionaryColumn, ScalarColumn } from '../store/column.js';
import { formatDay } from '../../../base/dates.js';
import { textCounts, ValueCounts } from '../store/valueCounts.js';
import { columnEntries, type MeasureColumn, measureColumns, type ChartColumn } from './chartColumns.js';

const MAX_TOP_VALUES = 8;
const MAX_BINS = 12;
const MAX_BUCKETS = 60;
/** Lengths of a bucket in days; the first that needs at most {@link MAX_BUCKETS} buckets is used. */
const BUCKET_DAYS = [1, 7, 14, 30, 90, 365];

/** Rows that {@link isMostlyDistinct} looks at. */
const SAMPLE_SIZE = 4096;

/** With a larger share of distinct values, a column identifies rows instead of grouping them. */
const MAX_DISTINCT_SHARE = 0.8;

/** Distributions of the values of a detail report: one chart per column, if its values are worth one. */
export function valueDistributionCharts(columns: readonly ChartColumn[]): readonly Chart[] {
  return columns.flatMap((part) => chartOf(part) ?? []);
}

function chartOf(part: ChartColumn): Chart | undefined {
  const { info, data } = part;
  if (data.storage === 'dictionary') {
    return topTexts(info, data);
  }
  if (info.type === 'boolean') {
    return topValues(info, valueCounts(info, data));
  }
  if (info.type === 'date') {
    return daysChart(info, data);
  }
  const [measure] = measureColumns([part]);
  return measure === undefined ? undefined : histogram(measure);
}

function topTexts(info: ColumnInfo, data: DictionaryColumn): TopValuesChart | undefined {
  const isList = info.type === 'list';
  if (!isList && isMostlyDistinct(data)) {
    return undefined;
  }
  const counts = valueCounts(info, data);
  const identifiesRows = counts.size > (data.length - counts.blank) * MAX_DISTINCT_SHARE;
  return identifiesRows && !isList ? undefined : topValues(info, counts);
}

/** Takes a sample of a large column, to avoid counting hundreds of thousands of unique names. */
function isMostlyDistinct({ codes, texts, distinct }: DictionaryColumn): boolean {
  if (distinct || codes.length < SAMPLE_SIZE * 4) {
    return false;
  }
  const step = Math.floor(codes.length / SAMPLE_SIZE);
  const sample = Array.from({ length: SAMPLE_SIZE }, (_, at) => codes[at * step] ?? 0).filter((code) => code !== 0);
  return new Set(sample.map((code) => texts.at(code))).size > sample.length * 0.99;
}

function valueCounts(info: ColumnInfo, data: Column): ValueCounts {
  const counts = new ValueCounts(info);
  for (const [text, rows] of textCounts(data, info.type)) {
    counts.add(text, rows);
  }
  return counts;
}

function topValues(info: ColumnInfo, counts: ValueCounts): TopValuesChart | undefined {
  if (counts.size === 0) {
    return undefined;
  }
  const values = [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_TOP_VALUES);
  return { kind: 'topValues', ...columnEntries(info), distinct: counts.size, blank: counts.blank, values };
}

function histogram({ info, unit, data }: MeasureColumn): HistogramChart | undefined {
  const values = numbersOf(data);
  if (values.length === 0) {
    return undefined;
  }
  let [sum, min, max, whole] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (const value of values) {
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    whole &&= Number.isInteger(value);
  }
  const counts = binCounts(values, min, max, whole);
  const width = (max - min) / counts.length;
  return {
    kind: 'histogram',
    ...columnEntries(info),
    unit,
    blank: countBlanks(data),
    count: values.length,
    sum,
    min,
    median: medianOf(values),
    max,
    bins: counts.map((count, bin) => ({
      from: min + bin * width,
      to: bin === counts.length - 1 ? max : min + (bin + 1) * width,
      count,
    })),
  };
}

function binCounts(values: Float64Array, min: number, max: number, whole: boolean): number[] {
  // Few whole numbers get one bin each: twelve bins for 0 to 4 would show meaningless gaps.
  const bins = max === min ? 1 : whole ? Math.min(MAX_BINS, max - min + 1) : MAX_BINS;
  const counts = new Array<number>(bins).fill(0);
  const scale = max === min ? 0 : bins / (max - min);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function daysChart(info: ColumnInfo, data: ScalarColumn): DaysChart | undefined {
  const days = numbersOf(data);
  if (days.length === 0) {
    return undefined;
  }
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  const length = last - first + 1;
  const bucketDays = BUCKET_DAYS.find((size) => length <= size * MAX_BUCKETS) ?? Math.ceil(length / MAX_BUCKETS);
  const counts = new Array<number>(Math.ceil(length / bucketDays)).fill(0);
  for (const day of days) {
    const bucket = Math.floor((day - first) / bucketDays);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return {
    kind: 'days',
    ...columnEntries(info),
    blank: countBlanks(data),
    first: formatDay(first),
    last: formatDay(last),
    bucketDays,
    counts,
  };
}

function numbersOf(data: ScalarColumn): Float64Array {
  const values = new Float64Array(data.stored.length);
  let count = 0;
  for (let row = 0; row < data.stored.length; row++) {
    const value = data.numberAt(row);
    if (!Number.isNaN(value)) {
      values[count++] = value;
    }
  }
  return values.subarray(0, count);
}

/** Cells that do not fit the column's type are neither blank nor numbers. */
function countBlanks(data: ScalarColumn): number {
  let blank = data.length - data.stored.length;
  for (let row = 0; row < data.stored.length; row++) {
    if (Number.isNaN(data.numberAt(row)) && data.value(row) === null) {
      blank++;
    }
  }
  return blank;
}

/** Reorders `values`. Selection instead of sorting, which would block for a moment with twenty columns of a large report. */
function medianOf(values: Float64Array): number {
  const middle = values.length >> 1;
  const upper = quickSelect(values, middle);
  if (values.length % 2 === 1) {
    return upper;
  }
  return (values.subarray(0, middle).reduce((a, b) => Math.max(a, b)) + upper) / 2;
}

/** Returns the value with index `k` in sorted order. Moves it there, smaller values before it and larger ones after it. */
function quickSelect(values: Float64Array, k: number): number {
  const at = (index: number) => values[index] ?? Number.NaN;
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = at(k);
    let [i, j] = [low, high];
    do {
      while (at(i) < pivot) {
        i++;
      }
      while (at(j) > pivot) {
        j--;
      }
      if (i <= j) {
        const swapped = at(i);
        values[i++] = at(j);
        values[j--] = swapped;
      }
    } while (i <= j);
    if (j < k) {
      low = i;
    }
    if (i > k) {
      high = j;
    }
  }
  return at(k);
}
