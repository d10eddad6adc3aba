import { isUnconfirmedFile } from '../archive/fileOrigin.js';
import type { Archive } from '../archive/archive.js';
import type { Connection } from '../auth/connections/connection.js';
import { tenantKey } from '../auth/connections/tenantKey.js';
import { type Catalog, isOnlyFromFiles } from '../../core/catalog/catalog.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { Disposable } from '../../base/emitter.js';
import { type ErrorReason, isCancelled, UsageReportsError } from '../../base/errors.js';
import { lazy } from '../../base/lazy.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { idOf } from '../../shared/refIds.js';
import type { ReportRef } from '../../shared/report.js';
import type { AddedFiles } from './addedFiles.js';
import type { ArchivedFacts } from './archivedFacts.js';
import type { AttributesOf } from './attributesOf.js';
import { ArchivedReports } from './archivedReports.js';
import type { ArchivedSnapshot, DetailSnapshot } from './archivedSnapshots.js';
import { ArchivedTenants } from './archivedTenants.js';
import { checkArchivedRef, type CheckedRef, checkRef } from './checkRef.js';
import type { FetchPipeline } from './fetchPipeline.js';
import type { FetchReport } from './fetchReport.js';
import type { OpenOptions } from './openOptions.js';
import type { Report, ReportState } from './report.js';
import { ReportHistory } from './reportHistory.js';
import { ReportStates } from './reportStates.js';

export interface ReportServiceOptions {
  readonly catalog: () => Catalog;
  readonly connection: (id: string) => Connection;
  /** All connections, so that none takes over archived reports of another. */
  readonly connections?: () => readonly Connection[];
  readonly archive: Archive;
  /** The archive's name for a connection's tenant, as far as it is known now. The default is {@link tenantKey}. */
  readonly tenantKey?: (connection: Connection) => string;
  readonly fetchReport: FetchReport;
  readonly now: () => Date;
  /** Preferred format, and the least number of hours between two requests for the same report. Read at every opening. */
  readonly settings: () => { readonly format: Format; readonly freshHours: number };
  /** Signs what is saved of a history, see {@link ReadHistoryOptions}; without it nothing is. */
  readonly indexKey?: () => Promise<string>;
  /** Without it, no report has columns of a person's file. */
  readonly attributes?: AttributesOf;
}

/** Whether a failure says nothing about the report itself, so that the archived snapshot is the best that there is. */
const OPENS_ARCHIVED: Readonly<Record<ErrorReason, boolean>> = {
  invalidRequest: false,
  signInRequired: true,
  signInFailed: true,
  unauthorized: true,
  forbidden: true,
  notFound: false,
  badRequest: false,
  throttled: true,
  serviceUnavailable: true,
  network: true,
  truncated: true,
  insecureRedirect: true,
  linkExpired: true,
  notAReport: true,
  brokenAnswer: true,
  tooLarge: true,
  storage: false,
  exportFailed: false,
  unreadableFile: false,
  tableLost: false,
};

/**
 * Opens reports: from the archive if the snapshot is new enough, else from Microsoft Graph. Every fetched report is archived.
 *
 * A failure is thrown and recorded as the report's state. It never removes anything from the archive.
 */
export class ReportService implements Disposable {
  readonly #options: ReportServiceOptions;
  readonly #tenants: ArchivedTenants;
  readonly #archived: ArchivedReports;
  readonly #pipeline: () => Promise<FetchPipeline>;
  readonly #states: ReportStates;
  /** The newest snapshot of each report whose state was asked for, by when it was last confirmed. */
  readonly #seen = new Map<string, { readonly ref: ReportRef; readonly checkedAt: IsoInstant | undefined }>();

  /** The state of a report has changed. */
  readonly onDidChangeState;

  /** Another folder is the archive now, or something in it is gone. That isn't told for each report. */
  readonly onDidChangeArchive;

  /** What the archive has of daily series beyond a single period. */
  readonly history: ReportHistory;

  /** Files of people in the archive; few add one. */
  readonly added: () => Promise<AddedFiles>;

