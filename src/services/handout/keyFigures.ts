import type {
  FigureChange,
  HandoutSpan,
  HandoutUnit,
  KeyFigure,
  KeyFiguresBlock,
} from '../../core/handout/document.js';
import { previousSpan, spanText } from '../../core/handout/span.js';
import { spanChange } from '../../core/handout/spanValue.js';
import type { TemplateFigure } from '../../core/handout/template.js';
import { formatText } from '../../shared/format/formatText.js';
import type { Unit } from '../../shared/report.js';
import { changeRatio } from '../../shared/weeksChange.js';
import { type Amount, readAmount } from './amounts.js';
import { type HandoutData, isMissing, type Missing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';

/** A figure, and the sentences that have to be known to read it. */
export interface NotedFigure {
  readonly figure: KeyFigure;
  readonly notes: readonly string[];
}

/** A number with its whole and its change. Where it is not known it is blank, and the note says why. @throws the signal's `AbortError` */
export async function keyFigure(
  figure: TemplateFigure,
  data: HandoutData,
  options: HandoutOptions,
): Promise<NotedFigure> {
  const { span, texts } = options;
  const { label } = figure;
  const now = await readFigure(figure, span, data, options);
  if (isMissing(now)) {
    if (now.isNoDay === undefined) {
      data.gaps.tell('warning', toldText(label, now));
    }
    return { figure: { label, value: null, unit: figure.unit ?? 'count' }, notes: [now.why] };
  }
  const unit = figure.unit ?? now.unit;
  const whole = figure.of === undefined ? undefined : await readAmount(figure.of, span, data, options);
  const before = figure.change === false ? undefined : await readFigure(figure, previousSpan(span), data, options);
  // Which days a measure lacks is remembered where it is read.
  if (before !== undefined && isMissing(before) && before.needsLabel === undefined && figure.days === undefined) {
    data.gaps.tell('info', before.why);
  }
  const change = before === undefined || isMissing(before) ? undefined : changeOf(before, now, unit, options);
  const isKnown = whole !== undefined && !isMissing(whole);
  if (figure.of !== undefined && whole !== undefined && isMissing(whole)) {
    data.gaps.tell('warning', toldText(figure.of.label, whole));
  }
  const notes = new Set([
    ...now.notes,
    ...(isKnown ? whole.notes : []),
    ...(figure.of !== undefined && whole !== undefined && isMissing(whole)
      ? [formatText(texts.notes.noWhole, figure.of.label, whole.why)]
      : []),
    ...(change?.notes ?? []),
  ]);
  const shown: KeyFigure = {
    ...{ label, value: now.value, unit },
    ...(figure.of === undefined || !isKnown ? {} : { denominator: { label: figure.of.label, value: whole.value } }),
    ...(change?.change === undefined ? {} : { change: change.change }),
  };
  return { figure: shown, notes: [...notes] };
}

/** Figures in one block: what is so of all that are known is said once, below them. */
export function withCommonNotes(all: readonly NotedFigure[]): KeyFiguresBlock {
  const known = all.filter(({ figure }) => figure.value !== null);
  const [first] = known;
  const common =
    first === undefined || known.length < 2
      ? []
      : first.notes.filter((note) => known.every(({ notes }) => notes.includes(note)));
  return {
    kind: 'keyFigures',
    figures: all.map(({ figure, notes }) => {
      const own = notes.filter((note) => figure.value === null || !common.includes(note));
      return { ...figure, ...(own.length === 0 ? {} : { note: own.join(' ') }) };
    }),
    ...(common.length === 0 ? {} : { notes: common }),
  };
}

/** A sentence for among others, where it has to say what it is about. */
export function toldText(label: string, { why, needsLabel }: Missing): string {
  return needsLabel === true ? `${label}: ${why}` : why;
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
    : {
        ...amount,
        value: amount.value / per.value,
        notes: [...new Set([...amount.notes, ...per.notes])],
        endsOn: amount.endsOn ?? per.endsOn,
      };
}

interface ToldChange {
  readonly change?: FigureChange | undefined;
  /** Why there is none, or what it is of. */
  readonly notes: readonly string[];
}

/** Part of a month is compared with no whole one, except by means of its days, and then it is said. */
function changeOf(before: Amount, now: Amount, unit: HandoutUnit, options: HandoutOptions): ToldChange {
  const { span, texts, format } = options;
  const ends = [
    { days: span, endsOn: now.endsOn },
    { days: previousSpan(span), endsOn: before.endsOn },
  ].flatMap(({ days, endsOn }) =>
    endsOn === undefined ? [] : [formatText(texts.notes.partOf, spanText(days, format), format.day(endsOn))],
  );
  if (ends.length > 0) {
    return { notes: ends };
  }
  if (before.rowsOf !== now.rowsOf) {
    return { notes: [texts.notes.otherRows] };
  }
  const ratio = ratioOf(before, now, unit);
  const ofSpan = before.isOfSpan === true ? { span: previousSpan(span) } : {};
  if (before.ofDays === undefined || now.ofDays === undefined) {
    const { day } = before;
    return { notes: [], ...(day === null ? {} : { change: { from: before.value, ratio, since: day, ...ofSpan } }) };
  }
  const change = spanChange(before.ofDays, now.ofDays, isUnit(unit) ? unit : 'count');
  const { missing, days, isMean } = before.ofDays;
  const counts = [format.count(missing), format.count(days)] as const;
  return {
    change: change && { ...change, from: before.value, ratio, ...ofSpan },
    notes:
      change !== undefined && isMean && missing > 0
        ? [formatText(texts.notes.missingDaysOf, spanText(previousSpan(span), format), ...counts)]
        : [],
  };
}

/** A percentage of percents says nothing, and neither does one of days. */
function ratioOf(before: Amount, now: Amount, unit: HandoutUnit): number | null {
  return isUnit(unit) ? changeRatio(before.value, now.value, unit) : null;
}

function isUnit(unit: HandoutUnit): unit is Unit {
  return unit !== 'percent' && unit !== 'days';
}
