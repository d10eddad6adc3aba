import type { BarsBlock, FailedBlock, HandoutUnit } from '../../core/handout/document.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { monthsUntil } from '../../core/handout/span.js';
import type { BarsTemplate } from '../../core/handout/template.js';
import { valueText } from '../../core/handout/valueText.js';
import type { CellValue } from '../../shared/report.js';
import { type Amount, notOneNumber, readAmount } from './amounts.js';
import { type HandoutData, isMissing, type Missing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';
import { toldText } from './keyFigures.js';

interface ReadBar {
  readonly label: string;
  readonly amount: Amount | Missing;
}

/** Bars; one that is not known is blank, and the summary says why. @throws the signal's `AbortError` */
export async function barsBlock(
  template: BarsTemplate,
  data: HandoutData,
  options: HandoutOptions,
): Promise<BarsBlock | FailedBlock> {
  const { title } = template;
  const bars = await readBars(template, data, options);
  if (isMissing(bars)) {
    data.gaps.tell('warning', toldText(title, bars));
    return { kind: 'failed', of: 'bars', title, reason: bars.why };
  }
  const known = bars.flatMap(({ label, amount }) => (isMissing(amount) ? [] : [{ label, ...amount }]));
  for (const { label, amount } of bars) {
    if (isMissing(amount) && amount.isNoDay === undefined) {
      data.gaps.tell('warning', toldText(`${title}, ${label}`, amount));
    }
  }
  if (known.length === 0) {
    // Bars of the same report are missing for the same reason.
    const reasons = new Set(bars.map(({ amount }) => noteOf(amount)));
    const reason = reasons.size === 0 ? options.texts.missing.notOneNumber : [...reasons].join(' ');
    return { kind: 'failed', of: 'bars', title, reason };
  }
  const unit = template.unit ?? known[0]?.unit ?? 'count';
  return {
    ...{ kind: 'bars', title, unit },
    bars: bars.map(({ label, amount }) => {
      const note = isMissing(amount) && amount.isNoDay ? options.texts.notes.noDay : noteOf(amount);
      return { label, value: isMissing(amount) ? null : amount.value, ...(note === '' ? {} : { note }) };
    }),
    summary: summaryOf(known, unit, bars.length, options),
  };
}

function noteOf(amount: Amount | Missing): string {
  return isMissing(amount) ? amount.why : amount.notes.join(' ');
}

async function readBars(
  { query, label, value, bars, days, months = 1 }: BarsTemplate,
  data: HandoutData,
  options: HandoutOptions,
): Promise<readonly ReadBar[] | Missing> {
  const { span, texts, format } = options;
  const read: ReadBar[] = [];
  if (days !== undefined) {
    for (const month of monthsUntil(span, months)) {
      read.push({ label: format.monthOfYear(month.from), amount: await readAmount({ days }, month, data, options) });
    }
    return read;
  }
  for (const bar of bars ?? []) {
    read.push({ label: bar.label, amount: await readAmount(bar, span, data, options) });
  }
  if (query === undefined) {
    return read;
  }
  const answer = await data.answer(query, span);
  if (isMissing(answer)) {
    return answer;
  }
  const { columns, rows, day, notes, blank } = answer;
  const [labelAt, valueAt] = [label, value].map((wanted) => columns.findIndex(({ name }) => name === wanted));
  const unit = columns[valueAt ?? -1]?.unit ?? 'count';
  const amount = query.aggregates?.find(({ name }) => name === value);
  const why = amount !== undefined && 'column' in amount ? blank.get(normalizeName(amount.column)) : undefined;
  const none = why === undefined ? notOneNumber(options) : { why };
  return rows.map((row) => {
    const cell = row[valueAt ?? -1];
    return {
      label: labelOf(row[labelAt ?? -1] ?? null, texts.blank),
      amount: typeof cell === 'number' ? { value: cell, unit, day, notes } : none,
    };
  });
}

function labelOf(cell: CellValue, blank: string): string {
  return cell === null || cell === '' ? blank : typeof cell === 'object' ? cell.join(', ') : String(cell);
}

function summaryOf(
  known: readonly { readonly label: string; readonly value: number }[],
  unit: HandoutUnit,
  count: number,
  { texts, format }: HandoutOptions,
): string {
  const largest = known.reduce((best, one) => (one.value > best.value ? one : best));
  return format.plural(texts.summaries.bars, count, largest.label, valueText(largest.value, unit, format));
}
