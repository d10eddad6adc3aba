import type { ReportDefinition } from '../../core/catalog/definition.js';
import { cellReaders } from '../../core/table/csv/cellSpellings.js';
import { readHeader } from '../../core/table/csv/header.js';
import { commaSeparated } from '../../core/table/csv/separators.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import type { FileText } from './fileText.js';
import type { ReadTraits } from './fileTraits.js';
import { countBytes } from './reportFacts.js';

/** Bytes that are read between two steps of the progress. */
const CHUNK_BYTES = 1_000_000;

/**
 * A file's content as the service writes it: in UTF-8, with commas, its own names of columns, and its own spelling of days and numbers. What
 * it wrote itself goes to the decoder as it is, at full speed.
 *
 * @param definition has the file's names of columns as aliases
 * @param onBytes is told how many bytes of the text were read so far
 */
export function asServiceWrites(
  text: FileText,
  { separator, namesSeparator, names }: ReadTraits,
  definition: ReportDefinition,
  onBytes: (read: number) => void = () => undefined,
): AsyncIterable<Uint8Array> {
  const chunks = countBytes(chunksOf(text), onBytes);
  const own = new Set(definition.columns.map(({ name }) => normalizeName(name)));
  const isOwn = own.size === 0 || names.every((name) => own.has(normalizeName(name)));
  if (text.format === 'json' || (isOwn && separator === ',' && !namesSeparator)) {
    return chunks;
  }
  const columns = readHeader(names, definition).columns.map(({ definition: column }) => column?.name);
  return commaSeparated(chunks, separator, cellReaders(names, definition), columns);
}

/** Their buffers are taken over by the decoder, so they are copies. JSON is one page; a list of objects alone is made one. */
async function* chunksOf({ bytes, format }: FileText): AsyncGenerator<Uint8Array> {
  if (format === 'json') {
    yield await Promise.resolve(isList(bytes) ? pageOf(bytes) : new Uint8Array(bytes));
    return;
  }
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    // Of a buffer of Node, `slice` would be no copy.
    yield await Promise.resolve(new Uint8Array(bytes.subarray(from, from + CHUNK_BYTES)));
  }
}

function isList(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*\[/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, 256)));
}

function pageOf(list: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const [before, after] = [encoder.encode('{"value":'), encoder.encode('}')];
  const content = list[0] === 0xef ? list.subarray(3) : list;
  const page = new Uint8Array(before.length + content.length + after.length);
  page.set(before);
  page.set(content, before.length);
  page.set(after, before.length + content.length);
  return page;
}
