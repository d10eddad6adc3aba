import type { IsoDate } from '../../base/dates.js';
import { chooseStorageSnapshots } from '../../core/storage/chooseStorageSnapshots.js';
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
  const files = chooseStorageSnapshots(await archivedStorage(service, connection)).flatMap(({ newest, earlier }) => [
    fileOf(newest, true),
    ...earlier.map((snapshot) => fileOf(snapshot, false)),
  ]);
  return files.length === 0
    ? undefined
    : openStorageTable(files, { ...options, attributes: await service.attributesFor(STORAGE_REPORT, connection.id) });
}

/**
 * Whether other snapshots would be read now than those that a table is made of, the earlier ones as well: those that are gone, and those that
 * came; `undefined` stands for no table.
 */
export async function isStorageOutdated(
  service: Pick<ReportService, 'archivedSnapshots'>,
  connection: Connection,
  facts: StorageFacts | undefined,
): Promise<boolean> {
  const sources = new Map(facts?.sources.map((source) => [source.report, source]));
  const chosen = new Map(
    chooseStorageSnapshots(await archivedStorage(service, connection)).map((one) => [one.newest.definition.name, one]),
  );
  const daysOf = (earlier: readonly { readonly refreshDate: IsoDate | null }[] = []) =>
    earlier.map(({ refreshDate }) => refreshDate).join();
  return STORAGE_REPORT_NAMES.some((report) => {
    const [source, now] = [sources.get(report), chosen.get(report)];
    return (
      now?.newest.fetchedAt !== source?.fetchedAt ||
      // Without the newest, no earlier one is read.
      (source?.state === 'used' && daysOf(now?.earlier) !== daysOf(source.earlier))
    );
  });
}

async function archivedStorage(
  service: Pick<ReportService, 'archivedSnapshots'>,
  connection: Connection,
): Promise<ArchivedSnapshot[]> {
  const snapshots: ArchivedSnapshot[] = [];
  for (const report of STORAGE_REPORT_NAMES) {
    for await (const snapshot of service.archivedSnapshots(connection, report)) {
      snapshots.push(snapshot);
    }
  }
  return snapshots;
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
