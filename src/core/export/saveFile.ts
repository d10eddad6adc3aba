import { concatBytes } from '../../base/bytes.js';
import { isCancelled, UsageReportsError, messageOf } from '../../base/errors.js';

/** The part of a file system that saving needs. `T` names a file; for VS Code's `workspace.fs` it is `Uri`. */
export interface ExportFileSystem<T> {
  join(folder: T, name: string): T;
  /** `undefined` if there is no such file. */
  stat(target: T): PromiseLike<{ readonly size: number } | undefined>;
  readFile(target: T): PromiseLike<Uint8Array>;
  writeFile(target: T, content: Uint8Array): PromiseLike<void>;
  /** Without `overwrite` it fails if `to` exists. */
  rename(from: T, to: T, options: { readonly overwrite: boolean }): PromiseLike<void>;
  delete(target: T): PromiseLike<void>;
  /** Creates the parents, too. Does nothing if the folder exists. */
  createDirectory(folder: T): PromiseLike<void>;
}

/** What to do about an existing file with other content. `keepBoth` adds ` (2)` to the new file's name. */
export type Conflict = 'replace' | 'keepBoth' | 'skip';

export interface SaveOptions<T> {
  /** Called if a file with the same name has other content. May throw a cancellation. */
  readonly onConflict: (existing: T) => PromiseLike<Conflict>;
  readonly signal?: AbortSignal;
}

export interface SaveResult<T> {
  /** `unchanged`: a file with the same bytes existed already. */
  readonly outcome: 'written' | 'unchanged' | 'replaced' | 'skipped';
  /** The file with the content; if skipped, the existing file. */
  readonly target: T;
}

/**
 * Writes a file completely or not at all: to a temporary name in the same folder, which is then renamed. An existing file with other content
 * is replaced only if {@link SaveOptions.onConflict} says so, and only if it has not changed since. After an error the folder is as it was.
 *
 * @throws UsageReportsError `exportFailed`
 * @throws the signal's reason if canceled, and whatever iterating over `chunks` throws
 */
export async function saveFile<T>(
  fs: ExportFileSystem<T>,
  folder: T,
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: SaveOptions<T>,
): Promise<SaveResult<T>> {
  const content = await collectChunks(chunks, options.signal);
  try {
    await fs.createDirectory(folder);
    return await writeResolvingConflicts(fs, folder, name, content, options);
  } catch (error) {
    if (error instanceof UsageReportsError || isCancelled(error) || options.signal?.aborted === true) {
      throw error;
    }
    const why = messageOf(error);
    throw new UsageReportsError('exportFailed', `${name} could not be written: ${why}`, {}, { cause: error });
  }
}

async function writeResolvingConflicts<T>(
  fs: ExportFileSystem<T>,
  folder: T,
  wanted: string,
  content: Uint8Array,
  { onConflict, signal }: SaveOptions<T>,
): Promise<SaveResult<T>> {
  let name = wanted;
  let copies = 1;
  let replaceableContent: Uint8Array | undefined;
  // Each turn reads the folder again, as it may change while the user decides.
  for (;;) {
    signal?.throwIfAborted();
    const target = fs.join(folder, name);
    const existing = (await fs.stat(target)) === undefined ? undefined : await fs.readFile(target);
    if (existing === undefined) {
      if (await writeAndRename(fs, folder, name, content, false, signal)) {
        return { outcome: 'written', target };
      }
    } else if (sameBytes(existing, content)) {
      return { outcome: 'unchanged', target };
    } else if (replaceableContent !== undefined && sameBytes(existing, replaceableContent)) {
      await writeAndRename(fs, folder, name, content, true, signal);
      return { outcome: 'replaced', target };
    } else if (copies > 1) {
      name = withCopyNumber(wanted, ++copies);
    } else {
      const answer = await onConflict(target);
      if (answer === 'skip') {
        return { outcome: 'skipped', target };
      }
      if (answer === 'keepBoth') {
        name = withCopyNumber(wanted, ++copies);
      } else {
        replaceableContent = existing;
      }
    }
  }
}

/** @returns false if `overwrite` is off and a file with the name has appeared */
async function writeAndRename<T>(
  fs: ExportFileSystem<T>,
  folder: T,
  name: string,
  content: Uint8Array,
  overwrite: boolean,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const target = fs.join(folder, name);
  const temporary = fs.join(folder, `.${name}.${crypto.randomUUID().slice(0, 8)}.tmp`);
  try {
    await fs.writeFile(temporary, content);
    signal?.throwIfAborted();
    await fs.rename(temporary, target, { overwrite });
    return true;
  } catch (error) {
    await discard(fs, temporary);
    // File systems report an existing file in different ways, so look for it.
    if (!overwrite && signal?.aborted !== true && (await fs.stat(target)) !== undefined) {
      return false;
    }
    throw error;
  }
}

async function discard<T>(fs: ExportFileSystem<T>, temporary: T): Promise<void> {
  try {
    if ((await fs.stat(temporary)) !== undefined) {
      await fs.delete(temporary);
    }
  } catch {
    // The failure that led here is the one to report.
  }
}

/** `a.csv` → `a (2).csv`, `a.normalized.csv` → `a (2).normalized.csv`. */
function withCopyNumber(name: string, copy: number): string {
  const extension = /(?<=.)(\.normalized)?\.[^.]*$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, name.length - extension.length)} (${copy})${extension}`;
}

/** Milliseconds of writing between two yields to the event loop. */
const MAX_TURN_MS = 15;

async function collectChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const all: Uint8Array[] = [];
  let turnStart = performance.now();
  for await (const chunk of chunks) {
    all.push(chunk);
    if (performance.now() - turnStart > MAX_TURN_MS) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      turnStart = performance.now();
    }
    signal?.throwIfAborted();
  }
  return concatBytes(all);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.byteLength !== b.byteLength) {
    return false;
  }
  for (let index = 0; index < a.byteLength; index++) {
    if (a[index] !== b[index]) {
      return false;
    }
  }
  return true;
}
