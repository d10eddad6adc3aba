import { createHash } from 'node:crypto';
import type { Snapshot } from '../archive/snapshot.js';
import type { ReportFolder, SnapshotEntry } from '../archive/reportFolder.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { MergeState } from '../../core/history/historyMerge.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';

/** Increased whenever the index's content changes. */
const INDEX_VERSION = 3;

export interface IndexedSnapshot {
  readonly id: string;
  readonly stamp: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly version: Snapshot['meta']['version'];
  readonly format: Snapshot['meta']['format'];
}

export type UnreadableSnapshot = Pick<SnapshotEntry, 'id' | 'stamp'>;

/** A merged history, saved so that its snapshots need not be read again. */
export interface HistoryIndex {
  /** In the order in which they were merged. */
  readonly snapshots: readonly IndexedSnapshot[];
  /** Remembered, so that they are not tried again and again. */
  readonly unreadable: readonly UnreadableSnapshot[];
  readonly merge: MergeState;
}

interface IndexFile extends HistoryIndex {
  readonly indexVersion: number;
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
    definition: fingerprint(definition),
    snapshots,
    unreadable,
    merge,
  };
  await folder.writeIndex(JSON.stringify(file));
}

/** @returns the snapshots that the index does not have; `undefined` if one that it has was changed or deleted since */
export function unindexedSnapshots(
  entries: readonly SnapshotEntry[],
  { snapshots, unreadable }: HistoryIndex,
): SnapshotEntry[] | undefined {
  const stamps = new Map([...snapshots, ...unreadable].map(({ id, stamp }) => [id, stamp]));
  const added = entries.filter(({ id, stamp }) => stamps.get(id) !== stamp);
  return added.some(({ id }) => stamps.has(id)) || entries.length - added.length !== stamps.size ? undefined : added;
}

function fingerprint({ name, keys, columns }: ReportDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify([name, keys, columns]))
    .digest('hex')
    .slice(0, 16);
}
