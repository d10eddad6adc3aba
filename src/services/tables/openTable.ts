import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import { untilAborted } from '../../base/cancellation.js';
import { FirstPart } from './firstPart.js';
import type { OpenedTable } from './openedTable.js';

export interface OpenTableOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the file, where they are known beforehand. */
  readonly totalBytes?: number;
  /**
   * Gets the first rows of a report that takes long, before the whole is there; never called once this function has settled. Whoever
   * gets the part disposes of it.
   */
  readonly onPart?: (part: OpenedTable) => void;
}

/** From so many bytes on a report is read and kept on a thread of its own: here it would hold up everything else. */
export const largeBytes = 8_000_000;

/** Where it is not known how much is to come, so many milliseconds without an end are long for whoever waits. */
const patienceMs = 600;

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
  { signal, totalBytes, onPart }: OpenTableOptions = {},
): Promise<OpenedTable> {
  const decodeHere = async (all: AsyncIterable<Uint8Array>) => {
    const { decodeLocally } = await import('./localTable.js');
    return decodeLocally(all, format, definition, signal);
  };
  if (totalBytes !== undefined && totalBytes <= largeBytes) {
    return decodeHere(chunks);
  }
  const part = onPart === undefined ? undefined : new FirstPart(format, definition, onPart);
  try {
    let rest = chunks;
    if (totalBytes === undefined) {
      const beginning = await peek(untilAborted(chunks, signal), part);
      if (beginning.isAll) {
        return await decodeHere(beginning.chunks);
      }
      rest = beginning.chunks;
    }
    part?.want();
    const { decodeInWorker } = await import('./workerTable.js');
    return await decodeInWorker(part?.watch(rest) ?? rest, format, definition, { signal });
  } finally {
    part?.end();
  }
}

/** Takes in chunks until it is clear whether the report is large, without decoding any: they are decoded once, here or there. */
async function peek(
  source: AsyncGenerator<Uint8Array>,
  part: FirstPart | undefined,
): Promise<{ readonly isAll: boolean; readonly chunks: AsyncIterable<Uint8Array> }> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  let start: number | undefined;
  while (bytes <= largeBytes) {
    const next = await source.next();
    if (next.done === true) {
      return { isAll: true, chunks: released(held) };
    }
    held.push(next.value);
    bytes += next.value.length;
    part?.look(next.value);
    start ??= performance.now();
    if (performance.now() - start > patienceMs) {
      part?.want();
    }
  }
  return { isAll: false, chunks: released(held, source) };
}

async function* released(held: Uint8Array[], rest?: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let chunk = held.shift(); chunk !== undefined; chunk = held.shift()) {
    yield chunk;
  }
  if (rest !== undefined) {
    yield* rest;
  }
}
