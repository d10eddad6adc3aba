import type { Sift, Sifted } from '../people/siftSnapshot.js';
import { largeBytes } from './openTable.js';

/**
 * Looks for people in a snapshot: in a small one in this process, in a large one on a thread that ends with it.
 *
 * @throws UsageReportsError as {@link Sift} does, and `tableLost`; the signal's `AbortError`; whatever iterating over the chunks throws
 */
export const siftStored: Sift<{ readonly bytes: number }> = async (snapshot, query, options) => {
  if (snapshot.bytes <= largeBytes) {
    const { siftSnapshot } = await import('../people/siftSnapshot.js');
    return siftSnapshot(snapshot, query, options);
  }
  const { startWorker } = await import('./startWorker.js');
  const { format, definition, columns } = snapshot;
  const work = { kind: 'usageReportsSearch', format, definition, columns, query, most: options.most } as const;
  const { line, facts } = await startWorker<Sifted>(work, [snapshot], options);
  line.end(new DOMException('The snapshot has been searched.', 'AbortError'));
  return facts;
};
