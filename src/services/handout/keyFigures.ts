import type { FigureChange, HandoutSpan, HandoutUnit, KeyFigure } from '../../core/handout/document.js';
import { previousSpan } from '../../core/handout/span.js';
import { spanChange } from '../../core/handout/spanValue.js';
import type { TemplateFigure } from '../../core/handout/template.js';
import { formatText } from '../../shared/format/formatText.js';
import type { Unit } from '../../shared/report.js';
import { changeRatio } from '../../shared/weeksChange.js';
import { type Amount, readAmount } from './amounts.js';
import { type HandoutData, isMissing, type Missing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';

/** A number with its whole and its change. Where it is not known it is blank, and the note says why. @throws the signal's `AbortError` */
export async function keyFigure(
  figure: TemplateFigure,
  data: HandoutData,
  options: HandoutOptions,
): Promise<KeyFigure> {
  const { span, texts } = options;
  const { label } = figure;
  const now = await readFigure(figure, span, data, options);
  if (isMissing(now)) {
    return { label, value: null, unit: figure.unit ?? 'count', note: now.why };
  }
  const unit = figure.unit ?? now.unit;
  const whole = figure.of === undefined ? undefined : await readAmount(figure.of, span, data, options);
  const before = figure.change === false ? undefined : await readFigure(figure, previousSpan(span), data, options);
  const change = before === undefined || isMissing(before) ? undefined : changeOf(before, now, unit);
  const noWhole =
    figure.of !== undefined && whole !== undefined && isMissing(whole)
      ? [formatText(texts.notes.noWhole, figure.of.label, whole.why)]
      : [];
  const notes = [...now.notes, ...noWhole];
  return {
    ...{ label, value: now.value, unit },
    ...(figure.of === undefined || whole === undefined || isMissing(whole)
      ? {}
      : { denominator: { label: figure.of.label, value: whole.value } }),
    ...(change === undefined ? {} : { change }),
    ...(notes.length === 0 ? {} : { note: notes.join(' ') }),
  };
}

/** The number, divided by what it is told per. */
async function readFigure(
  figure: TemplateFigure,
  span: HandoutSpan,
  data: HandoutData,
  options: HandoutOptions,
): Promise<Amount | Missing> {
  const amount = await readAmount(figure, span, data, options);
  if (figure.per === undefined || isMissing(amount)) {
    return amount;
  }
  const per = await readAmount(figure.per, span, data, options);
  if (isMissing(per)) {
    return per;
  }
  return per.value === 0
    ? { why: options.texts.missing.nothingToDivideBy }
    : { ...amount, value: amount.value / per.value, notes: [...new Set([...amount.notes, ...per.notes])] };
}

function changeOf(before: Amount, now: Amount, unit: HandoutUnit): FigureChange | undefined {
  if (before.ofDays !== undefined && now.ofDays !== undefined) {
    const change = spanChange(before.ofDays, now.ofDays, isUnit(unit) ? unit : 'count');
    return change && { ...change, from: before.value, ratio: ratioOf(before, now, unit) };
  }
  return before.day === null ? undefined : { from: before.value, ratio: ratioOf(before, now, unit), since: before.day };
}

/** A percentage of percents says nothing, and neither does one of days. */
function ratioOf(before: Amount, now: Amount, unit: HandoutUnit): number | null {
  return isUnit(unit) ? changeRatio(before.value, now.value, unit) : null;
}

function isUnit(unit: HandoutUnit): unit is Unit {
  return unit !== 'percent' && unit !== 'days';
}
