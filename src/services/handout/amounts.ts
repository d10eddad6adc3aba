import type { IsoDate } from '../../base/dates.js';
import { aggregateOf } from '../../core/catalog/aggregates.js';
import type { HandoutSpan, HandoutUnit } from '../../core/handout/document.js';
import { type SpanValue, spanValue } from '../../core/handout/spanValue.js';
import type { TemplateAmount, TemplateQuery } from '../../core/handout/template.js';
import { roundedAverage } from '../../shared/format/days.js';
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
    return query === undefined ? { why: texts.missing.notOneNumber } : readAnswer(query, amount, span, data, options);
  }
  const read = await data.days(days);
  if (isMissing(read)) {
    return read;
  }
  const { series } = read;
  const definition = catalog.findArchived(days.report);
  const aggregate = days.aggregate ?? (definition === undefined ? 'mean' : aggregateOf(definition, series.column));
  const ofDays = spanValue(series, span, aggregate);
  const { value, lastDay, missing } = ofDays;
  if (value === null) {
    return { why: formatText(texts.missing.noDays, data.titleOf(days.report), format.dayRange(span.from, span.to)) };
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
  return { value: shown, unit: series.unit, day: lastDay, ofDays, notes: note };
}

async function readAnswer(
  query: TemplateQuery,
  amount: string | undefined,
  span: HandoutSpan,
  data: HandoutData,
  { texts }: HandoutOptions,
): Promise<Amount | Missing> {
  const answer = await data.answer(query, span);
  if (isMissing(answer)) {
    return answer;
  }
  const { columns, rows, refreshDate, leftOut, notes } = answer;
  const index = amount === undefined ? 0 : columns.findIndex(({ name }) => name === amount);
  const [row] = rows;
  if (row === undefined && leftOut.some(({ reason }) => reason === 'smallGroups')) {
    return { why: texts.missing.smallGroup };
  }
  const value = row?.[index];
  if (typeof value !== 'number') {
    return { why: texts.missing.notOneNumber };
  }
  const aggregate = query.aggregates?.[index];
  const isShare = aggregate?.kind === 'share' || aggregate?.kind === 'shareWithValue';
  return {
    value,
    unit: isShare ? 'percent' : (columns[index]?.unit ?? 'count'),
    day: refreshDate,
    notes,
  };
}
