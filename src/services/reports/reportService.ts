import type { Archive, Snapshot, SnapshotKey, SnapshotWriter } from '../archive/archive.js';
import { publishedCloud } from '../auth/connections/clouds.js';
import type { Connection } from '../auth/connections/connection.js';
import { tenantKey } from '../auth/connections/tenantKey.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Format, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';
import { validateParameter } from '../../core/catalog/period.js';
import { chooseVersion, isPublished } from '../../core/catalog/chooseVersion.js';
import type { GraphResponse, GraphRequest } from '../graph/types.js';
import type { TableHandle } from '../tables/tableHandle.js';
import { openTable } from '../tables/openTable.js';
import { type Disposable, Emitter } from '../../base/emitter.js';
import { type ErrorReason, isCancelled, UsageReportsError } from '../../base/errors.js';
import { idOf } from '../../shared/refIds.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportRef } from '../../shared/report.js';
import { checkHistory, ReportHistory } from './reportHistory.js';
import { isFresh, learnedLagDays, nextDataDay, type SnapshotTimes, wasCheckedRecently } from './freshness.js';
import type { Report, PartialReport, ReportState } from './report.js';
import { newestDetailSnapshots, type ArchivedSnapshot, archivedSnapshotsOf } from './archivedSnapshots.js';
import { ArchivedTenants } from './archivedTenants.js';

/** How the service is asked on behalf of one connection; the composition root builds it from `graph/` and `auth/`. */
export type FetchReport = (
  connection: Connection,
  request: GraphRequest,
  options: {
    readonly signal: AbortSignal;
    readonly interactive: boolean;
    readonly unattended: boolean;
    onWait(seconds: number): void;
  },
) => Promise<GraphResponse>;

export interface ReportServiceOptions {
  readonly catalog: () => Catalog;
  readonly connection: (id: string) => Connection;
  /** All that there are, so that none inherits what is stored of another. */
  readonly connections?: () => readonly Connection[];
  readonly archive: Archive;
  /** The name of a connection's tenant in the archive, as far as it is known now; {@link tenantKey} unless told. */
  readonly tenantKey?: (connection: Connection) => string;
  readonly fetchReport: FetchReport;
  readonly now: () => Date;
  /** Which format to ask for, and how many hours lie between two questions at least. Read at every opening. */
  readonly settings: () => { readonly format: Format; readonly freshHours: number };
}

/** Where an opening stands, for a progress bar. */
export type OpenStep =
  | { readonly step: 'asking' }
  /** Snapshots that a history has to read before it can be shown. */
  | { readonly step: 'merging'; readonly read: number; readonly total: number }
  | { readonly step: 'waiting'; readonly seconds: number }
  | { readonly step: 'receiving'; readonly receivedBytes: number; readonly totalBytes?: number }
  /** What was kept earlier is read from the archive. */
  | { readonly step: 'reading'; readonly receivedBytes: number; readonly totalBytes: number };

export interface OpenOptions {
  readonly signal: AbortSignal;
  /** Ask the service even if the archive has a snapshot that is new enough. */
  readonly fresh?: boolean;
  /** Whether a person may be asked to sign in. Only ever true in answer to something the person did. */
  readonly interactive?: boolean;
  /**
   * Where the service cannot be reached or does not let anybody in, open the newest snapshot, however old, marked by
   * {@link Report.notFetched}. True unless `fresh`: who asks for new data wants to know that there are none.
   */
  readonly orArchived?: boolean;
  /** Nobody waits for the answer, so the request waits for the service's limits and leaves something of them for those who do. */
  readonly unattended?: boolean;
  readonly onStep?: (step: OpenStep) => void;
  /**
   * Gets the first rows of a report that takes long, perhaps, and at most once for each place it is read from. Whoever takes the part
   * disposes of its table.
   */
  readonly onPartial?: (part: PartialReport) => void;
}

