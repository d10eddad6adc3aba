import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { StoredFile, OpenedDifference } from './openedDifference.js';
import { largeBytes } from './openTable.js';

/** @param bytes of the whole file, as the service sent it */
export type SizedFile = StoredFile & { readonly bytes: number };

/**
 * Compares two snapshots of a report: small ones in this process, large ones on a thread of its own, where the rows that differ stay.
 *
 * @throws UsageReportsError `notAReport`, `truncated`, `brokenAnswer`, `tableLost`; the signal's `AbortError`; whatever iterating over
 *   the chunks throws
 */
export async function openDifference(
  before: SizedFile,
  after: SizedFile,
  definition: ReportDefinition,
  signal?: AbortSignal,
): Promise<OpenedDifference> {
  if (before.bytes + after.bytes <= largeBytes) {
    const { compareLocally } = await import('./localDifference.js');
    return compareLocally(before, after, definition, signal);
  }
  const { compareInWorker } = await import('./workerDifference.js');
  return compareInWorker(before, after, definition, { signal });
}
