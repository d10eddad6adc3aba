/**
 * The words that the extension host and the webview use for a report and its table. This file is imported by both sides and imports
 * neither.
 */

import type { IsoDate } from '../base/dates.js';

/**
 * How a column's cells are to be read. A cell that does not fit its column's type keeps its text and is shown as text.
 *
 * - `number`: JavaScript number; integers above 2^53 keep their exact text beside it.
 * - `date`: calendar day in UTC, `YYYY-MM-DD`.
 * - `boolean`: `True`/`False` or `Yes`/`No` in the file.
 * - `duration`: seconds; `PT1H2M3S` or `01:02:03` in the file.
 * - `list`: several names in one cell, joined with `+` in the file.
 */
export type ColumnType = 'text' | 'number' | 'date' | 'boolean' | 'duration' | 'list';

/** What a numeric column counts. `count` is a plain number of things, `bytes` and `minutes` get human units on screen. */
export type Unit = 'count' | 'bytes' | 'minutes' | 'seconds';

/** One column as a table has it. `name` is the CSV's name, whichever format was fetched. */
export interface ColumnInfo {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  /** False where the service sent a column that the catalogue does not list. Such columns are kept and shown. */
  readonly known: boolean;
  /** True where names in this column are concealed by the tenant's privacy setting. */
  readonly concealed?: boolean;
}

/** One cell, typed by its column. `null` is a blank cell, which is never the same as 0, false or an empty list. */
export type CellValue = null | number | boolean | string | readonly string[];

/** Names a report for one connection. Exactly one of `period` and `date`, or neither for a report that takes no parameter. */
export interface ReportRef {
  /** Connection id; `sample` is the sample tenant. */
  readonly connection: string;
  /** Graph function name as the catalogue spells it, e.g. `getTeamsUserActivityCounts`. */
  readonly report: string;
  /** `D7`, `D30`, `D60`, `D90`, `D180` or `ALL`, as far as the report publishes it. */
  readonly period?: string;
  /** One day in UTC, at most 28 days back. */
  readonly date?: IsoDate;
  /** Instead of a period: every day of a daily series that the archive holds, without asking anybody. */
  readonly history?: true;
}

/** Where the data of an opened report came from. */
export type ReportSource = 'network' | 'archive' | 'sample';

/** What was noticed while decoding. Structured, so that each surface can say it in its own words and language. */
export type TableWarning =
  | { readonly kind: 'noRows' }
  | { readonly kind: 'raggedRows'; readonly count: number; readonly firstRow: number }
  | { readonly kind: 'missingColumns'; readonly names: readonly string[] }
  | { readonly kind: 'unknownColumns'; readonly names: readonly string[] }
  | { readonly kind: 'irregularValues'; readonly column: string; readonly count: number; readonly example: string }
  | { readonly kind: 'duplicateColumns'; readonly names: readonly string[] }
  | { readonly kind: 'noFinalLineBreak' }
  | { readonly kind: 'concealedNames'; readonly columns: readonly string[] };

/** A value at a day of a series. */
export interface DatedValue {
  readonly date: IsoDate;
  readonly value: number;
}

/** One numeric column of a daily series (for one value of the second key, where there is one), a value per day. */
export interface SeriesChart {
  readonly kind: 'series';
  readonly column: string;
  /** Value of the second key, e.g. the site type `OneDrive`; absent where a day has one row. */
  readonly key?: string;
  /** Column that counts all of which this one counts a part; its picture has the same key. */
  readonly whole?: string;
  readonly unit: Unit;
  /** First day of `values`. */
  readonly firstDay: IsoDate;
  /** One entry per calendar day from `firstDay` on, `null` where the cell is blank or the day is missing. */
  readonly values: readonly (number | null)[];
  readonly latest: DatedValue | null;
  readonly min: DatedValue | null;
  readonly max: DatedValue | null;
  /** Latest minus first known value; `ratio` is that over the first value, `null` where the first value is 0. */
  readonly change: { readonly absolute: number; readonly ratio: number | null } | null;
  /** The window of the same length right before `firstDay`, as far as the archive knows it; absent where it knows none of it. */
  readonly previous?: { readonly firstDay: IsoDate; readonly values: readonly (number | null)[] };
}

/** One bar of a bar picture. `value` is `null` where the cell is blank. */
export interface Bar {
  readonly label: string;
  readonly value: number | null;
}

/** Bars that belong together: the numeric columns of a one-row report, or one row of a snapshot. */
export interface BarsChart {
  readonly kind: 'bars';
  /** What the bars are of, e.g. a product type; empty where the report has one row. */
  readonly label: string;
  readonly unit: Unit;
  readonly bars: readonly Bar[];
  /** Rows of which each bar counts some; absent where the bars are not counts of rows. */
  readonly of?: number;
}

