import type { BarsBlock, FailedBlock, HandoutUnit } from '../../core/handout/document.js';
import { monthsUntil } from '../../core/handout/span.js';
import type { BarsTemplate } from '../../core/handout/template.js';
import type { CellValue } from '../../shared/report.js';
import { type Amount, readAmount } from './amounts.js';
import { type HandoutData, isMissing, type Missing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';
import { valueText } from './seriesBlock.js';

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
    return { kind: 'failed', of: 'bars', title, reason: bars.why };
  }
  const known = bars.flatMap(({ label, amount }) => (isMissing(amount) ? [] : [{ label, ...amount }]));
  // Bars of the same report are missing for the same reason.
  const reasons = [...new Set(bars.flatMap(({ amount }) => (isMissing(amount) ? [amount.why] : amount.notes)))];
  if (known.length === 0) {
    const reason = reasons.length === 0 ? options.texts.missing.notOneNumber : reasons.join(' ');
    return { kind: 'failed', of: 'bars', title, reason };
  }
  const unit = template.unit ?? known[0]?.unit ?? 'count';
  return {
    ...{ kind: 'bars', title, unit },
    bars: bars.map(({ label, amount }) => ({ label, value: isMissing(amount) ? null : amount.value })),
    summary: [summaryOf(known, unit, bars.length, options), ...reasons].join(' '),
  };
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
  const { columns, rows, refreshDate, notes } = answer;
  const [labelAt, valueAt] = [label, value].map((wanted) => columns.findIndex(({ name }) => name === wanted));
  const unit = columns[valueAt ?? -1]?.unit ?? 'count';
  return rows.map((row) => {
    const cell = row[valueAt ?? -1];
    return {
      label: labelOf(row[labelAt ?? -1] ?? null, texts.blank),
      amount:
        typeof cell === 'number' ? { value: cell, unit, day: refreshDate, notes } : { why: texts.missing.notOneNumber },
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
