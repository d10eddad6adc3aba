import {
  array,
  boolean,
  instance,
  literal,
  maxLength,
  minLength,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  strictObject,
  string,
  variant,
} from 'valibot';
import { type ReportRef, ROW_NOUNS, type RowSpan, type TableView } from '../report.js';
import { TABLE_ACTIONS } from '../tableActions.js';
import type { EventOf, MessageOf, OutputOf } from './channel.js';
import { columnChoices, type ColumnChoices } from './columnChoices.js';
import {
  copyRowsEntries,
  find,
  getCellStatistics,
  getFound,
  getRows,
  notice,
  rowsPart,
  tenantFacts,
} from './common.js';
import { grouping, type Grouping, groupRequests, type OpenedGroup } from './grouping.js';
import { overTimeRequests, overTimeTexts } from './tableOverTime.js';
import { tableSources } from './tableSources.js';
import {
  chart,
  columnFacts,
  columnFilter,
  columnFilters,
  columnInfo,
  columnValues,
  historyFacts,
  index,
  periodEntries,
  quickFilter,
  reportRef,
  revisedValue,
  tableTotals,
  tableView,
} from './schemas.js';

/**
 * What the report panel and its page say to each other. Rows travel in windows that the page requests; a token, a secret or a
 * download URL never travels at all.
 */

/**
 * A choice of the panel's period switch: a period, a single date, all archived days, or the one form a report without parameters has.
 */
const periodChoice = object({ label: string(), ...periodEntries });

const identityEntries = {
  ref: reportRef,
  /** Graph function name. */
  name: string(),
  title: string(),
  description: string(),
  product: string(),
  kind: picklist(['daily-series', 'detail', 'distribution', 'current-state']),
  /** Beta-only, retired service: words for badges beside the title. */
  badges: array(string()),
  connection: object({ ...tenantFacts.entries, id: string() }),
  choices: array(periodChoice),
  /** Where nothing can be requested, because only files have the report. */
  onlyFromFiles: optional(literal(true)),
};

/** Everything about an opened report except its rows. Texts are already in the user's language. */
const reportSummary = object({
  ...identityEntries,
  source: picklist(['network', 'archive', 'sample', 'file']),
  /** Where it was opened from a file: nothing can be requested then, and `connection` means nothing. */
  file: optional(object({ name: string() })),
  /** Name of the file that a person added to the archive, where that is what is shown. */
  addedFrom: optional(string()),
  /** Day of the newest data, as the service says; `null` where it does not. */
  refreshDate: nullable(string()),
  /** Whole days between the refresh date and today in UTC. */
  refreshAgeDays: nullable(number()),
  /** Day in UTC from which on newer data can be there; `null` or absent where that cannot be told. */
  nextData: optional(nullable(string())),
  fetchedAt: string(),
  columns: array(columnInfo),
  /** Columns that say who or what a row is about, most telling first; absent where none does. */
  keyColumns: optional(array(index)),
  /** Columns that name users. */
  userColumns: optional(array(index)),
  /** What each row is, where {@link keyColumns} don't tell it. */
  rowsAre: optional(picklist(ROW_NOUNS)),
  /** What is known of each column from all of its cells; absent where nothing is. */
  columnFacts: optional(array(columnFacts)),
  rowCount: index,
  /** Rows that the charts count; absent if they count all. */
  countedRows: optional(index),
  /** What only these rows pass. A filter by what was counted needs it, too. */
  countedFilter: optional(columnFilter),
  charts: array(chart),
  /** Names of the columns and groups that get a card, most telling first; absent where all charts do. */
  cards: optional(array(string())),
  notices: array(notice),
  /** Of a detail report only. */
  quickFilters: optional(array(quickFilter)),
  /** Where it is no report, but a table that is put together from several. There is no request for it then. */
  sources: optional(tableSources),
  /** Where it can be computed as of earlier days, which are archived: what is said of that. */
  overTime: optional(overTimeTexts),
  /** What stands in the place of the table where it has no rows; absent where Microsoft sent none. */
  noRows: optional(object({ title: string(), text: string() })),
  /** How the columns are arranged until somebody arranges them; absent where all are shown. */
  usualColumns: optional(columnChoices),
  /** The rows name users, and nothing that somebody filters or looks for in them outlives a reload. */
  forgetsView: optional(literal(true)),
  /** Where the report is put together from everything in the archive. */
  history: optional(historyFacts),
  /**
   * The first rows only, to look at while the rest is being read; `charts` are of them, good for their shape alone. Another `report`
   * follows, or `failed` or `cancelled`.
   */
  partial: optional(literal(true)),
  /** What the page says of these rows, where they are not simply the first ones of a file. */
  partialText: optional(string()),
});

