import type * as vscode from 'vscode';

/**
 * What `vscode.extensions.getExtension('usage-reports.m365-usage-reports').activate()` resolves to.
 *
 * Stable within an `apiVersion`: properties may be added, none is taken away or changes its meaning. Copy this file to have the
 * types. No call asks the user to sign in: without a session it rejects with reason `signInRequired`.
 */
export interface UsageReportsApi {
  readonly apiVersion: 1;

  /** Every report that exists, whether the active tenant publishes it or not. */
  listReports(): Promise<ReportInfo[]>;

  /**
   * Opens a report: from the archive if a snapshot is new enough, else from Microsoft Graph. If that fails, opens the newest snapshot,
   * whatever its age, and says so in `notFetched`; with `fresh`, rejects instead.
   *
   * @param token cancels; the promise then rejects with an error whose `name` is `AbortError`
   * @throws an `Error` with `reason` (`invalidRequest`, `signInRequired`, `forbidden`, `throttled`, `network` …) and `details`
   */
  getReport(request: ReportRequest, token?: vscode.CancellationToken): Promise<OpenedReport>;

  /**
   * Writes a report to a file and resolves to the file's URI. `uri` is the file, or an existing folder, in which the file gets its
   * usual name (`2026-11-18_getTeamsUserActivityCounts_D7_northlight.csv`). An identical file is left alone; a different one is never
   * replaced. Rejects if the report can't be fetched and no snapshot is new enough: a file would not show that its data are old.
   *
   * @throws the errors of `getReport`; reason `exportFailed` with `details.code` `FileExists` where a different file is there
   */
  exportReport(request: ExportRequest): Promise<vscode.Uri>;

  /**
   * Answers a question to a report: filters, groups, amounts, order. `query` is plain JSON of the form that `docs/api.md` describes; it is
   * checked, and what is wrong in it is said with its place and what would be right.
   *
   * @param token cancels; the promise then rejects with an error whose `name` is `AbortError`
   * @throws the errors of `getReport`; reason `invalidRequest` with `details.argument`, such as `groupBy.0.column`
   */
  query(query: unknown, token?: vscode.CancellationToken): Promise<QueryAnswer>;

  /** The saved views of this computer and of the workspace's folders. A view can name users, in `definition.filters` and `definition.filter`. */
  listViews(): Promise<SavedViewInfo[]>;

  /**
   * The rows and columns of a report as a saved view shows them: in its order, without those that it hides.
   *
   * @param token cancels; the promise then rejects with an error whose `name` is `AbortError`
   * @throws the errors of `getReport`; reason `invalidRequest` with `details.argument` `view` where there is no such view
   */
  queryView(request: ViewRequest, token?: vscode.CancellationToken): Promise<ViewAnswer>;
}

/** A saved view, and where it is kept. */
export interface SavedViewInfo {
  readonly name: string;
  /** Function name of its report. */
  readonly report: string;
  /** `computer`, or the URI of the workspace folder. */
  readonly place: string;
  /** The view as in a file with views: plain JSON. */
  readonly definition: unknown;
}

export interface ViewRequest extends Omit<ReportRequest, 'fresh'> {
  /** Name of a saved view of the report. */
  readonly view: string;
  /** As in {@link SavedViewInfo}; where absent, the one of this computer comes first. */
  readonly place?: string;
}

export interface ViewAnswer extends QueryAnswer {
  /** Columns of the view that the report doesn't have, or whose filter doesn't fit them. */
  readonly notApplied: readonly string[];
}

