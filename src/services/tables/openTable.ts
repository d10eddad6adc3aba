import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { IsoInstant } from '../../base/dates.js';
import { untilAborted } from '../../base/cancellation.js';
import { PartialTableDecoder } from './partialTable.js';
import type { TableHandle } from './tableHandle.js';

export interface OpenTableOptions {
  readonly signal?: AbortSignal;
  /** Size of the file, if it is known beforehand. */
  readonly totalBytes?: number;
  /** When the file was fetched: its data can't be newer. */
  readonly fetchedAt?: IsoInstant;
  /** Files whose columns the table has as well, but for its first rows. */
  readonly attributes?: readonly AttributesFile[];
  /**
   * Receives the first rows of a report that takes long. Not called after this function has settled. The receiver disposes of the partial
   * table.
   */
  readonly onPartial?: (part: TableHandle) => void;
}

/**
 * Larger reports are decoded in a worker, because decoding takes this thread's time. CSV lets others have their turn in between. A page of
 * JSON is parsed at once: measured, 3 ms a megabyte while nothing else runs, and 10 on a busy computer.
 */
export const LARGE_REPORT_BYTES: Readonly<Record<Format, number>> = { csv: 8_000_000, json: 2_000_000 };

/** If the size is unknown, a report that takes longer than this is shown partially. */
const MAX_PEEK_MS = 600;

/**
 * Decodes a report while it is received: a small one in this process, a large one in a worker.
 *
 * @param chunks CSV: chunks of any size. JSON: one page per chunk. This function takes over their buffers.
 * @throws UsageReportsError `notAReport`, `truncated`, `brokenAnswer`, `tableLost`; the signal's `AbortError`; errors of `chunks`
 */
export async function openTable(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  { signal, totalBytes, fetchedAt, attributes, onPartial }: OpenTableOptions = {},
): Promise<TableHandle> {
  const decodeInProcess = async (all: AsyncIterable<Uint8Array>) => {
    const { decodeLocally } = await import('./decodeLocally.js');
    return decodeLocally(all, format, definition, { signal, fetchedAt, attributes });
  };
  // A large file of attributes takes this thread's time as a large report does: then none is small.
  const most = bytesOf(attributes) > LARGE_REPORT_BYTES.csv ? -1 : LARGE_REPORT_BYTES[format];
  if (totalBytes !== undefined && totalBytes <= most) {
    return decodeInProcess(chunks);
  }
  const part = onPartial === undefined ? undefined : new PartialTableDecoder(format, definition, onPartial, fetchedAt);
  try {
    let rest = chunks;
    if (totalBytes === undefined) {
      const beginning = await peek(untilAborted(chunks, signal), most, part);
      if (beginning.isAll) {
        return await decodeInProcess(beginning.chunks);
      }
      rest = beginning.chunks;
    }
    part?.enable();
    const { decodeInWorker } = await import('./workerTable.js');
    return await decodeInWorker(part?.watch(rest) ?? rest, format, definition, { signal, fetchedAt, attributes });
  } finally {
    part?.end();
  }
}

/** Size of files of attributes; 0 where there are none. */
export function bytesOf(attributes: readonly AttributesFile[] = []): number {
  return attributes.reduce((sum, { content }) => sum + ('bytes' in content ? content.bytes.length : 0), 0);
}

/** Buffers chunks until it is clear whether the report is large. They are decoded later, here or in a worker. */
async function peek(
  source: AsyncGenerator<Uint8Array>,
  most: number,
  part: PartialTableDecoder | undefined,
): Promise<{ readonly isAll: boolean; readonly chunks: AsyncIterable<Uint8Array> }> {
  const buffered: Uint8Array[] = [];
  let bytes = 0;
  let start: number | undefined;
  while (bytes <= most) {
    const next = await source.next();
    if (next.done === true) {
      return { isAll: true, chunks: drain(buffered) };
    }
    buffered.push(next.value);
    bytes += next.value.length;
    part?.observe(next.value);
    start ??= performance.now();
    if (performance.now() - start > MAX_PEEK_MS) {
      part?.enable();
    }
  }
  return { isAll: false, chunks: drain(buffered, source) };
}

async function* drain(buffered: Uint8Array[], rest?: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let chunk = buffered.shift(); chunk !== undefined; chunk = buffered.shift()) {
    yield chunk;
  }
  if (rest !== undefined) {
    yield* rest;
  }
}
