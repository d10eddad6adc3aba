import type { Snapshot } from '../archive/snapshot.js';
import { later } from '../archive/meta.js';
import type { ReportFolder, SnapshotEntry } from '../archive/reportFolder.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { HistoryMerge } from '../../core/history/historyMerge.js';
import { withEarlierDays } from '../../core/history/earlierDays.js';
import { fileInTurns } from '../tables/fileInTurns.js';
import { LocalTable } from '../tables/localTable.js';
import { UsageReportsError } from '../../base/errors.js';
import { type IsoDate, type IsoInstant, parseDayPrefix } from '../../base/dates.js';
import type { Chart } from '../../shared/report.js';
import { throwIfAborted } from '../../base/cancellation.js';
import { inSlices, TimeSlicer } from '../../base/timeSlicer.js';
import { yieldToEventLoop } from '../../base/yieldToEventLoop.js';
import { decodeCsv } from '../../core/table/csv/decodeCsv.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import { chartsOf } from '../../core/table/charts/charts.js';
import type { ReportTable } from '../../core/table/store/table.js';
import { decodableChunks } from './decodableChunks.js';
import { learnedRhythmDays } from './freshness.js';
import { readBatches } from './readBatches.js';
import type { History, ReadHistoryOptions } from './history.js';
import { type HistoryIndex, type IndexedSnapshot, readIndex, unindexedSnapshots, writeIndex } from './historyIndex.js';

/** How many refresh dates are used to learn a report's rhythm: a report that was weekly once may be daily now. */
const RECENT_REFRESH_DATES = 8;
/** Files are read in parallel, because most of the time is spent waiting for the file system. Each read listens to the signal; Node warns of a leak at 11. */
const MAX_PARALLEL_READS = 8;
/**
 * Each of the tables that are read in parallel is in memory, which takes several times the bytes of its file. Ordinary snapshots of a daily
 * series have up to a few hundred kilobytes.
 */
const MAX_PARALLEL_BYTES = 16_000_000;

type Newest = IndexedSnapshot & { readonly checkedAt: IsoInstant };

interface ReadSnapshot {
  readonly indexed: IndexedSnapshot;
  readonly snapshot: Snapshot;
}

interface ReadSnapshots {
  /** Oldest first. */
  readonly snapshots: readonly ReadSnapshot[];
  /** Number of those that are incomplete, or of a newer version of this extension. */
  readonly incomplete: number;
}

/**
 * Reads the history of one report. The merged result is saved in an index, so that years of daily snapshots are read only once. A
 * snapshot that is newer than all indexed ones is added to the index; after any other change the index is built again.
 *
 * @returns `undefined` if nothing is archived
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function readHistory(
  folder: ReportFolder,
  definition: ReportDefinition,
  options: ReadHistoryOptions = {},
): Promise<History | undefined> {
  const { indexKey } = options;
  const [entries, index] = await Promise.all([
    folder.list(),
    indexKey === undefined ? undefined : readIndex(folder, definition, indexKey),
  ]);
  if (entries.length === 0) {
    return undefined;
  }
  throwIfAborted(options.signal);
  const added = index === undefined ? undefined : unindexedSnapshots(entries, index);
  if (index !== undefined && added !== undefined) {
    const read = await readAll(folder, added, options);
    if (isAfter(entries, read.snapshots, index.snapshots)) {
      return merged(folder, definition, index, entries, read, options);
    }
  }
  return merged(folder, definition, undefined, entries, await readAll(folder, entries, options), options);
}

async function merged(
  folder: ReportFolder,
  definition: ReportDefinition,
  index: HistoryIndex | undefined,
  entries: readonly SnapshotEntry[],
  added: ReadSnapshots,
  { signal, onStep, indexKey, minIndexed = 8, maxParallelBytes = MAX_PARALLEL_BYTES }: ReadHistoryOptions,
): Promise<History | undefined> {
  const merge = new HistoryMerge(definition, index?.merge);
  const slicer = new TimeSlicer(signal);
  const snapshots: IndexedSnapshot[] = [...(index?.snapshots ?? [])];
  const unreadable: string[] = [...(index?.unreadable ?? [])];
  let done = 0;
  const most = { count: MAX_PARALLEL_READS, bytes: maxParallelBytes };
  for (const batch of readBatches(added.snapshots, ({ snapshot }) => snapshot.meta.bytes, most)) {
    const tables = await Promise.all(batch.map(({ snapshot }) => tableOf(snapshot, definition, signal)));
    for (const [position, { indexed }] of batch.entries()) {
      const table = tables[position];
      if (table === undefined) {
        unreadable.push(indexed.id);
      } else {
        await inSlices(merge.adding(table, indexed.refreshDate, indexed.fetchedAt), slicer);
        snapshots.push(indexed);
      }
      onStep?.(++done, added.snapshots.length);
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
  }
  const hasChanges = index === undefined || added.snapshots.length > 0;
  if (indexKey !== undefined && hasChanges && snapshots.length + unreadable.length >= minIndexed) {
    const state = { snapshots, unreadable, merge: merge.state() };
    // Without an index each reading takes longer. Nothing else is lost, so an archive that cannot be written is no failure.
    await writeIndex(folder, definition, state, indexKey).catch(() => undefined);
  }
  const newest = snapshots.at(-1);
  return newest === undefined
    ? undefined
    : historyOf(
        merge,
        definition,
        snapshots,
        await withCheckedAt(folder, entries, newest),
        unreadable.length + added.incomplete,
      );
}

/** A "not modified" response is recorded beside the snapshot, so the index cannot have `checkedAt`. */
async function withCheckedAt(
  folder: ReportFolder,
  entries: readonly SnapshotEntry[],
  newest: IndexedSnapshot,
): Promise<Newest> {
  const entry = entries.find(({ id }) => id === newest.id);
  const snapshot = entry === undefined ? undefined : await folder.read(entry);
  return { ...newest, checkedAt: snapshot?.meta.checkedAt ?? newest.fetchedAt };
}

