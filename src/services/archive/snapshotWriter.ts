import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import {
  withStorageErrors,
  exists,
  renameWithRetry,
  storageError,
  syncFolder,
  writeDurably,
  type ArchiveFileSystem,
} from './fileSystem.js';
import { GzipFileWriter } from './gzip.js';
import { recordTarget, partName, removeOrphanedParts, type TemporaryFolder } from './housekeeping.js';
import { isCompressed, serialize, sizeOf, type SnapshotMeta, type SnapshotPart } from './meta.js';
import { keyFolders, refreshFolder, type SnapshotKey } from './names.js';
import { metaFile, readSnapshot, writeCheck, type Snapshot } from './snapshot.js';

/** What is known about a report once it has come in whole. */
export interface SnapshotFacts {
  /** Anything but a calendar day is kept as "says none". */
  readonly refreshDate: IsoDate | null;
  readonly etag?: string;
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
  readonly columns: readonly string[];
}

/**
 * Takes in one report while it is being fetched. Nothing of it can be read before {@link commit}. Always end with `commit` or
 * `abort`; `abort` after `commit` does nothing, so it can stand in a `finally`.
 */
export interface SnapshotWriter {
  /**
   * CSV: the next piece of the file. JSON: one whole page. One call at a time.
   * @throws UsageReportsError `storage`; the writer can then only be aborted
   */
  write(chunk: Uint8Array): Promise<void>;
  /**
   * @returns the snapshot as it is now in the archive: where the same bytes were there already for that refresh date, that one,
   *   marked as checked at `fetchedAt`
   * @throws UsageReportsError `storage`; what was archived before is as it was
   */
  commit(facts: SnapshotFacts): Promise<Snapshot>;
  /** Forgets what was written. Never throws. */
  abort(): Promise<void>;
}

interface WrittenPart {
  /** Where the bytes are now. */
  path: string;
  readonly bytes: number;
  readonly uncompressedBytes?: number;
}

interface CsvFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly compressed?: GzipFileWriter;
  /** As they came. */
  bytes: number;
}

/** What the bytes will be, and how they are kept. */
export interface SnapshotWriteOptions {
  readonly version: GraphVersion;
  readonly format: Format;
  /** Keep a CSV compressed. */
  readonly compress?: boolean;
}

const problem = 'The report cannot be kept in the archive folder';
/** So that no reader of `*.csv` in the archive takes an unfinished download for data. */
const PARTIAL_SUFFIX = '.partial';

/**
 * How a snapshot comes into place, so that it is there whole or not at all:
 *
 * - First one of its refresh date: the temporary folder, with the parts and meta.json in it, is renamed to `refresh=…`.
 * - Restated (other bytes for the same refresh date): a folder that is not empty cannot be renamed over, so the parts are moved
 *   in beside the old ones under names of their own, then meta.json is renamed over the old one (the switch), then the old
 *   parts go. A reader finds the old snapshot or the new one. Only a reader that ignores meta.json sees both for a moment.
 */
export class FolderSnapshotWriter implements SnapshotWriter {
  readonly #hash = createHash('sha256');
  readonly #parts: WrittenPart[] = [];
  readonly #keyPath: string;
  #csv: CsvFile | undefined;
  #state: 'open' | 'broken' | 'ended' = 'open';

  constructor(
    private readonly fs: ArchiveFileSystem,
    private readonly key: SnapshotKey,
    private readonly tenantPath: string,
    private readonly temporary: TemporaryFolder,
    private readonly about: SnapshotWriteOptions,
    /** Runs after a commit has succeeded. */
    private readonly afterCommit: (snapshot: Snapshot) => Promise<void>,
  ) {
    const [, report, parameter] = keyFolders(key);
    this.#keyPath = join(tenantPath, report, parameter);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#assertOpen();
    try {
      this.#hash.update(chunk);
      if (this.about.format === 'csv') {
        const file = await this.#openCsv();
        await (file.compressed === undefined ? file.handle.writeFile(chunk) : file.compressed.write(chunk));
        file.bytes += chunk.byteLength;
      } else {
        await this.#writePage(chunk);
      }
    } catch (error) {
      this.#state = 'broken';
      throw storageError(problem, error);
    }
  }

  async commit(facts: SnapshotFacts): Promise<Snapshot> {
    this.#assertOpen();
    this.#state = 'ended';
    const snapshot = await withStorageErrors(problem, async () => {
      try {
        await this.#finishCsv();
        return await this.#settle(facts);
      } finally {
        await this.#clear(facts);
      }
    });
    await this.afterCommit(snapshot);
    return snapshot;
  }

  async abort(): Promise<void> {
    if (this.#state !== 'ended') {
      this.#state = 'ended';
      await this.#csv?.compressed?.abandon();
      await this.#csv?.handle.close().catch(() => undefined);
      await this.#removeTemporary();
    }
  }

