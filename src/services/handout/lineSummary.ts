import { addDays, type IsoDate } from '../../base/dates.js';
import { comparedTexts } from '../../core/handout/comparedTexts.js';
import type { HandoutUnit, SeriesLine } from '../../core/handout/document.js';
import { valueText } from '../../core/handout/valueText.js';
import { weekdayText } from '../../core/handout/weekdayText.js';
import { roundedAverage } from '../../shared/format/days.js';
import { formatText } from '../../shared/format/formatText.js';
import type { HandoutOptions } from './handoutOptions.js';

const WEEK = 7;

interface KnownDay {
  readonly day: IsoDate;
  readonly value: number;
}

/**
 * One sentence on where a line is heading. Of what there is, such as storage, its first and its last value. Of what happens on a day, its first and its
 * last whole week, as a weekday and a Saturday do not compare; where there are no two, the lowest and the highest day.
 */
export function lineSummary(
  { name, days, values }: SeriesLine,
  { unit, isLevel }: { readonly unit: HandoutUnit; readonly isLevel: boolean },
  { texts: { summaries }, format }: Pick<HandoutOptions, 'texts' | 'format'>,
): string {
  const known = days.flatMap((day, index): KnownDay[] => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ day, value }];
  });
  const [first, last] = [known[0], known.at(-1)];
  const text = (value: number) => valueText(value, unit, format);
  if (first === undefined || last === undefined) {
    return '';
  }
  if (first === last) {
    return formatText(summaries.oneDay, name, text(first.value), format.day(first.day));
  }
  if (isLevel) {
    const isAmount = unit !== 'percent' && unit !== 'days' && first.value > 0 && last.value > 0;
    const { before, after } = isAmount
      ? comparedTexts(first.value, last.value, unit, format, unit === 'count' ? 5 : 3)
      : { before: text(first.value), after: text(last.value) };
    return formatText(summaries.line, name, before, format.day(first.day), after, format.day(last.day));
  }
  const starts = weeksOf(values);
  const [start, end] = [starts[0], starts.at(-1)];
  if (start !== undefined && end !== undefined && end - start >= WEEK) {
    const week = (index: number) => {
      const sum = values.slice(index, index + WEEK).reduce<number>((all, value) => all + (value ?? 0), 0);
      const day = days[index] ?? first.day;
      return [text(roundedAverage(sum / WEEK)), format.dayRange(day, addDays(day, WEEK - 1))] as const;
    };
    return formatText(summaries.weeks, name, ...week(start), ...week(end));
  }
  const [least, most] = [
    known.reduce((best, one) => (one.value < best.value ? one : best)),
    known.reduce((best, one) => (one.value > best.value ? one : best)),
  ];
  const lowest = [text(least.value), weekdayText(least.day, format)] as const;
  return formatText(summaries.range, name, ...lowest, text(most.value), weekdayText(most.day, format));
}

/** Where seven days in a row begin that all have a value. */
function weeksOf(values: SeriesLine['values']): readonly number[] {
  return values.flatMap((_, index) => {
    const week = values.slice(index, index + WEEK);
    return week.length === WEEK && week.every((value) => value !== null) ? [index] : [];
  });
}
