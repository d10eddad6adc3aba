import { throwIfAborted } from '../../base/cancellation.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import type { CopyFormat } from '../../shared/pages/common.js';

/** Characters. No clipboard documents its limit, and programs fail at much less. */
export const MAX_CLIPBOARD_CHARACTERS = 20_000_000;

/**
 * A written table as a text to paste.
 *
 * @returns `undefined` where it is too long; the rest is not even written then
 * @throws the signal's `AbortError`, between two chunks; errors of the chunks
 */
export async function clipboardText(
  chunks: AsyncIterable<Uint8Array>,
  format: CopyFormat,
  signal: AbortSignal,
): Promise<string | undefined> {
  // A CSV file begins with a mark for programs that open it. In a clipboard it would be a part of the first name.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: format !== 'csvNormalized' });
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const part = decoder.decode(chunk, { stream: true });
    length += part.length;
    if (length > MAX_CLIPBOARD_CHARACTERS) {
      return undefined;
    }
    parts.push(part);
    // A table of this thread is written without a pause.
    await yieldToEventLoop();
    throwIfAborted(signal);
  }
  return parts.join('');
}
