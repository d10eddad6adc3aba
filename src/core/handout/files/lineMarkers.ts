import type { ChartLayout } from '../../../shared/charts/chartLayout.js';
import type { Shape } from '../../../shared/charts/scene.js';
import { heightIn, placeIn, type PlotBox, type PlotSeries, strokeOf } from '../../../shared/charts/seriesPlot.js';
import { roundCoordinate } from '../../../shared/charts/svgPaths.js';

/** On a line: enough to follow it between others. */
const MARKS_PER_LINE = 5;
const RADIUS = 4;

/** Signs around their middle, by the look of a line: colors and gray paper tell fewer lines apart than forms do. */
const signs: readonly ((r: number) => string)[] = [
  (r) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
  (r) => `m${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
  (r) => `m0 ${-r}l${r} ${2 * r}h${-2 * r}z`,
  (r) => `m0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`,
  (r) => `m0 ${r}l${r} ${-2 * r}h${-2 * r}z`,
  (r) => `m${-r} ${-r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`,
];

/** The sign of a line, here and beside its name. */
export function markerOf(
  look: number,
  places: readonly { readonly x: number; readonly y: number }[],
  colors: readonly string[],
  radius = RADIUS,
): Shape {
  const sign = signs[look % signs.length]?.(radius) ?? '';
  const path = places.map(({ x, y }) => `M${roundCoordinate(x)} ${roundCoordinate(y)}${sign}`).join('');
  return { ...strokeOf({ look, isPrevious: false }, colors), dash: undefined, width: 1.5, path };
}

/** Signs on lines of which there are several, where they don't cover one another. */
export function lineMarkers(
  layout: ChartLayout<PlotSeries>,
  box: PlotBox,
  colors: readonly string[],
): readonly Shape[] {
  const { lines, dayCount, x } = layout;
  if (lines.length < 2) {
    return [];
  }
  const step = Math.max(1, dayCount / MARKS_PER_LINE);
  return lines.map((line, place) => {
    const places = Array.from({ length: MARKS_PER_LINE }, (_, mark) =>
      Math.floor(step * (mark + (place + 0.5) / lines.length)),
    ).flatMap((index) => {
      const level = line.y(index);
      return level === undefined ? [] : [{ x: placeIn(box, x(index)), y: heightIn(box, level) }];
    });
    return markerOf(line.series.look, places, colors);
  });
}
