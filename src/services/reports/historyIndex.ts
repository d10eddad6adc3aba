import { createHash } from 'node:crypto';
import type { Snapshot } from '../archive/snapshot.js';
import { ARCHIVE_FORMAT } from '../archive/meta.js';
import type { ReportFolder, SnapshotEntry } from '../archive/reportFolder.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { MergeState } from '../../core/history/historyMerge.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';

/** Increased whenever the index's content changes. */
const INDEX_VERSION = 3;

export interface IndexedSnapshot {
  readonly id: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly version: Snapshot['meta']['version'];
  readonly format: Snapshot['meta']['format'];
}

/** A merged history, saved so that its snapshots need not be read again. */
export interface HistoryIndex {
  /** In the order in which they were merged. */
  readonly snapshots: readonly IndexedSnapshot[];
  /** IDs of snapshots with damaged bytes. Remembered, so that they are not tried again and again. */
  readonly unreadable: readonly string[];
  readonly merge: MergeState;
}

interface IndexFile extends HistoryIndex {
  readonly indexVersion: number;
  /** A later version of this extension may read more of the archive. */
  readonly archiveFormat: number;
  /** Fingerprint of the catalog's definition: with other keys or types the same snapshots merge differently. */
  readonly definition: string;
}

/** @returns `undefined` if there is no index, or none of this version and definition */
export async function readIndex(folder: ReportFolder, definition: ReportDefinition): Promise<HistoryIndex | undefined> {
  const text = await folder.readIndex();
  if (text === undefined) {
    return undefined;
  }
  try {
    const index = JSON.parse(text) as IndexFile;
    const isCurrent =
      index.indexVersion === INDEX_VERSION &&
      index.archiveFormat === ARCHIVE_FORMAT &&
      index.definition === fingerprint(definition) &&
      Array.isArray(index.unreadable);
    return isCurrent && index.snapshots.length === index.merge.refreshDates.length ? index : undefined;
  } catch {
    return undefined;
  }
}

export async function writeIndex(
  folder: ReportFolder,
  definition: ReportDefinition,
  { snapshots, unreadable, merge }: HistoryIndex,
): Promise<void> {
  const file: IndexFile = {
    indexVersion: INDEX_VERSION,
    archiveFormat: ARCHIVE_FORMAT,
    definition: fingerprint(definition),
    snapshots,
    unreadable,
    merge,
  };
  await folder.writeIndex(JSON.stringify(file));
}

/**
 * @param entries oldest first
 * @returns the snapshots that the index does not have; `undefined` if one that it has is gone, or their order is another one: a check may
 *   have put an earlier snapshot of a day before a later one
 */
export function unindexedSnapshots(
  entries: readonly SnapshotEntry[],
  { snapshots, unreadable }: HistoryIndex,
): SnapshotEntry[] | undefined {
  const merged = new Set(snapshots.map(({ id }) => id));
  const damaged = new Set(unreadable);
  const listed = entries.filter(({ id }) => merged.has(id));
  const added = entries.filter(({ id }) => !merged.has(id) && !damaged.has(id));
  const isSame =
    listed.length === snapshots.length &&
    snapshots.every(({ id }, position) => listed[position]?.id === id) &&
    entries.length - listed.length - added.length === damaged.size;
  return isSame ? added : undefined;
}

function fingerprint({ name, keys, columns }: ReportDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify([name, keys, columns]))
    .digest('hex')
    .slice(0, 16);
}
