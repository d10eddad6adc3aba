/** Types for a report and its table that the extension host and its pages share. */

import type { IsoDate } from '../base/dates.js';
import type { FileProblem } from '../base/errors.js';

/**
 * How a column's cells are read. A cell that does not fit its column's type keeps its text and is shown as text.
 *
 * - `number`: JavaScript number; integers above 2^53 have their exact text as well.
 * - `date`: calendar day in UTC, `YYYY-MM-DD`.
 * - `boolean`: `True`/`False` or `Yes`/`No` in the file.
 * - `duration`: seconds; `PT1H2M3S` or `01:02:03` in the file.
 * - `list`: several names in one cell, joined with `+` in the file.
 */
export type ColumnType = (typeof COLUMN_TYPES)[number];
export const COLUMN_TYPES = ['text', 'number', 'date', 'boolean', 'duration', 'list'] as const;

/** What each row of a table is, where something is told of how many there are. */
export type RowNoun = (typeof ROW_NOUNS)[number];
export const ROW_NOUNS = ['users', 'licenses', 'rows'] as const;

/** What a numeric column counts. `count` is a plain number; the others are shown in suitable units, e.g. bytes as GB. */
export type Unit = (typeof UNITS)[number];
export const UNITS = ['count', 'bytes', 'minutes', 'seconds'] as const;

/** A column of a table. `name` is that of the CSV, even if the report was fetched as JSON. */
export interface ColumnInfo {
  readonly name: string;
  /** What people read in place of the name; absent if they read the name. */
  readonly label?: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  /** True if its numbers may have decimals, also where those of a table happen to be whole. */
  readonly decimals?: true;
  /** False if the catalog does not have the column. Such columns are shown, too. */
  readonly known: boolean;
  /** True if the tenant's privacy setting conceals the names in this column. */
  readonly concealed?: boolean;
  /** True if the column has IDs of applications, see `knownApplications.ts`. */
  readonly application?: true;
  /** True if its texts are the extension's own, in English, and people read them in their language. */
  readonly ownTexts?: true;
  /** Name of the column of the same table that says why a cell of this one is blank, see `blankReasons.ts`; absent if none does. */
  readonly blanksIn?: string;
  /** The currency of its amounts, as people typed it; absent if it has none. */
  readonly currency?: string;
  /** Name of the file of attributes that the column is from; absent if the report has it. */
  readonly attributesFile?: string;
  /** The day of the directory that the column is from; absent if it is not from there. */
  readonly directoryDay?: IsoDate;
}

/** Whether a column is none of the report, but was joined to it. */
export function isAdded({ attributesFile, directoryDay }: ColumnInfo): boolean {
  return attributesFile !== undefined || directoryDay !== undefined;
}

/** What people read as the name of a column. */
export function columnLabel({ name, label = name }: Pick<ColumnInfo, 'name' | 'label'>): string {
  return label;
}

/** A cell, typed by its column. `null` is a blank cell, which is not the same as 0, false or an empty list. */
export type CellValue = null | number | boolean | string | readonly string[];

/** Identifies a report of a connection. Has one of `period`, `date` and `history`, or none if the report takes no parameter. */
export interface ReportRef {
  /** Connection ID; `sample` is the sample tenant. */
  readonly connection: string;
  /** Name of the report in the catalog, mostly that of the Graph function, e.g. `getTeamsUserActivityCounts`. */
  readonly report: string;
  /** `D1`, `D7`, `D28`, `D30`, `D60`, `D90`, `D180` or `ALL`, if the report has it. */
  readonly period?: string;
  /** A single day in UTC, at most 28 days back. */
  readonly date?: IsoDate;
  /** Every archived day of a daily series, without any request. */
  readonly history?: true;
}

/** Where the data of an opened report is from. */
export type ReportSource = 'network' | 'archive' | 'sample' | 'file';

/** A cell of a row that sums up all others. */
export interface SummaryCell {
  readonly column: string;
  readonly value: number | string;
}

/** Why a file of attributes is not used. */
export type AttributesProblem = FileProblem | 'tooLarge';

