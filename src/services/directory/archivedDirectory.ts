import type { Archive } from '../archive/archive.js';
import type { SnapshotKey } from '../archive/names.js';
import type { Snapshot } from '../archive/snapshot.js';
import type { Connection } from '../auth/connections/connection.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { DirectoryDataset } from '../../core/directory/names.js';
import type { ReportTable } from '../../core/table/store/table.js';

/** What is archived of a directory, unopened. */
export interface DirectorySnapshot {
  readonly definition: ReportDefinition;
  /**
   * Day of the request in UTC: what Microsoft Graph answered is the state of that day. Of a day in the past that day, where the state was the
   * same before and after it.
   */
  readonly day: IsoDate;
  readonly fetchedAt: IsoInstant;
  readonly rowCount: number;
  readonly bytes: number;
  readonly format: Format;
  /** The pages as they came, each chunk one page; to be decoded where the table is needed, such as on another thread. */
  chunks(): AsyncIterable<Uint8Array>;
  /**
   * All of it in memory, on this thread.
   * @throws UsageReportsError `storage`, `brokenAnswer`, `tooLarge`; the signal's `AbortError`
   */
  table(signal?: AbortSignal): Promise<ReportTable>;
}

export interface ArchivedDirectoryOptions {
  readonly archive: Pick<Archive, 'latest' | 'history'>;
  /** The archive's name for a connection's tenant. */
  readonly tenantOf: (connection: Connection) => Promise<string>;
}

/** Reads what is archived of the directories, without a request. Whether anything more is read is switched elsewhere. */
export class ArchivedDirectory {
  readonly #options: ArchivedDirectoryOptions;

  constructor(options: ArchivedDirectoryOptions) {
    this.#options = options;
  }

  /**
   * @param asOf a day in the past: what was archived on it. Where nothing was yet, the first after it; its `day` says so
   * @returns `undefined` if none is archived
   * @throws UsageReportsError `storage`
   */
  async newest(
    connection: Connection,
    dataset: DirectoryDataset,
    asOf?: IsoDate,
  ): Promise<DirectorySnapshot | undefined> {
    const key = { tenant: await this.#options.tenantOf(connection), report: dataset };
    const snapshot = asOf === undefined ? await this.#options.archive.latest(key) : await this.#nearest(key, asOf);
    if (snapshot === undefined) {
      return undefined;
    }
    // Few have one.
    const { DIRECTORY_DEFINITIONS } = await import('../../core/directory/datasets.js');
    return directorySnapshot(snapshot, DIRECTORY_DEFINITIONS[dataset], asOf);
  }

  async #nearest(key: SnapshotKey, asOf: IsoDate): Promise<Snapshot | undefined> {
    let nearest: Snapshot | undefined;
    for await (const snapshot of this.#options.archive.history(key)) {
      nearest = snapshot;
      if (dayOf(snapshot.meta.fetchedAt) <= asOf) {
        break;
      }
    }
    return nearest;
  }
}

function directorySnapshot(
  snapshot: Snapshot,
  definition: ReportDefinition,
  asOf: IsoDate | undefined,
): DirectorySnapshot {
  const { meta } = snapshot;
  // A directory that is the same as before is confirmed and not archived again.
  const requestedAt = meta.checkedAt;
  return {
    definition,
    day: dayWithin(dayOf(meta.fetchedAt), dayOf(requestedAt), asOf),
    fetchedAt: requestedAt,
    rowCount: meta.rowCount,
    bytes: meta.bytes,
    format: meta.format,
    chunks: () => snapshot.chunks(),
    table: async (signal) => {
      const { decodeJson } = await import('../../core/table/json/decodeJson.js');
      return decodeJson(snapshot.chunks(), definition, { signal });
    },
  };
}

/** The day in the past, of the days on which the same was answered; the last of them without one. */
function dayWithin(first: IsoDate, last: IsoDate, asOf: IsoDate = last): IsoDate {
  return asOf < first ? first : asOf > last ? last : asOf;
}

function dayOf(instant: IsoInstant): IsoDate {
  return instant.slice(0, 10);
}
