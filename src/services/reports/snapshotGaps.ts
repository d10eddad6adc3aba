/** What lies between the snapshots of an archive, by days since the first of them. */
export interface SnapshotGaps {
  /** How many days usually lie between a snapshot and the next one. */
  readonly usualDistance: number;
  /** Days without a snapshot that a line goes over, from the snapshot before to the one after. All others without one are gaps. */
  readonly connected: readonly number[];
}

/**
 * A line goes from one snapshot to the next unless one is missing between them. One is missing where another would have fit in between at the
 * usual distance, that is, where they are at least twice as far apart; and where there is one that could not be read. The usual distance
 * is the median of all, the lower of two.
 *
 * @param archived days that have a snapshot, ascending, at least two
 * @param read those whose snapshot was read, ascending
 */
export function snapshotGaps(archived: readonly number[], read: readonly number[]): SnapshotGaps {
  const distances = archived.slice(1).map((day, at) => day - (archived[at] ?? day));
  const sorted = distances.toSorted((one, other) => one - other);
  const usualDistance = sorted[Math.floor((sorted.length - 1) / 2)] ?? 1;
  const isRead = new Set(read);
  const connected = distances.flatMap((distance, at) => {
    const before = archived[at] ?? 0;
    return distance < 2 * usualDistance && isRead.has(before) && isRead.has(before + distance)
      ? Array.from({ length: distance - 1 }, (_, between) => before + 1 + between)
      : [];
  });
  return { usualDistance, connected };
}
