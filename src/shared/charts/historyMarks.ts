import type { HistoryFacts } from '../history.js';
import { daysBetween } from '../format/days.js';
import type { ChartLayout } from './chartLayout.js';

/** Closer than this, in hundredths of the chart's width, seams are a hatching and not a mark. */
const MIN_BOUNDARY_DISTANCE = 1.5;

export interface HistoryMarks {
  /** Days that nobody ever fetched, 0 to 100. */
  readonly missingRanges: readonly { readonly left: number; readonly width: number }[];
  /** Where one snapshot ends and an older one begins, 0 to 100. */
  readonly snapshotBoundaries: readonly number[];
}

/** Where in a chart there is something to mark that a history has beside its values. */
export function historyMarks(
  { step, firstDay, dayCount, x }: Pick<ChartLayout, 'step' | 'firstDay' | 'dayCount' | 'x'>,
  facts: Pick<HistoryFacts, 'missingRanges' | 'snapshotBoundaries'> | undefined,
): HistoryMarks {
  // A week with a missing day is not drawn at all.
  if (facts === undefined || dayCount < 2 || step !== 'day') {
    return { missingRanges: [], snapshotBoundaries: [] };
  }
  const half = 50 / (dayCount - 1);
  const place = (day: string) => x(daysBetween(firstDay, day));
  const within = (at: number) => Math.min(100, Math.max(0, at));
  return {
    missingRanges: facts.missingRanges.map(({ from, to }) => {
      const left = within(place(from) - half);
      return { left, width: within(place(to) + half) - left };
    }),
    snapshotBoundaries: visibleBoundaries(facts.snapshotBoundaries.map(({ day }) => place(day) - half)).filter(
      (at) => at >= 0 && at <= 100,
    ),
  };
}

/**
 * Of seams that lie close together (a snapshot was taken every day) only the newest is drawn.
 *
 * @param places oldest first, 0 to 100
 */
export function visibleBoundaries(places: readonly number[]): readonly number[] {
  const drawn: number[] = [];
  for (const place of places.toReversed()) {
    const last = drawn.at(-1);
    if (last === undefined || last - place >= MIN_BOUNDARY_DISTANCE) {
      drawn.push(place);
    }
  }
  // A comb over the whole chart says less than the one place where what Microsoft still serves ends.
  return drawn.length > 24 ? drawn.slice(0, 1) : drawn;
}
