import { countedRowsOf, type ReportSummary } from '../../../../src/shared/pages/report.js';
import type { Chart, SeriesChart } from '../../../../src/shared/report.js';
import { addDays } from '../../../../src/base/dates.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { texts } from '../../base/texts.js';
import { barFacts, barRows, shareRows, shareText, topValueFacts, topValueRows } from '../cards/barCards.js';
import { changeFact } from '../measures/describeChange.js';
import { latestText, wholeOf } from '../measures/latestText.js';
import { granularityNote } from '../measures/chartNotes.js';
import { linesBy, usualGranularity } from '../measures/granularity.js';
import { linesOf } from '../measures/measureLines.js';
import { measureLabel, measureName } from '../measures/chartNames.js';
import { rowFacts } from '../cards/distributionCards.js';
import { barsScene, columnsScene } from './barsScene.js';
import type { Scene } from '../../../../src/shared/charts/scene.js';
import type { Frame } from './frame.js';
import { seriesScene } from './seriesScene.js';

/** A card's chart, for a file. */
export function chartScene(chart: Chart, frame: Frame, summary: ReportSummary, format: Format): Scene {
  switch (chart.kind) {
    case 'series': {
      const measure = { id: measureName(chart), name: measureLabel(chart), chart };
      const days = linesOf([measure], 'none');
      const granularity = usualGranularity(days);
      return seriesScene(frame, linesBy(granularity, days), format, {
        history: summary.history,
        facts: seriesFacts(chart, summary, format),
        note: granularityNote(granularity, 0, format),
      });
    }
    case 'bars':
      return barsScene(frame, barRows(chart, format), { facts: barFacts(chart, format) });
    case 'shares':
      return barsScene(frame, shareRows(chart, format), { words: shareText(chart) });
    case 'topValues': {
      const column = summary.columns.find(({ name }) => name === chart.column);
      return barsScene(frame, topValueRows(chart, column, countedRowsOf(summary), format), {
        facts: topValueFacts(chart, format),
      });
    }
    case 'histogram': {
      const counts = chart.bins.map(({ count }) => count);
      return columnsScene(frame, {
        counts,
        ends: [format.value(chart.min, chart.unit), format.value(chart.max, chart.unit)],
        most: mostRows(counts, format),
        facts: [
          rowFacts(chart.count, chart.blank, format),
          `${texts.median} ${format.value(chart.median, chart.unit)}`,
          `${texts.sum} ${format.value(chart.sum, chart.unit)}`,
        ].join(' · '),
      });
    }
    case 'days': {
      const count = chart.counts.reduce((sum, value) => sum + value, 0);
      const lastDay = addDays(chart.first, chart.counts.length * chart.bucketDays - 1);
      return columnsScene(frame, {
        counts: chart.counts,
        ends: [format.day(chart.first), format.day(lastDay < chart.last ? lastDay : chart.last)],
        most: mostRows(chart.counts, format),
        facts: rowFacts(count, chart.blank, format),
      });
    }
  }
}

/** What a card says of its line: how it changed, and which share of a whole it is. */
function seriesFacts(chart: SeriesChart, summary: ReportSummary, format: Format): readonly string[] {
  const whole = wholeOf(chart, summary.charts);
  return [
    ...(whole === undefined || chart.latest === null ? [] : [latestText(chart.latest, whole, format)]),
    ...changeFact(chart, format),
  ];
}

function mostRows(counts: readonly number[], format: Format): string {
  const most = Math.max(0, ...counts);
  return format.plural(texts.rows, most);
}
