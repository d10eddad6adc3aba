import { createHash } from 'node:crypto';
import type { Snapshot } from '../archive/archive.js';
import type { ReportFolder, SnapshotEntry } from '../archive/reportFolder.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { HistoryMerge, type MergeState } from '../../core/history/historyMerge.js';
import { withPreviousWindows } from '../../core/history/previousWindow.js';
import { LocalTable } from '../tables/localTable.js';
import type { TableHandle } from '../tables/tableHandle.js';
import type { HistoryFacts, RevisedValue } from '../../shared/history.js';
import { UsageReportsError } from '../../base/errors.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { Chart } from '../../shared/report.js';
import { throwIfAborted } from '../../base/cancellation.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import { parseDayPrefix } from '../../base/dates.js';
import { decodeCsv } from '../../core/table/csv/csv.js';
import { decodeJson } from '../../core/table/json/json.js';
import { chartsOf } from '../../core/table/charts/charts.js';
import type { ReportTable } from '../../core/table/store/table.js';

/** What all snapshots of a daily series say together. */
export interface History {
  readonly facts: HistoryFacts;
  /** Of the newest snapshot. */
  readonly newest: Pick<Snapshot['meta'], 'fetchedAt' | 'checkedAt' | 'version' | 'format'> & {
    readonly refreshDate: IsoDate | null;
  };
  /** Days from a snapshot's refresh date to the day it was fetched, newest snapshot first; without those that say no refresh date. */
  readonly lags: readonly number[];
  /** Snapshots that are damaged or gone; the history is made of the others. */
  readonly unreadable: number;
  /** Makes the table anew; whoever asks for one disposes of it. */
  open(): TableHandle;
  charts(): readonly Chart[];
  revised(most: number): readonly RevisedValue[];
  /** The same pictures with the windows before them, as far as they are known. */
  withPrevious(charts: readonly Chart[]): readonly Chart[];
}

export interface ReadHistoryOptions {
  readonly signal?: AbortSignal;
  /** Snapshots read of those that have to be. Reading an index of what they say is no step. */
  readonly onStep?: (read: number, total: number) => void;
  /** With fewer snapshots no index is written: they are read as quickly without. */
  readonly minIndexed?: number;
}

/** Files that are read side by side: most of the time is spent waiting for the file system. */
const MAX_PARALLEL_READS = 16;

/** Raised whenever the index's content changes. */
const indexVersion = 2;

interface IndexedSnapshot {
  readonly id: string;
  readonly stamp: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly version: Snapshot['meta']['version'];
  readonly format: Snapshot['meta']['format'];
}

type Newest = IndexedSnapshot & { readonly checkedAt: IsoInstant };

interface HistoryIndex {
  readonly indexVersion: number;
  /** Of what the catalogue says about the report: other keys or types merge otherwise. */
  readonly definition: string;
  /** In the order in which they were added. */
  readonly snapshots: readonly IndexedSnapshot[];
  /** Could not be read; remembered, so that they are not tried again and again. */
  readonly unreadable: readonly Pick<SnapshotEntry, 'id' | 'stamp'>[];
  readonly merge: MergeState;
}

/**
 * Reads the history of one report. What its snapshots say together is kept in an index, so that years of daily snapshots are read
 * once; a snapshot that is newer than all of them is added to it, and any other change makes it anew.
 *
 * @returns `undefined` where nothing is kept
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function readHistory(
  folder: ReportFolder,
  definition: ReportDefinition,
  options: ReadHistoryOptions = {},
): Promise<History | undefined> {
  const [stored, index] = await Promise.all([folder.list(), readIndex(folder, definition)]);
  if (stored.length === 0) {
    return undefined;
  }
  throwIfAborted(options.signal);
  const fresh = index === undefined ? undefined : unindexedSnapshots(stored, index);
  if (index !== undefined && fresh !== undefined) {
    const read = await readAll(folder, fresh, options);
    if (isAfter(read.snapshots, index.snapshots)) {
      return merged(folder, definition, index, stored, read, options);
    }
  }
  return merged(folder, definition, undefined, stored, await readAll(folder, stored, options), options);
}

interface ReadSnapshot {
  readonly indexed: IndexedSnapshot;
  readonly snapshot: Snapshot;
}

interface ReadSnapshots {
  /** Oldest first. */
  readonly snapshots: readonly ReadSnapshot[];
  readonly unreadable: HistoryIndex['unreadable'];
}