function historyOf(
  merge: HistoryMerge,
  definition: ReportDefinition,
  snapshots: readonly IndexedSnapshot[],
  newest: Newest,
  unreadable: number,
): History {
  let lazyTable: ReportTable | undefined;
  let lazyCharts: readonly Chart[] | undefined;
  const table = () => (lazyTable ??= merge.table());
  // What was checked again may be the newest, though it was not fetched last.
  const lastFetch = snapshots.map((snapshot) => snapshot.fetchedAt).reduce(later);
  const charts = () => (lazyCharts ??= chartsOf(table(), definition, lastFetch));
  const { refreshDate, fetchedAt, checkedAt, version, format } = newest;
  return {
    facts: merge.facts(),
    newest: { refreshDate, fetchedAt, checkedAt, version, format },
    lags: snapshots.toReversed().flatMap(lagOf),
    rhythmDays: learnedRhythmDays(newestRefreshDates(snapshots), definition.refreshDays),
    unreadable,
    open: () => new LocalTable(table(), lastFetch),
    charts,
    revised: (limit) => merge.revised(limit),
    withEarlierDays: (shown) => withEarlierDays(shown, charts()),
  };
}

/** Reads the metadata of snapshots. */
async function readAll(
  folder: ReportFolder,
  entries: readonly SnapshotEntry[],
  { signal }: ReadHistoryOptions,
): Promise<ReadSnapshots> {
  const snapshots: ReadSnapshot[] = [];
  for (let from = 0; from < entries.length; from += MAX_PARALLEL_READS) {
    throwIfAborted(signal);
    const batch = await Promise.all(
      entries
        .slice(from, from + MAX_PARALLEL_READS)
        .map(async (entry) => ({ entry, snapshot: await folder.read(entry) })),
    );
    for (const { entry, snapshot } of batch) {
      if (snapshot !== undefined) {
        const { refreshDate } = snapshot;
        const { fetchedAt, version, format } = snapshot.meta;
        snapshots.push({ snapshot, indexed: { id: entry.id, refreshDate, fetchedAt, version, format } });
      }
    }
  }
  return { snapshots, incomplete: entries.length - snapshots.length };
}

/** Whether all added snapshots come after the indexed ones. */
function isAfter(
  entries: readonly SnapshotEntry[],
  added: readonly ReadSnapshot[],
  indexed: readonly IndexedSnapshot[],
): boolean {
  const [first, last] = [added[0]?.indexed.id, indexed.at(-1)?.id];
  return (
    first === undefined ||
    last === undefined ||
    entries.findIndex(({ id }) => id === last) < entries.findIndex(({ id }) => id === first)
  );
}

/** @returns `undefined` if the bytes are damaged, gone or no report: one bad file must not cost the whole history */
async function tableOf(
  snapshot: Snapshot,
  definition: ReportDefinition,
  signal: AbortSignal | undefined,
): Promise<ReportTable | undefined> {
  const { format, bytes } = snapshot.meta;
  const file = fileInTurns({ format, chunks: () => decodableChunks(snapshot, definition) }, bytes, definition);
  const decode = file.format === 'csv' ? decodeCsv : decodeJson;
  try {
    return await decode(file.chunks(), definition, { signal });
  } catch (error) {
    if (error instanceof UsageReportsError) {
      return undefined;
    }
    throw error;
  }
}

/** @param snapshots oldest first */
function newestRefreshDates(snapshots: readonly IndexedSnapshot[]): readonly (IsoDate | null)[] {
  return [...new Set(snapshots.map(({ refreshDate }) => refreshDate))].slice(-RECENT_REFRESH_DATES);
}

function lagOf({ refreshDate, fetchedAt }: IndexedSnapshot): number[] {
  return refreshDate === null ? [] : [parseDayPrefix(fetchedAt) - parseDayPrefix(refreshDate)];
}
