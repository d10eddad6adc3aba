import type { Hash } from 'node:crypto';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';

/** Hashed in a few milliseconds. A page of JSON can be many times that. */
const PIECE_BYTES = 4_000_000;

/** Adds a chunk to a hash. Between the pieces of a large one, the event loop has its turn. */
export async function updateHash(hash: Hash, chunk: Uint8Array): Promise<void> {
  for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
    if (from > 0) {
      await yieldToEventLoop();
    }
    hash.update(chunk.subarray(from, from + PIECE_BYTES));
  }
}
