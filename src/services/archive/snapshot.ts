import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate } from '../../base/dates.js';
import { fill } from '../files/plainFile.js';
import type { PlainTree } from '../files/plainTree.js';
import { isAbsent, shownName, storageError } from '../files/storageErrors.js';
import { decompress } from './gzip.js';
import { updateHash } from './hash.js';
import {
  isCompressed,
  later,
  MAX_META_BYTES,
  parseCheck,
  parseMeta,
  serialize,
  sizeOf,
  type SnapshotCheck,
  type SnapshotMeta,
  type SnapshotPart,
} from './meta.js';
import type { SnapshotKey } from './names.js';
import { MAX_PAGE_BYTES } from '../../shared/sizeLimits.js';
import { dataDayOf } from './refreshDay.js';
import { metaFile, movedTo, pathOf, refreshDayAt, type SnapshotPlace } from './snapshotPlace.js';
import { readOrSkip } from './walk.js';

/** One archived report, with the bytes as received. */
export interface Snapshot {
  readonly key: SnapshotKey;
  /** The day of the newest data; `null` if the report has no refresh date, and its rows have no day. */
  readonly refreshDate: IsoDate | null;
  /** The day that the snapshot is archived under: the refresh date, or else the day of the fetch. */
  readonly day: IsoDate;
  readonly meta: SnapshotMeta;
  readonly place: SnapshotPlace;
  /**
   * The bytes as received. CSV: chunks of any size. JSON: one page per chunk.
   * @throws UsageReportsError while iterating: `storage`, with code `damaged` if the bytes are not those that were archived, or
   *   `snapshotGone` if they were replaced or deleted in the meantime (then get the snapshot from the archive again); `tooLarge`
   */
  chunks(): AsyncIterable<Uint8Array>;
  /** Reads all bytes. @returns whether they are those that were archived */
  verify(): Promise<boolean>;
}

export const checkFile = 'checked.json';
const READ_CHUNK_BYTES = 256 * 1024;
/** After this many attempts, the parts are really missing and no writer is just replacing them. */
const MAX_ATTEMPTS = 20;

/** The snapshot at a place; `undefined` if it is incomplete, or passed over: both are said. */
export async function readSnapshot(tree: PlainTree, place: SnapshotPlace): Promise<Snapshot | undefined> {
  let seen: string | undefined;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const text = await readMetaText(tree, pathOf(place), metaFile);
    if (text !== undefined && text === seen) {
      const name = shownName(tree.nameOf(pathOf(place)));
      tree.skip(new UsageReportsError('storage', `${name} is incomplete, and isn't used`, { code: 'damaged' }));
      return undefined;
    }
    const written = text === undefined ? undefined : parseUnlessNewer(tree, text);
    if (written === undefined) {
      return undefined;
    }
    const folders = await foldersWithParts(tree, place, written);
    if (folders !== undefined) {
      return new ArchivedSnapshot(tree, place, folders, await readChecks(tree, folders, written));
    }
    // The snapshot is incomplete, or a writer of an older version has replaced the parts since. In that case meta.json has changed too.
    seen = text;
  }
  return undefined;
}

/** A snapshot that has just been written. It may be gone already. */
export function writtenSnapshot(tree: PlainTree, place: SnapshotPlace, meta: SnapshotMeta): Snapshot {
  return new ArchivedSnapshot(tree, place, [pathOf(place)], meta);
}

/** The metadata of the snapshot at a place, its last check included, without a look at the parts; `undefined` as for {@link readSnapshot}. */
export async function readMeta(tree: PlainTree, place: SnapshotPlace): Promise<SnapshotMeta | undefined> {
  const written = parseUnlessNewer(tree, (await readMetaText(tree, pathOf(place), metaFile)) ?? '');
  return written && readChecks(tree, [pathOf(place)], written);
}

/**
 * Records that the bytes of a snapshot were confirmed. In a separate file, because meta.json is never rewritten. A check that is lost
 * costs only one conditional request.
 * @param temporary a folder on the same file system
 */
export async function writeCheck(
  tree: PlainTree,
  place: SnapshotPlace,
  check: SnapshotCheck,
  temporary: string,
): Promise<void> {
  // An earlier attempt may have left it there.
  await tree.remove(join(temporary, checkFile));
  await tree.write(join(temporary, checkFile), serialize(check));
  await tree.rename(join(temporary, checkFile), join(pathOf(place), checkFile));
}

async function readMetaText(tree: PlainTree, folder: string, name: string): Promise<string | undefined> {
  const file = join(folder, name);
  return readOrSkip(tree, file, () => tree.readText(file, MAX_META_BYTES));
}

/** What a newer version of this extension wrote is passed over, and said. */
function parseUnlessNewer(tree: PlainTree, text: string): SnapshotMeta | undefined {
  try {
    return parseMeta(text);
  } catch (error) {
    if (error instanceof UsageReportsError && error.details.code === 'newerArchive') {
      tree.skip(error);
      return undefined;
    }
    throw error;
  }
}

async function readChecks(tree: PlainTree, folders: readonly string[], meta: SnapshotMeta): Promise<SnapshotMeta> {
  let checked = meta;
  for (const folder of folders) {
    checked = withCheck(checked, parseCheck((await readMetaText(tree, folder, checkFile)) ?? ''));
  }
  return checked;
}

