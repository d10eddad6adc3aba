import { GRANULARITIES, type Granularity } from '../../../../src/shared/pages/report.js';
import type { Aggregate, DailyValues, SeriesChart } from '../../../../src/shared/report.js';
import { isSmoothed } from '../../../../src/shared/charts/movingAverages.js';
import { stepValues } from '../drawing/stepValues.js';
import { addSteps, type TimeStep } from '../../../../src/shared/charts/timeSteps.js';
import type { MeasureLine } from './measureLines.js';
import { averagesOn, rounded } from './smoothedValues.js';

const steps: Readonly<Record<Granularity, TimeStep>> = { days: 'day', average: 'day', weeks: 'week', months: 'month' };

/** How lines are drawn until somebody chooses. */
export function usualGranularity(lines: readonly MeasureLine[]): Granularity {
  return isSmoothed(Math.max(...lines.map(({ values }) => values.length))) && hasValues(lines, 'average')
    ? 'average'
    : 'days';
}

/** What can be chosen: of a few days there is no average, and of a part of a month no month. */
export function offeredGranularities(lines: readonly MeasureLine[]): readonly Granularity[] {
  return GRANULARITIES.filter((granularity) => granularity === 'days' || hasValues(lines, granularity));
}

/** Whether something can lie under the lines: days of another period or month are days. */
export function hasDays(granularity: Granularity): boolean {
  return steps[granularity] === 'day';
}

/** Lines of days as averages, or by week or month. Each says what its values are. */
export function linesBy(granularity: Granularity, lines: readonly MeasureLine[]): readonly MeasureLine[] {
  switch (granularity) {
    case 'days':
      return lines;
    case 'average':
      return lines.map(averaged);
    case 'weeks':
    case 'months':
      return lines.map((line) => summedUp(line, steps[granularity]));
  }
}

/** Weeks or months that lie within the days of a line, at least in part, and are not drawn because they are not complete. */
export function incompleteSteps(lines: readonly MeasureLine[], granularity: Granularity): number {
  const step = steps[granularity];
  const incomplete = lines.flatMap(({ measure, ...line }) => {
    const { firstDay, values } = stepValues(line, step, aggregateOf(measure.chart));
    // By its day: lines that begin in different weeks have the same week in different places.
    return values.flatMap((value, index) => (value === null ? [addSteps(step, firstDay, index)] : []));
  });
  return new Set(incomplete).size;
}

function hasValues(lines: readonly MeasureLine[], granularity: Granularity): boolean {
  return linesBy(granularity, lines).some(({ values }) => values.some((value) => value !== null));
}

function averaged(line: MeasureLine): MeasureLine {
  const days = { firstDay: line.actualFirstDay, values: line.values };
  return { ...line, values: averagesOn(line.measure.chart, days), figure: 'average' };
}

function summedUp(line: MeasureLine, step: TimeStep): MeasureLine {
  const aggregate = aggregateOf(line.measure.chart);
  const { firstDay, values } = withoutEnds(stepValues(line, step, aggregate), step);
  return {
    ...line,
    step,
    figure: aggregate,
    firstDay,
    actualFirstDay: firstDay,
    values: aggregate === 'mean' ? values.map(rounded) : values,
  };
}

/** Without the steps at both ends that are not complete; one where none is. */
function withoutEnds({ firstDay, values }: DailyValues, step: TimeStep): DailyValues {
  const first = Math.max(
    0,
    values.findIndex((value) => value !== null),
  );
  const last = values.findLastIndex((value) => value !== null);
  return { firstDay: addSteps(step, firstDay, first), values: values.slice(first, Math.max(first, last) + 1) };
}

function aggregateOf({ aggregate = 'mean' }: SeriesChart): Aggregate {
  return aggregate;
}
