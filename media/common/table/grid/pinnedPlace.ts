import { nothing } from 'lit';
import { cssProperties } from '../../base/components/cssProperties.js';

/** Where a pinned cell stays, as a directive of its element. The widths before it are in the style of the table's frame. */
export function pinnedPlace(position: number, pinnedCount: number): unknown {
  return position < pinnedCount ? cssProperties({ '--left': `var(--pinned-${position})` }) : nothing;
}

/** The properties of the frame that {@link pinnedPlace} refers to. */
export function pinnedPlaces(widths: readonly number[]): Readonly<Record<string, string>> {
  let left = 0;
  return Object.fromEntries(
    widths.map((width, position) => {
      const place = left;
      left += width;
      return [`--pinned-${position}`, `${place}px`];
    }),
  );
}