/** What the decoder noticed. Structured, so that features can show it in the user's language. */
export type TableWarning =
  | { readonly kind: 'noRows' }
  /** The service has no data, and so sent no file. */
  | { readonly kind: 'noData' }
  /** Rows that sum up all others; no row of the table. Only the columns that have a value. */
  | { readonly kind: 'summaryRows'; readonly rows: readonly (readonly SummaryCell[])[] }
  /** The service answered an earlier version of the function, which lacks these columns. */
  | { readonly kind: 'earlierFunctionVersion'; readonly names: readonly string[] }
  | { readonly kind: 'raggedRows'; readonly count: number; readonly firstRow: number }
  /** Rows of a daily series whose day is blank, unreadable or not sent. */
  | { readonly kind: 'rowsWithoutDay'; readonly count: number; readonly rowCount: number }
  /** A refresh date that cannot be right, the latest of them: before the service's first report, or after the fetch. It decides nothing. */
  | { readonly kind: 'implausibleRefreshDate'; readonly date: IsoDate }
  /** Rows whose day in a column cannot be right, for the same reasons; the latest of them. Charts and histories leave the days out. */
  | { readonly kind: 'implausibleDays'; readonly column: string; readonly count: number; readonly example: IsoDate }
  | { readonly kind: 'missingColumns'; readonly names: readonly string[] }
  | { readonly kind: 'unknownColumns'; readonly names: readonly string[] }
  | { readonly kind: 'irregularValues'; readonly column: string; readonly count: number; readonly example: string }
  | { readonly kind: 'duplicateColumns'; readonly names: readonly string[] }
  | { readonly kind: 'noFinalLineBreak' }
  | { readonly kind: 'concealedNames'; readonly columns: readonly string[] }
  /**
   * Rows whose users a file of attributes does not have, or whose names are concealed; users whom it has with different values. `lost` if it finds
   * nobody, so that columns that the directory has as well are the directory's.
   */
  | {
      readonly kind: 'attributes';
      readonly file: string;
      readonly lost?: boolean;
      readonly notInFile: number;
      readonly nameConcealed: number;
      readonly conflicts: number;
    }
  /** The day that joined columns of the directory are of; rows whose users it does not have, or whose names are concealed. */
  | {
      readonly kind: 'directory';
      readonly day: IsoDate;
      readonly notInDirectory: number;
      readonly nameConcealed: number;
    }
  /** A file of attributes that is not used. */
  | { readonly kind: 'attributesUnreadable'; readonly file: string; readonly problem: AttributesProblem }
  /** What is archived of the directory and cannot be read. */
  | {
      readonly kind: 'directoryUnreadable';
      readonly dataset: 'directoryUsers' | 'subscribedSkus' | 'directorySignIns';
    };

/**
 * What the days of a week or a month come to.
 *
 * - `sum`: of what happens, such as messages.
 * - `mean`: of what is counted once a day and may be the same the next, such as active users. It means something of every measure.
 * - `last`: the last day, of what there is, such as storage.
 */
export type Aggregate = (typeof AGGREGATES)[number];
export const AGGREGATES = ['sum', 'mean', 'last'] as const;

export interface DatedValue {
  readonly date: IsoDate;
  readonly value: number;
}

/** A value for each of some days in a row. */
export interface DailyValues {
  /** First day of `values`. */
  readonly firstDay: IsoDate;
  /** One entry per calendar day from `firstDay` on; `null` if the cell is blank or the day is missing. */
  readonly values: readonly (number | null)[];
}

/** One numeric column of a daily series, and one value of the second key if there is one. One value per day. */
export interface SeriesChart extends DailyValues {
  readonly kind: 'series';
  readonly column: string;
  /** {@link ColumnInfo.label} of the column. */
  readonly columnLabel?: string;
  /** Value of the second key, e.g. the site type `OneDrive`; absent if a day has one row. */
  readonly key?: string;
  /** Column that counts the whole of which this one counts a part. Its chart has the same key. */
  readonly whole?: string;
  readonly unit: Unit;
  /** Absent if it is the mean. */
  readonly aggregate?: Aggregate;
  readonly latest: DatedValue | null;
  readonly min: DatedValue | null;
  readonly max: DatedValue | null;
  /** The days right before `firstDay`, from the first known one of those that are needed; absent where none is archived. */
  readonly earlier?: DailyValues;
}

/** `value` is `null` if the cell is blank. */
export interface Bar {
  readonly label: string;
  readonly value: number | null;
}

