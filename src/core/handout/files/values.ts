import type { Format } from '../../../shared/format/format.js';
import { BLANK_MARK, formatText } from '../../../shared/format/formatText.js';
import { roundedRatio } from '../../../shared/format/roundedRatio.js';
import type { CellValue, Unit } from '../../../shared/report.js';
import type { HandoutColumn, HandoutDocument, HandoutUnit, KeyFigure } from '../document.js';
import { spanText } from '../span.js';
import type { HandoutTexts } from './texts.js';

/** A number with its unit, as people read it. */
export function valueText(value: number, unit: HandoutUnit, format: Format): string {
  switch (unit) {
    case 'percent':
      return format.percent(value / 100);
    case 'days':
      return format.days(value);
    default:
      return format.value(value, unit);
  }
}

/** The unit by which the axis of a chart is divided. */
export function axisUnit(unit: HandoutUnit): Unit {
  return unit === 'percent' || unit === 'days' ? 'count' : unit;
}

/** A cell as people read it, with {@link BLANK_MARK} where it is blank. */
export function cellText(value: CellValue, column: HandoutColumn, format: Format, texts: HandoutTexts): string {
  if (value === null || value === '') {
    return BLANK_MARK;
  }
  if (typeof value === 'number') {
    return column.currency === undefined
      ? valueText(value, column.unit ?? (column.type === 'duration' ? 'seconds' : 'count'), format)
      : format.money(value, column.currency);
  }
  if (typeof value === 'boolean') {
    return value ? texts.yes : texts.no;
  }
  if (typeof value === 'string') {
    return column.type === 'date' ? format.day(value) : value;
  }
  return value.length === 0 ? BLANK_MARK : value.join(', ');
}

/** The values of {@link HandoutTexts.shareOf}; `undefined` where the figure is no part of a whole. */
export function shareParts({ value, unit, denominator }: KeyFigure, format: Format): readonly string[] | undefined {
  return denominator === undefined || value === null || denominator.value <= 0
    ? undefined
    : [format.percent(value / denominator.value), denominator.label, valueText(denominator.value, unit, format)];
}

export interface ChangeText {
  /** Above, below, or at 0. */
  readonly direction: number;
  readonly text: string;
  /** Of the places of {@link text}: numbers and days, which have a direction of their own. */
  readonly values: readonly string[];
}

/** `{0} from {1} as of {2}` with its values, such as `+4.2%`; `undefined` where no change is known. */
export function changeText(
  { value, unit, change }: KeyFigure,
  format: Format,
  texts: HandoutTexts,
): ChangeText | undefined {
  if (change === undefined || value === null) {
    return undefined;
  }
  const [before, day] = [valueText(change.from, unit, format), format.day(change.since)];
  const direction = before === valueText(value, unit, format) ? 0 : Math.sign(value - change.from);
  // A percentage of a percentage is read as points.
  const ratio = unit === 'percent' || change.ratio === null ? 0 : roundedRatio(change.ratio);
  const [text, ...values] =
    direction === 0
      ? [texts.unchanged, day]
      : ratio === 0
        ? [texts.changeFrom, before, day]
        : [texts.changeBy, format.signedPercent(ratio), before, day];
  return { direction, text, values };
}

/** What a document is of, for its head and the foot of its pages: tenant, span, newest day of the data. */
export function documentFacts(document: HandoutDocument, format: Format, texts: HandoutTexts): readonly string[] {
  const { tenant, span, refreshDate } = document;
  return [
    tenant,
    spanText(span, format),
    ...(refreshDate === null ? [] : [formatText(texts.dataUpTo, format.day(refreshDate))]),
  ];
}
