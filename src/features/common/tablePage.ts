import type { Disposable } from '../../base/emitter.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ColumnChoices } from '../../shared/pages/columnChoices.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import type { TableOverTime } from '../../shared/pages/tableOverTime.js';
import type { QueryFilter } from '../../shared/query/query.js';
import type { ReportRef } from '../../shared/report.js';

/** Tables of a feature that are shown as reports are, such as that of all users: a tab for each {@link ReportRef} that it {@link owns}. */
export interface TableKind {
  /** Whether a table is of this kind. Its `ref.report` is a name of the feature's, which no report of the catalog has. */
  owns(ref: ReportRef): boolean;
  /** What the tab is called. */
  title(ref: ReportRef): string;
  /** Loads what puts the tables together, when the first is opened. */
  load(): Promise<TablePage>;
  /** Told whether one of them is in front, for menus that ask for it. */
  inFront?(isInFront: boolean): void;
}

export interface OverTimeOptions {
  readonly signal: AbortSignal;
  /** Called after each day that was read. */
  readonly onStep: (read: number, total: number) => void;
}

/** Puts tables together from archived reports, and says what a page shows beside their rows. */
export interface TablePage {
  /**
   * Puts a table together from what is archived, without a request. The caller disposes of its table.
   * @throws UsageReportsError, in words that {@link TablePage.notice} has; the signal's `AbortError`
   */
  open(ref: ReportRef, options: OpenOptions): Promise<Report>;
  /** What the page shows above the table. */
  describe(report: PartialReport): Partial<ReportSummary>;
  /** Why there is no table, where an error of {@link TablePage.open} is the feature's own; `undefined` for all others. */
  notice(error: unknown, ref: ReportRef): Notice | undefined;
  /**
   * Carries out a button of {@link TablePage.describe} or {@link TablePage.notice}.
   * @returns `other` where it is none of the feature's; `changed` where the table is to be put together again
   */
  run(action: string, ref: ReportRef): Promise<'other' | 'done' | 'changed'>;
  /**
   * Follows what the table is made of, and calls `changed` where the table would be another by now.
   * @param shown what is on screen; `undefined` where no table is
   */
  follow?(ref: ReportRef, shown: () => Report | undefined, changed: () => void): Disposable;
  /**
   * What the table on screen comes to, as of each archived day. Only asked where {@link TablePage.describe} offers it.
   * @throws UsageReportsError; the signal's `AbortError`
   */
  overTime?(report: Report, options: OverTimeOptions): Promise<TableOverTime>;
  /** How the columns are arranged until somebody arranges them; absent where all are shown. */
  readonly usualColumns?: ColumnChoices;
  /**
   * Set where rows name users. After a reload the tab then asks before it shows them, with this sentence and this button, and nothing that
   * was filtered or looked for is kept.
   */
  readonly askAfterReload?: { readonly text: string; readonly button: string };
}

/** Opens tables of a kind. */
export interface TableTabs {
  /**
   * Opens a table, or brings it to the front where it is open. Resolves when it is loaded or has failed on screen.
   * @param filters which rows to show; as it is where absent
   */
  open(ref: ReportRef, filters?: readonly QueryFilter[]): Promise<void>;
  /** Puts the open tables together again that somebody looks at: something that they are made of has changed. */
  reload(isMeant: (ref: ReportRef) => boolean): Promise<void>;
}
