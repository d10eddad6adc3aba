import { addDays, type IsoDate } from '../../base/dates.js';
import type { FailedBlock, HandoutSpan, HandoutUnit, SeriesBlock, SeriesLine } from '../../core/handout/document.js';
import { daysOf, monthsUntil } from '../../core/handout/span.js';
import type { TemplateBlock } from '../../core/handout/template.js';
import { formatText } from '../../shared/format/formatText.js';
import type { DayRange } from '../../shared/history.js';
import { nameWithoutUnit } from '../../shared/measures.js';
import { cut } from '../../shared/monthOverMonth.js';
import type { SeriesChart } from '../../shared/report.js';
import { tellMissingDays } from './amounts.js';
import { type HandoutData, isMissing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';

/** Lines of daily values. A line that is not known is left out, which the summary says. @throws the signal's `AbortError` */
export async function seriesBlock(
  { title, lines: wanted, months }: Extract<TemplateBlock, { readonly kind: 'series' }>,
  data: HandoutData,
  options: HandoutOptions,
): Promise<SeriesBlock | FailedBlock> {
  const { span, texts, format } = options;
  const first = months === undefined ? span.from : (monthsUntil(span, months)[0]?.from ?? span.from);
  const range = { from: first, to: span.to };
  const lines: SeriesLine[] = [];
  const missing: string[] = [];
  let unit: HandoutUnit = 'count';
  for (const one of wanted) {
    const read = await data.days(one);
    const name = nameWithoutUnit(
      one.label ?? (isMissing(read) ? one.column : (read.series.columnLabel ?? read.series.column)),
    );
    if (!isMissing(read)) {
      tellMonths(one.report, read.series, range, data);
    }
    const values = isMissing(read) ? [] : cut(read.series, range.from, daysOf(range)).values;
    if (isMissing(read) || values.every((value) => value === null)) {
      const none = formatText(texts.missing.noDays, data.titleOf(one.report), format.dayRange(range.from, range.to));
      missing.push(formatText(texts.notes.noLine, name, isMissing(read) ? read.why : none));
      if (isMissing(read)) {
        data.gaps.tell('warning', read.why);
      }
    } else {
      unit = read.series.unit;
      lines.push({ name, days: values.map((_, index) => addDays(range.from, index)), values });
    }
  }
  if (lines.length === 0) {
    return { kind: 'failed', of: 'series', title, reason: missing.join(' ') };
  }
  const known = fromFirstKnown(lines);
  return {
    ...{ kind: 'series', title, unit, lines: known, missingRanges: missingRanges(known) },
    summary: [...known.map((line) => lineSummary(line, unit, options)), ...missing].join(' '),
  };
}

/** Remembers the days that a line lacks, from the month in which it begins. */
function tellMonths(report: string, series: SeriesChart, range: HandoutSpan, data: HandoutData): void {
  for (const month of range.from >= data.options.span.from
    ? [data.options.span]
    : monthsUntil(range, monthCount(range))) {
    if (month.to >= series.firstDay) {
      tellMissingDays(report, series, month, data);
    }
  }
}

function monthCount({ from, to }: DayRange): number {
  const numberOf = (day: IsoDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return numberOf(to) - numberOf(from) + 1;
}

/** Months before anything was archived say nothing. */
function fromFirstKnown(lines: readonly SeriesLine[]): readonly SeriesLine[] {
  const first = Math.min(...lines.map(({ values }) => values.findIndex((value) => value !== null)));
  return lines.map(({ name, days, values }) => ({ name, days: days.slice(first), values: values.slice(first) }));
}

/** Days on which no line has a value. */
function missingRanges(lines: readonly SeriesLine[]): readonly DayRange[] {
  const ranges: { from: IsoDate; to: IsoDate }[] = [];
  for (const [index, day] of (lines[0]?.days ?? []).entries()) {
    const last = ranges.at(-1);
    if (lines.some(({ values }) => (values[index] ?? null) !== null)) {
      continue;
    }
    if (last !== undefined && addDays(last.to, 1) === day) {
      last.to = day;
    } else {
      ranges.push({ from: day, to: day });
    }
  }
  return ranges;
}

function lineSummary({ name, days, values }: SeriesLine, unit: HandoutUnit, { texts, format }: HandoutOptions): string {
  const known = days.flatMap((day, index) => {
    const value = values[index] ?? null;
    return value === null ? [] : [{ day, text: valueText(value, unit, format) }];
  });
  const [first, last] = [known[0], known.at(-1)];
  return first === undefined || last === undefined
    ? ''
    : first === last
      ? formatText(texts.summaries.oneDay, name, first.text, format.day(first.day))
      : formatText(texts.summaries.line, name, first.text, format.day(first.day), last.text, format.day(last.day));
}

/** A number as people read it. */
export function valueText(value: number, unit: HandoutUnit, format: HandoutOptions['format']): string {
  switch (unit) {
    case 'percent':
      return format.percent(value / 100);
    case 'days':
      return format.days(value);
    default:
      return format.value(value, unit);
  }
}
