import { MIN_COLUMN_WIDTH } from './columnWidths.js';
import { MAX_PINNED_SHARE } from './metrics.js';

/**
 * The widths of the columns that stay in view: together at most a share of the view, so that the others have room. Where it is too little for
 * all of them, they get narrower, and where that is not enough, the last ones scroll with the others.
 *
 * @param widths of the pinned columns, in pixels
 * @param view width of the view in pixels; `undefined` until it is known
 * @param areWhole whether they rather scroll with the others, all of them, than get narrower
 * @returns a width for each column that stays in view, at least one if there is one and it may get narrower
 */
export function pinnedWidths(widths: readonly number[], view: number | undefined, areWhole = false): readonly number[] {
  if (view === undefined) {
    return widths;
  }
  const room = view * MAX_PINNED_SHARE;
  if (areWhole && widths.reduce((sum, width) => sum + width, 0) > room) {
    return [];
  }
  const kept = widths.slice(0, Math.max(1, Math.floor(room / MIN_COLUMN_WIDTH)));
  const least = kept.length * MIN_COLUMN_WIDTH;
  const total = kept.reduce((sum, width) => sum + width, 0);
  if (total <= room) {
    return kept;
  }
  // One alone can be narrower than a column usually may be.
  const share = total === least ? 0 : Math.max(0, room - least) / (total - least);
  return kept.map((width) => Math.min(room, MIN_COLUMN_WIDTH + (width - MIN_COLUMN_WIDTH) * share));
}
