import type { DailyValues, SeriesChart } from '../../../../src/shared/report.js';
import { daysBetween, roundedAverage } from '../../../../src/shared/format/days.js';
import { isSmoothed, movingAverages } from '../../../../src/shared/charts/movingAverages.js';

/** The values of a chart that is drawn as averages without being chosen, as on a card. */
export function smoothedValues(chart: SeriesChart): readonly (number | null)[] | undefined {
  const averages = averagesOn(chart, chart);
  return isSmoothed(chart.values.length) && averages.some((value) => value !== null) ? averages : undefined;
}

/** Averages of some days of a chart. The days before them count where they are known. */
export function averagesOn({ earlier, firstDay, values }: SeriesChart, days: DailyValues): readonly (number | null)[] {
  const averages = movingAverages([...(earlier?.values ?? []), ...values]);
  const offset = daysBetween(earlier?.firstDay ?? firstDay, days.firstDay);
  return days.values.map((value, index) => rounded(value === null ? null : (averages[offset + index] ?? null)));
}

export function rounded(value: number | null): number | null {
  return value === null ? null : roundedAverage(value);
}
