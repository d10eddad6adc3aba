import { addDays } from '../../../../src/base/dates.js';
import { averages, roundedAverage } from '../../../../src/shared/format/days.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import type { ChartLayout } from '../../../../src/shared/charts/chartLayout.js';
import type { MeasureLine } from './measureLines.js';
import { addSteps } from '../../../../src/shared/charts/timeSteps.js';
import { stepText } from './stepText.js';

export interface LegendCell {
  /** `undefined` where nothing is known. */
  readonly text: string | undefined;
  /** Exact value and day, where it is of one day. */
  readonly title?: string;
}

/** What a legend says of each line, in this order. */
export interface LegendColumn {
  readonly name: string;
  readonly cell: (line: MeasureLine, format: Format) => LegendCell;
}

/** Weekdays and weekends are told apart only where the values are of days. @param lines all are of the same step */
export function legendColumns(lines: readonly MeasureLine[]): readonly LegendColumn[] {
  const isOfDays = lines.every(({ figure }) => figure === undefined);
  return isOfDays ? [latest, weekdays, weekends, minimum, maximum] : [latest, minimum, maximum];
}

const latest: LegendColumn = {
  name: texts.latest,
  cell: (line, format) =>
    dated(
      line,
      line.values.findLastIndex((value) => value !== null),
      format,
    ),
};

const weekdays: LegendColumn = {
  name: texts.weekdayAverage,
  cell: (line, format) => average(averages(line.actualFirstDay, line.values).weekdays, line, format),
};

const weekends: LegendColumn = {
  name: texts.weekendAverage,
  cell: (line, format) => average(averages(line.actualFirstDay, line.values).weekends, line, format),
};

const minimum: LegendColumn = {
  name: texts.minimum,
  cell: (line, format) =>
    dated(
      line,
      indexOfExtreme(line.values, (a, b) => a < b),
      format,
    ),
};

const maximum: LegendColumn = {
  name: texts.maximum,
  cell: (line, format) =>
    dated(
      line,
      indexOfExtreme(line.values, (a, b) => a > b),
      format,
    ),
};

function dated({ values, actualFirstDay, unit, step = 'day' }: MeasureLine, index: number, format: Format): LegendCell {
  const value = values[index];
  if (typeof value !== 'number') {
    return { text: undefined };
  }
  const [exact, when] = [format.exact(value, unit), stepText(step, addSteps(step, actualFirstDay, index), format)];
  return {
    text: format.value(value, unit),
    title: step === 'day' ? formatText(texts.valueOn, exact, when) : formatText(texts.pointText, when, exact),
  };
}

function average(value: number | undefined, { unit }: MeasureLine, format: Format): LegendCell {
  return { text: value === undefined ? undefined : format.value(roundedAverage(value), unit) };
}

/** The place of the first value that no other one beats, or -1. */
function indexOfExtreme(values: readonly (number | null)[], beats: (a: number, b: number) => boolean): number {
  return values.reduce<number>((best, value, index) => {
    const leading = values[best];
    return value !== null && (typeof leading !== 'number' || beats(value, leading)) ? index : best;
  }, -1);
}

/** The last day of which anything is known, previous periods aside; nothing where nothing is. */
export function dataEndText({ step, firstDay, lines }: ChartLayout<MeasureLine>, format: Format): string | undefined {
  const last = Math.max(...lines.flatMap(({ series, lastKnown }) => (series.isPrevious ? [] : (lastKnown ?? []))));
  // The last week that is complete ends before the data.
  return Number.isFinite(last) && step === 'day'
    ? formatText(texts.dataEndsOn, format.day(addDays(firstDay, last)))
    : undefined;
}
