import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import type { Diff } from '../../core/diff/diff.js';
import type { ChangeKind } from '../../shared/diff.js';
import type { Disposable } from '../../base/emitter.js';
import type { CellStatistics, ColumnInfo, TableView } from '../../shared/report.js';
import type { CellsOfView, ViewRows, WriteJob } from './tableHandle.js';

/** The file of a snapshot. */
export interface SnapshotFile {
  readonly format: Format;
  /** CSV: chunks of any size. JSON: one page per chunk. The receiver takes over their buffers. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** Describes the rows with one kind of change. */
export interface ChangeTab {
  readonly change: ChangeKind;
  /** Key columns first, then those that changed most. */
  readonly columns: readonly ColumnInfo[];
  /** Number of rows. */
  readonly count: number;
}

/**
 * The diff of two snapshots, with the rows in this process or in a worker: facts are available immediately, rows on request.
 *
 * The owner disposes of it. Later calls are rejected.
 */
export interface DiffHandle extends Disposable {
  readonly diff: Omit<Diff, 'table'>;
  /** One for each kind of change, even without rows. */
  readonly tabs: readonly ChangeTab[];

  /**
   * Rows of a view of one tab from `start` (inclusive) to `end` (exclusive), one cell per column of the tab. In the tab `changed` these
   * are followed by the list of the changed columns and the earlier value of each column.
   * @throws the signal's `AbortError`
   */
  rows(change: ChangeKind, view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows>;

  /**
   * What the cells of some rows of a view of one tab come to in some of its columns: what they say now, or said last. See `cellStatisticsOf`.
   * @throws the signal's `AbortError`
   */
  cellStatistics(
    change: ChangeKind,
    view: TableView,
    cells: CellsOfView,
    definition: ReportDefinition,
    signal?: AbortSignal,
  ): Promise<CellStatistics>;

  /** Writes all rows that differ, or those of one tab, as a file. */
  write(job: DiffJob): AsyncIterable<Uint8Array>;
}

/** Without `change` all rows that differ are written, and everything that chooses rows and columns is ignored. */
export interface DiffJob extends WriteJob {
  readonly change?: ChangeKind;
}
