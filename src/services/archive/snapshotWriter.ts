import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import type { IsoInstant } from '../../base/dates.js';
import type { PlainTree } from '../files/plainTree.js';
import { codeOf, isAbsent, storageError, withStorageErrors } from '../files/storageErrors.js';
import type { FileOrigin } from './fileOrigin.js';
import { GzipFileWriter } from './gzip.js';
import { updateHash } from './hash.js';
import { removeAtomically, removeTemporaryFolder } from './housekeeping.js';
import { KeyReader } from './keyReader.js';
import { ARCHIVE_FORMAT, isCompressed, serialize, sizeOf, type SnapshotMeta, type SnapshotPart } from './meta.js';
import { fetchedFolder, keyFolders, refreshFolder, type SnapshotKey } from './names.js';
import { type FileDays, type RefreshDay, refreshDayOfFile } from './refreshDay.js';
import { removeSnapshot } from './removeSnapshot.js';
import { readSnapshot, writeCheck, writtenSnapshot, type Snapshot } from './snapshot.js';
import { metaFile, pathOf, type SnapshotPlace } from './snapshotPlace.js';

/** Facts about a report that has been received completely. */
export interface SnapshotFacts extends FileDays {
  /** The day of a copied snapshot; absent if it is to be taken from the file's days. */
  readonly refreshDay?: RefreshDay;
  readonly etag?: string;
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
  readonly columns: readonly string[];
  /** Absent if the service sent the report. */
  readonly origin?: FileOrigin;
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
   * @returns the snapshot in the archive. If the archive had the same bytes for that day already, the existing snapshot, marked as checked
   *   at `fetchedAt` if the service sent them
   * @throws UsageReportsError `storage`; earlier snapshots stay unchanged
   */
  commit(facts: SnapshotFacts): Promise<Snapshot>;
  /** Discards what was written. Never throws. */
  abort(): Promise<void>;
}

interface WrittenPart {
  readonly path: string;
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
const MAX_ATTEMPTS = 5;

/**
 * Adds a snapshot to the archive completely or not at all: the temporary folder, with the parts and meta.json, is renamed to
 * `refresh=…/fetched=…`. From then on only the check beside the parts changes, unless the archive has the same bytes already: then they are
 * checked, and nothing is added.
 */
export class FolderSnapshotWriter implements SnapshotWriter {
  readonly #hash = createHash('sha256');
  readonly #parts: WrittenPart[] = [];
  readonly #place: Omit<SnapshotPlace, 'refresh'>;
  #csv: CsvFile | undefined;
  #state: 'open' | 'broken' | 'ended' = 'open';