/** What the archive says of a report without its being opened. */
export interface ArchivedFacts {
  /** When the bytes came. */
  readonly fetchedAt: IsoInstant;
  /** When the service last confirmed them. */
  readonly checkedAt: IsoInstant;
  readonly refreshDate: IsoDate | null;
  /** Opening it would not ask the service. */
  readonly isFresh: boolean;
}

/** How many snapshots the refresh lag of a report is learned from. */
const LAG_SAMPLE_SNAPSHOTS = 5;

/** Failures that say nothing about the report, so that the stored copy is as good an answer as there is. */
const FALLBACK_REASONS: readonly ErrorReason[] = [
  'signInRequired',
  'signInFailed',
  'unauthorized',
  'forbidden',
  'throttled',
  'serviceUnavailable',
  'network',
  'truncated',
  'insecureRedirect',
  'linkExpired',
  'notAReport',
  'brokenAnswer',
];

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
  /** States that the archive does not know, and of which tenant they are: a connection may be led to another one. */
  readonly #transientStates = new Map<string, { readonly target: string; readonly state: ReportState }>();
  readonly #tenants: ArchivedTenants;

  /** The state of a report has changed. */
  readonly onDidChangeState = this.#changed.event;

  /** What the archive holds of daily series beyond a single period. */
  readonly history: ReportHistory;

  constructor(options: ReportServiceOptions) {
    this.#options = options;
    const { archive, connections = () => [] } = options;
    this.#tenants = new ArchivedTenants(
      archive,
      options.tenantKey ?? ((connection) => tenantKey(connection)),
      connections,
    );
    this.history = new ReportHistory({
      folderOf: async ({ connection, definition }) =>
        archive.reportFolder(await this.#tenants.of(connection), definition.name),
      check: (ref) => this.check(ref),
      keys: (connection) => this.#keysOf(connection),
      find: (report) => options.catalog().find(report),
      fetch: (ref, opening) => this.use(ref, opening, () => Promise.resolve()),
    });
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
    if (ref.history === true) {
      checkHistory(definition, ref);
    } else {
      validateParameter(definition, ref, this.#options.now());
    }
    return { ref: normalized(ref, definition), definition, connection: this.#options.connection(ref.connection) };
  }

  /**
   * Opens a report, from the archive where its snapshot is new enough, else from the service.
   * @throws UsageReportsError for every reason there is; the signal's `AbortError` when cancelled
   */
  async open(asked: ReportRef, options: OpenOptions): Promise<Report> {
    const checked = this.check(asked);
    const { ref } = checked;
    if (ref.history === true) {
      return this.history.open(checked, options);
    }
    const target = targetOf(this.#options.connection(ref.connection));
    this.#setTransientState(ref, target, { kind: 'loading' });
    try {
      const report = await this.#openOrArchived(checked, options);
      this.#setTransientState(
        ref,
        target,
        report.notFetched && { kind: 'failed', error: report.notFetched, at: this.#options.now().toISOString() },
      );
      return report;
    } catch (error) {
      this.#setTransientState(
        ref,
        target,
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
    const snapshot = await this.#options.archive.latest(await this.#key(checked));
    return snapshot === undefined ? undefined : this.#read(checked, snapshot, { signal });
  }

  /**
   * The name under which the archive keeps a connection's reports. Connections to one tenant have the same; what earlier versions kept
   * under another name has been brought there.
   */
  tenantOf(connection: Connection): Promise<string> {
    return this.#tenants.of(connection);
  }

  /** What is known of a report without opening it. */
  async state(ref: ReportRef): Promise<ReportState> {
    const transientStates = this.#transientStates.get(idOf(ref));
    const connection = this.#options.connection(ref.connection);
    if (transientStates?.target === targetOf(connection)) {
      return transientStates.state;
    }
    const tenant = await this.#tenants.of(connection);
    const snapshot = await this.#options.archive.latest(keyOf(tenant, ref));
    return snapshot === undefined
      ? { kind: 'never' }
      : { kind: 'fetched', fetchedAt: snapshot.meta.checkedAt, refreshDate: snapshot.refreshDate };
  }

  /** What the archive has of a report; `undefined` where it has nothing. */
  async stored(ref: ReportRef): Promise<ArchivedFacts | undefined> {
    const snapshot = await this.#options.archive.latest(await this.#key(this.check(ref)));
    return (
      snapshot && {
        fetchedAt: snapshot.meta.fetchedAt,
        checkedAt: snapshot.meta.checkedAt,
        refreshDate: snapshot.refreshDate,
        isFresh: await this.#isFresh(snapshot),
      }
    );
  }

  /** Whether the archive has any report of a tenant. An archive that cannot be read counts as empty. */
  async hasArchived(connection: Connection): Promise<boolean> {
    try {
      for await (const key of this.#options.archive.keys(await this.#tenants.of(connection))) {
        if ((await this.#options.archive.latest(key)) !== undefined) {
          return true;
        }
      }
    } catch {
      // Opening a report will say what is wrong with the folder.
    }
    return false;
  }

  /** All snapshots that are kept of a report, see {@link archivedSnapshotsOf}. */
  async *archivedSnapshots(connection: Connection, report: string): AsyncGenerator<ArchivedSnapshot> {
    const { archive, catalog } = this.#options;
    const tenant = { connection: connection.id, tenant: await this.#tenants.of(connection) };
    yield* archivedSnapshotsOf(archive, catalog(), tenant, report);
  }

  /** The newest kept snapshot of each detail report, see {@link newestDetailSnapshots}. */
  async newestDetailSnapshots(connection: Connection): Promise<ArchivedSnapshot[]> {
    const { archive, catalog } = this.#options;
    return newestDetailSnapshots(archive, catalog(), {
      connection: connection.id,
      tenant: await this.#tenants.of(connection),
    });
  }

  /** Deletes everything that was kept of one tenant, whichever connection fetched it. */
  async deleteArchived(connection: Connection): Promise<void> {
    await this.#options.archive.delete(await this.#tenants.of(connection));
  }

  /**
   * The connection goes, what was kept of it stays. Where its tenant was never known, that stands under the connection's id, and a later
   * connection of the same id must not take it for its own.
   */
  async detachConnection(connection: Connection): Promise<void> {
    const tenant = await this.#tenants.of(connection);
    if (tenant === connection.id && connection.kind !== 'sample') {
      await this.#options.archive.moveTenant(tenant, `${tenant}.removed-${this.#options.now().getTime()}`);
    }
  }

  async #openOrArchived(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    try {
      return await this.#open(checked, options);
    } catch (error) {
      const orArchived = options.orArchived ?? options.fresh !== true;
      if (!orArchived || !(error instanceof UsageReportsError) || !FALLBACK_REASONS.includes(error.reason)) {
        throw error;
      }
      // What went wrong with the stored copy is no answer to why the report could not be fetched.
      const stored = await this.openArchived(checked.ref, options.signal).catch((failure: unknown) => {
        if (isCancelled(failure)) {
          throw failure;
        }
      });
      if (stored === undefined) {
        throw error;
      }
      return { ...stored, notFetched: error };
    }
  }

  async #open(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    // An archive that cannot be read does not keep anybody from reading the report; writing to it will say what is wrong.
    const snapshot = await this.#key(checked)
      .then((key) => this.#options.archive.latest(key))
      .catch(() => undefined);
    if (snapshot !== undefined && options.fresh !== true && (await this.#isFresh(snapshot))) {
      const report = await this.#readIfIntact(checked, snapshot, options);
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
      throw new UsageReportsError('notFound', `${checked.definition.name} is not published in the cloud "${cloud}".`, {
        cloud,
      });
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
        unattended: options.unattended === true,
        onWait: (seconds) => options.onStep?.({ step: 'waiting', seconds }),
      },
    );
    if (answer.status === 'data') {
      return this.#receive(checked, version, answer, options);
    }
    if (snapshot === undefined) {
      throw new UsageReportsError(
        'brokenAnswer',
        'The service answered "not modified" to a question without an ETag.',
        { status: 304 },
      );
    }
    // Where the check cannot be noted, the service is asked once more next time; nothing else is lost.
    const confirmed = await archive.markChecked(snapshot, now().toISOString()).catch(() => snapshot);
    return (await this.#readIfIntact(checked, confirmed, options)) ?? this.#ask(checked, undefined, options);
  }

  async #receive(
    checked: CheckedRef,
    version: GraphVersion,
    answer: Extract<GraphResponse, { status: 'data' }>,
    options: OpenOptions,
  ): Promise<Report> {
    const fetchedAt = this.#options.now().toISOString();
    const facts: ReportFacts = {
      ref: checked.ref,
      definition: checked.definition,
      connection: checked.connection,
      source: sourceFor(checked.connection, 'network'),
      fetchedAt,
      version,
      format: answer.format,
    };
    // Not before: only now the token may have told which tenant it is.
    const spool = await SnapshotSpool.begin(this.#options.archive, () => this.#key(checked), version, answer.format);
    let table: TableHandle;
    try {
      table = await openTable(spool.archiveWhile(countBytes(answer, options)), answer.format, checked.definition, {
        signal: options.signal,
        totalBytes: answer.totalBytes,
        onPartial: toPartialListener(options.onPartial, facts),
      });
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
      ...facts,
      table,
      refreshDate,
      ...(snapshot === undefined
        ? {}
        : { rawChunks: () => snapshot.chunks(), nextData: await this.#nextData(snapshot) }),
      ...(spool.error === undefined ? {} : { storageError: spool.error }),
    };
  }

  async #read(checked: CheckedRef, snapshot: Snapshot, options: OpenOptions): Promise<Report> {
    const { meta } = snapshot;
    const facts: ReportFacts = {
      ref: checked.ref,
      definition: checked.definition,
      connection: checked.connection,
      source: sourceFor(checked.connection, 'archive'),
      fetchedAt: meta.fetchedAt,
      version: meta.version,
      format: meta.format,
      nextData: await this.#nextData(snapshot),
    };
    const totalBytes = meta.bytes;
    const chunks = counted(snapshot.chunks(), (receivedBytes) =>
      options.onStep?.({ step: 'reading', receivedBytes, totalBytes }),
    );
    const table = await openTable(chunks, meta.format, checked.definition, {
      signal: options.signal,
      totalBytes,
      onPartial: toPartialListener(options.onPartial, facts),
    });
    return { ...facts, table, refreshDate: snapshot.refreshDate, rawChunks: () => snapshot.chunks() };
  }

  /** `undefined` where the kept bytes are damaged or gone: then the report is fetched anew, which also mends the archive. */
  async #readIfIntact(checked: CheckedRef, snapshot: Snapshot, options: OpenOptions): Promise<Report | undefined> {
    try {
      return await this.#read(checked, snapshot, options);
    } catch (error) {
      // A thread that ran out of memory says nothing about the bytes, and would run out of it again.
      if (error instanceof UsageReportsError && error.reason !== 'tableLost') {
        return undefined;
      }
      throw error;
    }
  }

  async #isFresh(snapshot: Snapshot): Promise<boolean> {
    const times = timesOf(snapshot);
    const { freshHours } = this.#options.settings();
    const now = this.#options.now();
    return wasCheckedRecently(times, now, freshHours) || isFresh(times, await this.#recent(snapshot), now, freshHours);
  }

  /** Day from which on the service can have newer data; `null` where that cannot be told. */
  async #nextData(snapshot: Snapshot): Promise<IsoDate | null> {
    return nextDataDay(snapshot, learnedLagDays(await this.#recent(snapshot)), this.#options.now());
  }

  /** Times of the newest snapshots. */
  async #recent({ key }: Snapshot): Promise<SnapshotTimes[]> {
    const times: SnapshotTimes[] = [];
    try {
      for await (const snapshot of this.#options.archive.history(key)) {
        if (times.push(timesOf(snapshot)) >= LAG_SAMPLE_SNAPSHOTS) {
          break;
        }
      }
    } catch {
      // What cannot be read teaches nothing.
    }
    return times;
  }

  async *#keysOf(connection: string): AsyncGenerator<SnapshotKey> {
    yield* this.#options.archive.keys(await this.#tenants.of(this.#options.connection(connection)));
  }

  async #key({ ref, connection }: CheckedRef): Promise<SnapshotKey> {
    return keyOf(await this.#tenants.of(connection), ref);
  }

  #setTransientState(ref: ReportRef, target: string, state: ReportState | undefined): void {
    if (state === undefined) {
      this.#transientStates.delete(idOf(ref));
    } else {
      this.#transientStates.set(idOf(ref), { target, state });
    }
    this.#changed.fire(ref);
  }
}

/** Where a connection leads, as far as its setting says. */
function targetOf({ graphOrigin, tenantId }: Connection): string {
  return `${graphOrigin} ${tenantId ?? ''}`;
}

function normalized({ connection, period, date, history }: ReportRef, { name }: ReportDefinition): ReportRef {
  if (history === true) {
    return { connection, report: name, history };
  }
  return {
    connection,
    report: name,
    ...(period === undefined ? {} : { period }),
    ...(date === undefined ? {} : { date }),
  };
}

function keyOf(tenant: string, { report, period, date }: ReportRef): SnapshotKey {
  return { tenant, report, ...(period === undefined ? {} : { period }), ...(date === undefined ? {} : { date }) };
}

function timesOf({ refreshDate, meta: { fetchedAt, checkedAt } }: Snapshot): SnapshotTimes {
  return { refreshDate, fetchedAt, checkedAt };
}

function sourceFor(connection: Connection, source: 'network' | 'archive'): Report['source'] {
  return connection.kind === 'sample' ? 'sample' : source;
}

/** What is known of a report before its table. */
type ReportFacts = Omit<PartialReport, 'table' | 'refreshDate'>;

function toPartialListener(
  onPartial: OpenOptions['onPartial'],
  facts: ReportFacts,
): ((table: TableHandle) => void) | undefined {
  return onPartial && ((table) => onPartial({ ...facts, table, refreshDate: table.refreshDate }));
}

function countBytes(
  answer: Extract<GraphResponse, { status: 'data' }>,
  { onStep }: OpenOptions,
): AsyncIterable<Uint8Array> {
  const { chunks, totalBytes } = answer;
  return counted(chunks, (receivedBytes) =>
    onStep?.({ step: 'receiving', receivedBytes, ...(totalBytes === undefined ? {} : { totalBytes }) }),
  );
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (received: number) => void,
): AsyncIterable<Uint8Array> {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.byteLength;
    onBytes(received);
    yield chunk;
  }
}

/**
 * Keeps the bytes while they are decoded. An archive that cannot be written costs the user the keeping, not the report:
 * the error is remembered and shown beside the data.
 */
class SnapshotSpool {
  #writer: SnapshotWriter | undefined;
  error: UsageReportsError | undefined;

  static async begin(
    archive: Archive,
    key: () => Promise<SnapshotKey>,
    version: GraphVersion,
    format: Format,
  ): Promise<SnapshotSpool> {
    const spool = new SnapshotSpool();
    spool.#writer = await spool.#attempt(async () => archive.begin(await key(), { version, format }));
    return spool;
  }

  async *archiveWhile(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
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
      this.error =
        error instanceof UsageReportsError
          ? error
          : new UsageReportsError('storage', String(error), {}, { cause: error });
      await this.abort();
      return undefined;
    }
  }
}
