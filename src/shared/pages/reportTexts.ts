import type { ReportSummary } from './report.js';
import type { PluralText } from './pluralText.js';

/** Texts of the report's page alone. */
export interface ReportTexts {
  // Header
  readonly refreshDateHint: string;
  readonly nextData: string;
  /** An instant. */
  readonly fetched: Readonly<Record<ReportSummary['source'], string>>;
  /** What the name of a file is. */
  readonly file: string;
  readonly period: string;
  readonly singleDay: string;
  readonly singleDayPlaceholder: string;
  readonly refreshHint: string;
  readonly compareWith: string;
  readonly compareWithHint: string;
  readonly copyHint: string;
  readonly copyMore: string;
  readonly copyTabSeparated: string;
  readonly copyMarkdown: string;
  readonly exportHint: string;
  readonly actions: string;
  readonly received: string;

  // States
  readonly lastGoodData: string;
  readonly dataAge: PluralText;
  readonly stale: PluralText;
  /** Title, what is being done. */
  readonly loadingReport: string;
  /** Rows, title. */
  readonly opened: PluralText;

  // History
  readonly history: {
    readonly title: string;
    /** Days, first day, last day. */
    readonly days: PluralText;
    readonly snapshots: PluralText;
    readonly noneMissing: string;
    readonly missing: PluralText;
    readonly noneRevised: string;
    readonly revised: PluralText;
    readonly showMissing: string;
    readonly hideMissing: string;
    readonly showRevised: string;
    readonly hideRevised: string;
    readonly legend: string;
    readonly missingTitle: string;
    readonly revisedTitle: string;
    /** Values shown, all values. */
    readonly newestOf: string;
    readonly moreMissingRanges: string;
    readonly loading: string;
    readonly day: string;
    readonly measure: string;
    readonly before: string;
    readonly after: string;
    readonly changed: string;
    /** The last day of the old value, the first day of the new one. */
    readonly changedBetween: string;
    readonly unknownDay: string;
  };
}
