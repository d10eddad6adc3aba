/** A place in a picture; `undefined` where there is nothing to draw. */
export type GroupOrSite = { readonly x: number; readonly y: number } | undefined;

/** SVG path of a line through places, broken where there is none. A place without neighbours is a point, which no line shows. */
export function linePath(places: readonly GroupOrSite[]): string {
  return splitRuns(places)
    .map((run) => `M${run.map(at).join('L')}${run.length === 1 ? 'Z' : ''}`)
    .join('');
}

/** SVG path of what lies between a line and a level below it. */
export function areaPath(places: readonly GroupOrSite[], level: number): string {
  return splitRuns(places)
    .map((run) => `M${[...run.map(at), ...run.toReversed().map(({ x }) => `${x},${level}`)].join('L')}Z`)
    .join('');
}

type Run = readonly NonNullable<GroupOrSite>[];

function splitRuns(places: readonly GroupOrSite[]): readonly Run[] {
  const runs: NonNullable<GroupOrSite>[][] = [];
  let run: NonNullable<GroupOrSite>[] | undefined;
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

function at({ x, y }: NonNullable<GroupOrSite>): string {
  return `${x},${y}`;
}
