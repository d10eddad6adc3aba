import type { Format } from '../../core/catalog/definition.js';
import type { Diff } from '../../core/diff/diff.js';
import type { ChangeKind } from '../../shared/diff.js';
import type { Disposable } from '../../base/emitter.js';
import type { ColumnInfo, TableView } from '../../shared/report.js';
import type { ViewRows, WriteJob } from './tableHandle.js';

/** A snapshot's file as it is kept. */
export interface SnapshotFile {
  readonly format: Format;
  /** CSV: pieces of any size. JSON: one page a piece. Given away as they come. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** The rows of one kind of change, as they are shown. */
export interface ChangeTab {
  readonly change: ChangeKind;
  /** Keys first, then what changed most. */
  readonly columns: readonly ColumnInfo[];
  /** Rows. */
  readonly count: number;
}

/**
 * What changed between two snapshots as the rooms above know it, wherever the rows are: facts at hand, rows asked for.
 *
 * Whoever holds one disposes of it; questions after that are rejected.
 */
export interface DiffHandle extends Disposable {
  readonly diff: Omit<Diff, 'table'>;
  /** One for each kind of change, empty ones too. */
  readonly tabs: readonly ChangeTab[];

  /**
   * Rows of a view of one tab from `start` (inclusive) to `end` (exclusive): a cell per column of the tab; in the tab `changed` then the
   * names of the columns that changed, as a list, and for each column what it said before.
   * @throws the signal's `AbortError`
   */
  rows(change: ChangeKind, view: TableView, start: number, end: number, signal?: AbortSignal): Promise<ViewRows>;

  /** All rows that differ, or those of one tab, as the bytes of a file. */
  write(job: DiffJob): AsyncIterable<Uint8Array>;
}

/** Without `change` it is about all rows that differ, and `view` and `places` do not count. */
export interface DiffJob extends WriteJob {
  readonly change?: ChangeKind;
}
