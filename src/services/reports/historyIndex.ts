import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Snapshot } from '../archive/snapshot.js';
import { ARCHIVE_FORMAT } from '../archive/meta.js';
import type { ReportFolder, SnapshotEntry } from '../archive/reportFolder.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { isMergeState, type MergeState } from '../../core/history/mergeState.js';
import { type IsoDate, type IsoInstant, isIsoDate, isIsoInstant } from '../../base/dates.js';
import { isObject, parseObject } from '../../base/json.js';

/** Increased whenever the index's content changes. */
const INDEX_VERSION = 5;

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

/**
 * The file has two lines of JSON: a signature of the second, and the index.
 *
 * An index is as good as the snapshots only if nobody else has written it, and others may be able to write to the archive. So it is signed
 * with a key that is not in the archive, and an index without this installation's signature is not even parsed: the history is made of the
 * snapshots again. Computers that share an archive each make their own. The signature says nothing about the snapshots: who may write to the
 * archive may falsify those. And whatever its signature, an index is used only if it has the right shape.
 *
 * @param key see {@link ReadHistoryOptions}
 * @returns `undefined` if there is no index, or none of this installation, version and definition
 */
export async function readIndex(
  folder: ReportFolder,
  definition: ReportDefinition,
  key: string,
): Promise<HistoryIndex | undefined> {
  const [signature = '', content = ''] = (await folder.readIndex())?.split('\n') ?? [];
  if (!isSame(signature, signatureOf(content, key))) {
    return undefined;
  }
  const index = parseObject(content);
  return index !== undefined && isIndexFile(index, definition) ? index : undefined;
}

export async function writeIndex(
  folder: ReportFolder,
  definition: ReportDefinition,
  { snapshots, unreadable, merge }: HistoryIndex,
  key: string,
): Promise<void> {
  const file: IndexFile = {
    indexVersion: INDEX_VERSION,
    archiveFormat: ARCHIVE_FORMAT,
    definition: fingerprint(definition),
    snapshots,
    unreadable,
    merge,
  };
  const content = JSON.stringify(file);
  await folder.writeIndex(`${signatureOf(content, key)}\n${content}\n`);
}

function signatureOf(content: string, key: string): string {
  return JSON.stringify(createHmac('sha256', key).update(content).digest('hex'));
}

function isSame(one: string, other: string): boolean {
  const [bytes, otherBytes] = [Buffer.from(one), Buffer.from(other)];
  return bytes.length === otherBytes.length && timingSafeEqual(bytes, otherBytes);
}

function isIndexFile(
  value: Readonly<Record<string, unknown>>,
  definition: ReportDefinition,
): value is IndexFile & typeof value {
  const { indexVersion, archiveFormat, definition: indexed, snapshots, unreadable, merge } = value;
  return (
    indexVersion === INDEX_VERSION &&
    archiveFormat === ARCHIVE_FORMAT &&
    indexed === fingerprint(definition) &&
    Array.isArray(snapshots) &&
    snapshots.every(isIndexedSnapshot) &&
    Array.isArray(unreadable) &&
    unreadable.every((id) => typeof id === 'string') &&
    isMergeState(merge) &&
    merge.refreshDates.length === snapshots.length &&
    merge.refreshDates.every((date, position) => date === snapshots[position]?.refreshDate)
  );
}

function isIndexedSnapshot(value: unknown): value is IndexedSnapshot {
  if (!isObject(value)) {
    return false;
  }
  const { id, refreshDate, fetchedAt, version, format } = value;
  return (
    typeof id === 'string' &&
    (refreshDate === null || (typeof refreshDate === 'string' && isIsoDate(refreshDate))) &&
    isIsoInstant(fetchedAt) &&
    (version === 'v1.0' || version === 'beta') &&
    (format === 'csv' || format === 'json')
  );
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
