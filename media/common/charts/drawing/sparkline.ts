import { isolatedIndices } from '../../../../src/shared/charts/knownValues.js';
import { areaPath, linePath } from '../../../../src/shared/charts/svgPaths.js';

/** A sparkline in a box of 100 × 100 units that the page stretches; y grows downward. */
export interface Sparkline {
  /** SVG path of the line, broken where values are missing; empty if no two neighbors are known. */
  readonly line: string;
  /** SVG path of the filled area, only where the scale starts at zero: otherwise an area would lie about proportions. */
  readonly area: string | undefined;
  /** Where the scale begins, if that is not zero. */
  readonly begins: number | undefined;
  /** Indices of values without a known neighbor. A line would not show them. */
  readonly isolated: readonly number[];
  /** Left-to-right position of a value, 0 to 100. */
  x(index: number): number;
  /** Height of a value, 0 (top) to 100 (bottom). */
  y(value: number): number;
}

/** What has to be said of a sparkline. */
export interface SparklineFacts {
  /** Whether it shows means of seven days. */
  readonly hasMean: boolean;
  /** Whether its axis begins elsewhere than at 0. */
  readonly isCut: boolean;
}

const top = 8;
const bottom = 96;

/** @param values one per day, `null` where unknown */
export function sparkline(values: readonly (number | null)[]): Sparkline {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value !== null) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  // A series that comes near zero is drawn from zero; one that only wavers far above it would be flat there.
  const fromZero = min >= 0 && min <= max / 2;
  const low = fromZero ? 0 : min;
  const span = max - low;
  const x = (index: number) => (values.length < 2 ? 50 : (index / (values.length - 1)) * 100);
  const y = (value: number) => (span > 0 ? bottom - ((value - low) / span) * (bottom - top) : max === 0 ? bottom : 50);

  const points = values.map((value, index) => (value === null ? undefined : { x: x(index), y: y(value) }));
  return {
    line: linePath(points),
    area: fromZero && span > 0 ? areaPath(points, bottom) : undefined,
    begins: fromZero || !(span > 0) ? undefined : low,
    isolated: isolatedIndices(values),
    x,
    y,
  };
}

/** The index whose place is nearest to `fraction` (0 left, 1 right) of the box, for points that start and end at its edges. */
export function nearestPoint(fraction: number, count: number): number {
  return clamp(Math.round(fraction * (count - 1)), count);
}

/** The index of the column that `fraction` of the box falls into. */
export function columnIndexAt(fraction: number, count: number): number {
  return clamp(Math.floor(fraction * count), count);
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}
