import type { ReportSummary } from '../../../../src/shared/pages/report.js';
import type { Chart } from '../../../../src/shared/report.js';
import { chartTitle, measureLabel, measureName } from '../measures/chartNames.js';

export interface SavedChartName {
  /** As people read it. */
  readonly title: string;
  /** For the file's name: as the column's name in other files, in every display language. */
  readonly file: string;
}

/** What a saved chart is called. */
export function savedChartName(chart: Chart, summary: ReportSummary): SavedChartName {
  switch (chart.kind) {
    case 'series':
      return { title: measureLabel(chart), file: measureName(chart) };
    case 'bars':
    case 'shares': {
      const title = chart.label === '' ? summary.title : chart.label;
      return { title, file: title };
    }
    case 'topValues':
    case 'histogram':
    case 'days':
      return { title: chartTitle(chart), file: chart.column };
  }
}