/** Another report that is drawn beside the panel's own: charts, never rows. */
const comparison = object({
  /** Stays the same over a reload. */
  id: string(),
  ref: reportRef,
  title: string(),
  /** Name of its connection. */
  tenant: string(),
  state: picklist(['loading', 'shown', 'failed']),
  /** Empty until it is shown. */
  charts: array(chart),
  /** Day of its newest data, where it is shown and says so. */
  refreshDate: nullable(string()),
  /** Why it failed; or why what is shown is not the newest. */
  notice: optional(notice),
});

/** Charts that a report will probably have: so many cards of series or of spreads, or one card with so many bars or shares. */
const expectedCharts = object({
  kind: picklist(['series', 'spreads', 'bars', 'shares']),
  count: index,
  /** Of spreads: bars of the longest card of which that is known. Of shares: bars of a second card. */
  bars: optional(index),
  /** Of shares: averages, each with a card of its own. */
  averages: optional(index),
});

/** What is known of a report before it has arrived: enough to hold its place. */
const reportOutline = object({ ...identityEntries, expects: expectedCharts });

const endedEntries = {
  ref: reportRef,
  title: string(),
  notice,
  /** The last good data stays on screen, marked as such. */
  keepsData: boolean(),
  /** The rows of the report on screen can no longer be read. The action `retry` opens the report again. */
  tableLost: optional(literal(true)),
};

/** A saved view on screen. */
const shownView = object({
  name: string(),
  /** See `PlacedView.place`. */
  place: string(),
  /** The table shows something else by now. */
  isChanged: boolean(),
  /** What of the view the table has no place for, in sentences. */
  notes: array(string()),
});

/** What a command can lay under the lines of the large chart; see {@link OVERLAYS}. */
const askedOverlay = picklist(['previous', 'month']);

const event = variant('type', [
  /** Something is being fetched. What is on screen stays; `title` names it where nothing is on screen yet. */
  object({
    type: literal('loading'),
    ref: reportRef,
    title: string(),
    step: string(),
    receivedBytes: optional(number()),
    totalBytes: optional(number()),
    outline: optional(reportOutline),
  }),
  /** The report, replacing whatever was shown. */
  object({
    type: literal('report'),
    summary: reportSummary,
    view: tableView,
    /** Where they need neither sorting nor filtering. */
    firstRows: optional(rowsPart),
    /** A filter that names a user, and has no place in the state that outlives a reload. */
    transientFilter: optional(string()),
    /** How the columns of this report were arranged the last time, by whoever uses this computer. */
    columnChoices: optional(columnChoices),
    /** What the rows of this report are grouped by, or were the last time. */
    grouping: optional(grouping),
    /** Whether the charts of this report were one line the last time. */
    chartsFolded: optional(boolean()),
  }),
  /**
   * A measure is to be in the large chart, once the report is there; one that the report does not have changes nothing. Without a name, what is
   * drawn stays, or the first measure is. The overlay is to lie under the lines.
   */
  object({ type: literal('showMeasure'), measure: optional(string()), overlay: optional(askedOverlay) }),
  /** The table is to show these rows with its columns arranged like this, or these groups of them. */
  object({ type: literal('showView'), view: tableView, columnChoices, grouping: optional(grouping) }),
  /** The saved view that is shown; absent where it is none. */
  object({ type: literal('savedView'), shown: optional(shownView) }),
  /** Something was chosen in the context menu of the table, which VS Code shows. */
  object({ type: literal('actOnTable'), action: picklist(TABLE_ACTIONS), row: optional(index), column: index }),
  /** What the archive knows beyond the report on screen, some time after it: windows before, and all archived days as a choice. */
  object({ type: literal('historyContext'), ref: reportRef, charts: array(chart), choices: array(periodChoice) }),
  /** Opening the report failed, and the notice says why. What was on screen stays. */
  object({ type: literal('failed'), ...endedEntries }),
  /** Stopped by the user; what was on screen stays. */
  object({ type: literal('cancelled'), ...endedEntries }),
  /** What the report is compared with, all of it: what is not in the list any more is gone. */
  object({ type: literal('compared'), comparisons: array(comparison) }),
  /** So many archived snapshots have been read of what is drawn over time. */
  object({ type: literal('snapshotsRead'), read: index, total: index }),
  /** Earlier days are being fetched, have come (`historyContext` has brought them), or could not be had. */
  object({ type: literal('earlierDays'), busy: boolean(), notice: optional(notice) }),
]);