  constructor(
    private readonly tree: PlainTree,
    private readonly key: SnapshotKey,
    private readonly temporary: string,
    private readonly options: SnapshotWriteOptions & { readonly now: () => Date },
    /** Called after a successful commit. */
    private readonly afterCommit: (snapshot: Snapshot) => Promise<void>,
  ) {
    const [tenant, report, parameter] = keyFolders(key);
    this.#place = { key, reportPath: join(tree.root, tenant, report), parameter };
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#assertOpen();
    try {
      await updateHash(this.#hash, chunk);
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
        await this.#removeTemporary();
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
      const path = join(this.temporary, partName('csv', 0) + PARTIAL_SUFFIX);
      const handle = await this.tree.create(path);
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
    const path = join(this.temporary, partName('json', this.#parts.length) + PARTIAL_SUFFIX);
    const handle = await this.tree.create(path);
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
    const refreshDay = facts.refreshDay ?? refreshDayOfFile(facts, facts.fetchedAt);
    const damaged: SnapshotPlace[] = [];
    for (const existing of await this.#withSameBytes(refreshDay, sha256, facts.refreshDay !== undefined)) {
      if (!(await existing.verify())) {
        damaged.push(existing.place);
      } else if (await this.#confirm(existing.place, sha256, facts)) {
        return (await readSnapshot(this.tree, existing.place)) ?? existing;
      }
    }
    const refresh = refreshFolder(refreshDay.day);
    const place = { ...this.#place, refresh, fetched: fetchedFolder({ ...facts, sha256 }) };
    const meta = await this.#moveIntoPlace(place, sha256, { ...facts, refreshDay });
    for (const other of damaged.filter(({ fetched }) => fetched !== place.fetched)) {
      await removeSnapshot(this.tree, other).catch(() => undefined);
    }
    return (await readSnapshot(this.tree, place)) ?? writtenSnapshot(this.tree, place, meta);
  }

  /**
   * Snapshots with these bytes. A file without a day has a new one after every midnight, so the newest snapshot counts, too, except for a
   * copy, which may be of an earlier fetch.
   */
  async #withSameBytes({ day, from }: RefreshDay, sha256: string, isCopy: boolean): Promise<readonly Snapshot[]> {
    const reader = new KeyReader(this.tree, this.key, this.options.now());
    const ofDay = await reader.onDay(day, sha256);
    const newest = !isCopy && from === 'fetch' && ofDay.length === 0 ? await reader.latest() : undefined;
    return [...ofDay, ...(newest?.refreshDate === null ? [newest] : [])].filter(
      ({ meta }) => meta.sha256 === sha256 && meta.format === this.options.format,
    );
  }

  /** @returns false if the snapshot is gone */
  async #confirm(place: SnapshotPlace, sha256: string, { fetchedAt, etag, origin }: SnapshotFacts): Promise<boolean> {
    if (origin !== undefined) {
      // Only the service knows that there is nothing newer.
      return this.#isThere(pathOf(place));
    }
    const { version } = this.options;
    try {
      await writeCheck(this.tree, place, { sha256, checkedAt: fetchedAt, version, etag }, this.temporary);
      return true;
    } catch (error) {
      if (isAbsent(error) && !(await this.#isThere(pathOf(place))) && (await this.#isThere(this.temporary))) {
        return false;
      }
      throw error;
    }
  }

  async #moveIntoPlace(
    place: SnapshotPlace & { readonly fetched: string },
    sha256: string,
    facts: SnapshotFacts & { readonly refreshDay: RefreshDay },
  ): Promise<SnapshotMeta> {
    const parts = await this.#nameParts();
    const meta = this.#meta(facts, sha256, parts);
    await this.tree.write(join(this.temporary, metaFile), serialize(meta));
    await this.tree.sync(this.temporary);
    const target = pathOf(place);
    for (let attempt = 1; ; attempt++) {
      // Not earlier: if the tenant was deleted in the meantime, the lines above throw, and its folder is not created again.
      await this.tree.makeFolders(dirname(target));
      try {
        await this.tree.rename(this.temporary, target);
        break;
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !(await this.#isThere(this.temporary))) {
          throw error;
        }
        if (await this.#isThere(target)) {
          // Fetched in the same second, with the same hash: by another writer, or before the bytes were damaged.
          const existing = await readSnapshot(this.tree, place);
          if (existing?.meta.sha256 === sha256 && (await existing.verify())) {
            await this.#confirm(place, sha256, facts);
            break;
          }
          await removeAtomically(this.tree, target);
        } else if (codeOf(error) !== 'ENOENT') {
          throw error;
        }
        // Otherwise somebody has removed the refresh folder while it was empty.
      }
    }
    await this.tree.sync(dirname(target));
    return meta;
  }

  async #nameParts(): Promise<SnapshotPart[]> {
    const named: SnapshotPart[] = [];
    for (const [index, { path, ...sizes }] of this.#parts.entries()) {
      const file = partName(isCompressed({ file: path, ...sizes }) ? 'csv.gz' : this.options.format, index);
      await this.tree.rename(path, join(this.temporary, file));
      named.push({ file, ...sizes });
    }
    return named;
  }

  #meta(
    facts: SnapshotFacts & { readonly refreshDay: RefreshDay },
    sha256: string,
    parts: readonly SnapshotPart[],
  ): SnapshotMeta {
    return {
      formatVersion: ARCHIVE_FORMAT,
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
      refreshDate: facts.refreshDay,
      ...(facts.origin === undefined ? {} : { origin: facts.origin }),
    };
  }

  async #isThere(path: string): Promise<boolean> {
    return (await this.tree.kindOf(path)) !== undefined;
  }

  /** A later writer removes what cannot be removed now. */
  async #removeTemporary(): Promise<void> {
    await removeTemporaryFolder(this.tree, this.temporary);
  }
}

/** `part.csv` or `part.csv.gz`, and `part-00001.json`, `part-00002.json`, … */
function partName(format: 'csv' | 'csv.gz' | 'json', index: number): string {
  const page = format !== 'json' ? '' : `-${String(index + 1).padStart(5, '0')}`;
  return `part${page}.${format}`;
}