  #assertOpen(): void {
    if (this.#state !== 'open') {
      throw new UsageReportsError('storage', `${problem}: its writer has already ended.`, { code: 'writerEnded' });
    }
  }

  async #openCsv(): Promise<CsvFile> {
    if (this.#csv === undefined) {
      const path = join(this.temporary.path, partName('csv', 0) + PARTIAL_SUFFIX);
      const handle = await this.fs.open(path, 'wx');
      this.#csv = {
        handle,
        path,
        bytes: 0,
        ...(this.about.compress === true ? { compressed: new GzipFileWriter(handle) } : {}),
      };
    }
    return this.#csv;
  }

  async #finishCsv(): Promise<void> {
    if (this.about.format === 'csv') {
      // Also where nothing was written: an empty answer is a file without bytes, not no file.
      const { handle, path, bytes, compressed } = await this.#openCsv();
      try {
        const written = await compressed?.finish();
        await handle.sync();
        this.#parts.push({
          path,
          ...(written === undefined ? { bytes } : { bytes: written, uncompressedBytes: bytes }),
        });
      } finally {
        await handle.close();
      }
    }
  }

  async #writePage(page: Uint8Array): Promise<void> {
    const path = join(this.temporary.path, partName('json', this.#parts.length) + PARTIAL_SUFFIX);
    const handle = await this.fs.open(path, 'wx');
    try {
      await handle.writeFile(page);
      await handle.sync();
    } finally {
      await handle.close();
    }
    this.#parts.push({ path, bytes: page.byteLength });
  }

  async #settle(facts: SnapshotFacts): Promise<Snapshot> {
    const sha256 = this.#hash.digest('hex');
    const name = refreshFolder(facts.refreshDate);
    const existing = await this.#read(name);
    // Where another writer is first with the same bytes, between the look and the move, they are there already as well.
    const settled =
      (existing === undefined && (await this.#moveIntoPlace(name, facts, sha256))) ||
      (await this.#confirm(existing ?? (await this.#read(name)), name, facts, sha256));
    if (!settled) {
      await this.#replaceParts(name, facts, sha256);
    }
    const snapshot = await this.#read(name);
    if (snapshot === undefined) {
      throw new UsageReportsError('storage', `${problem}: it was deleted by somebody else at once.`, {
        code: 'snapshotGone',
      });
    }
    return snapshot;
  }

  /** @returns false where these bytes are not there yet */
  async #confirm(existing: Snapshot | undefined, name: string, facts: SnapshotFacts, sha256: string): Promise<boolean> {
    if (existing?.meta.sha256 !== sha256 || existing.meta.format !== this.about.format || !(await existing.verify())) {
      return false;
    }
    const { version } = this.about;
    const check = { sha256, checkedAt: facts.fetchedAt, version, etag: facts.etag };
    await writeCheck(this.fs, join(this.#keyPath, name), check, this.temporary.path);
    return true;
  }

  /** @returns false where there is a folder of that refresh date already */
  async #moveIntoPlace(name: string, facts: SnapshotFacts, sha256: string): Promise<boolean> {
    const target = join(this.#keyPath, name);
    if (await exists(this.fs, target)) {
      return false;
    }
    const parts = await this.#moveParts(this.temporary.path);
    await writeDurably(this.fs, join(this.temporary.path, metaFile), serialize(this.#meta(facts, sha256, parts)));
    await syncFolder(this.fs, this.temporary.path);
    // Not before: if the tenant was deleted meanwhile, that has thrown by now, and its folder does not come back.
    await this.fs.mkdir(this.#keyPath, { recursive: true });
    try {
      await this.fs.rename(this.temporary.path, target);
    } catch (error) {
      // Which code says "not empty" differs from system to system.
      if (await exists(this.fs, target)) {
        return false;
      }
      if (process.platform !== 'win32') {
        throw error;
      }
      await renameWithRetry(this.fs, this.temporary.path, target);
    }
    await syncFolder(this.fs, this.#keyPath);
    return true;
  }

  async #replaceParts(name: string, facts: SnapshotFacts, sha256: string): Promise<void> {
    const target = join(this.#keyPath, name);
    const [, report, parameter] = keyFolders(this.key);
    await recordTarget(this.fs, this.temporary, [report, parameter, name]);
    const parts = await this.#moveParts(target, this.temporary.id);
    await syncFolder(this.fs, target);
    const meta = join(this.temporary.path, metaFile);
    await writeDurably(this.fs, meta, serialize(this.#meta(facts, sha256, parts)));
    await renameWithRetry(this.fs, meta, join(target, metaFile));
    await syncFolder(this.fs, target);
    // Already here, while the note of the target is still there for others, should this process end now.
    await removeOrphanedParts(this.fs, this.tenantPath, target, this.temporary).catch(() => undefined);
  }

  async #moveParts(folder: string, writer?: string): Promise<SnapshotPart[]> {
    const moved: SnapshotPart[] = [];
    for (const [index, part] of this.#parts.entries()) {
      const { path, ...sizes } = part;
      const file = partName(isCompressed({ file: path, ...sizes }) ? 'csv.gz' : this.about.format, index, writer);
      await renameWithRetry(this.fs, path, join(folder, file));
      part.path = join(folder, file);
      moved.push({ file, ...sizes });
    }
    return moved;
  }

  #meta(facts: SnapshotFacts, sha256: string, parts: readonly SnapshotPart[]): SnapshotMeta {
    return {
      formatVersion: parts.some(isCompressed) ? 2 : 1,
      etag: facts.etag,
      sha256,
      fetchedAt: facts.fetchedAt,
      checkedAt: facts.fetchedAt,
      version: this.about.version,
      format: this.about.format,
      bytes: parts.reduce((sum, part) => sum + sizeOf(part), 0),
      parts,
      rowCount: facts.rowCount,
      columns: facts.columns,
    };
  }

  async #read(name: string): Promise<Snapshot | undefined> {
    return readSnapshot(this.fs, this.key, this.#keyPath, name);
  }

  /** After success and failure alike. What cannot be cleared now is found by a later writer. */
  async #clear(facts: SnapshotFacts): Promise<void> {
    await this.#removeTemporary();
    const target = join(this.#keyPath, refreshFolder(facts.refreshDate));
    await removeOrphanedParts(this.fs, this.tenantPath, target).catch(() => undefined);
  }

  async #removeTemporary(): Promise<void> {
    await this.fs.rm(this.temporary.path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
