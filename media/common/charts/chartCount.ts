import type { ReportSummary } from '../../../src/shared/pages/report.js';
import type { SeriesChart } from '../../../src/shared/report.js';
import type { Format } from '../../../src/shared/format/format.js';
import { texts } from '../base/texts.js';
import { sparkline, type SparklineFacts } from './drawing/sparkline.js';
import { sparklineNotes } from './measures/sparklineNotes.js';
import { smoothedValues } from './measures/smoothedValues.js';

/** What is said beside the heading of the charts. Those of other kinds are of one thing, or chosen: their cards are not worth counting. */
export function chartCountText({ kind, charts }: ReportSummary, format: Format): string {
  switch (kind) {
    case 'daily-series': {
      const series = charts.filter((chart) => chart.kind === 'series');
      const count = format.plural(texts.measures, series.length > 0 ? series.length : charts.length);
      return [count, ...sparklineNotes(series.map(sparklineFacts), texts.smoothedLines)].join(' · ');
    }
    case 'detail':
    case 'distribution':
    case 'current-state':
      return '';
  }
}

function sparklineFacts(chart: SeriesChart): SparklineFacts {
  const smoothed = smoothedValues(chart);
  return { hasMean: smoothed !== undefined, isCut: sparkline(smoothed ?? chart.values).begins !== undefined };
}