/** How much of several wholes is active: users of each service, most active first. `null` where a cell is blank. */
export interface SharesChart {
  readonly kind: 'shares';
  /** What the row is of, e.g. a period; empty where the report has one row. */
  readonly label: string;
  readonly unit: Unit;
  /** What the parts are, where they are not active. */
  readonly parts?: 'activated';
  readonly shares: readonly { readonly label: string; readonly active: number | null; readonly whole: number | null }[];
}

/** The most frequent values of a text, list or boolean column of a detail report. */
export interface TopValuesChart {
  readonly kind: 'topValues';
  readonly column: string;
  readonly distinct: number;
  readonly blank: number;
  /** Most frequent first, at most 8. */
  readonly values: readonly {
    readonly label: string;
    readonly count: number;
    /** The label is only the beginning of a long text, and so no value to filter by. */
    readonly cut?: true;
  }[];
}

/** How the values of a numeric or duration column of a detail report are spread. */
export interface HistogramChart {
  readonly kind: 'histogram';
  readonly column: string;
  readonly unit: Unit;
  readonly blank: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Equal-width bins from `min` to `max`, lower bound inclusive, the last one inclusive on both sides. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
}

/** How the days of a date column of a detail report are spread (last activity and the like). */
export interface DaysChart {
  readonly kind: 'days';
  readonly column: string;
  readonly blank: number;
  readonly first: IsoDate;
  readonly last: IsoDate;
  /** One count per bucket of `bucketDays` days, starting at `first`. */
  readonly bucketDays: number;
  readonly counts: readonly number[];
}

export type Chart = SeriesChart | BarsChart | SharesChart | TopValuesChart | HistogramChart | DaysChart;

/**
 * What the cells of one column must be for a row to be in a view. `column` is a column's index in the table. Rows have to pass all
 * filters of a view; a cell that does not fit its column's type passes none but `values` and `notBlank`.
 */
export type ColumnFilter =
  /** Numbers and durations (seconds): bounds inclusive, an absent one is open. */
  | {
      readonly column: number;
      readonly kind: 'range';
      readonly from?: number;
      readonly to?: number;
      readonly orBlank?: boolean;
    }
  /** Days: bounds inclusive, an absent one is open. */
  | {
      readonly column: number;
      readonly kind: 'days';
      readonly from?: IsoDate;
      readonly to?: IsoDate;
      readonly orBlank?: boolean;
    }
  /** One of these texts, as `ReportTable.text` has them; for a list, one of its members; for a boolean `True` or `False`. */
  | { readonly column: number; readonly kind: 'values'; readonly values: readonly string[]; readonly orBlank?: boolean }
  | { readonly column: number; readonly kind: 'blank' | 'notBlank' };

/** Which rows, in which order. `column` is a column's index in the table. */
export interface TableView {
  readonly sort?: { readonly column: number; readonly descending: boolean };
  /** Case-insensitive text that must occur in some cell of a row. */
  readonly filter?: string;
  /** All of them must hold. */
  readonly filters?: readonly ColumnFilter[];
}

/** Whether a view is all rows in the order of the file. */
export function isWholeTable({ sort, filter = '', filters = [] }: TableView): boolean {
  return sort === undefined && filter === '' && filters.length === 0;
}

/** What the amounts of one column come to. All of them are `null` where no cell has a value. */
export interface ColumnTotals {
  /** Cells with a value, and blank ones; cells that do not fit the column's type are neither. */
  readonly count: number;
  readonly blank: number;
  /** `null` as well where adding them up means nothing, as with percentages. */
  readonly sum: number | null;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Totals of the rows of a view, one entry per column: `null` for columns that hold no amounts. */
export interface TableTotals {
  readonly rowCount: number;
  readonly columns: readonly (ColumnTotals | null)[];
}

/** Values of a column to choose from. */
export interface ColumnValues {
  readonly blank: number;
  /** How many distinct values match what was searched for; `values` may hold fewer. */
  readonly matching: number;
  /** Most frequent first. `label` is what a `values` filter takes. */
  readonly values: readonly { readonly label: string; readonly count: number }[];
}

/**
 * A filter, or an order, that administrators often want of a detail report. Days count back from the report refresh date.
 *
 * - `inactive`: no activity for `days` days, those who never had any included.
 * - `neverActive`, `neverActivated`: no day of activity or activation at all.
 * - `licensedUnused`: with a licence, and inactive for `days` days; `subject` names the service where the report has several.
 * - `largest`: most storage first; `subject` names whose, where the report has several.
 */
export interface QuickFilter {
  readonly kind: 'inactive' | 'neverActive' | 'neverActivated' | 'licensedUnused' | 'deleted' | 'largest';
  readonly days?: number;
  readonly subject?: string;
  readonly filters?: readonly ColumnFilter[];
  readonly sort?: NonNullable<TableView['sort']>;
  /** Rows that pass; absent where nothing is filtered. */
  readonly rowCount?: number;
}