/** Bars of one chart: the numeric columns of a row, one column of several rows, or the columns of a group. */
export interface BarsChart {
  readonly kind: 'bars';
  /** What the bars are about, e.g. a product type; empty if the report has one row. */
  readonly label: string;
  readonly unit: Unit;
  readonly bars: readonly Bar[];
  /** Number of rows, if each bar counts some of them. */
  readonly of?: number;
  /** The column that all bars are amounts of, if the report has such a chart for several columns. */
  readonly measure?: string;
}

/** The active part of several wholes, e.g. of the users of each service. Most active first. `null` if a cell is blank. */
export interface SharesChart {
  readonly kind: 'shares';
  /** What the row is about, e.g. a period; empty if the report has one row. */
  readonly label: string;
  readonly unit: Unit;
  /** What the parts are; absent if they are active. */
  readonly parts?: 'activated' | 'used';
  readonly shares: readonly { readonly label: string; readonly active: number | null; readonly whole: number | null }[];
}

/** The most frequent values of a text, list or boolean column of a detail report. */
export interface TopValuesChart {
  readonly kind: 'topValues';
  readonly column: string;
  /** {@link ColumnInfo.label} of the column. */
  readonly columnLabel?: string;
  readonly distinct: number;
  readonly blank: number;
  /** Most frequent first, at most 8. */
  readonly values: readonly {
    readonly label: string;
    readonly count: number;
    /** True if the label is only the beginning of a long text, which cannot be used as a filter. */
    readonly cut?: true;
  }[];
}