/** Bytes of a saved chart at the most. The largest that the panel can make is a fraction of it. */
export const MAX_CHART_BYTES = 20_000_000;

const chartFileFormat = picklist(['svg', 'png']);
const chartFileName = pipe(string(), maxLength(1_000));
const chartContent = pipe(instance(Uint8Array), minLength(8), maxLength(MAX_CHART_BYTES));

/** Those of the theme, or others; without a background, for what is behind it. */
const chartColors = picklist(['shown', 'light', 'dark', 'transparentLight', 'transparentDark']);

/** What file is made of a chart. `isWide`: with the sides of a slide, 16 to 9. */
export const chartFileChoice = object({ format: chartFileFormat, colors: chartColors, isWide: boolean() });
const comparisonIdText = pipe(string(), maxLength(500));
const actionId = pipe(string(), maxLength(64));

const message = variant('type', [
  strictObject({ type: literal('choosePeriod'), ...periodEntries }),
  /** The person has filtered, sorted, or picked a chart: the tab is no preview any more. */
  strictObject({ type: literal('worksWith') }),
  /** Somebody has arranged the columns of the table, for every time that this report is opened. */
  strictObject({ type: literal('arrangeColumns'), choices: columnChoices }),
  /** The charts become one line, or are shown again, for every time that this report is opened. */
  strictObject({ type: literal('foldCharts'), folded: boolean() }),
  /** The saved view takes over what the table shows, or the table shows again what was saved. */
  strictObject({ type: literal('saveView') }),
  strictObject({ type: literal('resetView') }),
  strictObject({ type: literal('refresh') }),
  strictObject({ type: literal('cancel') }),
  strictObject({ type: literal('export') }),
  strictObject({ type: literal('copyRows'), ...copyRowsEntries }),
  /** The user whom a cell of the rows on screen names is looked for in all reports. */
  strictObject({ type: literal('findUser'), row: index, column: index }),
  /** The same of the groups that are in place of the rows. */
  strictObject({ type: literal('copyGroups'), ...copyRowsEntries }),
  /** The rows are grouped like this, or shown again in place of groups, for every time that this report is opened. */
  strictObject({ type: literal('groupRows'), grouping: optional(grouping) }),
  strictObject({ type: literal('action'), id: actionId }),
  /** The user wants to choose a report to compare with. */
  strictObject({ type: literal('compareWith') }),
  strictObject({ type: literal('removeComparison'), comparison: comparisonIdText }),
  /** A button of a comparison's notice. */
  strictObject({ type: literal('comparisonAction'), comparison: comparisonIdText, id: actionId }),
  /** Fetches as many days as the service has, so that the period before the one shown is known. */
  strictObject({ type: literal('fetchEarlierDays') }),
  /** A chart to be saved as a file. */
  strictObject({
    type: literal('saveChart'),
    format: chartFileFormat,
    /** What it shows, for the file's name. */
    name: chartFileName,
    content: chartContent,
  }),
  /** A chart is in the clipboard as an image. */
  strictObject({ type: literal('chartCopied') }),
  /** It could not be copied. As a PNG file it can be saved instead. */
  strictObject({ type: literal('chartNotCopied'), name: chartFileName, content: chartContent }),
]);

