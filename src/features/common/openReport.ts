import type { Disposable } from '../../base/emitter.js';
import type { Report } from '../../services/reports/report.js';
import type { ColumnInfo, TableView } from '../../shared/report.js';

/** A report with which of its rows are shown, in which order. */
export interface ShownReport {
  readonly report: Report;
  readonly view: TableView;
}

/** Groups of a report's rows as its table. */
export interface ShownGroups extends ShownReport {
  /** Names of what they are grouped by, as files have them. */
  readonly groupedBy: readonly string[];
  /** How many groups are too small to be shown. */
  readonly hiddenGroups: number;
  /** The rows that are grouped: which of the report, with its columns. */
  readonly of: { readonly view: TableView; readonly columns: readonly ColumnInfo[] };
}

/** A report that a panel has open, for features that use it beside the panel. */
export interface OpenReport {
  /** What the panel shows, if it has the focus. */
  readonly shown: ShownReport | undefined;
  /**
   * The whole report. It stays open until it is disposed of, whatever the panel does meanwhile.
   * @returns `undefined` while it is not all there
   */
  borrow(): (Disposable & { readonly report: Report }) | undefined;
  /** The groups that the panel shows in place of the rows, if it has the focus, as the table of the report. The borrower disposes of them. */
  readonly borrowGroups: () => (Disposable & ShownGroups) | undefined;
}
