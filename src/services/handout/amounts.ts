import { addDays, type IsoDate } from '../../base/dates.js';
import { aggregateOf } from '../../core/catalog/aggregates.js';
import type { HandoutSpan, HandoutUnit } from '../../core/handout/document.js';
import { daysOf } from '../../core/handout/span.js';
import { type SpanValue, spanValue } from '../../core/handout/spanValue.js';
import { DAY_PLACEHOLDERS, type TemplateAmount, type TemplateQuery } from '../../core/handout/template.js';
import { roundedAverage } from '../../shared/format/days.js';
import { cut } from '../../shared/monthOverMonth.js';
import { columnLabel, type SeriesChart } from '../../shared/report.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { formatText } from '../../shared/format/formatText.js';
import { type HandoutData, isMissing, type Missing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';

/** A number of some days. */
export interface Amount {
  readonly value: number;
  readonly unit: HandoutUnit;
  /** The last day that it is of. */
  readonly day: IsoDate | null;
  /** Of days: what they come to. */
  readonly ofDays?: SpanValue;
  /** Whether it is of what happened on the days, or their mean, and so of no single day. */
  readonly isOfSpan?: boolean;
  /** Of what happened on the days: the day on which the data end, where that is before the last of them. */
  readonly endsOn?: IsoDate;
  /** The reports of which the rows are, where they are of several. */
  readonly rowsOf?: string;
  /** What has to be known to read it. */
  readonly notes: readonly string[];
}

/** Reads the number that a template asks for. @throws the signal's `AbortError` */
export async function readAmount(
  { days, query, amount }: TemplateAmount,
  span: HandoutSpan,
  data: HandoutData,
  options: HandoutOptions,
): Promise<Amount | Missing> {
  const { texts, format, catalog } = options;
  if (days === undefined) {
    return query === undefined ? notOneNumber(options) : readAnswer(query, amount, span, data, options);
  }
  const read = await data.days(days);
  if (isMissing(read)) {
    return read;
  }
  const { series } = read;
  tellMissingDays(days.report, series, span, data);
  const definition = catalog.findArchived(days.report);
  const aggregate = days.aggregate ?? (definition === undefined ? 'mean' : aggregateOf(definition, series.column));
  const ofDays = spanValue(series, span, aggregate);
  const { value, lastDay, missing } = ofDays;
  if (value === null) {
    const why = formatText(texts.missing.noDays, data.titleOf(days.report), format.dayRange(span.from, span.to));
    return { why, isNoDay: true };
  }
  // Of what there is, such as storage, the last day counts, and a missing one before it changes nothing.
  const note =
    aggregate === 'last'
      ? lastDay === span.to || lastDay === null
        ? []
        : [formatText(texts.notes.asOf, format.day(lastDay))]
      : missing === 0
        ? []
        : [formatText(texts.notes.missingDays, format.count(missing), format.count(ofDays.days))];
  // Nobody counts tenths of users.
  const shown = aggregate === 'mean' && series.unit === 'count' ? roundedAverage(value) : value;
  return { value: shown, unit: series.unit, day: lastDay, ofDays, isOfSpan: aggregate !== 'last', notes: note };
}

async function readAnswer(
  query: TemplateQuery,
  amount: string | undefined,
  span: HandoutSpan,
  data: HandoutData,
  options: HandoutOptions,
): Promise<Amount | Missing> {
  const answer = await data.answer(query, span);
  if (isMissing(answer)) {
    return answer;
  }
  const { columns, rows, day, leftOut, notes, blank, rowsOf } = answer;
  const index = amount === undefined ? 0 : columns.findIndex(({ name }) => name === amount);
  const [row] = rows;
  if (row === undefined && leftOut.some(({ reason }) => reason === 'smallGroups')) {
    return { why: options.texts.missing.smallGroup, needsLabel: true };
  }
  const value = row?.[index];
  const aggregate =
    amount === undefined ? query.aggregates?.[0] : query.aggregates?.find(({ name }) => name === amount);
  if (typeof value !== 'number') {
    const why =
      aggregate !== undefined && 'column' in aggregate ? blank.get(normalizeName(aggregate.column)) : undefined;
    return why === undefined ? notOneNumber(options) : { why };
  }
  const isShare = aggregate?.kind === 'share' || aggregate?.kind === 'shareWithValue';
  return {
    value,
    unit: isShare ? 'percent' : (columns[index]?.unit ?? 'count'),
    ...{ day, notes, rowsOf, isOfSpan: isOfDays(query) },
    ...(day !== null && day < span.to && isOfDays(query) ? { endsOn: day } : {}),
  };
}

export function notOneNumber({ texts }: Pick<HandoutOptions, 'texts'>): Missing {
  return { why: texts.missing.notOneNumber, needsLabel: true };
}

/** Remembers the days of a measure that have no value. */
export function tellMissingDays(report: string, series: SeriesChart, span: HandoutSpan, { gaps }: HandoutData): void {
  const { values } = cut(series, span.from, daysOf(span));
  const days = values.flatMap((value, index) => (value === null ? [addDays(span.from, index)] : []));
  const measure = [
    columnLabel({ name: series.column, ...(series.columnLabel === undefined ? {} : { label: series.columnLabel }) }),
    ...(series.key === undefined ? [] : [series.key]),
  ].join(' · ');
  gaps.tellDays({ report, measure, span, days });
}

/** Whether it is counted what happened on the days of the document: with fewer days it is less. */
function isOfDays({ filters = [] }: TemplateQuery): boolean {
  return filters.some(
    (filter) => filter.kind === 'days' && DAY_PLACEHOLDERS.some((day) => filter.from === day || filter.to === day),
  );
}
