import type { Granularity } from '../../../../src/shared/pages/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { truncate } from '../../base/format/formatCell.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { type ChartLayout, MAX_LINES } from '../../../../src/shared/charts/chartLayout.js';
import type { Measure } from './measures.js';

/** Where the axes of a chart begin that do not begin at 0; heights are no proportions there. */
export function axisNotes({ lanes }: ChartLayout, format: Format): readonly string[] {
  return lanes.flatMap(({ begins, unit }) =>
    begins === undefined ? [] : [formatText(texts.axisBegins, format.value(begins, unit))],
  );
}

/** Whose measures are not drawn, because the chart is full. */
export function leftOutNotes(leftOut: readonly Measure[], format: Format): readonly string[] {
  const sources = [...new Set(leftOut.map(({ source }) => source))];
  return sources.map((source) =>
    format.plural(
      texts.notDrawn,
      leftOut.filter((measure) => measure.source === source).length,
      truncate(source ?? '', 60),
    ),
  );
}

/** Why no measure can be added. */
export function fullChartText(format: Format): string {
  return format.plural(texts.chartFull, MAX_LINES);
}

/** What the values of a chart are where they are not those of days. @param incomplete weeks or months that are left out */
export function granularityNote(granularity: Granularity, incomplete: number, format: Format): string | undefined {
  switch (granularity) {
    case 'days':
      return undefined;
    case 'average':
      return texts.averageNote;
    case 'weeks':
      return incomplete === 0 ? texts.weeksNote : format.plural(texts.incompleteWeeks, incomplete);
    case 'months':
      return incomplete === 0 ? undefined : format.plural(texts.incompleteMonths, incomplete);
  }
}
