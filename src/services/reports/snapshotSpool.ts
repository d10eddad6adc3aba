import type { Archive } from '../archive/archive.js';
import type { SnapshotKey } from '../archive/names.js';
import type { Snapshot } from '../archive/snapshot.js';
import type { SnapshotWriter } from '../archive/snapshotWriter.js';
import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';

/**
 * Archives a report while it is decoded. If the archive cannot be written, the report is still read: the error is remembered in
 * {@link error} and shown beside the data.
 */
export class SnapshotSpool {
  #writer: SnapshotWriter | undefined;
  /** The last write, whether it succeeds or not. */
  #written: Promise<unknown> = Promise.resolve();
  error: UsageReportsError | undefined;

  static async begin(
    archive: Archive,
    key: () => Promise<SnapshotKey>,
    version: GraphVersion,
    format: Format,
  ): Promise<SnapshotSpool> {
    const spool = new SnapshotSpool();
    spool.#writer = await spool.#attempt(async () => archive.beginSnapshot(await key(), { version, format }));
    return spool;
  }

  /** Passes the chunks on, and writes each one first. */
  async *archiveWhile(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      const writer = this.#writer;
      if (writer !== undefined) {
        const writing = writer.write(chunk);
        this.#written = writing.catch(() => undefined);
        await this.#attempt(() => writing);
      }
      yield chunk;
    }
  }

  /** @returns `undefined` if the report could not be archived */
  async commit(facts: Parameters<SnapshotWriter['commit']>[0]): Promise<Snapshot | undefined> {
    const writer = this.#writer;
    return writer === undefined ? undefined : this.#attempt(() => writer.commit(facts));
  }

  /** Discards what was written, also while a chunk is being written: nobody waits for a chunk of a report that was canceled. */
  async abort(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await this.#written;
    await writer?.abort().catch(() => undefined);
  }

  async #attempt<T>(step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      this.error =
        error instanceof UsageReportsError
          ? error
          : new UsageReportsError('storage', String(error), {}, { cause: error });
      await this.abort();
      return undefined;
    }
  }
}
