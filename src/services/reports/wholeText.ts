import type { Format } from '../../core/catalog/definition.js';
import { untilAborted } from '../../base/cancellation.js';

/**
 * A file as one text; of JSON, one page below the other.
 * @param most bytes; reading stops beyond them
 * @returns `undefined` if there is more
 * @throws the signal's `AbortError`; errors of the chunks
 */
export async function wholeText(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  most: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of untilAborted(chunks, signal)) {
    bytes += chunk.byteLength;
    if (bytes > most) {
      return undefined;
    }
    parts.push(decoder.decode(chunk, { stream: format === 'csv' }), format === 'csv' ? '' : '\n');
  }
  return parts.join('');
}
