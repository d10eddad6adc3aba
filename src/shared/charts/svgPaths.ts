/** A point of a drawing; y grows downward. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `undefined` where there is nothing to draw. */
export type PointOrGap = Point | undefined;

/** SVG path of a line through points, broken at gaps. A point between two gaps becomes a dot, which no line would show. */
export function linePath(points: readonly PointOrGap[]): string {
  return splitRuns(points)
    .map((run) => `M${run.map(coordinates).join('L')}${run.length === 1 ? 'Z' : ''}`)
    .join('');
}

/** SVG path of the area between a line and a level below it. */
export function areaPath(points: readonly PointOrGap[], level: number): string {
  return splitRuns(points)
    .map((run) => [...run, ...run.toReversed().map(({ x }) => ({ x, y: level }))])
    .map((outline) => `M${outline.map(coordinates).join('L')}Z`)
    .join('');
}

/** SVG path of a dot: a line of almost no length, whose round ends stay round however its drawing is stretched. */
export function dotPath(point: Point): string {
  return `M${coordinates(point)}h0.01`;
}

/** As exact as anybody can see: hundredths. */
export function roundCoordinate(value: number): number {
  return Math.round(value * 100) / 100;
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

function coordinates({ x, y }: Point): string {
  return `${roundCoordinate(x)},${roundCoordinate(y)}`;
}
