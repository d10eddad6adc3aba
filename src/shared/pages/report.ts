import type { HistoryFacts, RevisedValue } from '../history.js';
import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type {
  CellValue,
  ColumnInfo,
  ColumnValues,
  Chart,
  QuickFilter,
  ReportRef,
  ReportSource,
  TableTotals,
  TableView,
} from '../report.js';

/**
 * Every message between the extension host and the report panel's webview. Both ends validate what arrives. Rows travel in
 * windows that the webview asks for; a token, a secret or a download URL never travels at all.
 */

/** A choice of the panel's period switch: a period, a single date, all kept days, or the one form a report without parameters has. */
export interface PeriodChoice {
  readonly label: string;
  readonly period?: string;
  readonly date?: IsoDate;
  readonly history?: true;
}

/** A warning or a note in words, with a button where one helps. */
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Longer explanation, shown on demand. */
  readonly detail?: string;
  readonly actions: readonly NoticeAction[];
}

export interface NoticeAction {
  /** Sent back in `action`; the host knows what it stands for. */
  readonly id: string;
  readonly label: string;
}

/** Whose data a page shows. */
export interface TenantFacts {
  /** Of the connection. */
  readonly name: string;
  readonly isSample: boolean;
}

/** Everything about an opened report except its rows. Texts are already in the user's language. */
export interface ReportSummary {
  readonly ref: ReportRef;
  /** Graph function name. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly product: string;
  readonly kind: 'daily-series' | 'detail' | 'distribution' | 'current-state';
  /** Beta-only, retired service: words for badges beside the title. */
  readonly badges: readonly string[];
  readonly connection: TenantFacts & { readonly id: string };
  readonly source: ReportSource;
  /** Day of the newest data, as the service says; `null` where it does not. */
  readonly refreshDate: IsoDate | null;
  /** Whole days between the refresh date and today in UTC. */
  readonly refreshAgeDays: number | null;
  /** Day in UTC from which on newer data can be there; `null` or absent where that cannot be told. */
  readonly nextData?: IsoDate | null;
  readonly fetchedAt: IsoInstant;
  readonly choices: readonly PeriodChoice[];
  readonly columns: readonly ColumnInfo[];
  readonly rowCount: number;
  readonly charts: readonly Chart[];
  /** Names of the columns and groups that get a card, most telling first; absent where all pictures do. */
  readonly cards?: readonly string[];
  readonly notices: readonly Notice[];
  /** Of a detail report only. */
  readonly quickFilters?: readonly QuickFilter[];
  /** Where the report is put together from everything that is kept. */
  readonly history?: HistoryFacts;
  /**
   * The first rows only, to look at while the rest is being read; `pictures` are of them, good for their shape alone. Another `report`
   * follows, or `failed` or `cancelled`.
   */
  readonly partial?: true;
}

/** Another report that is drawn beside the panel's own: pictures, never rows. */
export interface Comparison {
  /** Stays the same over a reload. */
  readonly id: string;
  readonly ref: ReportRef;
  readonly title: string;
  /** Name of its connection. */
  readonly tenant: string;
  readonly state: 'loading' | 'shown' | 'failed';
  /** Empty until it is shown. */
  readonly charts: readonly Chart[];
  /** Day of its newest data, where it is shown and says so. */
  readonly refreshDate: IsoDate | null;
  /** Why it failed; or why what is shown is not the newest. */
  readonly notice?: Notice;
}

/** What is known of a report before it has arrived: enough to hold its place. */
export interface ReportOutline extends Pick<
  ReportSummary,
  'ref' | 'name' | 'title' | 'description' | 'product' | 'kind' | 'badges' | 'connection' | 'choices'
> {
  readonly expects: ExpectedCharts;
}

/** Pictures that a report will probably have: so many cards of series or of spreads, or one card with so many bars or shares. */
export interface ExpectedCharts {
  readonly kind: 'series' | 'spreads' | 'bars' | 'shares';
  readonly count: number;
  /** Of spreads: bars of the longest card of which that is known. */
  readonly bars?: number;
}

/** A part of the rows of a view. */
export interface RowsPart {
  /** Counts rows of the view. */
  readonly start: number;
  /** Rows in the view after filtering. */
  readonly viewRowCount: number;
  /** One cell per column each. */
  readonly rows: readonly (readonly CellValue[])[];
}

