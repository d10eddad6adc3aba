import type { ReportSummary } from './report.js';
import type { GroupingMeasure } from './grouping.js';
import type { PluralText } from './pluralText.js';
import type { RowNoun } from '../report.js';

type MeasureKind = GroupingMeasure['kind'];

/** Texts of the report's page alone. */
export interface ReportTexts {
  // Header
  readonly refreshDateHint: string;
  readonly nextData: string;
  /** An instant. */
  readonly fetched: Readonly<Record<ReportSummary['source'], string>>;
  /** The name of a file. */
  readonly addedFrom: string;
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

  // Saved views
  readonly savedView: {
    /** Its name. */
    readonly shown: string;
    readonly changed: string;
    readonly save: string;
    readonly saveHint: string;
    readonly reset: string;
    readonly resetHint: string;
  };

  // States
  readonly lastGoodData: string;
  readonly dataAge: PluralText;
  readonly stale: PluralText;
  /** Old data that can't be requested. */
  readonly staleFile: PluralText;
  /** Title, what is being done. */
  readonly loadingReport: string;
  /** Rows, title. */
  readonly opened: PluralText;

  // Groups
  readonly groups: {
    readonly groupBy: string;
    readonly groupByHint: string;
    /** What is counted, by what each row is. */
    readonly counted: Readonly<
      Record<
        RowNoun,
        {
          /** Groups; what they are groups by. */
          readonly heading: PluralText;
          readonly count: string;
          readonly share: string;
        }
      >
    >;
    /** Two things that rows are grouped by. */
    readonly and: string;
    readonly loading: string;
    readonly backToRows: string;
    readonly backToGroups: string;
    readonly backToGroupsHint: string;
    readonly form: string;
    readonly column: string;
    readonly secondColumn: string;
    readonly none: string;
    /** The number of the amount. */
    readonly amount: string;
    readonly chart: string;
    readonly overTime: string;
    readonly overTimeHint: string;
    /** The amount that is drawn. */
    readonly overTimeOf: string;
    /** Snapshots that have been read; all snapshots. */
    readonly reading: string;
    /** Groups in the chart; all groups. */
    readonly chartOf: string;
    readonly notes: string;
    readonly openHint: string;
    /** Column. */
    readonly keys: Readonly<
      Record<'value' | 'domain' | 'member' | 'month' | 'week' | 'weekday' | 'range' | 'activeWithin', string>
    >;
    readonly amounts: Readonly<Record<Exclude<MeasureKind, 'count' | 'share'>, string>>;
    /** In place of the lowest and the highest, of a column with days. */
    readonly earliest: string;
    readonly latest: string;
    /** Days. */
    readonly within: PluralText;
    readonly longer: string;
    readonly never: string;
    readonly weekdays: readonly string[];
    readonly failed: string;
  };

  // What a table of several reports is made of
  readonly sources: {
    readonly title: string;
    readonly report: string;
    readonly period: string;
    readonly day: string;
    readonly rows: string;
    readonly note: string;
  };

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
