import { isCancelled, UsageReportsError, messageOf } from '../../base/errors.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';

/** The part of a file system that saving needs. `T` names a file; for VS Code's `workspace.fs` it is `Uri`. */
export interface ExportFileSystem<T> {
  join(folder: T, name: string): T;
  /** `undefined` if there is no such file. */
  stat(target: T): PromiseLike<{ readonly size: number } | undefined>;
  /** Writes a file that does not exist yet, as its content comes. After a failure, a part of it may be there. */
  writeFile(target: T, chunks: AsyncIterable<Uint8Array>): PromiseLike<void>;
  /** A text that only files with the same bytes have in common. */
  fingerprint(target: T): PromiseLike<string>;
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
 * Writes a file completely or not at all: to a temporary name in the same folder as its content comes, so that no more of it is in memory
 * than the file system needs. When it is complete, it is renamed. An existing file with other content is replaced only if
 * {@link SaveOptions.onConflict} says so, and only if it has not changed since. After an error the folder has the files that it had.
 *
 * @throws UsageReportsError `exportFailed`
 * @throws the signal's reason if canceled, and whatever iterating over `chunks` throws
 */
export async function saveFile<T>(
  fs: ExportFileSystem<T>,
  folder: T,
  name: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { onConflict, signal }: SaveOptions<T>,
): Promise<SaveResult<T>> {
  signal?.throwIfAborted();
  const draft = fs.join(folder, `.${name}.${crypto.randomUUID().slice(0, 8)}.tmp`);
  const content = new Content(chunks, signal);
  let isPlaced = false;
  try {
    await fs.createDirectory(folder);
    await fs.writeFile(draft, content.inTurns());
    const result = await placeResolvingConflicts(fs, { file: draft, size: content.size }, folder, name, {
      onConflict,
      signal,
    });
    isPlaced = result.outcome === 'written' || result.outcome === 'replaced';
    return result;
  } catch (error) {
    if (content.failure !== undefined) {
      throw content.failure.error;
    }
    if (error instanceof UsageReportsError || isCancelled(error) || signal?.aborted === true) {
      throw error;
    }
    const why = messageOf(error);
    throw new UsageReportsError('exportFailed', `${name} could not be written: ${why}`, {}, { cause: error });
  } finally {
    if (!isPlaced) {
      await discard(fs, draft);
    }
  }
}

/** A complete file with a temporary name. */
interface Draft<T> {
  readonly file: T;
  readonly size: number;
}

async function placeResolvingConflicts<T>(
  fs: ExportFileSystem<T>,
  draft: Draft<T>,
  folder: T,
  wanted: string,
  { onConflict, signal }: SaveOptions<T>,
): Promise<SaveResult<T>> {
  let name = wanted;
  let copies = 1;
  let draftFingerprint: string | undefined;
  let replaceable: string | undefined;
  // Each turn looks into the folder again, as it may change while the user decides.
  for (;;) {
    signal?.throwIfAborted();
    const target = fs.join(folder, name);
    const existing = await fs.stat(target);
    if (existing === undefined) {
      signal?.throwIfAborted();
      if (await renameToFree(fs, draft.file, target)) {
        return { outcome: 'written', target };
      }
      continue;
    }
    const fingerprint = await fs.fingerprint(target);
    if (existing.size === draft.size && fingerprint === (draftFingerprint ??= await fs.fingerprint(draft.file))) {
      return { outcome: 'unchanged', target };
    }
    if (fingerprint === replaceable) {
      signal?.throwIfAborted();
      await fs.rename(draft.file, target, { overwrite: true });
      return { outcome: 'replaced', target };
    }
    if (copies > 1) {
      name = withCopyNumber(wanted, ++copies);
      continue;
    }
    const answer = await onConflict(target);
    if (answer === 'skip') {
      return { outcome: 'skipped', target };
    }
    if (answer === 'keepBoth') {
      name = withCopyNumber(wanted, ++copies);
    } else {
      replaceable = fingerprint;
    }
  }
}

/** @returns false if a file with the name has appeared */
async function renameToFree<T>(fs: ExportFileSystem<T>, draft: T, target: T): Promise<boolean> {
  try {
    await fs.rename(draft, target, { overwrite: false });
    return true;
  } catch (error) {
    // File systems report an existing file in different ways, so look for it.
    if ((await fs.stat(target)) !== undefined) {
      return false;
    }
    throw error;
  }
}

async function discard<T>(fs: ExportFileSystem<T>, draft: T): Promise<void> {
  try {
    await fs.delete(draft);
  } catch {
    // There is none, or the failure that led here is the one to report.
  }
}

/** `a.csv` → `a (2).csv`, `a.normalized.csv` → `a (2).normalized.csv`. A template is known by its ending, `a (2).usage-report.json`. */
function withCopyNumber(name: string, copy: number): string {
  const extension = /(?<=.)(\.normalized|\.usage-report)?\.[^.]*$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, name.length - extension.length)} (${copy})${extension}`;
}

/** Milliseconds of writing between two yields to the event loop. */
const MAX_TURN_MS = 15;

/** What is written to a file. */
class Content {
  /** Number of bytes so far. */
  size = 0;
  /** Why there is no more of it: a file system may report that in words of its own. */
  failure: { readonly error: unknown } | undefined;

  constructor(
    private readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    private readonly signal: AbortSignal | undefined,
  ) {}

  async *inTurns(): AsyncGenerator<Uint8Array> {
    let turnStart = performance.now();
    try {
      for await (const chunk of this.chunks) {
        this.size += chunk.byteLength;
        yield chunk;
        if (performance.now() - turnStart > MAX_TURN_MS) {
          await yieldToEventLoop();
          turnStart = performance.now();
        }
        this.signal?.throwIfAborted();
      }
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }
}
