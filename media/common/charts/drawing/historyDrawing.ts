import { nothing, svg } from 'lit';
import type { ChartLayout } from '../../../../src/shared/charts/chartLayout.js';
import { historyMarks } from '../../../../src/shared/charts/historyMarks.js';
import type { HistoryFacts } from '../../../../src/shared/history.js';

/** Holes as shaded gaps, seams as dashed lines. */
export function historyDrawing(
  layout: Pick<ChartLayout, 'step' | 'firstDay' | 'dayCount' | 'x'>,
  facts: HistoryFacts | undefined,
): unknown {
  if (facts === undefined) {
    return nothing;
  }
  const { missingRanges, snapshotBoundaries } = historyMarks(layout, facts);
  return svg`
    ${missingRanges.map(({ left, width }) => svg`<rect class="hole" x=${left} y="0" width=${width} height="100" />`)}
    ${snapshotBoundaries.map((place) => svg`<path class="seam" d="M${place} 0V100" />`)}
  `;
}
