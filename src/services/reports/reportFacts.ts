import type { Connection } from '../auth/connections/connection.js';
import type { TableHandle } from '../tables/tableHandle.js';
import type { OpenOptions } from './openOptions.js';
import type { PartialReport, Report } from './report.js';

/** What is known about a report before its table is read. */
export type ReportFacts = Omit<PartialReport, 'table' | 'refreshDate'>;

export function sourceOf(connection: Connection, source: 'network' | 'archive'): Report['source'] {
  return connection.kind === 'sample' ? 'sample' : source;
}

/** Completes the first rows of a report with the facts that are known so far. */
export function toPartialListener(
  onPartial: OpenOptions['onPartial'],
  facts: ReportFacts,
): ((table: TableHandle) => void) | undefined {
  return onPartial && ((table) => onPartial({ ...facts, table, refreshDate: table.refreshDate }));
}

/** Passes the chunks on, and reports how many bytes have been received so far. */
export async function* countBytes(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (received: number) => void,
): AsyncIterable<Uint8Array> {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.byteLength;
    onBytes(received);
    yield chunk;
  }
}
