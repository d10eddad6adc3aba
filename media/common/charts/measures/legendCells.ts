import type { DatedValue, Chart, SeriesChart, Unit } from '../../../../src/shared/report.js';
import { addDays } from '../../../../src/base/dates.js';
import { averages, daysBetween, roundedAverage } from '../../base/format/days.js';
import type { Format } from '../../base/format/format.js';
import { formatText } from '../../base/format/formatText.js';
import { texts } from '../../base/texts.js';
import type { ChartLayout } from '../drawing/chartLayout.js';
import type { MeasureLine } from './measureLines.js';

/** What a legend says of each line, in this order. */
export const legendColumnNames = [
  texts.latest,
  texts.weekdayAverage,
  texts.weekendAverage,
  texts.minimum,
  texts.maximum,
] as const;

export interface LegendCell {
  /** `undefined` where nothing is known. */
  readonly text: string | undefined;
  /** Exact value and day, where it is of one day. */
  readonly title?: string;
}

export function legendCells({ values, actualFirstDay, unit }: MeasureLine, format: Format): readonly LegendCell[] {
  const { weekdays, weekends } = averages(actualFirstDay, values);
  const dated = (index: number): LegendCell => {
    const value = values[index];
    return typeof value !== 'number'
      ? { text: undefined }
      : {
          text: format.value(value, unit),
          title: formatText(texts.valueOn, format.exact(value, unit), format.day(addDays(actualFirstDay, index))),
        };
  };
  const average = (value: number | undefined): LegendCell => ({
    text: value === undefined ? undefined : format.value(roundedAverage(value), unit),
  });
  return [
    dated(values.findLastIndex((value) => value !== null)),
    average(weekdays),
    average(weekends),
    dated(indexOfExtreme(values, (a, b) => a < b)),
    dated(indexOfExtreme(values, (a, b) => a > b)),
  ];
}

/** The place of the first value that no other one beats, or -1. */
function indexOfExtreme(values: readonly (number | null)[], beats: (a: number, b: number) => boolean): number {
  return values.reduce<number>((best, value, index) => {
    const leading = values[best];
    return value !== null && (typeof leading !== 'number' || beats(value, leading)) ? index : best;
  }, -1);
}

/** The chart of the whole that this one shows a part of. */
export function wholeOf({ whole, key }: SeriesChart, charts: readonly Chart[]): SeriesChart | undefined {
  return whole === undefined
    ? undefined
    : charts.find(
        (other): other is SeriesChart => other.kind === 'series' && other.column === whole && other.key === key,
      );
}

/** The day of a value, and which share of the whole it was on that day. */
export function latestText({ date, value }: DatedValue, whole: SeriesChart | undefined, format: Format): string {
  const all = whole?.values[daysBetween(whole.firstDay, date)] ?? undefined;
  return shareText({ date, value }, all, whole?.unit ?? 'count', format);
}

/** The same where the whole's value on that day is known already. */
export function shareText({ date, value }: DatedValue, whole: number | undefined, unit: Unit, format: Format): string {
  const day = format.shortDay(date);
  return whole === undefined || whole <= 0
    ? formatText(texts.onDay, day)
    : formatText(texts.latestShareOn, format.percent(value / whole), format.value(whole, unit), day);
}

/** The last day of which anything is known, previous periods aside; nothing where nothing is. */
export function dataEndText({ firstDay, lines }: ChartLayout<MeasureLine>, format: Format): string | undefined {
  const last = Math.max(...lines.flatMap(({ series, lastKnown }) => (series.isPrevious ? [] : (lastKnown ?? []))));
  return Number.isFinite(last) ? formatText(texts.dataEndsOn, format.day(addDays(firstDay, last))) : undefined;
}
