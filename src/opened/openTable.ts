import type { Format, ReportDefinition } from '../catalog/definition.js';
import type { OpenedTable } from './openedTable.js';

export interface OpenTableOptions {
  readonly signal?: AbortSignal;
}

/**
 * Decodes a report while it arrives.
 *
 * @param chunks CSV: pieces of the file of any size. JSON: one page a piece.
 * @throws UsageReportsError `notAReport`, `truncated`; the signal's `AbortError`; whatever iterating over `chunks` throws
 */
export async function openTable(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  { signal }: OpenTableOptions = {},
): Promise<OpenedTable> {
  const { decodeLocally } = await import('./localTable.js');
  return decodeLocally(chunks, format, definition, signal);
}
