import type { SeriesChart, Unit } from '../../../../src/shared/report.js';
import { type DaysMean, type MeanChange, type WeeksChange, weeksChange } from '../../../../src/shared/weeksChange.js';
import { roundedAverage } from '../../../../src/shared/format/days.js';
import { directionMark } from '../../../../src/shared/format/directionMark.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { roundedRatio } from '../../../../src/shared/format/roundedRatio.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';

export interface ChangeDescription {
  /** Above, below or at zero. */
  readonly direction: number;
  readonly text: string;
  /** The days that are compared and what they come to. */
  readonly detail: string;
  /** What else is to be known of it, in sentences. */
  readonly remarks: readonly string[];
  /** All of it. */
  readonly title: string;
}

/** `+13.1% vs. the previous 28 days`; of what is too small for a percentage, `0 → 6 vs. the previous 28 days`. */
export function describeChange(change: WeeksChange, unit: Unit, format: Format): ChangeDescription {
  const { days } = change;
  const direction = changeDirection(change);
  const text =
    direction === 0
      ? format.plural(texts.noChange, days)
      : format.plural(texts.changeToPrevious, days, amountOf(change, unit, texts.changeFromTo, format));
  return described(direction, text, detailOf(change, unit, format));
}

/**
 * `November 1 – 26 vs. October 1 – 26: +4.2%`.
 *
 * @param months what is compared
 * @param leftOut what to say of days without data
 */
export function describeMonthChange(
  months: string,
  change: MeanChange,
  unit: Unit,
  leftOut: readonly string[],
  format: Format,
): ChangeDescription {
  const direction = changeDirection(change);
  const amount = direction === 0 ? texts.noMonthChange : changeAmount(change, unit, format);
  return described(direction, formatText(texts.pointText, months, amount), detailOf(change, unit, format), [
    texts.everyWeekday,
    ...leftOut,
  ]);
}

function described(
  direction: number,
  text: string,
  detail: string,
  remarks: readonly string[] = [],
): ChangeDescription {
  return {
    direction,
    text,
    detail,
    remarks,
    title: formatText(texts.changeWithDetail, text, [detail, ...remarks].join(' ')),
  };
}

function detailOf({ before, after }: MeanChange, unit: Unit, format: Format): string {
  return formatText(
    texts.changeDetail,
    average(after, unit, format),
    daysText(after, format),
    average(before, unit, format),
    daysText(before, format),
  );
}

/** How a series changed, with its mark, for a list of facts; empty where that is not known. */
export function changeFact(chart: SeriesChart, format: Format): readonly string[] {
  const change = weeksChange(chart);
  if (change === undefined) {
    return [];
  }
  const { direction, title } = describeChange(change, chart.unit, format);
  return [`${directionMark(direction)} ${title}`.trim()];
}

/** `+13.1%`; of what is too small for a percentage, `0 → 6 on average`. */
export function changeAmount(change: MeanChange, unit: Unit, format: Format): string {
  return amountOf(change, unit, texts.changeOfAverage, format);
}

/** @param fromTo how the means are written where there is no percentage */
function amountOf({ before, after, ratio }: MeanChange, unit: Unit, fromTo: string, format: Format): string {
  return ratio === null
    ? formatText(fromTo, average(before, unit, format), average(after, unit, format))
    : format.signedPercent(roundedRatio(ratio));
}

/** Where a measure went: above, below or at 0. What would be written as the same has not changed. */
function changeDirection({ before, after, ratio }: MeanChange): number {
  return Math.sign(ratio === null ? roundedAverage(after.mean) - roundedAverage(before.mean) : roundedRatio(ratio));
}

function average({ mean }: DaysMean, unit: Unit, format: Format): string {
  return format.value(roundedAverage(mean), unit);
}

function daysText({ from, to }: DaysMean, format: Format): string {
  return formatText(texts.shortDays, format.shortDay(from), format.shortDay(to));
}
