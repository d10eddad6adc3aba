/** The first, the last, and those that lie evenly between; all where there are no more than `count`. */
export function spread<T>(all: readonly T[], count: number): T[] {
  return all.length <= count
    ? [...all]
    : Array.from({ length: count }, (_, at) => Math.round((at * (all.length - 1)) / (count - 1))).flatMap(
        (index) => all[index] ?? [],
      );
}
