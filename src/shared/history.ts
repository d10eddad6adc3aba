import type { IsoDate } from '../base/dates.js';

/** Days from `from` to `to`, both inclusive. */
export interface DayRange {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Where the days of one refresh date end and those of an earlier one begin. */
export interface SnapshotBoundary {
  /** First day that comes from the newer snapshot. */
  readonly day: IsoDate;
  /** Refresh dates on either side, `null` where the file said none. */
  readonly newer: IsoDate | null;
  readonly older: IsoDate | null;
}

/** Microsoft said something else about a day before. Texts as the files had them, `null` where the cell was blank. */
export interface RevisedValue {
  readonly day: IsoDate;
  /** The other keys of the row, e.g. the site type; empty where a day has one row. */
  readonly key: string;
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Refresh dates: the last that said `before`, the first that said `after`. */
  readonly beforeLastSeen: IsoDate | null;
  readonly afterFirstSeen: IsoDate | null;
}

/** What is known of a history beside its rows. */
export interface HistoryFacts {
  /** First and last day that has a row; `null` where no row has a day. */
  readonly days: DayRange | null;
  /** Days between them that have a row. */
  readonly archivedDays: number;
  readonly missingDays: number;
  /** Runs of days between the first and the last that no snapshot has. Oldest first. */
  readonly missingRanges: readonly DayRange[];
  /** Oldest first. */
  readonly snapshotBoundaries: readonly SnapshotBoundary[];
  /** Snapshots that were read. */
  readonly snapshots: number;
  readonly revisedValues: number;
}