async function merged(
  folder: ReportFolder,
  definition: ReportDefinition,
  index: HistoryIndex | undefined,
  stored: readonly SnapshotEntry[],
  { snapshots, unreadable }: ReadSnapshots,
  { signal, onStep, minIndexed = 8 }: ReadHistoryOptions,
): Promise<History | undefined> {
  const merge = new HistoryMerge(definition, index?.merge);
  const indexed: IndexedSnapshot[] = [...(index?.snapshots ?? [])];
  const lost = [...(index?.unreadable ?? []), ...unreadable];
  let done = 0;
  for (let from = 0; from < snapshots.length; from += MAX_PARALLEL_READS) {
    const part = snapshots.slice(from, from + MAX_PARALLEL_READS);
    const tables = await Promise.all(part.map(({ snapshot }) => tableOf(snapshot, definition, signal)));
    for (const [place, { indexed: about }] of part.entries()) {
      const table = tables[place];
      if (table === undefined) {
        lost.push({ id: about.id, stamp: about.stamp });
      } else {
        merge.add(table, about.refreshDate);
        indexed.push(about);
      }
      onStep?.(++done, snapshots.length);
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
  }
  const hasChanges = index === undefined || snapshots.length > 0 || unreadable.length > 0;
  if (hasChanges && indexed.length + lost.length >= minIndexed) {
    const about = { indexVersion, definition: fingerprint(definition) };
    const content: HistoryIndex = { ...about, snapshots: indexed, unreadable: lost, merge: merge.state() };
    // An archive that cannot be written costs time with each history, nothing else.
    await folder.writeIndex(JSON.stringify(content)).catch(() => undefined);
  }
  const newest = indexed.at(-1);
  return newest === undefined
    ? undefined
    : historyOf(merge, definition, indexed, await checkedAt(folder, stored, newest), lost.length);
}

/** A confirmation ("not modified") is noted beside the snapshot and changes no stamp. */
async function checkedAt(
  folder: ReportFolder,
  stored: readonly SnapshotEntry[],
  newest: IndexedSnapshot,
): Promise<Newest> {
  const name = stored.find(({ id }) => id === newest.id);
  const snapshot = name === undefined ? undefined : await folder.read(name);
  return { ...newest, checkedAt: snapshot?.meta.checkedAt ?? newest.fetchedAt };
}

function historyOf(
  merge: HistoryMerge,
  definition: ReportDefinition,
  indexed: readonly IndexedSnapshot[],
  newest: Newest,
  unreadable: number,
): History {
  let table: ReportTable | undefined;
  let charts: readonly Chart[] | undefined;
  const theTable = () => (table ??= merge.table());
  const thePictures = () => (charts ??= chartsOf(theTable(), definition));
  const { refreshDate, fetchedAt, checkedAt, version, format } = newest;
  return {
    facts: merge.facts(),
    newest: { refreshDate, fetchedAt, checkedAt, version, format },
    lags: indexed.toReversed().flatMap(lagOf),
    unreadable,
    open: () => new LocalTable(theTable()),
    charts: thePictures,
    revised: (most) => merge.revised(most),
    withPrevious: (shown) => withPreviousWindows(shown, thePictures()),
  };
}

async function readIndex(folder: ReportFolder, definition: ReportDefinition): Promise<HistoryIndex | undefined> {
  const text = await folder.readIndex();
  if (text === undefined) {
    return undefined;
  }
  try {
    const index = JSON.parse(text) as HistoryIndex;
    const isOurs =
      index.indexVersion === indexVersion &&
      index.definition === fingerprint(definition) &&
      Array.isArray(index.unreadable);
    return isOurs && index.snapshots.length === index.merge.refreshDates.length ? index : undefined;
  } catch {
    return undefined;
  }
}

/** Those that the index does not have, or `undefined` where one that it has was changed or deleted since. */
function unindexedSnapshots(
  stored: readonly SnapshotEntry[],
  { snapshots, unreadable }: HistoryIndex,
): SnapshotEntry[] | undefined {
  const stamps = new Map([...snapshots, ...unreadable].map(({ id, stamp }) => [id, stamp]));
  const fresh = stored.filter(({ id, stamp }) => stamps.get(id) !== stamp);
  return fresh.some(({ id }) => stamps.has(id)) || stored.length - fresh.length !== stamps.size ? undefined : fresh;
}

/** Reads what the snapshots say about themselves. */
async function readAll(
  folder: ReportFolder,
  stored: readonly SnapshotEntry[],
  { signal }: ReadHistoryOptions,
): Promise<ReadSnapshots> {
  const snapshots: ReadSnapshot[] = [];
  const unreadable: Pick<SnapshotEntry, 'id' | 'stamp'>[] = [];
  for (let from = 0; from < stored.length; from += MAX_PARALLEL_READS) {
    throwIfAborted(signal);
    const part = await Promise.all(
      stored.slice(from, from + MAX_PARALLEL_READS).map(async (name) => ({ name, snapshot: await folder.read(name) })),
    );
    for (const { name, snapshot } of part) {
      if (snapshot === undefined) {
        unreadable.push({ id: name.id, stamp: name.stamp });
        continue;
      }
      const { fetchedAt, version, format } = snapshot.meta;
      snapshots.push({
        snapshot,
        indexed: { id: name.id, stamp: name.stamp, refreshDate: name.refreshDate, fetchedAt, version, format },
      });
    }
  }
  return { snapshots: snapshots.sort((a, b) => compare(a.indexed, b.indexed)), unreadable };
}

function isAfter(fresh: readonly ReadSnapshot[], indexed: readonly IndexedSnapshot[]): boolean {
  const [first, last] = [fresh[0]?.indexed, indexed.at(-1)];
  return first === undefined || last === undefined || compare(last, first) < 0;
}

/** Oldest first: by refresh date, then by when they were fetched. One that says no refresh date gives way to any that does. */
function compare(a: IndexedSnapshot, b: IndexedSnapshot): number {
  return (
    compareTexts(a.refreshDate ?? '', b.refreshDate ?? '') ||
    compareTexts(a.fetchedAt, b.fetchedAt) ||
    compareTexts(a.id, b.id)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `undefined` where the bytes are damaged, gone or no report: one bad file must not cost the years around it. */
async function tableOf(
  snapshot: Snapshot,
  definition: ReportDefinition,
  signal: AbortSignal | undefined,
): Promise<ReportTable | undefined> {
  const decode = snapshot.meta.format === 'csv' ? decodeCsv : decodeJson;
  try {
    return await decode(snapshot.chunks(), definition, { signal });
  } catch (error) {
    if (error instanceof UsageReportsError) {
      return undefined;
    }
    throw error;
  }
}

function lagOf({ refreshDate, fetchedAt }: IndexedSnapshot): number[] {
  return refreshDate === null ? [] : [parseDayPrefix(fetchedAt) - parseDayPrefix(refreshDate)];
}

function fingerprint({ name, keys, columns }: ReportDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify([name, keys, columns]))
    .digest('hex')
    .slice(0, 16);
}
