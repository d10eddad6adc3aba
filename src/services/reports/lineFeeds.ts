import { throwIfAborted } from '../../base/cancellation.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes at the beginning of a file that tell how its lines end. */
const BEGINNING = 64 * 1024;
/** Bytes between two yields to the event loop. */
const SLICE_BYTES = 4_000_000;

/**
 * A CSV file whose lines end in line feeds. Programs on a Mac save with carriage returns alone, which separate no records anywhere else.
 * @param bytes stay as they are
 * @throws the signal's `AbortError`
 */
export async function withLineFeeds(bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array> {
  if (!endsLinesInReturns(bytes.subarray(0, BEGINNING))) {
    return bytes;
  }
  const written = new Uint8Array(bytes);
  for (let from = 0; from < written.length; from += SLICE_BYTES) {
    throwIfAborted(signal);
    const slice = written.subarray(from, from + SLICE_BYTES);
    for (let at = slice.indexOf(CARRIAGE_RETURN); at >= 0; at = slice.indexOf(CARRIAGE_RETURN, at + 1)) {
      // Within quotes, both may be together.
      if (written[from + at + 1] !== LINE_FEED) {
        slice[at] = LINE_FEED;
      }
    }
    await yieldToEventLoop();
  }
  return written;
}

/** Whether there are carriage returns outside quotes, and no line feeds. */
function endsLinesInReturns(beginning: Uint8Array): boolean {
  let inQuotes = false;
  let hasReturns = false;
  for (const byte of beginning) {
    if (byte === QUOTE) {
      inQuotes = !inQuotes;
    } else if (!inQuotes && byte === LINE_FEED) {
      return false;
    }
    hasReturns ||= !inQuotes && byte === CARRIAGE_RETURN;
  }
  return hasReturns;
}
