import { type ChosenSnapshots, chooseStorageSnapshots } from '../../core/storage/chooseStorageSnapshots.js';
import { STORAGE_REPORT } from '../../core/storage/storageColumns.js';
import type { StorageFacts } from '../../core/storage/storageFacts.js';
import { STORAGE_REPORT_NAMES } from '../../core/storage/storageReports.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ArchivedSnapshot } from '../reports/archivedSnapshots.js';
import type { ReportService } from '../reports/reportService.js';
import type { SizedStorageFile, StorageTable } from '../tables/storageFile.js';
import type { OpenJoinedOptions } from '../tables/filesToJoin.js';
import { openStorageTable } from '../tables/storageTable.js';

/**
 * What mailboxes, OneDrive accounts, and sites of a tenant use, and how fast that grows, from what is archived, without a request, with the
 * attributes of owners where a file has them. The caller disposes of the table.
 *
 * @returns `undefined` if none of their reports is archived
 * @throws UsageReportsError `storage`, `tableLost`; the signal's `AbortError`
 */
export async function openStorage(
  service: Pick<ReportService, 'archivedSnapshots' | 'attributesFor'>,
  connection: Connection,
  options: Omit<OpenJoinedOptions, 'attributes'> = {},
): Promise<StorageTable | undefined> {
  const files = (await storageSnapshots(service, connection)).flatMap(({ newest, earlier }) => [
    fileOf(newest, true),
    ...earlier.map((snapshot) => fileOf(snapshot, false)),
  ]);
  return files.length === 0
    ? undefined
    : openStorageTable(files, { ...options, attributes: await service.attributesFor(STORAGE_REPORT, connection.id) });
}

/** Whether a report has another newest snapshot now than the one that a table is made of; `undefined` stands for no table. */
export async function isStorageOutdated(
  service: Pick<ReportService, 'archivedSnapshots'>,
  connection: Connection,
  facts: StorageFacts | undefined,
): Promise<boolean> {
  const fetchedAt = new Map(facts?.sources.map((source) => [source.report, source.fetchedAt]));
  const chosen = await storageSnapshots(service, connection);
  return chosen.some(({ newest }) => fetchedAt.get(newest.definition.name) !== newest.fetchedAt);
}

async function storageSnapshots(
  service: Pick<ReportService, 'archivedSnapshots'>,
  connection: Connection,
): Promise<ChosenSnapshots<ArchivedSnapshot>[]> {
  const snapshots: ArchivedSnapshot[] = [];
  for (const report of STORAGE_REPORT_NAMES) {
    for await (const snapshot of service.archivedSnapshots(connection, report)) {
      snapshots.push(snapshot);
    }
  }
  return chooseStorageSnapshots(snapshots);
}

function fileOf(snapshot: ArchivedSnapshot, isNewest: boolean): SizedStorageFile {
  const { definition, format, ref, refreshDate, fetchedAt, bytes } = snapshot;
  const period = ref.period === undefined ? {} : { period: ref.period };
  return {
    facts: { definition, format, ...period, refreshDate, fetchedAt, isNewest },
    bytes,
    chunks: () => snapshot.chunks(),
  };
}
