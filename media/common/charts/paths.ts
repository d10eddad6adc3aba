/** A place in a picture; `undefined` where there is nothing to draw. */
export type Place = { readonly x: number; readonly y: number } | undefined;

/** SVG path of a line through places, broken where there is none. A place without neighbours is a point, which no line shows. */
export function linePath(places: readonly Place[]): string {
  return runsOf(places)
    .map((run) => `M${run.map(at).join('L')}${run.length === 1 ? 'Z' : ''}`)
    .join('');
}

/** SVG path of what lies between a line and a level below it. */
export function areaPath(places: readonly Place[], level: number): string {
  return runsOf(places)
    .map((run) => `M${[...run.map(at), ...run.toReversed().map(({ x }) => `${x},${level}`)].join('L')}Z`)
    .join('');
}

type Run = readonly NonNullable<Place>[];

function runsOf(places: readonly Place[]): readonly Run[] {
  const runs: NonNullable<Place>[][] = [];
  let run: NonNullable<Place>[] | undefined;
  for (const place of places) {
    if (place === undefined) {
      run = undefined;
    } else if (run === undefined) {
      run = [place];
      runs.push(run);
    } else {
      run.push(place);
    }
  }
  return runs;
}

function at({ x, y }: NonNullable<Place>): string {
  return `${x},${y}`;
}
