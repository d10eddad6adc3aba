import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { chunksOf, concatBytes } from '../../base/bytes.js';
import { type FileProblem, UsageReportsError } from '../../base/errors.js';
import { errorCode } from '../../base/redact.js';
import { commaSeparated, firstRecords, namesSeparator, separatorOf } from '../../core/table/csv/separators.js';
import { problemOf } from '../../core/users/attributes/addAttributes.js';
import type { AttributeColumn, AttributesContent, AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { spellingOf } from '../../core/users/attributes/knownColumns.js';
import { type RecognizedColumns, recognizeColumns } from '../../core/users/attributes/recognizeColumns.js';
import { MAX_FILE_BYTES } from '../../shared/sizeLimits.js';
import { fileText, tooManyBytes } from '../reports/fileText.js';
import { unreadableFile } from '../reports/unreadableFile.js';
import type { AttributesChoice } from './attributesChoice.js';

/** A file of attributes as it was found, whether or not it can be used. */
export interface FoundAttributes {
  /** Without the folder. */
  readonly name: string;
  /** CSV in UTF-8 with commas. */
  readonly bytes: Uint8Array;
  readonly columns: RecognizedColumns;
}

/** Bytes at the beginning of a file that tell what its columns are. */
const BEGINNING = 64 * 1024;
/** Bytes that are read between two yields to the event loop. */
const CHUNK_BYTES = 1_000_000;

/**
 * Reads a file of attributes, in any encoding and with any separator that reports may have. It is read anew each time: whoever changes it
 * sees that in the next report that is opened.
 *
 * @throws UsageReportsError `unreadableFile`, `tooLarge`
 */
export async function findAttributes({
  path: typed,
  userColumn,
}: Pick<AttributesChoice, 'path' | 'userColumn'>): Promise<FoundAttributes> {
  const file = inHome(typed);
  const { format, bytes } = await fileText(await contentOf(file));
  if (format !== 'csv') {
    throw unreadableFile('noTable');
  }
  const beginning = new TextDecoder().decode(bytes.subarray(0, BEGINNING));
  const separator = separatorOf(beginning);
  const [names = [], ...rows] = firstRecords(beginning, separator, bytes.length <= BEGINNING);
  const isPlain = separator === ',' && !namesSeparator(beginning);
  return {
    name: nameOf(file),
    bytes: isPlain ? bytes : await withCommas(commaSeparated(chunksOf(bytes, CHUNK_BYTES), separator, new Map())),
    columns: recognizeColumns(names, rows, userColumn),
  };
}

/** The file that a choice names, or why it cannot be used: reports are shown without it then, and say so. */
export async function readAttributesFile(choice: AttributesChoice): Promise<AttributesFile> {
  const name = nameOf(choice.path);
  try {
    return { name, content: contentOfChoice(await findAttributes(choice), choice.columns) };
  } catch (error) {
    if (error instanceof UsageReportsError) {
      return { name, content: { problem: problemOf(error) } };
    }
    throw error;
  }
}

/** Whether users are found by this column. It is named as the settings name it: case, spaces, and signs do not matter. */
export function findsUsersBy(content: AttributesFile['content'], column: string): boolean {
  const { id, principalName } = 'problem' in content ? {} : content.keys;
  return [id, principalName].some((key) => key !== undefined && spellingOf(key) === spellingOf(column));
}

/**
 * @param chosen names of the columns to add; those that are known by name where absent
 * @throws UsageReportsError `unreadableFile` where nothing tells whom rows are about, or there is nothing to add
 */
export function contentOfChoice(
  { bytes, columns }: FoundAttributes,
  chosen: readonly string[] | undefined,
): AttributesContent {
  const { keys } = columns;
  if (keys.id === undefined && keys.principalName === undefined) {
    throw unreadableFile('noUserColumn');
  }
  const attributes = chosenAttributes(columns, chosen);
  if (attributes.length === 0) {
    throw unreadableFile('noAttributes');
  }
  return { bytes, keys, attributes };
}

function chosenAttributes(
  { known, others }: RecognizedColumns,
  chosen: readonly string[] | undefined,
): readonly AttributeColumn[] {
  if (chosen === undefined || chosen.length === 0) {
    return known;
  }
  const names = new Set(chosen.map(spellingOf));
  return [...known, ...others].filter(({ column }) => names.has(spellingOf(column)));
}

function inHome(typed: string): string {
  return /^~[/\\]/.test(typed) ? path.join(homedir(), typed.slice(2)) : typed;
}

function nameOf(file: string): string {
  return file.split(/[/\\]/).at(-1) ?? file;
}

async function contentOf(file: string): Promise<Uint8Array> {
  if (!path.isAbsolute(file)) {
    // From which folder is not known.
    throw unreadableFile('missing');
  }
  try {
    const { size } = await stat(file);
    if (size > MAX_FILE_BYTES) {
      throw tooManyBytes(size);
    }
    return await readFile(file);
  } catch (error) {
    throw error instanceof UsageReportsError ? error : unreadableFile(problemOfFile(errorCode(error)), error);
  }
}

function problemOfFile(code: string | undefined): FileProblem {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'EACCES':
    case 'EPERM':
      return 'denied';
    default:
      return 'unavailable';
  }
}

async function withCommas(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of chunks) {
    parts.push(part);
  }
  return concatBytes(parts);
}
