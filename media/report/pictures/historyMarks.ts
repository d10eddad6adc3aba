import { nothing, svg } from 'lit';
import type { HistoryFacts } from '../../../src/shared/history.js';
import { daysBetween } from '../days.js';
import type { ChartLayout } from './chartGeometry.js';

export type { HistoryFacts };

/** Closer than this, in hundredths of the chart's width, seams are a hatching and not a mark. */
const closestSeams = 1.5;

/**
 * What a history has beside its values: days that nobody ever fetched as shaded gaps, and where one snapshot ends and an older one
 * begins as dashed lines. Of seams that lie close together (a snapshot was taken every day) only the newest is drawn.
 */
export function historyDrawing({ firstDay, dayCount, x }: Pick<ChartLayout, 'firstDay' | 'dayCount' | 'x'>, facts: HistoryFacts | undefined): unknown {
  if (facts === undefined || dayCount < 2) {
    return nothing;
  }
  const half = 50 / (dayCount - 1);
  return svg`
    ${facts.holes.map(({ from, to }) => {
      const left = x(daysBetween(firstDay, from)) - half;
      return svg`<rect class="hole" x=${left} y="0" width=${x(daysBetween(firstDay, to)) + half - left} height="100" />`;
    })}
    ${drawnSeams(facts.seams.map(({ day }) => x(daysBetween(firstDay, day)) - half)).map((place) => svg`<path class="seam" d="M${place} 0V100" />`)}
  `;
}

/** @param places oldest first, 0 to 100 */
export function drawnSeams(places: readonly number[]): readonly number[] {
  const drawn: number[] = [];
  for (const place of places.toReversed()) {
    const last = drawn.at(-1);
    if (last === undefined || last - place >= closestSeams) {
      drawn.push(place);
    }
  }
  // A comb over the whole chart says less than the one place where what Microsoft still serves ends.
  return drawn.length > 24 ? drawn.slice(0, 1) : drawn;
}
