import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate } from '../../base/dates.js';
import { isAbsent, renameWithRetry, storageError, writeDurably, type ArchiveFileSystem } from './fileSystem.js';
import { decompress } from './gzip.js';
import {
  isCompressed,
  parseCheck,
  parseMeta,
  serialize,
  type SnapshotCheck,
  type SnapshotMeta,
  type SnapshotPart,
} from './meta.js';
import { refreshDateOf, type SnapshotKey } from './names.js';

/** One report as it came from the service, kept in the archive. */
export interface Snapshot {
  readonly key: SnapshotKey;
  /** `null` where the file says none. */
  readonly refreshDate: IsoDate | null;
  readonly meta: SnapshotMeta;
  /**
   * The bytes as they came. CSV: pieces of any size. JSON: one page a piece.
   * @throws UsageReportsError while iterating: `storage`, with code `damaged` if the bytes are not those that were stored, or
   *   `snapshotGone` if they were replaced or deleted meanwhile (then ask the archive again)
   */
  chunks(): AsyncIterable<Uint8Array>;
  /** Reads all bytes and says whether they are those that were stored. */
  verify(): Promise<boolean>;
}

export const metaFile = 'meta.json';
const checkFile = 'checked.json';
const READ_CHUNK_BYTES = 256 * 1024;
/** A reader who loses this many races against writers in a row is not in a race. */
const MAX_ATTEMPTS = 20;

/**
 * The snapshot in a `refresh=…` folder, or `undefined` where none is complete.
 * @throws UsageReportsError `storage` with code `newerArchive`
 */
export async function readSnapshot(
  fs: ArchiveFileSystem,
  key: SnapshotKey,
  folder: string,
  name: string,
): Promise<Snapshot | undefined> {
  const refreshDate = refreshDateOf(name);
  if (refreshDate === undefined) {
    return undefined;
  }
  const path = join(folder, name);
  let seen: string | undefined;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const text = await readText(fs, join(path, metaFile));
    if (text === undefined || text === seen) {
      return undefined;
    }
    const stored = parseMeta(text);
    if (stored === undefined) {
      return undefined;
    }
    if (await hasAllParts(fs, path, stored)) {
      const meta = withCheck(stored, parseCheck((await readText(fs, join(path, checkFile))) ?? ''));
      return new ArchivedSnapshot(fs, path, key, refreshDate, meta);
    }
    // Either the snapshot is torn, or a writer switched to other parts since: then meta.json says so by now.
    seen = text;
  }
  return undefined;
}

/** @throws UsageReportsError `storage` with code `newerArchive` */
export async function readMeta(fs: ArchiveFileSystem, path: string): Promise<SnapshotMeta | undefined> {
  return parseMeta((await readText(fs, join(path, metaFile))) ?? '');
}

/**
 * Notes that the bytes with this hash were confirmed. In a file of its own: rewriting meta.json here could undo the switch of
 * a writer at work on the same snapshot, whereas a check that loses a race costs one conditional request.
 * @param temporary a folder on the same file system
 */
export async function writeCheck(
  fs: ArchiveFileSystem,
  path: string,
  check: SnapshotCheck,
  temporary: string,
): Promise<void> {
  await writeDurably(fs, join(temporary, checkFile), serialize(check));
  await renameWithRetry(fs, join(temporary, checkFile), join(path, checkFile));
}

function withCheck(meta: SnapshotMeta, check: SnapshotCheck | undefined): SnapshotMeta {
  if (check?.sha256 !== meta.sha256) {
    return meta;
  }
  // An ETag belongs to the version it came from; the two are only ever taken together.
  const etag = check.etag ?? (check.version === meta.version ? meta.etag : undefined);
  return { ...meta, checkedAt: check.checkedAt, version: check.version, etag };
}

async function hasAllParts(fs: ArchiveFileSystem, path: string, meta: SnapshotMeta): Promise<boolean> {
  for (const part of meta.parts) {
    try {
      if ((await fs.stat(join(path, part.file))).size !== part.bytes) {
        return false;
      }
    } catch (error) {
      if (isAbsent(error)) {
        return false;
      }
      throw error;
    }
  }
  return true;
}

async function readText(fs: ArchiveFileSystem, file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (isAbsent(error)) {
      return undefined;
    }
    throw error;
  }
}

class ArchivedSnapshot implements Snapshot {
  readonly #fs: ArchiveFileSystem;
  readonly #path: string;

  constructor(
    fs: ArchiveFileSystem,
    path: string,
    readonly key: SnapshotKey,
    readonly refreshDate: IsoDate | null,
    readonly meta: SnapshotMeta,
  ) {
    this.#fs = fs;
    this.#path = path;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for (const part of this.meta.parts) {
      for await (const piece of this.#bytesOf(part)) {
        hash.update(piece);
        yield piece;
      }
    }
    if (hash.digest('hex') !== this.meta.sha256) {
      throw damaged();
    }
  }

  async verify(): Promise<boolean> {
    try {
      for await (const piece of this.chunks()) {
        void piece;
      }
      return true;
    } catch (error) {
      if (
        error instanceof UsageReportsError &&
        (error.details.code === 'damaged' || error.details.code === 'snapshotGone')
      ) {
        return false;
      }
      throw error;
    }
  }

  #bytesOf(part: SnapshotPart): AsyncIterable<Uint8Array> {
    if (isCompressed(part)) {
      return decompress(this.#pieces(part.file, READ_CHUNK_BYTES), damaged);
    }
    return this.#pieces(part.file, this.meta.format === 'json' ? Math.max(part.bytes, 1) : READ_CHUNK_BYTES);
  }

  /** Every piece but the last is full, so a page that still has its size arrives in one piece. */
  async *#pieces(file: string, size: number): AsyncGenerator<Uint8Array> {
    try {
      const handle = await this.#fs.open(join(this.#path, file), 'r');
      try {
        for (;;) {
          const buffer = new Uint8Array(size);
          let filled = 0;
          while (filled < size) {
            const { bytesRead } = await handle.read(buffer, filled, size - filled, null);
            if (bytesRead === 0) {
              break;
            }
            filled += bytesRead;
          }
          if (filled > 0) {
            yield filled < size ? buffer.subarray(0, filled) : buffer;
          }
          if (filled < size) {
            return;
          }
        }
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (isAbsent(error)) {
        throw new UsageReportsError(
          'storage',
          'The stored copy of this report was replaced or deleted while it was being read.',
          { code: 'snapshotGone' },
          { cause: error },
        );
      }
      throw storageError('The stored copy of this report cannot be read', error);
    }
  }
}

function damaged(): UsageReportsError {
  return new UsageReportsError('storage', 'The stored copy of this report is damaged. Refresh fetches it again.', {
    code: 'damaged',
  });
}
