import type { ReportDefinition } from '../../core/catalog/definition.js';
import { BOOLEAN_WORDS } from '../../core/table/csv/booleanSpelling.js';
import { CellSpellings } from '../../core/table/csv/cellSpellings.js';
import { readHeader } from '../../core/table/csv/header.js';
import { commaSeparated, visitCells } from '../../core/table/csv/separators.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { throwIfAborted, untilAborted } from '../../base/cancellation.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import type { FileSpelling } from '../../shared/fileSpelling.js';
import type { FileText } from './fileText.js';
import type { ReadTraits } from './fileTraits.js';
import { countBytes } from './reportFacts.js';

/** Bytes that are read between two steps of the progress. */
const CHUNK_BYTES = 1_000_000;
/** Longer than what is looked for, which a boundary of chunks would cut. */
const OVERLAP_BYTES = 32;
/**
 * What the service does not write, where a cell may begin: a day with slashes or dots, or True and False in another language. It looks back at
 * one character: over all blanks before it, the time would grow with their square.
 */
const OTHER_SPELLING = new RegExp(
  `(?<![^\\s,;"])(?:\\d{1,2}([/.])\\d{1,2}\\1\\d{4}|(?:${BOOLEAN_WORDS.flatMap(bytesAsText).join('|')})(?![^\\s,;"]))`,
  'i',
);

/** A file's content as the service writes it, and how it was written. */
export interface WrittenContent {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly spelling: FileSpelling;
}

/**
 * A file's content as the service writes it: in UTF-8, with commas, its own names of columns, and its own spelling of days and numbers. What
 * it wrote itself goes to the decoder as it is, at full speed. Anything else is read twice: how a cell is meant, its column says.
 *
 * @param definition has the file's names of columns as aliases
 * @param onBytes is told how many bytes of the text were read so far
 * @throws the signal's `AbortError`
 */
export async function asServiceWrites(
  text: FileText,
  { separator, namesSeparator, names }: ReadTraits,
  definition: ReportDefinition,
  { signal, onBytes = () => undefined }: { readonly signal?: AbortSignal; readonly onBytes?: (read: number) => void },
): Promise<WrittenContent> {
  const chunks = countBytes(chunksOf(text), onBytes);
  const own = new Set(definition.columns.map(({ name }) => normalizeName(name)));
  const isOwn = own.size === 0 || names.every((name) => own.has(normalizeName(name)));
  const isPlain = isOwn && separator === ',' && !namesSeparator;
  if (text.format === 'json' || (isPlain && (own.size === 0 || !(await hasOtherSpelling(text, signal))))) {
    return { chunks, spelling: { slashDays: [], numbers: [] } };
  }
  const spellings = new CellSpellings(names, definition, separator);
  await visitCells(untilAborted(chunksOf(text), signal), separator, (column, cell) => spellings.add(column, cell));
  const spelling = spellings.spelling();
  const columns = readHeader(names, definition).columns.map(({ definition: column }) => column?.name);
  return { chunks: commaSeparated(chunks, separator, spelling.readers, columns), spelling };
}

/** Whether some cell may be spelled as the service does not. Most files have none, and this look is cheap. */
async function hasOtherSpelling({ bytes }: FileText, signal: AbortSignal | undefined): Promise<boolean> {
  const decoder = new TextDecoder('latin1');
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    throwIfAborted(signal);
    if (OTHER_SPELLING.test(decoder.decode(bytes.subarray(from, from + CHUNK_BYTES + OVERLAP_BYTES)))) {
      return true;
    }
    await yieldToEventLoop();
  }
  return false;
}

/** A word in upper and lower case as its bytes in UTF-8 look where each is taken for a character. */
function bytesAsText(word: string): readonly string[] {
  const bytesOf = (text: string) => Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return [word, word.toLowerCase()].map((text) => bytesOf(text).join(''));
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
