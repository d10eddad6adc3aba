import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { SnapshotFile, DiffHandle } from './diffHandle.js';
import { LARGE_REPORT_BYTES } from './openTable.js';

export type SizedFile = SnapshotFile & {
  /** Size of the file as received. */
  readonly bytes: number;
};

/**
 * Compares two snapshots of a report: small ones in this process, large ones in a worker, where the rows that differ stay.
 *
 * @throws UsageReportsError `notAReport`, `truncated`, `brokenAnswer`, `tableLost`; the signal's `AbortError`; errors of the
 *   chunks
 */
export async function openDiff(
  before: SizedFile,
  after: SizedFile,
  definition: ReportDefinition,
  signal?: AbortSignal,
): Promise<DiffHandle> {
  const share = ({ bytes, format }: SizedFile) => bytes / LARGE_REPORT_BYTES[format];
  // Both are in memory at the same time.
  if (share(before) + share(after) <= 1) {
    const { compareLocally } = await import('./localDiff.js');
    return compareLocally(before, after, definition, signal);
  }
  const { compareInWorker } = await import('./workerDiff.js');
  return compareInWorker(before, after, definition, { signal });
}
