import type { Archive, Snapshot, SnapshotKey, SnapshotWriter } from '../archive/archive.js';
import { publishedCloud } from '../auth/clouds.js';
import type { Connection } from '../auth/connection.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Format, ReportDefinition, Version } from '../catalog/definition.js';
import { checkParameter } from '../catalog/period.js';
import { chooseVersion, isPublished } from '../catalog/version.js';
import type { GraphAnswer, GraphRequest } from '../graph/types.js';
import type { OpenedTable } from '../opened/openedTable.js';
import { openTable } from '../opened/openTable.js';
import { type Disposable, Emitter } from '../shared/emitter.js';
import { isCancelled, UsageReportsError } from '../shared/errors.js';
import type { ReportRef } from '../shared/report.js';
import type { Report, ReportState } from './report.js';
import { newestDetails, type StoredSnapshot, storedSnapshotsOf, type StoredTenant } from './storedSnapshots.js';

/** How the service is asked on behalf of one connection; the composition root builds it from `graph/` and `auth/`. */
export type FetchReport = (
  connection: Connection,
  request: GraphRequest,
  options: { readonly signal: AbortSignal; readonly interactive: boolean; onWait(seconds: number): void },
) => Promise<GraphAnswer>;

export interface ReportServiceOptions {
  readonly catalog: () => Catalog;
  readonly connection: (id: string) => Connection;
  readonly archive: Archive;
  readonly fetchReport: FetchReport;
  readonly now: () => Date;
  /** Which format to ask for, and for how many hours a snapshot is used without asking again. Read at every opening. */
  readonly settings: () => { readonly format: Format; readonly freshHours: number };
}

/** Where an opening stands, for a progress bar. */
export type OpenStep =
  | { readonly step: 'asking' }
  | { readonly step: 'waiting'; readonly seconds: number }
  | { readonly step: 'receiving'; readonly receivedBytes: number; readonly totalBytes?: number };

export interface OpenOptions {
  readonly signal: AbortSignal;
  /** Ask the service even if the archive has a snapshot that is new enough. */
  readonly fresh?: boolean;
  /** Whether a person may be asked to sign in. Only ever true in answer to something the person did. */
  readonly interactive?: boolean;
  readonly onStep?: (step: OpenStep) => void;
}

/** A report asked for in a way that the catalogue confirms. */
export interface CheckedRef {
  readonly ref: ReportRef;
  readonly definition: ReportDefinition;
  readonly connection: Connection;
}

/**
 * The front door to reports: archive first, the service where that does not do, and every answer kept.
 *
 * A failure is thrown and remembered as the report's state; it never empties what the archive holds.
 */
export class ReportService implements Disposable {
  readonly #options: ReportServiceOptions;
  readonly #changed = new Emitter<ReportRef>();
  readonly #passing = new Map<string, ReportState>();

  /** The state of a report has changed. */
  readonly onDidChangeState = this.#changed.event;

