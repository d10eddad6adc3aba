import { createHash } from 'node:crypto';
import type { Archive } from '../archive/archive.js';
import type { RefreshDay } from '../archive/refreshDay.js';
import type { Snapshot } from '../archive/snapshot.js';
import type { FileOrigin } from '../archive/fileOrigin.js';
import { updateHash } from '../archive/hash.js';
import type { Connection } from '../auth/connections/connection.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { throwIfAborted } from '../../base/cancellation.js';
import { UsageReportsError } from '../../base/errors.js';
import type { ReportRef } from '../../shared/report.js';
import { readableHistory } from './archivedSnapshots.js';
import type { ArchivedReports } from './archivedReports.js';
import type { ArchivedTenants } from './archivedTenants.js';
import type { CheckedRef } from './checkRef.js';
import type { FileToAdd } from './fileToAdd.js';
import type { OpenOptions } from './openOptions.js';
import type { Report } from './report.js';

export interface AddedFilesOptions {
  readonly archive: Archive;
  readonly archived: Pick<ArchivedReports, 'latest' | 'read'>;
  readonly tenants: Pick<ArchivedTenants, 'of'>;
  readonly catalog: () => Catalog;
  readonly now: () => Date;
  /** Called when the archive has another snapshot of a report, or one less. */
  readonly changed: (ref: ReportRef) => void;
}

/** What the file doesn't say, and the person does. */
export interface AddTo {
  readonly connection: Connection;
  readonly parameter: { readonly period?: string; readonly date?: IsoDate };
  /** The day that the data goes up to; used if the file says none. */
  readonly day?: IsoDate;
}

export interface AddedFile {
  readonly ref: ReportRef;
  readonly snapshot: Snapshot;
  /** False if the archive had the same bytes for the same day already. */
  readonly isNew: boolean;
}

/** A file that is in the archive. */
export interface ArchivedFile extends Pick<AddedFile, 'ref' | 'snapshot'> {
  readonly definition: ReportDefinition;
  readonly origin: FileOrigin;
}

/** Files of people as snapshots of the archive. */
export class AddedFiles {
  readonly #options: AddedFilesOptions;

  constructor(options: AddedFilesOptions) {
    this.#options = options;
  }

  /**
   * Archives a file, completely or not at all. Replaces and removes nothing, and stays until somebody removes it, or its days are over.
   * @throws UsageReportsError `storage`
   */
  async add(read: FileToAdd, { connection, parameter, day }: AddTo): Promise<AddedFile> {
    const { tenants, now, changed } = this.#options;
    const { definition, file, rowCount, columns } = read;
    const { format } = file.text;
    const { period, date } = parameter;
    const key = { tenant: await tenants.of(connection), report: definition.name, period, date };
    const ref: ReportRef = { connection: connection.id, report: definition.name, ...parameter };
    const fetchedAt = fetchedAtOf(read, day, now());
    const refreshDay: RefreshDay = read.refreshDay ?? {
      day: day ?? fetchedAt.slice(0, 10),
      from: day === undefined ? 'fetch' : 'report',
    };
    const archive = this.#options.archive.withoutRetention();
    const hash = createHash('sha256');
    await updateHash(hash, file.bytes);
    const sha256 = hash.digest('hex');
    const known = (await archive.snapshotsOn(key, refreshDay.day)).find(
      ({ meta }) => meta.sha256 === sha256 && meta.format === format,
    );
    if (known !== undefined && (await known.verify())) {
      return { ref, snapshot: known, isNew: false };
    }
    const writer = await archive.beginSnapshot(key, { version: definition.versions[0] ?? 'beta', format });
    try {
      await writer.write(file.bytes);
      const asked = read.refreshDay === undefined && day !== undefined ? ({ day: 'asked' } as const) : {};
      const snapshot = await writer.commit({
        refreshDate: refreshDay.from === 'fetch' ? null : refreshDay.day,
        refreshDay,
        fetchedAt,
        rowCount,
        columns,
        origin: { kind: 'file', name: file.name, ...asked, addedAt: now().toISOString() },
      });
      changed(ref);
      return { ref, snapshot, isNew: true };
    } finally {
      await writer.abort();
    }
  }

  /**
   * Opens a report that no function of Microsoft Graph has: there is what somebody added, or nothing.
   * @throws UsageReportsError `storage`, with code `nothingKept` if nothing is archived; the signal's `AbortError`
   */
  async open(checked: CheckedRef, options: OpenOptions): Promise<Report> {
    const { archived } = this.#options;
    const snapshot = await archived.latest(checked);
    if (snapshot === undefined) {
      throw new UsageReportsError('storage', `Nothing of ${checked.ref.report} is archived.`, { code: 'nothingKept' });
    }
    return archived.read(checked, snapshot, options);
  }

  /**
   * The files that the archive of a tenant has, newest data first in each report; also those that the service has confirmed since.
   * @param report name in the catalog; absent for all reports
   * @throws UsageReportsError `storage`; the signal's `AbortError`
   */
  async files(connection: Connection, signal: AbortSignal, report?: string): Promise<readonly ArchivedFile[]> {
    const { archive, tenants, catalog } = this.#options;
    const found: ArchivedFile[] = [];
    for await (const key of archive.keys(await tenants.of(connection))) {
      const definition = report === undefined || report === key.report ? catalog().findArchived(key.report) : undefined;
      if (definition === undefined) {
        continue;
      }
      const { period, date } = key;
      for await (const snapshot of readableHistory(archive, key)) {
        throwIfAborted(signal);
        const { origin } = snapshot.meta;
        if (origin !== undefined) {
          found.push({
            ref: { connection: connection.id, report: key.report, period, date },
            definition,
            snapshot,
            origin,
          });
        }
      }
    }
    return found;
  }

  /** Takes a file out of the archive again. Has no effect if it is gone. @throws UsageReportsError `storage` */
  async remove({ ref, snapshot }: Pick<AddedFile, 'ref' | 'snapshot'>): Promise<void> {
    const { key, day, meta } = snapshot;
    await this.#options.archive.removeSnapshots(
      key.tenant,
      (other) =>
        other.key.report === key.report &&
        other.key.period === key.period &&
        other.key.date === key.date &&
        other.day === day &&
        other.meta.sha256 === meta.sha256 &&
        other.meta.origin !== undefined,
    );
    this.#options.changed(ref);
  }

  /** The reports that only files have, and that the archive has of a tenant; in the catalog's order. @throws UsageReportsError `storage` */
  async reports(connection: Connection): Promise<readonly ReportDefinition[]> {
    const { archive, tenants, catalog } = this.#options;
    const tenant = await tenants.of(connection);
    const { exports } = catalog();
    const found = await Promise.all(
      exports.map(async ({ name }) => (await archive.latest({ tenant, report: name })) !== undefined),
    );
    return exports.filter((_, index) => found[index]);
  }
}

/** When a file was written last, unless that cannot be right, because its data is newer; then the present. */
function fetchedAtOf(
  { file: { changedAt }, refreshDay, newestDay }: FileToAdd,
  asked: IsoDate | undefined,
  now: Date,
): IsoInstant {
  const newest = [refreshDay?.day, newestDay, asked]
    .map((day) => day ?? '')
    .reduce((one, other) => (one > other ? one : other));
  const present = now.toISOString();
  return changedAt <= present && changedAt.slice(0, 10) >= newest ? changedAt : present;
}
