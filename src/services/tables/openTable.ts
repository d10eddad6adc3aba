import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import { untilAborted } from '../../base/cancellation.js';
import { PartialTableDecoder } from './partialTable.js';
import type { TableHandle } from './tableHandle.js';

export interface OpenTableOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file, where they are known beforehand. */
  readonly totalBytes?: number;
  /**
   * Gets the first rows of a report that takes long, before the whole is there; never called once this function has settled. Whoever
   * gets the part disposes of it.
   */
  readonly onPartial?: (part: TableHandle) => void;
}

/** From so many bytes on a report is read and kept on a thread of its own: here it would hold up everything else. */
export const LARGE_REPORT_BYTES = 8_000_000;

/** Where it is not known how much is to come, so many milliseconds without an end are long for whoever waits. */
const MAX_PEEK_MS = 600;

/**
 * Decodes a report while it arrives: a small one in this process, a large one on a thread of its own.
 *
 * @param chunks CSV: pieces of the file of any size. JSON: one page a piece. Given away: nobody else may need their buffers any more.
 * @throws UsageReportsError `notAReport`, `truncated`, `brokenAnswer`, `tableLost`; the signal's `AbortError`; whatever iterating over
 *   `chunks` throws
 */
export async function openTable(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  { signal, totalBytes, onPartial }: OpenTableOptions = {},
): Promise<TableHandle> {
  const decodeHere = async (all: AsyncIterable<Uint8Array>) => {
    const { decodeLocally } = await import('./localTable.js');
    return decodeLocally(all, format, definition, signal);
  };
  if (totalBytes !== undefined && totalBytes <= LARGE_REPORT_BYTES) {
    return decodeHere(chunks);
  }
  const part = onPartial === undefined ? undefined : new PartialTableDecoder(format, definition, onPartial);
  try {
    let rest = chunks;
    if (totalBytes === undefined) {
      const beginning = await peek(untilAborted(chunks, signal), part);
      if (beginning.isAll) {
        return await decodeHere(beginning.chunks);
      }
      rest = beginning.chunks;
    }
    part?.enable();
    const { decodeInWorker } = await import('./workerTable.js');
    return await decodeInWorker(part?.watch(rest) ?? rest, format, definition, { signal });
  } finally {
    part?.end();
  }
}

/** Takes in chunks until it is clear whether the report is large, without decoding any: they are decoded once, here or there. */
async function peek(
  source: AsyncGenerator<Uint8Array>,
  part: PartialTableDecoder | undefined,
): Promise<{ readonly isAll: boolean; readonly chunks: AsyncIterable<Uint8Array> }> {
  const buffered: Uint8Array[] = [];
  let bytes = 0;
  let start: number | undefined;
  while (bytes <= LARGE_REPORT_BYTES) {
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