  constructor(options: ReportServiceOptions) {
    this.#options = options;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /**
   * Holds a reference against the catalogue and gives the report its current spelling.
   * @throws UsageReportsError `invalidRequest`
   */
  check(ref: ReportRef): CheckedRef {
    const definition = this.#options.catalog().find(ref.report);
    if (definition === undefined) {
      throw new UsageReportsError('invalidRequest', `There is no report "${ref.report}".`, { argument: 'report' });
    }
    checkParameter(definition, ref, this.#options.now());
    return { ref: normalised(ref, definition), definition, connection: this.#options.connection(ref.connection) };
  }

  /**
   * Opens a report, from the archive where its snapshot is new enough, else from the service.
   * @throws UsageReportsError for every reason there is; the signal's `AbortError` when cancelled
   */
  async open(asked: ReportRef, options: OpenOptions): Promise<Report> {
    const checked = this.check(asked);
    const { ref } = checked;
    this.#setPassing(ref, { kind: 'loading' });
    try {
      const report = await this.#open(checked, options);
      this.#setPassing(ref, undefined);
      return report;
    } catch (error) {
      this.#setPassing(
        ref,
        isCancelled(error) || !(error instanceof UsageReportsError)
          ? undefined
          : { kind: 'failed', error, at: this.#options.now().toISOString() },
      );
      throw error;
    }
  }

  /** Opens a report for as long as `use` takes. */
  async use<T>(asked: ReportRef, options: OpenOptions, use: (report: Report) => Promise<T>): Promise<T> {
    const report = await this.open(asked, options);
    try {
      return await use(report);
    } finally {
      report.table.dispose();
    }
  }

  /**
   * The newest snapshot in the archive, however old, without asking anybody.
   * @returns `undefined` where nothing was ever kept
   */
  async openArchived(asked: ReportRef, signal: AbortSignal): Promise<Report | undefined> {
    const checked = this.check(asked);
    const snapshot = await this.#options.archive.latest(keyOf(checked.ref));
    return snapshot === undefined ? undefined : this.#read(checked, snapshot, signal);
  }

  /** What is known of a report without opening it. */
  async state(ref: ReportRef): Promise<ReportState> {
    const passing = this.#passing.get(idOf(ref));
    if (passing !== undefined) {
      return passing;
    }
    const snapshot = await this.#options.archive.latest(keyOf(ref));
    return snapshot === undefined
      ? { kind: 'never' }
      : { kind: 'fetched', fetchedAt: snapshot.meta.checkedAt, refreshDate: snapshot.refreshDate };
  }

  /** Whether the archive has any report of a tenant. An archive that cannot be read counts as empty. */
  async hasStored({ id }: Connection): Promise<boolean> {
    try {
      for await (const key of this.#options.archive.keys(id)) {
        if ((await this.#options.archive.latest(key)) !== undefined) {
          return true;
        }
      }
    } catch {
      // Opening a report will say what is wrong with the folder.
    }
    return false;
  }

  /** All snapshots that are kept of a report, see {@link storedSnapshotsOf}. */
  storedSnapshots(connection: Connection, report: string): AsyncIterable<StoredSnapshot> {
    const { archive, catalog } = this.#options;
    return storedSnapshotsOf(archive, catalog(), storedTenant(connection), report);
  }

  /** The newest kept snapshot of each detail report, see {@link newestDetails}. */
  newestDetails(connection: Connection): Promise<StoredSnapshot[]> {
    const { archive, catalog } = this.#options;
    return newestDetails(archive, catalog(), storedTenant(connection));
  }

  /** Deletes everything that was kept of one tenant. */
  async deleteStored(connection: Connection): Promise<void> {
    await this.#options.archive.delete(connection.id);
  }

  async #open(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    // An archive that cannot be read does not keep anybody from reading the report; writing to it will say what is wrong.
    const snapshot = await this.#options.archive.latest(keyOf(checked.ref)).catch(() => undefined);
    if (snapshot !== undefined && options.fresh !== true && this.#isFresh(snapshot)) {
      const report = await this.#readIfWhole(checked, snapshot, options.signal);
      if (report !== undefined) {
        return report;
      }
      return this.#ask(checked, undefined, options);
    }
    return this.#ask(checked, snapshot, options);
  }

  /** @param snapshot what is here already: the service is only asked whether there is something newer */
  async #ask(checked: CheckedRef, snapshot: Snapshot | undefined, options: OpenOptions): Promise<Report> {
    const { archive, now } = this.#options;
    const cloud = publishedCloud(checked.connection.cloud);
    if (!isPublished(checked.definition, cloud)) {
      throw new UsageReportsError('notFound', `${checked.definition.name} is not published in the cloud "${cloud}".`, { cloud });
    }
    const { version, format } = chooseVersion(checked.definition, this.#options.settings().format, cloud);
    // An ETag says something only about the same file: same version, same format.
    const comparable = snapshot?.meta.version === version && snapshot.meta.format === format;
    const etag = comparable ? snapshot.meta.etag : undefined;
    const { period, date } = checked.ref;
    options.onStep?.({ step: 'asking' });
    const answer = await this.#options.fetchReport(
      checked.connection,
      {
        definition: checked.definition,
        version,
        format,
        ...(period === undefined ? {} : { period }),
        ...(date === undefined ? {} : { date }),
        ...(etag === undefined ? {} : { etag }),
      },
      {
        signal: options.signal,
        interactive: options.interactive === true,
        onWait: (seconds) => options.onStep?.({ step: 'waiting', seconds }),
      },
    );
    if (answer.status === 'data') {
      return this.#receive(checked, version, answer, options);
    }
    if (snapshot === undefined) {
      throw new UsageReportsError('brokenAnswer', 'The service answered "not modified" to a question without an ETag.', { status: 304 });
    }
    // Where the check cannot be noted, the service is asked once more next time; nothing else is lost.
    const confirmed = await archive.markChecked(snapshot, now().toISOString()).catch(() => snapshot);
    return (await this.#readIfWhole(checked, confirmed, options.signal)) ?? this.#ask(checked, undefined, options);
  }

  async #receive(
    checked: CheckedRef,
    version: Version,
    answer: Extract<GraphAnswer, { status: 'data' }>,
    options: OpenOptions,
  ): Promise<Report> {
    const fetchedAt = this.#options.now().toISOString();
    const spool = await Spool.begin(this.#options.archive, keyOf(checked.ref), version, answer.format);
    let table: OpenedTable;
    try {
      table = await openTable(spool.keepWhile(countBytes(answer, options)), answer.format, checked.definition, options);
    } catch (error) {
      await spool.abort();
      throw error;
    }
    const refreshDate = table.refreshDate;
    const snapshot = await spool.commit({
      refreshDate,
      fetchedAt,
      rowCount: table.rowCount,
      columns: table.columns.map(({ name }) => name),
      ...(answer.etag === undefined ? {} : { etag: answer.etag }),
    });
    return {
      ref: checked.ref,
      definition: checked.definition,
      connection: checked.connection,
      table,
      source: sourceFor(checked.connection, 'network'),
      refreshDate,
      fetchedAt,
      version,
      format: answer.format,
      ...(snapshot === undefined ? {} : { rawChunks: () => snapshot.chunks() }),
      ...(spool.error === undefined ? {} : { storageError: spool.error }),
    };
  }

  async #read(checked: CheckedRef, snapshot: Snapshot, signal: AbortSignal): Promise<Report> {
    const { meta } = snapshot;
    const table = await openTable(snapshot.chunks(), meta.format, checked.definition, { signal });
    return {
      ref: checked.ref,
      definition: checked.definition,
      connection: checked.connection,
      table,
      source: sourceFor(checked.connection, 'archive'),
      refreshDate: snapshot.refreshDate,
      fetchedAt: meta.fetchedAt,
      version: meta.version,
      format: meta.format,
      rawChunks: () => snapshot.chunks(),
    };
  }

  /** `undefined` where the kept bytes are damaged or gone: then the report is fetched anew, which also mends the archive. */
  async #readIfWhole(checked: CheckedRef, snapshot: Snapshot, signal: AbortSignal): Promise<Report | undefined> {
    try {
      return await this.#read(checked, snapshot, signal);
    } catch (error) {
      if (error instanceof UsageReportsError) {
        return undefined;
      }
      throw error;
    }
  }

  #isFresh(snapshot: Snapshot): boolean {
    const ageMs = this.#options.now().getTime() - Date.parse(snapshot.meta.checkedAt);
    // A negative age means that a clock was set back: ask rather than trust it.
    return ageMs >= 0 && ageMs < this.#options.settings().freshHours * 3_600_000;
  }

