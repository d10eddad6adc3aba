import type { Chart, DaysChart, HistogramChart, TopValuesChart } from '../../../../src/shared/report.js';

export type DistributionChart = TopValuesChart | HistogramChart | DaysChart;

/** The charts of the columns' value distributions, by the column's name. */
export function distributionByColumn(charts: readonly Chart[]): ReadonlyMap<string, DistributionChart> {
  return new Map(
    charts.flatMap((chart): [string, DistributionChart][] =>
      chart.kind === 'topValues' || chart.kind === 'histogram' || chart.kind === 'days' ? [[chart.column, chart]] : [],
    ),
  );
}