/** A table as in {@link OpenedReport}, and what it is made of. */
export interface QueryAnswer extends Pick<OpenedReport, 'rowCount' | 'rows' | 'dispose'> {
  /** `unit` is `count`, `bytes`, `minutes` or `seconds`. */
  readonly columns: readonly (OpenedReport['columns'][number] & { readonly unit?: string })[];
  readonly provenance: {
    readonly report?: string;
    readonly period?: string;
    readonly date?: string;
    readonly history?: true;
    readonly connection?: string;
    /** ISO 8601 in UTC: when the data were fetched. */
    readonly fetchedAt?: string;
    /** Day of the newest data in UTC, or `null` if the file has none. */
    readonly refreshDate: string | null;
    /** That of the snapshot that changes count from. */
    readonly earlierRefreshDate?: string | null;
    /** Rows of the report, and those that pass the filters. */
    readonly rowsRead: number;
    readonly rowsPassed: number;
    /** Rows that are in more than one group, as they have a list with several members. */
    readonly rowsInSeveralGroups?: number;
    /** Rows that no group or amount counts: `reason` is `filters`, `noKey`, `noNumber`, `smallGroups` or `limit`. */
    readonly leftOut: readonly {
      readonly reason: string;
      readonly rows: number;
      readonly column?: string;
      readonly groups?: number;
    }[];
  };
}

export interface ReportInfo {
  /** Graph function name, e.g. `getTeamsUserActivityCounts`. */
  readonly name: string;
  /** In the display language, as `product` is. */
  readonly title: string;
  /** Name of the product, e.g. `Microsoft Teams`. */
  readonly product: string;
  readonly kind: 'daily-series' | 'detail' | 'distribution' | 'snapshot';
  readonly versions: readonly ('v1.0' | 'beta')[];
  /** Empty for a report without parameters. */
  readonly periods: readonly string[];
  readonly acceptsDate: boolean;
}

/** Exactly one of `period`, `date` and `history`; none of them for a report without parameters. */
export interface ReportRequest {
  /** Graph function name; the old spelling without `get` is understood too. */
  readonly report: string;
  /** `D7`, `D30`, `D90`, `D180`; `D1`, `D28`, `D60` and `ALL` where the report has them. */
  readonly period?: string;
  /** Day in UTC, `YYYY-MM-DD`, at most 28 days back. */
  readonly date?: string;
  /** Instead of a period: every archived day of a daily series, without a request. */
  readonly history?: true;
  /** Connection id, `sample` for the sample tenant; the active connection where absent. */
  readonly connection?: string;
  /** Requests the report even if the archive has a snapshot that is new enough. */
  readonly fresh?: boolean;
}

export interface ExportRequest extends Omit<ReportRequest, 'fresh'> {
  /** `csv` as delivered, `csvNormalized`, `xlsx`, `json`, `markdown` or `parquet`. */
  readonly format: string;
  readonly uri: vscode.Uri;
}

export interface OpenedReport {
  /** Function name as the service spells it now. */
  readonly report: string;
  readonly period?: string;
  readonly date?: string;
  readonly history?: true;
  readonly connection: string;
  readonly source: 'network' | 'archive' | 'sample';
  /** Present if the report could not be fetched and this is an archived copy: the `reason` of the failure and a sentence. */
  readonly notFetched?: { readonly reason: string; readonly message: string };
  /** Day of the newest data in UTC, or `null` if the file has none. */
  readonly refreshDate: string | null;
  /** ISO 8601 in UTC: when the data were fetched. */
  readonly fetchedAt: string;
  /** Names as in the CSV, whichever format was fetched. */
  readonly columns: readonly {
    readonly name: string;
    readonly type: 'text' | 'number' | 'date' | 'boolean' | 'duration' | 'list';
  }[];
  readonly rowCount: number;
  /**
   * Rows `start` (inclusive) to `end` (exclusive), a cell per column: dates as `YYYY-MM-DD`, durations in seconds, lists as
   * arrays, `null` for a blank cell. A cell that does not fit its column's type is its text.
   */
  rows(
    start: number,
    end: number,
  ): Promise<readonly (readonly (null | number | boolean | string | readonly string[])[])[]>;
  /** Warnings of the decoder, as sentences in the display language. */
  readonly warnings: readonly string[];
  /** Frees the rows, which for a large report are many. `rows` rejects afterward. */
  dispose(): void;
}
