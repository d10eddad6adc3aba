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

/** Facts about a report that has been received completely. */
export interface SnapshotFacts {
  /** Anything but a calendar day is archived like `null`. */
  readonly refreshDate: IsoDate | null;
  readonly etag?: string;
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
  readonly columns: readonly string[];
}

/**
 * Writes one report while it is being fetched. Readers do not see it before {@link commit}. Always end with `commit` or `abort`;
 * `abort` after `commit` does nothing, so it can be called in a `finally` block.
 */
export interface SnapshotWriter {
  /**
   * CSV: the next chunk of the file. JSON: one complete page. Calls must not overlap.
   * @throws UsageReportsError `storage`; after that the writer can only be aborted
   */
  write(chunk: Uint8Array): Promise<void>;
  /**
   * @returns the snapshot in the archive. If the archive had the same bytes for that refresh date already, the existing snapshot, marked
   *   as checked at `fetchedAt`
   * @throws UsageReportsError `storage`; earlier snapshots stay unchanged
   */
  commit(facts: SnapshotFacts): Promise<Snapshot>;
  /** Discards what was written. Never throws. */
  abort(): Promise<void>;
}

interface WrittenPart {
  /** Current path. */
  path: string;
  readonly bytes: number;
  readonly uncompressedBytes?: number;
}

interface CsvFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly compressed?: GzipFileWriter;
  /** Before compression. */
  bytes: number;
}

/** What is written, and how. */
export interface SnapshotWriteOptions {
  readonly version: GraphVersion;
  readonly format: Format;
  /** Compress CSV. */
  readonly compress?: boolean;
}

const problem = 'The report cannot be archived';
/** Prevents readers of `*.csv` in the archive from reading an unfinished download. */
const PARTIAL_SUFFIX = '.partial';

/**
 * Adds a snapshot to the archive completely or not at all:
 *
 * - First snapshot of its refresh date: the temporary folder, with the parts and meta.json, is renamed to `refresh=…`.
 * - Other bytes for the same refresh date: a folder that is not empty cannot be replaced by a rename. So the parts are moved in beside
 *   the old ones under different names, then meta.json is replaced by a rename, then the old parts are removed. A reader finds the old
 *   snapshot or the new one. Only a reader that ignores meta.json sees both for a moment.
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
    private readonly options: SnapshotWriteOptions,
    /** Called after a successful commit. */
    private readonly afterCommit: (snapshot: Snapshot) => Promise<void>,
  ) {
    const [, report, parameter] = keyFolders(key);
    this.#keyPath = join(tenantPath, report, parameter);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#assertOpen();
    try {
      this.#hash.update(chunk);
      if (this.options.format === 'csv') {
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
        return await this.#publish(facts);
      } finally {
        await this.#removeLeftovers(facts);
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
        compressed: this.options.compress === true ? new GzipFileWriter(handle) : undefined,
      };
    }
    return this.#csv;
  }

  async #finishCsv(): Promise<void> {
    if (this.options.format === 'csv') {
      // Also if nothing was written: an empty report is an empty file.
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

  async #publish(facts: SnapshotFacts): Promise<Snapshot> {
    const sha256 = this.#hash.digest('hex');
    const name = refreshFolder(facts.refreshDate);
    const existing = await this.#read(name);
    // Another writer may add the same bytes between the check and the rename. Then its snapshot is confirmed.
    const isPublished =
      (existing === undefined && (await this.#moveIntoPlace(name, facts, sha256))) ||
      (await this.#confirm(existing ?? (await this.#read(name)), name, facts, sha256));
    if (!isPublished) {
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

  /** @returns false if the archive does not have these bytes yet */
  async #confirm(existing: Snapshot | undefined, name: string, facts: SnapshotFacts, sha256: string): Promise<boolean> {
    if (
      existing?.meta.sha256 !== sha256 ||
      existing.meta.format !== this.options.format ||
      !(await existing.verify())
    ) {
      return false;
    }
    const { version } = this.options;
    const check = { sha256, checkedAt: facts.fetchedAt, version, etag: facts.etag };
    await writeCheck(this.fs, join(this.#keyPath, name), check, this.temporary.path);
    return true;
  }

  /** @returns false if a folder of that refresh date exists already */
  async #moveIntoPlace(name: string, facts: SnapshotFacts, sha256: string): Promise<boolean> {
    const target = join(this.#keyPath, name);
    if (await exists(this.fs, target)) {
      return false;
    }
    const parts = await this.#moveParts(this.temporary.path);
    await writeDurably(this.fs, join(this.temporary.path, metaFile), serialize(this.#meta(facts, sha256, parts)));
    await syncFolder(this.fs, this.temporary.path);
    // Not earlier: if the tenant was deleted in the meantime, the lines above throw, and its folder is not created again.
    await this.fs.mkdir(this.#keyPath, { recursive: true });
    try {
      await this.fs.rename(this.temporary.path, target);
    } catch (error) {
      // The error code for a folder that is not empty differs between systems.
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
    // Done here, while the record of the target still exists in case this process is killed now.
    await removeOrphanedParts(this.fs, this.tenantPath, target, this.temporary).catch(() => undefined);
  }

  async #moveParts(folder: string, writer?: string): Promise<SnapshotPart[]> {
    const moved: SnapshotPart[] = [];
    for (const [index, part] of this.#parts.entries()) {
      const { path, ...sizes } = part;
      const file = partName(isCompressed({ file: path, ...sizes }) ? 'csv.gz' : this.options.format, index, writer);
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
      version: this.options.version,
      format: this.options.format,
      bytes: parts.reduce((sum, part) => sum + sizeOf(part), 0),
      parts,
      rowCount: facts.rowCount,
      columns: facts.columns,
    };
  }

  async #read(name: string): Promise<Snapshot | undefined> {
    return readSnapshot(this.fs, this.key, this.#keyPath, name);
  }

  /** Runs after success and failure. A later writer removes what cannot be removed now. */
  async #removeLeftovers(facts: SnapshotFacts): Promise<void> {
    await this.#removeTemporary();
    const target = join(this.#keyPath, refreshFolder(facts.refreshDate));
    await removeOrphanedParts(this.fs, this.tenantPath, target).catch(() => undefined);
  }

  async #removeTemporary(): Promise<void> {
    await this.fs.rm(this.temporary.path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
