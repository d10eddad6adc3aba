import { addDays, type IsoDate } from '../../base/dates.js';
import { aggregateOf } from '../../core/catalog/aggregates.js';
import type { FailedBlock, HandoutSpan, HandoutUnit, SeriesBlock, SeriesLine } from '../../core/handout/document.js';
import { daysOf, monthsUntil } from '../../core/handout/span.js';
import type { DaysOfReport, TemplateBlock } from '../../core/handout/template.js';
import { formatText } from '../../shared/format/formatText.js';
import type { DayRange } from '../../shared/history.js';
import { nameWithoutUnit } from '../../shared/measures.js';
import { cut } from '../../shared/monthOverMonth.js';
import type { SeriesChart } from '../../shared/report.js';
import { tellMissingDays } from './amounts.js';
import { type HandoutData, isMissing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';
import { lineSummary } from './lineSummary.js';

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
  let isLevel = true;
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
      isLevel &&= isOfLevels(one, read.series, options);
      lines.push({ name, days: values.map((_, index) => addDays(range.from, index)), values });
    }
  }
  if (lines.length === 0) {
    return { kind: 'failed', of: 'series', title, reason: missing.join(' ') };
  }
  const known = fromFirstKnown(lines);
  return {
    ...{ kind: 'series', title, unit, isLevel, lines: known, missingRanges: missingRanges(known) },
    summary: [...known.map((line) => lineSummary(line, { unit, isLevel }, options)), ...missing].join(' '),
  };
}

/** Whether a measure is of what there is, which a day's last value tells. */
function isOfLevels(
  { report, aggregate }: DaysOfReport,
  { column }: SeriesChart,
  { catalog }: HandoutOptions,
): boolean {
  const definition = catalog.findArchived(report);
  return (aggregate ?? (definition === undefined ? 'mean' : aggregateOf(definition, column))) === 'last';
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
