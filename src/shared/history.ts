import type { IsoDate } from '../base/dates.js';

/** A range of days, both ends inclusive. */
export interface DayRange {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Where the days of one snapshot begin after those of an older one. */
export interface SnapshotBoundary {
  /** First day that comes from the newer snapshot. */
  readonly day: IsoDate;
  /** Refresh dates on either side; `null` if the snapshot has none. */
  readonly newer: IsoDate | null;
  readonly older: IsoDate | null;
}

/** A value that a later snapshot changed. The texts are those of the files; `null` if the cell was blank. */
export interface RevisedValue {
  readonly day: IsoDate;
  /** The other keys of the row, e.g. the site type; empty if a day has one row. */
  readonly key: string;
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Refresh dates of the last snapshot with `before` and the first with `after`. */
  readonly beforeLastSeen: IsoDate | null;
  readonly afterFirstSeen: IsoDate | null;
}

/** Facts about a history. */
export interface HistoryFacts {
  /** First and last day with a row; `null` if no row has a day. */
  readonly days: DayRange | null;
  /** Number of days with a row. */
  readonly archivedDays: number;
  readonly missingDays: number;
  /** Ranges of days between the first and the last that no snapshot has. Oldest first. */
  readonly missingRanges: readonly DayRange[];
  /** Oldest first. */
  readonly snapshotBoundaries: readonly SnapshotBoundary[];
  /** Number of snapshots that were read. */
  readonly snapshots: number;
  readonly revisedValues: number;
}
