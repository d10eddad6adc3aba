import type { Format } from '../../../shared/format/format.js';
import { BLANK_MARK, formatText } from '../../../shared/format/formatText.js';
import { roundedRatio } from '../../../shared/format/roundedRatio.js';
import type { CellValue, Unit } from '../../../shared/report.js';
import type { HandoutColumn, HandoutDocument, HandoutUnit, KeyFigure } from '../document.js';
import { comparedTexts } from '../comparedTexts.js';
import { spanText } from '../span.js';
import { valueText } from '../valueText.js';
import type { HandoutTexts } from './texts.js';

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

/** The value of a figure, and that before it, with the same figures; of a value without a change, the value alone. */
export function figureTexts(
  { value, unit, change }: KeyFigure,
  format: Format,
): { readonly value: string | undefined; readonly before: string | undefined } {
  if (value === null || change === undefined) {
    return { value: value === null ? undefined : valueText(value, unit, format), before: undefined };
  }
  if (unit === 'percent' || unit === 'days' || unit === 'count' || change.ratio === null) {
    return { value: valueText(value, unit, format), before: valueText(change.from, unit, format) };
  }
  const { before, after } = comparedTexts(change.from, value, unit, format);
  return { value: after, before };
}

/** `{0} from {1} as of {2}` with its values, such as `+4.2%`; `undefined` where no change is known. */
export function changeText(figure: KeyFigure, format: Format, texts: HandoutTexts): ChangeText | undefined {
  const { value, unit, change } = figure;
  const { before, value: after } = figureTexts(figure, format);
  if (change === undefined || value === null || before === undefined) {
    return undefined;
  }
  const { span } = change;
  const [day, says] = span === undefined ? [format.day(change.since), texts.since] : [spanText(span, format), texts.in];
  const direction = before === after ? 0 : Math.sign(value - change.from);
  // A percentage of a percentage is read as points.
  const ratio = unit === 'percent' || change.ratio === null ? 0 : roundedRatio(change.ratio);
  const [text, ...values] =
    direction === 0
      ? [says.unchanged, day]
      : ratio === 0
        ? [says.changeFrom, before, day]
        : [says.changeBy, format.signedPercent(ratio), before, day];
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
