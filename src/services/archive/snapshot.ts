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

/** One archived report, with the bytes as received. */
export interface Snapshot {
  readonly key: SnapshotKey;
  /** `null` if the report has none. */
  readonly refreshDate: IsoDate | null;
  readonly meta: SnapshotMeta;
  /**
   * The bytes as received. CSV: chunks of any size. JSON: one page per chunk.
   * @throws UsageReportsError while iterating: `storage`, with code `damaged` if the bytes are not those that were archived, or
   *   `snapshotGone` if they were replaced or deleted in the meantime (then get the snapshot from the archive again)
   */
  chunks(): AsyncIterable<Uint8Array>;
  /** Reads all bytes. @returns whether they are those that were archived */
  verify(): Promise<boolean>;
}

export const metaFile = 'meta.json';
const checkFile = 'checked.json';
const READ_CHUNK_BYTES = 256 * 1024;
/** After this many attempts, the parts are really missing and no writer is just replacing them. */
const MAX_ATTEMPTS = 20;

/**
 * The snapshot in a `refresh=…` folder; `undefined` if it is incomplete.
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
    const written = parseMeta(text);
    if (written === undefined) {
      return undefined;
    }
    if (await hasAllParts(fs, path, written)) {
      const meta = withCheck(written, parseCheck((await readText(fs, join(path, checkFile))) ?? ''));
      return new ArchivedSnapshot(fs, path, key, refreshDate, meta);
    }
    // The snapshot is incomplete, or a writer has replaced the parts since. In that case meta.json has changed too.
    seen = text;
  }
  return undefined;
}

/** @throws UsageReportsError `storage` with code `newerArchive` */
export async function readMeta(fs: ArchiveFileSystem, path: string): Promise<SnapshotMeta | undefined> {
  return parseMeta((await readText(fs, join(path, metaFile))) ?? '');
}

/**
 * Records that the bytes with this hash were confirmed. In a separate file, because rewriting meta.json could undo the change of a
 * concurrent writer. A check that is lost costs only one conditional request.
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
  // An ETag is valid only for the version that it came from.
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
      for await (const chunk of this.#bytesOf(part)) {
        hash.update(chunk);
        yield chunk;
      }
    }
    if (hash.digest('hex') !== this.meta.sha256) {
      throw damaged();
    }
  }

  async verify(): Promise<boolean> {
    try {
      for await (const chunk of this.chunks()) {
        void chunk;
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
      return decompress(this.#readFile(part.file, READ_CHUNK_BYTES), damaged);
    }
    return this.#readFile(part.file, this.meta.format === 'json' ? Math.max(part.bytes, 1) : READ_CHUNK_BYTES);
  }

  /** All chunks but the last have the full size, so a JSON page with its recorded size is a single chunk. */
  async *#readFile(file: string, size: number): AsyncGenerator<Uint8Array> {
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
