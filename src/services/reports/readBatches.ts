/** Most of what one batch may have. */
export interface BatchLimits {
  readonly count: number;
  /** A single item may have more; it is a batch of its own. */
  readonly bytes: number;
}

/** Splits items into batches that are read in parallel, in their order. */
export function* readBatches<T>(
  items: readonly T[],
  bytesOf: (item: T) => number,
  most: BatchLimits,
): Generator<readonly T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    if (batch.length > 0 && (batch.length >= most.count || bytes + bytesOf(item) > most.bytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += bytesOf(item);
  }
  if (batch.length > 0) {
    yield batch;
  }
}
