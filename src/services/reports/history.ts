import type { Snapshot } from '../archive/snapshot.js';
import type { TableHandle } from '../tables/tableHandle.js';
import type { HistoryFacts, RevisedValue } from '../../shared/history.js';
import type { IsoDate } from '../../base/dates.js';
import type { Chart } from '../../shared/report.js';

/** All snapshots of a daily series, merged. */
export interface History {
  readonly facts: HistoryFacts;
  /** Of the newest snapshot. */
  readonly newest: Pick<Snapshot['meta'], 'fetchedAt' | 'checkedAt' | 'version' | 'format'> & {
    readonly refreshDate: IsoDate | null;
  };
  /** Days from a snapshot's refresh date to the day it was fetched, newest snapshot first. Snapshots without a refresh date are left out. */
  readonly lags: readonly number[];
  /** Days from one refresh date to the next, as far as the newest snapshots show it. */
  readonly rhythmDays: number;
  /** Number of snapshots that are damaged or gone; the history is made of the others. */
  readonly unreadable: number;
  /** Creates a new table; the caller disposes of it. */
  open(): TableHandle;
  charts(): readonly Chart[];
  /** Values that a later snapshot changed, at most `limit`. */
  revised(limit: number): readonly RevisedValue[];
  /** The same charts with the days before them, as far as they are known. */
  withEarlierDays(charts: readonly Chart[]): readonly Chart[];
}

export interface ReadHistoryOptions {
  readonly signal?: AbortSignal;
  /** Snapshots read so far, of those that must be read. Reading the index is no step. */
  readonly onStep?: (read: number, total: number) => void;
  /**
   * Signs the index, so that only one that this installation wrote is used: see `historyIndex.ts`. Kept where those who can write to the
   * archive cannot write. Without it no index is read or written.
   */
  readonly indexKey?: string;
  /** With fewer snapshots no index is written: reading them is as fast. The default is 8. */
  readonly minIndexed?: number;
  /** Snapshots are decoded in parallel as long as they have no more bytes together. The default is 16 MB. */
  readonly maxParallelBytes?: number;
}