  constructor(options: ReportServiceOptions) {
    this.#options = options;
    const { archive, catalog, fetchReport, now, settings } = options;
    const tenants = new ArchivedTenants({
      archive,
      keyOf: options.tenantKey ?? ((connection) => tenantKey(connection)),
      connections: options.connections ?? (() => []),
      now,
    });
    const attributes = this.#attributesOf.bind(this);
    const archived = new ArchivedReports({
      archive,
      tenants,
      now,
      attributes,
      freshHours: () => settings().freshHours,
    });
    this.#tenants = tenants;
    this.#archived = archived;
    // An archived report needs no request.
    this.#pipeline = lazy(async () => {
      const { FetchPipeline } = await import('./fetchPipeline.js');
      return new FetchPipeline({ archive, archived, fetchReport, attributes, format: () => settings().format, now });
    });
    this.#states = new ReportStates(now);
    this.onDidChangeState = this.#states.onDidChange;
    this.onDidChangeArchive = this.#states.onDidChangeArchive;
    this.added = lazy(async () => {
      const { AddedFiles } = await import('./addedFiles.js');
      return new AddedFiles({
        archive,
        archived,
        tenants,
        catalog,
        now,
        changed: (ref) => this.#states.tellChange(ref),
      });
    });
    this.history = new ReportHistory({
      archive,
      tenants,
      catalog,
      connection: options.connection,
      check: (ref) => checkRef(ref, options),
      now,
      indexKey: options.indexKey,
    });
  }

  dispose(): void {
    this.#states.dispose();
  }

  /**
   * Validates a reference against the catalog and gives the report its current name.
   * @throws UsageReportsError `invalidRequest`
   */
  check(ref: ReportRef): CheckedRef {
    return checkRef(ref, this.#options);
  }

  /**
   * As {@link check}, but of a single day however long ago.
   * @throws UsageReportsError `invalidRequest`
   */
  checkArchived(ref: ReportRef): CheckedRef {
    return checkArchivedRef(ref, this.#options);
  }

  /**
   * Opens a report, from the archive if its snapshot is new enough, else from Microsoft Graph.
   * @throws UsageReportsError with any reason; the signal's `AbortError`
   */
  async open(requestedRef: ReportRef, options: OpenOptions): Promise<Report> {
    const checked = this.check(requestedRef);
    return checked.ref.history === true
      ? this.#openHistory(checked, options)
      : this.#states.record(checked, () => this.#openOrArchived(checked, options));
  }

  /** Opens a report for as long as `use` runs. */
  async use<T>(requestedRef: ReportRef, options: OpenOptions, use: (report: Report) => Promise<T>): Promise<T> {
    const report = await this.open(requestedRef, options);
    try {
      return await use(report);
    } finally {
      report.table.dispose();
    }
  }

  /**
   * Opens the newest archived snapshot, however old, without a request.
   * @returns `undefined` if nothing is archived
   */
  async openArchived(requestedRef: ReportRef, signal: AbortSignal): Promise<Report | undefined> {
    const checked = this.check(requestedRef);
    const snapshot = await this.#archived.latest(checked);
    return snapshot && this.#archived.read(checked, snapshot, { signal });
  }

  /** What the archive has of a report; `undefined` if nothing. */
  async archivedFacts(ref: ReportRef): Promise<ArchivedFacts | undefined> {
    return this.#archived.facts(this.check(ref));
  }

  /** What is known of a report without opening it. */
  async state(ref: ReportRef): Promise<ReportState> {
    const connection = this.#options.connection(ref.connection);
    const known = this.#states.get(ref, connection);
    if (known?.kind === 'loading') {
      return known;
    }
    const latest = this.#archived.latest({ ref, connection });
    const snapshot = await (known === undefined ? latest : latest.catch(() => undefined));
    this.#seen.set(idOf(ref), { ref, checkedAt: snapshot?.meta.checkedAt });
    // Another window or process may have fetched what failed here.
    if (known?.kind === 'failed' && !(snapshot !== undefined && snapshot.meta.checkedAt > known.at)) {
      return known;
    }
    if (snapshot === undefined) {
      return { kind: 'never' };
    }
    const { meta, refreshDate } = snapshot;
    return {
      kind: 'fetched',
      fetchedAt: meta.checkedAt,
      refreshDate,
      ...(meta.origin !== undefined && isUnconfirmedFile(meta) ? { addedFrom: meta.origin.name } : {}),
    };
  }

  /**
   * Looks again at the archive, for the reports of a connection whose state was asked for. Other windows and programs may have added
   * snapshots; each report with another one than before is a change of state.
   */
  async lookAgain(connectionId: string): Promise<void> {
    const connection = this.#options.connection(connectionId);
    for (const [id, { ref, checkedAt }] of [...this.#seen]) {
      if (ref.connection === connectionId) {
        const snapshot = await this.#archived.latest({ ref, connection }).catch(() => undefined);
        if (snapshot?.meta.checkedAt !== checkedAt) {
          this.#seen.set(id, { ref, checkedAt: snapshot?.meta.checkedAt });
          this.#states.tellChange(ref);
        }
      }
    }
  }

  /** Who deletes snapshots beside this service, or chooses another folder, says so. */
  tellArchiveChange(): void {
    this.#states.tellArchiveChange();
  }

  /** See {@link AttributesOf}. */
  async attributesFor(
    definition: ReportDefinition,
    connection?: string,
    asOf?: IsoDate,
  ): Promise<readonly AttributesFile[]> {
    const { connection: connectionOf } = this.#options;
    return this.#attributesOf(definition, connection === undefined ? undefined : connectionOf(connection), asOf);
  }

  async #attributesOf(...asked: Parameters<AttributesOf>): Promise<readonly AttributesFile[]> {
    return (await this.#options.attributes?.(...asked)) ?? [];
  }

  /** The archive's name for a connection's tenant, see {@link ArchivedTenants.of}. */
  tenantOf(connection: Connection): Promise<string> {
    return this.#tenants.of(connection);
  }

  /** Whether the archive has any report of a tenant. An archive that cannot be read counts as empty. */
  hasArchived(connection: Connection): Promise<boolean> {
    return this.#tenants.hasReports(connection);
  }

  /** All archived snapshots of a report, see {@link archivedSnapshotsOf}. */
  async *archivedSnapshots(connection: Connection, report: string): AsyncGenerator<ArchivedSnapshot> {
    const { archive, catalog } = this.#options;
    const { archivedSnapshotsOf } = await import('./archivedSnapshots.js');
    yield* archivedSnapshotsOf(archive, catalog(), await this.#tenants.refOf(connection), report);
  }

  /** The reports of which two snapshots can be compared, see {@link comparableReports}. */
  async comparableReports(connection: Connection): Promise<ReportDefinition[]> {
    const { archive, catalog } = this.#options;
    const { comparableReports } = await import('./archivedSnapshots.js');
    return comparableReports(archive, catalog(), await this.#tenants.refOf(connection));
  }

  /** The archived snapshot of each detail report that says most about its users, see {@link newestDetailSnapshots}. */
  async newestDetailSnapshots(connection: Connection): Promise<DetailSnapshot[]> {
    const { archive, catalog } = this.#options;
    const { newestDetailSnapshots } = await import('./archivedSnapshots.js');
    return newestDetailSnapshots(archive, catalog(), await this.#tenants.refOf(connection));
  }

  /** The newest snapshot of each period of some reports, see {@link newestOfPeriods}. */
  async newestOfPeriods(
    connection: Connection,
    reports: ReadonlySet<string>,
    asOf?: IsoDate,
  ): Promise<ArchivedSnapshot[]> {
    const { archive, catalog } = this.#options;
    const { newestOfPeriods } = await import('./archivedSnapshots.js');
    return newestOfPeriods(archive, catalog(), await this.#tenants.refOf(connection), reports, asOf);
  }

  /** Deletes everything that is archived of a tenant, whichever connection fetched it. */
  async deleteArchived(connection: Connection): Promise<void> {
    try {
      await this.#tenants.delete(connection);
    } finally {
      this.tellArchiveChange();
    }
  }

  /** Keeps archived reports of a removed connection apart from later connections, see {@link ArchivedTenants.detach}. */
  detachConnection(connection: Connection): Promise<void> {
    return this.#tenants.detach(connection);
  }

  /** With `fresh`, the longest period is fetched first. */
  async #openHistory(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    const longest = options.fresh === true ? this.history.longestPeriod(checked) : undefined;
    if (longest !== undefined) {
      await this.use(longest, options, () => Promise.resolve());
    }
    return this.history.open(checked, options);
  }

  async #openOrArchived(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    try {
      return await this.#openFresh(checked, options);
    } catch (error) {
      const orArchived = options.orArchived ?? options.fresh !== true;
      if (!orArchived || !(error instanceof UsageReportsError) || !OPENS_ARCHIVED[error.reason]) {
        throw error;
      }
      // A problem with the archived snapshot must not hide why the report could not be fetched.
      const archived = await this.openArchived(checked.ref, options.signal).catch((failure: unknown) => {
        if (isCancelled(failure)) {
          throw failure;
        }
      });
      if (archived === undefined) {
        throw error;
      }
      return { ...archived, notFetched: error };
    }
  }

  async #openFresh(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    if (isOnlyFromFiles(checked.definition)) {
      return (await this.added()).open(checked, options);
    }
    // An archive that cannot be read does not prevent fetching the report. Writing to it will report the problem.
    const snapshot = await this.#archived.latest(checked).catch(() => undefined);
    if (snapshot !== undefined && options.fresh !== true && (await this.#archived.isFresh(snapshot))) {
      const report = await this.#archived.readIfIntact(checked, snapshot, options);
      return report ?? (await this.#pipeline()).fetch(checked, undefined, options);
    }
    return (await this.#pipeline()).fetch(checked, snapshot, options);
  }
}