function withCheck(meta: SnapshotMeta, check: SnapshotCheck | undefined): SnapshotMeta {
  if (check?.sha256 !== meta.sha256) {
    return meta;
  }
  // An ETag is valid only for the version that it came from.
  const etag = check.etag ?? (check.version === meta.version ? meta.etag : undefined);
  return { ...meta, checkedAt: later(check.checkedAt, meta.fetchedAt), version: check.version, etag };
}

/** @returns the folders that have the parts together; `undefined` if some part is missing or has another size */
async function foldersWithParts(
  tree: PlainTree,
  place: SnapshotPlace,
  meta: SnapshotMeta,
): Promise<readonly string[] | undefined> {
  const own = [pathOf(place)];
  if (await hasAllParts(tree, own, meta)) {
    return own;
  }
  const moved = place.fetched === undefined ? await movedTo(tree, place, meta) : [];
  const all = [...own, ...moved.map(pathOf)];
  return moved.length > 0 && (await hasAllParts(tree, all, meta)) ? all : undefined;
}

async function hasAllParts(tree: PlainTree, folders: readonly string[], meta: SnapshotMeta): Promise<boolean> {
  for (const { file, bytes } of meta.parts) {
    let size: number | undefined;
    for (const folder of folders) {
      size ??= await readOrSkip(tree, join(folder, file), () => tree.sizeOf(join(folder, file)));
    }
    if (size !== bytes) {
      return false;
    }
  }
  return true;
}

class ArchivedSnapshot implements Snapshot {
  readonly #tree: PlainTree;
  #folders: readonly string[];
  readonly key: SnapshotKey;
  readonly day: IsoDate;
  readonly refreshDate: IsoDate | null;

  constructor(
    tree: PlainTree,
    readonly place: SnapshotPlace,
    folders: readonly string[],
    readonly meta: SnapshotMeta,
  ) {
    this.#tree = tree;
    this.#folders = folders;
    this.key = place.key;
    const refreshDay = refreshDayAt(place, meta);
    this.day = refreshDay.day;
    this.refreshDate = dataDayOf(refreshDay);
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for (const part of this.meta.parts) {
      for await (const chunk of this.#bytesOf(part)) {
        await updateHash(hash, chunk);
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
      if (isUnreadable(error)) {
        return false;
      }
      throw error;
    }
  }

  #bytesOf(part: SnapshotPart): AsyncIterable<Uint8Array> {
    if (isCompressed(part)) {
      const sizes = { packed: part.bytes, unpacked: sizeOf(part) };
      return decompress(this.#readFile(part, READ_CHUNK_BYTES), sizes, damaged);
    }
    if (this.meta.format === 'json' && part.bytes > MAX_PAGE_BYTES) {
      const exceeded = { amount: 'pageBytes', most: MAX_PAGE_BYTES, found: part.bytes } as const;
      throw new UsageReportsError('tooLarge', 'The stored copy has a page that is larger than can be read.', {
        exceeded,
      });
    }
    return this.#readFile(part, this.meta.format === 'json' ? Math.max(part.bytes, 1) : READ_CHUNK_BYTES);
  }

  /** All chunks but the last have the full size, so a JSON page with its recorded size is a single chunk. */
  async *#readFile({ file, bytes }: SnapshotPart, size: number): AsyncGenerator<Uint8Array> {
    let total = 0;
    try {
      const handle = await this.#open(file);
      try {
        for (;;) {
          const buffer = new Uint8Array(size);
          const filled = await fill(handle, buffer);
          total += filled;
          if (total > bytes) {
            // It is still growing, perhaps without end.
            throw damaged();
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
      if (isAbsent(error) || isReplaced(error)) {
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

  /** The migration may move the parts of a snapshot of format 1 or 2 at any moment. */
  async #open(file: string): Promise<FileHandle> {
    const known = await this.#openIn(this.#folders, file);
    if (known !== undefined) {
      return known;
    }
    if (this.place.fetched === undefined) {
      this.#folders = [pathOf(this.place), ...(await movedTo(this.#tree, this.place, this.meta)).map(pathOf)];
    }
    return (await this.#openIn(this.#folders, file)) ?? this.#tree.open(join(pathOf(this.place), file));
  }

  async #openIn(folders: readonly string[], file: string): Promise<FileHandle | undefined> {
    for (const folder of folders) {
      try {
        return await this.#tree.open(join(folder, file));
      } catch (error) {
        if (!isAbsent(error)) {
          throw error;
        }
      }
    }
    return undefined;
  }
}

/** Whether an error of {@link Snapshot.chunks} is about this snapshot alone. */
export function isUnreadable(error: unknown): boolean {
  return (
    error instanceof UsageReportsError &&
    (error.reason === 'tooLarge' || error.details.code === 'damaged' || error.details.code === 'snapshotGone')
  );
}

/** It was a plain file when the snapshot was read. */
function isReplaced(error: unknown): boolean {
  return error instanceof UsageReportsError && error.details.code === 'notPlain';
}

function damaged(): UsageReportsError {
  return new UsageReportsError('storage', 'The stored copy of this report is damaged. Refresh fetches it again.', {
    code: 'damaged',
  });
}
