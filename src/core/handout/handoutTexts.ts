import type { PluralText } from '../../shared/pages/pluralText.js';

/** What a document says by itself, in the reader's language. Values stand for `{0}`, `{1}` …, of plurals the quantity first. */
export interface HandoutTexts {
  /** Names of tables that are made of several reports. */
  readonly tables: { readonly users: string; readonly licenses: string; readonly storage: string };
  /** Why a number or a block is missing. */
  readonly missing: {
    /** Title of a report. */
    readonly notArchived: string;
    /** Title, days. */
    readonly notArchivedUntil: string;
    /** Title, the day of the newest data, before the days of the document. */
    readonly older: string;
    /** Title, the day of the oldest data, after the days of the document. */
    readonly later: string;
    /** Title, days. */
    readonly noDays: string;
    /** Title, column. */
    readonly noColumn: string;
    /** Title, column, the nearest name that there is. */
    readonly unknownColumn: string;
    /** Title, column. */
    readonly allBlank: string;
    /** Title. */
    readonly noRows: string;
    readonly notOneNumber: string;
    readonly smallGroup: string;
    readonly namesUsers: string;
    /** A sentence: what is wrong with the query. */
    readonly query: string;
    readonly nothingToDivideBy: string;
    readonly tooEarly: string;
  };
  /** Why it is not known how storage grows. Titles, the fewest and the most days between two days that are compared, the last day of the document. */
  readonly noGrowth: { readonly noEarlier: string; readonly unreadable: string; readonly notToldApart: string };
  /** What has to be known to read a number. */
  readonly notes: {
    /** Days without a value, all days. */
    readonly missingDays: string;
    /** The day that the number is of. */
    readonly asOf: string;
    /** Span, days without a value, all days. */
    readonly missingDaysOf: string;
    /** The same, of reports whose other days are compared: all of them lack so many days, or some lack fewer. */
    readonly missingDaysCompared: string;
    readonly mostMissingDaysCompared: string;
    /** Of a month that a chart of months has. */
    readonly noDay: string;
    /** Span, the day on which its data end. */
    readonly partOf: string;
    readonly otherRows: string;
    /** Columns, the day that they are of. */
    readonly columnsAsOf: string;
    /** Label of the whole, why it is missing. */
    readonly noWhole: string;
    /** Name of a line, why it is missing. */
    readonly noLine: string;
  };
  readonly leftOut: {
    /** Groups, rows. */
    readonly smallGroups: PluralText;
    /** Rows, column. */
    readonly noKey: PluralText;
    /** Rows, column. */
    readonly noNumber: PluralText;
  };
  readonly blank: string;
  readonly summaries: {
    /** Line, first value, its day, last value, its day. */
    readonly line: string;
    /** Line, mean of a day in the first week, the days of the week, the same of the last week. */
    readonly weeks: string;
    /** Line, lowest value, its day, highest value, its day. */
    readonly range: string;
    /** Line, value, its day: the only one. */
    readonly oneDay: string;
    /** Bars, label of the largest, its value. */
    readonly bars: PluralText;
  };
  readonly standsOut: {
    /** Product, measure, change in percent, mean of a day now, mean of a day before. */
    readonly changed: string;
  };
  readonly quality: {
    /** Title of a report, column. */
    readonly measure: string;
    /** Many reports, in place of their titles; what is said of them, their titles. */
    readonly reports: PluralText;
    readonly theyAre: string;
    /** Title, days without data, all days, the newest of these days. */
    readonly missingDays: string;
    /** Title, the day that the data end on. */
    readonly endsOn: string;
    /** Snapshots that cannot be read, title. */
    readonly damaged: PluralText;
    /** Reports that are not archived, their titles. */
    readonly notJoined: PluralText;
    /** Title. */
    readonly unreadable: string;
    /** Title. */
    readonly otherNames: string;
    /** Name of the setting. */
    readonly monthEnds: string;
    readonly concealed: string;
  };
}