/** Distribution of a numeric or duration column of a detail report. */
export interface HistogramChart {
  readonly kind: 'histogram';
  readonly column: string;
  /** {@link ColumnInfo.label} of the column. */
  readonly columnLabel?: string;
  readonly unit: Unit;
  readonly blank: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Bins of equal width from `min` to `max`. The lower bound is inclusive, and the upper one only in the last bin. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** Distribution of a date column of a detail report, e.g. the last activity. */
export interface DaysChart {
  readonly kind: 'days';
  readonly column: string;
  /** {@link ColumnInfo.label} of the column. */
  readonly columnLabel?: string;
  readonly blank: number;
  readonly first: IsoDate;
  readonly last: IsoDate;
  /** One count per bucket of `bucketDays` days, from `first` on. */
  readonly bucketDays: number;
  readonly counts: readonly number[];
}

export type Chart = SeriesChart | BarsChart | SharesChart | TopValuesChart | HistogramChart | DaysChart;

/**
 * A condition on one column; `column` is its index in the table. A row must pass all filters of a view. A cell that does not fit its column's
 * type passes only `values` and `notBlank`.
 */
export type ColumnFilter =
  /** Numbers, and durations in seconds. Bounds are inclusive; an absent one is open. */
  | {
      readonly column: number;
      readonly kind: 'range';
      readonly from?: number;
      readonly to?: number;
      readonly orBlank?: boolean;
    }
  /** Days. Bounds are inclusive; an absent one is open. */
  | {
      readonly column: number;
      readonly kind: 'days';
      readonly from?: IsoDate;
      readonly to?: IsoDate;
      readonly orBlank?: boolean;
    }
  /** One of these texts of `ReportTable.text`. For a list, one of its members; for a boolean, `True` or `False`. */
  | { readonly column: number; readonly kind: 'values'; readonly values: readonly string[]; readonly orBlank?: boolean }
  /**
   * Numbers that are at least `from` times, or more than `above` times, the first of the columns `of` that has a value in the row, such as a
   * quota. A blank cell passes on neither side, nor does a whole of 0.
   */
  | {
      readonly column: number;
      readonly kind: 'share';
      readonly of: readonly number[];
      readonly from?: number;
      readonly above?: number;
    }
  | { readonly column: number; readonly kind: 'blank' | 'notBlank' };

/** One key of a sort order; `column` is a column's index in the table. */
export interface SortKey {
  readonly column: number;
  readonly descending: boolean;
}

/** More keys than somebody can read. */
export const MAX_SORT_KEYS = 20;

/** Rows of a view from `start` (inclusive) to `end` (exclusive), however many there are. */
export interface RowSpan {
  readonly start: number;
  readonly end: number;
}

/** Selects and orders rows. */
export interface TableView {
  /** The first key counts most; the next one decides between rows that are equal in it. */
  readonly sort?: readonly SortKey[];
  /** Text that must occur in any cell of a row, ignoring case. */
  readonly filter?: string;
  /** A row must pass all of them. */
  readonly filters?: readonly ColumnFilter[];
}

/** Whether a view has all rows in the order of the file. */
export function isWholeTable({ sort = [], filter = '', filters = [] }: TableView): boolean {
  return sort.length === 0 && filter === '' && filters.length === 0;
}

/** Totals of one column. All but the counts are `null` if no cell has a value. */
export interface ColumnTotals {
  /** Number of cells with a value, and of blank ones. Cells that do not fit the column's type are neither. */
  readonly count: number;
  readonly blank: number;
  /** Also `null` if a sum means nothing, as with percentages. */
  readonly sum: number | null;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Totals over the rows of a view, one entry per column; `null` for columns without amounts. */
export interface TableTotals {
  readonly rowCount: number;
  readonly columns: readonly (ColumnTotals | null)[];
}

/** What some cells of a table come to. */
export interface CellStatistics {
  readonly blank: number;
  /** Cells with an amount. */
  readonly numbers: number;
  /** Absent where there are none, or of several units. */
  readonly amounts?: {
    readonly unit: Unit;
    /** `null` where it means nothing, as with percentages, or would count the same twice. */
    readonly sum: number | null;
    readonly mean: number | null;
    readonly min: number;
    readonly max: number;
  };
}

/** What is known of a column from all of its cells. */
export interface ColumnFacts {
  /** The value that every row has, `null` where all cells are blank; absent if any two rows differ. */
  readonly constant?: CellValue;
  /** The largest amount, without its sign. Only of columns in bytes, and if any cell has one. */
  readonly largest?: number;
  /** What all but a twentieth of the amounts other than 0 reach, rounded down to a power of two. Where {@link largest} is and isn't 0. */
  readonly fifthPercentile?: number;
  /** The most decimals that a cell has, two at the most. Only of plain numbers that may have some. */
  readonly decimalPlaces?: 0 | 1 | 2;
}

/** Values of a column to choose a filter from. */
export interface ColumnValues {
  readonly blank: number;
  /** Number of distinct values that match the search. `values` may have fewer. */
  readonly matching: number;
  /** Most frequent first. A `values` filter takes the `label`. */
  readonly values: readonly { readonly label: string; readonly count: number }[];
}

export const QUICK_FILTERS = [
  'inactive',
  'neverActive',
  'neverActivated',
  'licensedUnused',
  'deleted',
  'sharedMailboxes',
  'nearQuota',
  'overSendLimit',
  'largest',
  'mailOnly',
  'deletedStorage',
  'fullWithin',
  'largestGrowth',
  'sharedNearLimit',
  'blockedLicensed',
] as const;

/**
 * A filter or sort order that administrators often need in a detail report. Days count back from the report refresh date.
 *
 * - `inactive`: no activity for `days` days, including those who were never active.
 * - `neverActive`, `neverActivated`: no day of activity or activation.
 * - `licensedUnused`: with a license, but inactive for `days` days. `subject` is the product if the report has several.
 * - `sharedMailboxes`: mailboxes of the recipient type shared.
 * - `nearQuota`: storage used is more than 90% of the quota. `overSendLimit`: it has reached the quota that prohibits sending.
 * - `largest`: most storage first. `subject` is what the storage belongs to if the report has several, as it is of `nearQuota`.
 * - `mailOnly`: mail within `days` days, and no other service. `deletedStorage`: deleted, and the `subject` still has storage.
 * - `blockedLicensed`: the directory says that the account is blocked, and that licenses are assigned to it.
 * - `fullWithin`: the quota is used up within `days` days at this pace. `largestGrowth`: what grows most first.
 * - `sharedNearLimit`: shared mailboxes that use nearly the 50 GB that they have without a license, or more.
 */
export interface QuickFilter {
  readonly kind: (typeof QUICK_FILTERS)[number];
  readonly days?: number;
  readonly subject?: string;
  /** Who is known for fewer days is left out. */
  readonly minAgeDays?: number;
  readonly filters?: readonly ColumnFilter[];
  readonly sort?: readonly SortKey[];
  /** Number of rows that pass; absent without a filter. */
  readonly rowCount?: number;
}