export const reportProtocol = {
  event,
  message,
  requests: {
    getRows,
    ...groupRequests,
    ...overTimeRequests,
    /** What the amounts in the rows of a view come to. */
    getTotals: { params: strictObject({ view: tableView }), result: tableTotals },
    getCellStatistics,
    find,
    getFound,
    /** A column's most frequent values that contain a text, in the rows that pass the filters. */
    getValues: {
      params: strictObject({
        column: index,
        search: pipe(string(), maxLength(1_000)),
        filters: optional(columnFilters),
      }),
      result: columnValues,
    },
    /** Revised values of the history on screen, newest day first; `total` may be more. */
    /** Asks the person what file to make of a chart; `null` where nothing is chosen. */
    chooseChartFile: { params: strictObject({}), result: nullable(chartFileChoice) },
    getRevised: { params: strictObject({}), result: object({ values: array(revisedValue), total: index }) },
  },
};

export type ReportProtocol = typeof reportProtocol;
export type ReportEvent = EventOf<ReportProtocol>;
export type ReportMessage = MessageOf<ReportProtocol>;
export type PeriodChoice = OutputOf<typeof periodChoice>;
export type ReportSummary = OutputOf<typeof reportSummary>;

/** Rows that the charts of a report count. */
export function countedRowsOf({ countedRows, rowCount }: Pick<ReportSummary, 'countedRows' | 'rowCount'>): number {
  return countedRows ?? rowCount;
}

export type ShownSavedView = OutputOf<typeof shownView>;
export type AskedOverlay = OutputOf<typeof askedOverlay>;
export type Comparison = OutputOf<typeof comparison>;
export type ReportOutline = OutputOf<typeof reportOutline>;
export type ExpectedCharts = OutputOf<typeof expectedCharts>;
export type ChartFileFormat = OutputOf<typeof chartFileFormat>;
export type ChartColors = OutputOf<typeof chartColors>;
export type ChartFileChoice = OutputOf<typeof chartFileChoice>;

/** What the page saves over a reload with `setState`: what is shown, never rows. */
export interface PanelState {
  readonly ref: ReportRef;
  readonly view: TableView;
  /** Reports that it is compared with. */
  readonly compared?: readonly ReportRef[];
  readonly largeChart?: LargeChartState;
  readonly columnChoices?: ColumnChoices;
  /** One line in place of the charts. */
  readonly chartsFolded?: boolean;
  /** What is looked for in the table, while its find bar is open. */
  readonly findText?: string;
  /** Groups in place of the rows. */
  readonly grouping?: Grouping;
  /** The group whose rows are shown. */
  readonly openedGroup?: OpenedGroup;
  /** The saved view that is shown. */
  readonly savedView?: Pick<ShownSavedView, 'name' | 'place'>;
  readonly rowsPlace?: SavedRowsPlace;
}

/** Where somebody is in the rows of a view. Numbers only: nothing of what the cells say. Columns count from the left. */
export interface RowsPlace {
  /** The first row on screen; a fraction where a part of it is. */
  readonly top: number;
  /** Pixels that the table is below the top of the window, which the page is scrolled for. */
  readonly windowTop: number;
  /** `row` is -1 in the header. */
  readonly active: { readonly row: number; readonly column: number };
  /** What is selected, if anything is; `columns` end before `end`, and are absent where whole rows are selected. */
  readonly selection?:
    | {
        readonly kind: 'rows' | 'columns' | 'cells';
        readonly rows: readonly RowSpan[];
        readonly columns?: RowSpan | undefined;
        readonly anchor: { readonly row: number; readonly column: number };
      }
    | undefined;
  /** Whether the active cell has the focus of the page. */
  readonly focused?: boolean | undefined;
}

/** With what tells whether the rows are still the same. */
export interface SavedRowsPlace extends RowsPlace {
  readonly fetchedAt: string;
  /** Of the report, before filtering. */
  readonly rowCount: number;
}

/** What the large chart shows. */
export interface LargeChartState {
  /** Ids of measures in the order in which they were picked. */
  readonly picked: readonly string[];
  readonly overlay: Overlay;
  /** Absent until somebody chooses: the length of the period decides then. */
  readonly granularity?: Granularity;
}

/** What the large chart has a value for. `average`: of each day the average of the seven days that end with it. */
export const GRANULARITIES = ['days', 'average', 'weeks', 'months'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/**
 * What lies under the lines of the large chart: the previous period, or the month before the newest one. `wholeMonth` is the newest month
 * that has ended, and the one before it.
 */
export const OVERLAYS = ['none', 'previous', 'month', 'wholeMonth'] as const;
export type Overlay = (typeof OVERLAYS)[number];
