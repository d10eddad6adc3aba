import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { concatBytes } from '../../base/bytes.js';
import { throwIfAborted } from '../../base/cancellation.js';
import { UsageReportsError } from '../../base/errors.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import type { Format } from '../../core/catalog/definition.js';
import { MAX_FILE_BYTES } from '../../shared/sizeLimits.js';
import { withLineFeeds } from './lineFeeds.js';
import { unreadableFile } from './unreadableFile.js';
import { markedUtf16, unmarkedUtf16 } from './utf16.js';

/** A file as text: bytes in UTF-8 with line feeds, whatever it is written in. */
export interface FileText {
  readonly format: Format;
  readonly bytes: Uint8Array;
}

const unpack = promisify(gunzip);
/** A text has none of them, and any other file has one soon. */
const LOOKED_AT = 8_192;
/** Bytes that are written in UTF-8 between two yields to the event loop: some ten milliseconds of work. */
const SLICE_BYTES = 1_000_000;

/**
 * The text of a file, unpacked if it is packed, and in UTF-8. A spreadsheet saves in UTF-16, or in the code page of Windows; a script may leave out the mark
 * that tells UTF-16.
 * @throws UsageReportsError `unreadableFile`, `tooLarge`; the signal's `AbortError`
 */
export async function fileText(content: Uint8Array, signal?: AbortSignal): Promise<FileText> {
  const bytes = await inUtf8(await unpackedContent(content), signal);
  const first = String.fromCodePoint(...bytes.subarray(0, 256))
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()[0];
  if (first === undefined && bytes.length <= 256) {
    throw unreadableFile('empty');
  }
  if (first === '<') {
    throw unreadableFile('webPage');
  }
  return first === '{' || first === '['
    ? { format: 'json', bytes }
    : { format: 'csv', bytes: await withLineFeeds(bytes, signal) };
}

/**
 * The bytes of a file as they were before somebody packed it.
 * @throws UsageReportsError `unreadableFile`, `tooLarge`
 */
export async function unpackedContent(content: Uint8Array): Promise<Uint8Array> {
  return isPacked(content) ? unpacked(content) : content;
}

function isPacked([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

async function unpacked(content: Uint8Array): Promise<Uint8Array> {
  try {
    return await unpack(content, { maxOutputLength: MAX_FILE_BYTES });
  } catch (error) {
    const isLarger = error instanceof RangeError;
    throw isLarger ? tooManyBytes() : unreadableFile('damaged', error);
  }
}

/** @throws UsageReportsError `unreadableFile` for what is no text, `tooLarge`; the signal's `AbortError` */
async function inUtf8(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const marked = markedUtf16(bytes);
  if (marked !== undefined) {
    return encoded(bytes, marked, signal);
  }
  const beginning = bytes.subarray(0, LOOKED_AT);
  if (beginning.includes(0)) {
    const unmarked = unmarkedUtf16(beginning);
    if (unmarked === undefined) {
      throw unreadableFile('binary');
    }
    return encoded(bytes, unmarked, signal);
  }
  return isUtf8(bytes) ? bytes : encoded(bytes, 'windows-1252', signal);
}

/** In slices: as one text, a large file would stop VS Code for seconds, and a text has at most 2^29 characters. */
async function encoded(bytes: Uint8Array, encoding: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const [decoder, encoder] = [new TextDecoder(encoding), new TextEncoder()];
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
    throwIfAborted(signal);
    const isLast = from + SLICE_BYTES >= bytes.length;
    const part = encoder.encode(decoder.decode(bytes.subarray(from, from + SLICE_BYTES), { stream: !isLast }));
    length += part.length;
    if (length > MAX_FILE_BYTES) {
      throw tooManyBytes();
    }
    parts.push(part);
    await yieldToEventLoop();
  }
  return concatBytes(parts);
}

/** @param found absent if reading stopped at the limit */
export function tooManyBytes(found?: number): UsageReportsError {
  return new UsageReportsError('tooLarge', 'The file is larger than can be read.', {
    exceeded: { amount: 'fileBytes', most: MAX_FILE_BYTES, ...(found === undefined ? {} : { found }) },
  });
}