  #setPassing(ref: ReportRef, state: ReportState | undefined): void {
    if (state === undefined) {
      this.#passing.delete(idOf(ref));
    } else {
      this.#passing.set(idOf(ref), state);
    }
    this.#changed.fire(ref);
  }
}

/** One text per report, period or date, and connection. */
export function idOf({ connection, report, period, date }: ReportRef): string {
  return [connection, report, period ?? date ?? ''].join('/');
}

function normalised({ connection, period, date }: ReportRef, { name }: ReportDefinition): ReportRef {
  return { connection, report: name, ...(period === undefined ? {} : { period }), ...(date === undefined ? {} : { date }) };
}

function keyOf({ connection, report, period, date }: ReportRef): SnapshotKey {
  return { tenant: connection, report, ...(period === undefined ? {} : { period }), ...(date === undefined ? {} : { date }) };
}

function storedTenant({ id }: Connection): StoredTenant {
  return { connection: id, tenant: id };
}

function sourceFor(connection: Connection, source: 'network' | 'archive'): Report['source'] {
  return connection.kind === 'sample' ? 'sample' : source;
}

async function* countBytes(answer: Extract<GraphAnswer, { status: 'data' }>, { onStep }: OpenOptions): AsyncIterable<Uint8Array> {
  let receivedBytes = 0;
  for await (const chunk of answer.chunks) {
    receivedBytes += chunk.byteLength;
    onStep?.({ step: 'receiving', receivedBytes, ...(answer.totalBytes === undefined ? {} : { totalBytes: answer.totalBytes }) });
    yield chunk;
  }
}

/**
 * Keeps the bytes while they are decoded. An archive that cannot be written costs the user the keeping, not the report:
 * the error is remembered and shown beside the data.
 */
class Spool {
  #writer: SnapshotWriter | undefined;
  error: UsageReportsError | undefined;

  static async begin(archive: Archive, key: SnapshotKey, version: Version, format: Format): Promise<Spool> {
    const spool = new Spool();
    spool.#writer = await spool.#attempt(() => archive.begin(key, { version, format }));
    return spool;
  }

  async *keepWhile(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) {
      const writer = this.#writer;
      if (writer !== undefined) {
        await this.#attempt(() => writer.write(chunk));
      }
      yield chunk;
    }
  }

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
      this.error = error instanceof UsageReportsError ? error : new UsageReportsError('storage', String(error), {}, { cause: error });
      await this.abort();
      return undefined;
    }
  }
}
