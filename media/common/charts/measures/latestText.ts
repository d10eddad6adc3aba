import type { Chart, DatedValue, SeriesChart, Unit } from '../../../../src/shared/report.js';
import { daysBetween } from '../../../../src/shared/format/days.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';

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
