import { TimeSlicer } from '../../../../src/base/timeSlicer.js';
import type { StorageSnapshotFacts } from '../../../../src/core/storage/storageFacts.js';
import { type JoinedStorage, StorageJoin } from '../../../../src/core/storage/storageJoin.js';
import { neededOf } from '../../../../src/core/storage/storageReports.js';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { catalog } from '../../../support/catalog.js';
import { chunksOf, csvFile } from '../table/support.js';

export const MAILBOXES = 'getMailboxUsageDetail';
export const ONEDRIVE = 'getOneDriveUsageAccountDetail';
export const SITES = 'getSharePointSiteUsageDetail';

export type Cells = Readonly<Record<string, string>>;

/** A snapshot of a report: its refresh date, and what it has. */
export interface Snapshot {
  readonly report: string;
  readonly day: string;
  readonly rows: readonly Cells[];
  /** Of the file; those that the rows have by default. */
  readonly columns?: readonly string[];
}

/** Joins snapshots as the archive hands them over: of each report the newest first, then the others, oldest first. */
export async function join(snapshots: readonly Snapshot[]): Promise<JoinedStorage> {
  const storage = new StorageJoin(new TimeSlicer(undefined));
  const seen = new Set<string>();
  for (const { report, day, rows, columns = namesOf(rows) } of snapshots) {
    const facts = factsOf(report, day);
    const text = csvFile([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]);
    const isNeeded = neededOf(report, !seen.has(report));
    seen.add(report);
    await storage.add(facts, await decodeCsv(chunksOf(text), facts.definition, { isNeeded }));
  }
  return storage.finish();
}

export function factsOf(report: string, day: string): StorageSnapshotFacts {
  const definition = catalog.find(report);
  if (definition === undefined) {
    throw new Error(`There is no report ${report}.`);
  }
  return { definition, period: 'D180', refreshDate: day, fetchedAt: `${day}T12:00:00.000Z` };
}

function namesOf(rows: readonly Cells[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** The cells of some columns, row by row. */
export function cellsOf({ table }: JoinedStorage, columns: readonly string[]): string[][] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    columns.map((column) => table.text(row, table.columnIndex(column))),
  );
}
