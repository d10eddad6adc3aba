import type { Shape } from '../../../shared/charts/scene.js';
import type { PlotBox } from '../../../shared/charts/seriesPlot.js';
import { placeIn } from '../../../shared/charts/seriesPlot.js';
import { roundCoordinate } from '../../../shared/charts/svgPaths.js';

/** Between two lines of the hatching. */
const STEP = 7;

type Box = Pick<PlotBox, 'left' | 'right' | 'top' | 'bottom'>;

/**
 * Days without data as hatched bands: a band of one tint would be a weekend where there are no colors.
 * @param places in hundredths of the box's width
 */
export function missingDays(
  places: readonly { readonly left: number; readonly width: number }[],
  box: Box,
  color: string,
): readonly Shape[] {
  return places.flatMap(({ left, width }) =>
    hatched({ ...box, left: placeIn(box, left), right: placeIn(box, left + width) }, color),
  );
}

/** A box that is hatched. */
export function hatched({ left, right, top, bottom }: Box, color: string): readonly Shape[] {
  const lines: string[] = [];
  for (let sum = left + top + STEP; sum < right + bottom; sum += STEP) {
    const [from, to] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    lines.push(
      `M${roundCoordinate(from)} ${roundCoordinate(sum - from)}L${roundCoordinate(to)} ${roundCoordinate(sum - to)}`,
    );
  }
  return [
    { kind: 'rect', x: left, y: top, width: right - left, height: bottom - top, fill: color, opacity: 0.15 },
    { kind: 'line', path: lines.join(''), stroke: color, width: 1 },
  ];
}
