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
        await this.#attempt(() => writer.write(chunk));
      }
      yield chunk;
    }
  }

  /** @returns `undefined` if the report could not be archived */
  async commit(facts: Parameters<SnapshotWriter['commit']>[0]): Promise<Snapshot | undefined> {
    const writer = this.#writer;
    return writer === undefined ? undefined : this.#attempt(() => writer.commit(facts));
  }

  async abort(): Promise<void> {
    await this.#writer?.abort().catch(() => undefined);
    this.#writer = undefined;
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
