import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { UsageReportsError } from '../../base/errors.js';
import type { Format } from '../../core/catalog/definition.js';
import { MAX_FILE_BYTES } from '../../shared/sizeLimits.js';
import { unreadableFile } from './unreadableFile.js';

/** A file as text: bytes in UTF-8, whatever it is written in. */
export interface FileText {
  readonly format: Format;
  readonly bytes: Uint8Array;
}

const unpack = promisify(gunzip);
/** A text has none of them, and any other file has one soon. */
const LOOKED_AT = 8_192;

/**
 * The text of a file, unpacked if it is packed, and in UTF-8. A spreadsheet saves in UTF-16, or in the code page of Windows.
 * @throws UsageReportsError `unreadableFile`, `tooLarge`
 */
export async function fileText(content: Uint8Array): Promise<FileText> {
  const bytes = inUtf8(await unpackedContent(content));
  const first = String.fromCodePoint(...bytes.subarray(0, 256))
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()[0];
  if (first === undefined && bytes.length <= 256) {
    throw unreadableFile('empty');
  }
  if (first === '<') {
    throw unreadableFile('webPage');
  }
  return { format: first === '{' || first === '[' ? 'json' : 'csv', bytes };
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

/** @throws UsageReportsError `unreadableFile` for what is no text */
function inUtf8(bytes: Uint8Array): Uint8Array {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return new TextEncoder().encode(new TextDecoder('utf-16le').decode(bytes));
  }
  if (first === 0xfe && second === 0xff) {
    return new TextEncoder().encode(new TextDecoder('utf-16be').decode(bytes));
  }
  if (bytes.subarray(0, LOOKED_AT).includes(0)) {
    throw unreadableFile('binary');
  }
  return isUtf8(bytes) ? bytes : new TextEncoder().encode(new TextDecoder('windows-1252').decode(bytes));
}

/** @param found absent if reading stopped at the limit */
export function tooManyBytes(found?: number): UsageReportsError {
  return new UsageReportsError('tooLarge', 'The file is larger than can be read.', {
    exceeded: { amount: 'fileBytes', most: MAX_FILE_BYTES, ...(found === undefined ? {} : { found }) },
  });
}
