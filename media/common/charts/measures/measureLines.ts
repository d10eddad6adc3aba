import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import { comparedMonth, monthOverMonth } from '../../../../src/shared/monthOverMonth.js';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import { previousPeriod } from '../../../../src/shared/previousPeriod.js';
import type { Aggregate, DailyValues } from '../../../../src/shared/report.js';
import { knownDays } from '../../../../src/shared/weeksChange.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import type { ChartSeries } from '../../../../src/shared/charts/chartLayout.js';
import { nameWithoutUnit } from '../../../../src/shared/measures.js';
import { fullName, type Measure } from './measures.js';

/** What the values of a line can be beside those of its days. */
export type Figure = 'average' | Aggregate;

/** One line of the large chart. */
export interface MeasureLine extends ChartSeries {
  readonly measure: Measure;
  /** Number of the color and dash; a measure and what it is laid over have the same. */
  readonly look: number;
  /** Whether it is of the previous period or month. */
  readonly isPrevious: boolean;
  /** The day of its first value, which is not the day it stands under where it is of the previous period. */
  readonly actualFirstDay: IsoDate;
  /** What its values are; absent if they are those of its days. */
  readonly figure?: Figure;
}

/** What is drawn of the chosen measures, each followed by its previous period or month where that is asked for and known. */
export function linesOf(measures: readonly Measure[], overlay: Overlay): readonly MeasureLine[] {
  const month = overlaidMonth(measures, overlay);
  return measures.flatMap((measure, look): MeasureLine[] => {
    const pair = month === undefined ? undefined : monthOverMonth(measure.chart, month);
    // What ends before the month keeps its place in the legend.
    const { firstDay, values } =
      pair?.after ?? (month === undefined ? measure.chart : { firstDay: month, values: [null] });
    const line = {
      measure,
      look,
      unit: measure.chart.unit,
      firstDay,
      values,
      isPrevious: false,
      actualFirstDay: firstDay,
    };
    const previous = pair?.before ?? (overlay === 'previous' ? previousPeriod(measure.chart) : undefined);
    return previous === undefined || !isKnown(previous)
      ? [line]
      : [line, { ...line, isPrevious: true, actualFirstDay: previous.firstDay, values: previous.values }];
  });
}

/** The month that is drawn, as its first day; `undefined` where the overlay is no month, or nothing has data. */
export function overlaidMonth(measures: readonly Measure[], overlay: Overlay): IsoDate | undefined {
  const lastDay = overlay === 'month' || overlay === 'wholeMonth' ? lastKnownDay(measures) : undefined;
  return lastDay === undefined ? undefined : comparedMonth(lastDay, overlay === 'wholeMonth');
}

/** The last day on which any of the measures has a value. */
export function lastKnownDay(measures: readonly Measure[]): IsoDate | undefined {
  return measures
    .map(({ chart }) => knownDays(chart))
    .filter(isKnown)
    .map(({ firstDay, values }) => addDays(firstDay, values.length - 1))
    .reduce<IsoDate | undefined>((last, day) => (last === undefined || day > last ? day : last), undefined);
}

/** What a line shows, as people read it: the measure, whose it is, and what its values are. */
export function lineName({ measure, figure }: MeasureLine): string {
  const name = nameWithoutUnit(fullName(measure));
  return figure === undefined ? name : formatText(texts.measureFigure, name, texts.figures[figure]);
}

/** Which days a line of the previous period is of. */
export function previousDays({ actualFirstDay, values }: MeasureLine, format: Format): string {
  return formatText(
    texts.previousDays,
    format.shortDay(actualFirstDay),
    format.shortDay(addDays(actualFirstDay, values.length - 1)),
  );
}

function isKnown({ values }: DailyValues): boolean {
  return values.some((value) => value !== null);
}
