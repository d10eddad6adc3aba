import type { Archive } from '../archive/archive.js';
import { isUnconfirmedFile } from '../archive/fileOrigin.js';
import type { SnapshotKey } from '../archive/names.js';
import type { Snapshot } from '../archive/snapshot.js';
import type { IsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { isOnlyFromFiles } from '../../core/catalog/catalog.js';
import type { ArchivedFacts } from './archivedFacts.js';
import type { AttributesOf } from './attributesOf.js';
import type { ArchivedTenants } from './archivedTenants.js';
import type { CheckedRef } from './checkRef.js';
import { decodableChunks } from './decodableChunks.js';
import type { SnapshotTimes } from './freshness.js';
import type { OpenOptions } from './openOptions.js';
import type { Report } from './report.js';
import { countBytes, type ReportFacts, sourceOf, toPartialListener } from './reportFacts.js';

export interface ArchivedReportsOptions {
  readonly archive: Archive;
  readonly tenants: ArchivedTenants;
  readonly now: () => Date;
  /** Least number of hours between two requests for the same report. */
  readonly freshHours: () => number;
  readonly attributes: AttributesOf;
}

/** No report is opened when VS Code starts. */
const freshness = () => import('./freshness.js');

/** How many snapshots are used to learn a report's usual delay and rhythm. */
const RECENT_SNAPSHOTS = 5;

/** Opens archived snapshots as reports, and knows how fresh they are. */
export class ArchivedReports {
  readonly #options: ArchivedReportsOptions;

  constructor(options: ArchivedReportsOptions) {
    this.#options = options;
  }

  async keyOf({ ref, connection }: Pick<CheckedRef, 'ref' | 'connection'>): Promise<SnapshotKey> {
    const { report, period, date } = ref;
    return { tenant: await this.#options.tenants.of(connection), report, period, date };
  }

  /** @throws UsageReportsError `storage` */
  async latest(checked: Pick<CheckedRef, 'ref' | 'connection'>): Promise<Snapshot | undefined> {
    return this.#options.archive.latest(await this.keyOf(checked));
  }

  /** @throws UsageReportsError `storage` */
  async facts(checked: CheckedRef): Promise<ArchivedFacts | undefined> {
    const snapshot = await this.latest(checked);
    return (
      snapshot && {
        fetchedAt: snapshot.meta.fetchedAt,
        checkedAt: snapshot.meta.checkedAt,
        refreshDate: snapshot.refreshDate,
        isFresh: await this.isFresh(snapshot),
      }
    );
  }

  async read(checked: CheckedRef, snapshot: Snapshot, options: OpenOptions): Promise<Report> {
    const { meta } = snapshot;
    const facts: ReportFacts = {
      ref: checked.ref,
      definition: checked.definition,
      connection: checked.connection,
      source: sourceOf(checked.connection, 'archive'),
      fetchedAt: meta.fetchedAt,
      version: meta.version,
      format: meta.format,
      nextData: await this.nextData(checked, snapshot),
      ...(meta.origin === undefined ? {} : { addedFrom: meta.origin.name }),
    };
    const totalBytes = meta.bytes;
    const chunks = countBytes(decodableChunks(snapshot, checked.definition), (receivedBytes) =>
      options.onStep?.({ step: 'reading', receivedBytes, totalBytes }),
    );
    // Nothing is read when VS Code starts.
    const { openTable } = await import('../tables/openTable.js');
    const table = await openTable(chunks, meta.format, checked.definition, {
      signal: options.signal,
      totalBytes,
      fetchedAt: meta.fetchedAt,
      attributes: await this.#options.attributes(checked.definition, checked.connection),
      onPartial: toPartialListener(options.onPartial, facts),
    });
    return { ...facts, table, refreshDate: snapshot.refreshDate, rawChunks: () => snapshot.chunks() };
  }

  /** @returns `undefined` if the archived bytes are damaged or gone; fetching the report again also repairs the archive */
  async readIfIntact(checked: CheckedRef, snapshot: Snapshot, options: OpenOptions): Promise<Report | undefined> {
    try {
      return await this.read(checked, snapshot, options);
    } catch (error) {
      // A worker that ran out of memory says nothing about the bytes, and would run out of memory again.
      if (error instanceof UsageReportsError && error.reason !== 'tableLost') {
        return undefined;
      }
      throw error;
    }
  }

  async isFresh(snapshot: Snapshot): Promise<boolean> {
    if (isUnconfirmedFile(snapshot.meta)) {
      return false;
    }
    const { isFresh, wasCheckedRecently } = await freshness();
    const times = timesOf(snapshot);
    const freshHours = this.#options.freshHours();
    const now = this.#options.now();
    return wasCheckedRecently(times, now, freshHours) || isFresh(times, await this.#recent(snapshot), now, freshHours);
  }

  /** First day (UTC) on which the service can have newer data; `null` if unknown. */
  async nextData({ definition }: Pick<CheckedRef, 'definition'>, snapshot: Snapshot): Promise<IsoDate | null> {
    if (isOnlyFromFiles(definition)) {
      return null;
    }
    const { learnedLagDays, learnedRhythmDays, nextDataDay } = await freshness();
    const recent = await this.#recent(snapshot);
    const rhythm = learnedRhythmDays(
      recent.map(({ refreshDate }) => refreshDate),
      definition.refreshDays,
    );
    return nextDataDay(snapshot, learnedLagDays(recent), rhythm, this.#options.now());
  }

  /** Times of the newest snapshots. */
  async #recent({ key }: Snapshot): Promise<SnapshotTimes[]> {
    const times: SnapshotTimes[] = [];
    try {
      for await (const snapshot of this.#options.archive.history(key)) {
        if (times.push(timesOf(snapshot)) >= RECENT_SNAPSHOTS) {
          break;
        }
      }
    } catch {
      // The delay is then learned from the snapshots that could be read.
    }
    return times;
  }
}

function timesOf({ refreshDate, meta: { fetchedAt, checkedAt } }: Snapshot): SnapshotTimes {
  return { refreshDate, fetchedAt, checkedAt };
}
