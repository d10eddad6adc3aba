/** A point of a drawing; y grows downward. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `undefined` where there is nothing to draw. */
export type PointOrGap = Point | undefined;

/**
 * SVG path of a line through points, broken at gaps. A point between two gaps becomes a dot, which no line would show.
 * @param decimals fewer for a drawing whose unit is about a pixel
 */
export function linePath(points: readonly PointOrGap[], decimals = 2): string {
  return splitRuns(points)
    .map((run) => `M${run.map((point) => coordinates(point, decimals)).join('L')}${run.length === 1 ? 'Z' : ''}`)
    .join('');
}

/** SVG path of the area between a line and a level below it. */
export function areaPath(points: readonly PointOrGap[], level: number): string {
  return splitRuns(points)
    .map((run) => [...run, ...run.toReversed().map(({ x }) => ({ x, y: level }))])
    .map((outline) => `M${outline.map((point) => coordinates(point)).join('L')}Z`)
    .join('');
}

/** SVG path of a dot: a line of almost no length, whose round ends stay round however its drawing is stretched. */
export function dotPath(point: Point): string {
  return `M${coordinates(point)}h0.01`;
}

/** As exact as anybody can see: hundredths. */
export function roundCoordinate(value: number, decimals = 2): number {
  const parts = 10 ** decimals;
  return Math.round(value * parts) / parts;
}

function splitRuns(points: readonly PointOrGap[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [];
  let run: Point[] | undefined;
  for (const point of points) {
    if (point === undefined) {
      run = undefined;
    } else if (run === undefined) {
      run = [point];
      runs.push(run);
    } else {
      run.push(point);
    }
  }
  return runs;
}

function coordinates({ x, y }: Point, decimals?: number): string {
  return `${roundCoordinate(x, decimals)},${roundCoordinate(y, decimals)}`;
}