/** From the extension host to the webview. */
export type HostMessage =
  /** Something is being fetched. What is on screen stays; `title` names it where nothing is on screen yet. */
  | {
      readonly type: 'loading';
      readonly ref: ReportRef;
      readonly title: string;
      readonly step: string;
      readonly receivedBytes?: number;
      readonly totalBytes?: number;
      readonly outline?: ReportOutline;
    }
  /**
   * The report, replacing whatever was shown; with the first rows where they need neither sorting nor filtering. `unkeptFilter` is a
   * filter that names a person, and has no place in the state that outlives a reload.
   */
  | {
      readonly type: 'report';
      readonly summary: ReportSummary;
      readonly view: TableView;
      readonly firstRows?: RowsPart;
      readonly transientFilter?: string;
    }
  /** What the archive knows beyond the report on screen, some time after it: windows before, and all kept days as a choice. */
  | {
      readonly type: 'past';
      readonly ref: ReportRef;
      readonly charts: readonly Chart[];
      readonly choices: readonly PeriodChoice[];
    }
  /** Restated values of the history on screen, newest day first; `total` may be more. */
  | { readonly type: 'restated'; readonly values: readonly RevisedValue[]; readonly total: number }
  /** It did not work. With `keepsData` the last good data stays on screen, marked as such. */
  | {
      readonly type: 'failed';
      readonly ref: ReportRef;
      readonly title: string;
      readonly notice: Notice;
      readonly keepsData: boolean;
    }
  /** Stopped by the user; what was on screen stays. */
  | {
      readonly type: 'cancelled';
      readonly ref: ReportRef;
      readonly title: string;
      readonly notice: Notice;
      readonly keepsData: boolean;
    }
  /** What the report is compared with, all of it: what is not in the list any more is gone. */
  | { readonly type: 'compared'; readonly comparisons: readonly Comparison[] }
  /** Earlier days are being fetched, have come (`past` has brought them), or could not be had. */
  | { readonly type: 'earlierDays'; readonly busy: boolean; readonly notice?: Notice }
  /** A window of rows of the current view. */
  | ({ readonly type: 'rows'; readonly requestId: number } & RowsPart)
  /** Answer to `getTotals`. */
  | { readonly type: 'totals'; readonly requestId: number; readonly totals: TableTotals }
  /** Answer to `getValues`. */
  | { readonly type: 'values'; readonly requestId: number; readonly values: ColumnValues };

/** What rows are copied as. */
export type CopyFormat = 'tabSeparated' | 'markdown';

/** From the webview to the extension host. */
export type WebviewMessage =
  /** First message after the script has loaded. */
  | { readonly type: 'ready' }
  /** Asks for rows `start` (inclusive) to `end` (exclusive) of a view. Answered with `rows` of the same `requestId`. */
  | {
      readonly type: 'getRows';
      readonly requestId: number;
      readonly view: TableView;
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'choosePeriod'; readonly period?: string; readonly date?: IsoDate; readonly history?: true }
  /** Asks for the restated values of the history on screen. Answered with `restated`. */
  | { readonly type: 'getRestated' }
  | { readonly type: 'refresh' }
  | { readonly type: 'cancel' }
  | { readonly type: 'export' }
  /** Asks what the amounts in the rows of a view come to. Answered with `totals` of the same `requestId`. */
  | { readonly type: 'getTotals'; readonly requestId: number; readonly view: TableView }
  /** Asks for a column's most frequent values that contain a text. Answered with `values` of the same `requestId`. */
  | { readonly type: 'getValues'; readonly requestId: number; readonly column: number; readonly search: string }
  /** Copies rows of a view, with a header line. Absent `rows` means all rows of the view, absent `format` tab-separated text. */
  | {
      readonly type: 'copyRows';
      readonly view: TableView;
      readonly rows?: readonly number[];
      readonly format?: CopyFormat;
    }
  | { readonly type: 'action'; readonly id: string }
  /** Asks for a report to compare with. */
  | { readonly type: 'compareWith' }
  | { readonly type: 'removeComparison'; readonly comparison: string }
  /** A button of a comparison's notice. */
  | { readonly type: 'comparisonAction'; readonly comparison: string; readonly id: string }
  /** Fetches as many days as the service has, so that the period before the one shown is known. */
  | { readonly type: 'fetchEarlierDays' }
  /** A picture to be kept as a file. `name` says what it shows, for the file's name. */
  | {
      readonly type: 'saveChart';
      readonly format: ChartFileFormat;
      readonly name: string;
      readonly content: Uint8Array;
    };

export type ChartFileFormat = 'svg' | 'png';

/** Bytes of a saved chart at the most. The largest that the panel can make is a fraction of it. */
export const MAX_CHART_BYTES = 20_000_000;

/** What the webview keeps over a reload with `setState`: what is shown, never rows. */
export interface PanelState {
  readonly ref: ReportRef;
  readonly view: TableView;
  /** Reports that it is compared with. */
  readonly compared?: readonly ReportRef[];
  readonly largeChart?: LargeChartState;
}

/** What the large chart shows. */
export interface LargeChartState {
  /** Ids of measures in the order in which they were picked. */
  readonly picked: readonly string[];
  readonly withPrevious: boolean;
}
