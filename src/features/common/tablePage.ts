import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { PartialReport, Report } from '../../services/reports/report.js';
import type { Notice } from '../../shared/pages/common.js';
import type { ReportSummary } from '../../shared/pages/report.js';
import type { ReportRef } from '../../shared/report.js';

/**
 * A table that a feature puts together from archived reports, such as that of all users. It is shown as a report is, with everything that can
 * be done with one: a tab for each {@link ReportRef} that the page {@link TablePage.owns}.
 */
export interface TablePage {
  /** Whether a table is of this page. Its `ref.report` is a name of the feature's, which no report of the catalog has. */
  owns(ref: ReportRef): boolean;
  /** What the tab is called. */
  title(ref: ReportRef): string;
  /** What is known of the table before it is put together. */
  definition(ref: ReportRef): ReportDefinition;
  /**
   * Puts it together from what is archived, without a request. The caller disposes of its table.
   * @throws UsageReportsError, in words that {@link TablePage.notice} has; the signal's `AbortError`
   */
  open(ref: ReportRef, options: OpenOptions): Promise<Report>;
  /** What the page shows above the table. */
  describe(report: PartialReport): Partial<ReportSummary>;
  /** Why there is no table, where an error of {@link TablePage.open} is the feature's own; `undefined` for all others. */
  notice(error: unknown, ref: ReportRef): Notice | undefined;
  /** Carries out a button of {@link TablePage.describe} or {@link TablePage.notice}. @returns `false` where it is none of the feature's */
  run(action: string, ref: ReportRef): Promise<boolean>;
  /**
   * Set where rows name users. After a reload the tab then asks before it shows them, with this sentence and this button, and nothing that
   * was filtered or looked for is kept.
   */
  readonly askAfterReload?: { readonly text: string; readonly button: string };
}

/** Opens the tables of a page. */
export interface TableTabs {
  /** Opens a table, or brings it to the front where it is open. Resolves when it is loaded or has failed on screen. */
  open(ref: ReportRef): Promise<void>;
  /** Puts the open tables together again that the page owns and somebody looks at: something that they are made of has changed. */
  reload(isMeant: (ref: ReportRef) => boolean): Promise<void>;
}
