import type { LicenseTexts } from './licenseTexts.js';
import type { BlankReason, UserState } from '../blankReasons.js';
import type { Aggregate, Unit } from '../report.js';
import type { Granularity } from './report.js';
import type { PluralText } from './pluralText.js';
import type { Notice } from './common.js';

/** Texts that several pages use. A comment says what stands for `{0}`, `{1}` … where the name does not. */
export interface CommonTexts {
  // Header
  readonly sampleBadge: string;
  readonly sampleHint: string;
  readonly tenant: string;
  readonly dataUpTo: string;
  readonly dataDayUnknown: string;
  readonly refresh: string;
  readonly export: string;
  readonly copy: string;
  readonly cancel: string;
  readonly loading: string;

  // Notices and empty states
  readonly notices: string;
  readonly severity: Readonly<Record<Notice['severity'], string>>;
  readonly details: string;
  readonly retry: string;
  /** A reply of the host does not fit, as after an update. */
  readonly unexpectedReply: string;
  readonly noRowsTitle: string;
  readonly noRowsText: string;

  // Cells
  /** Why a cell is blank, in a word or two, and in a sentence. */
  readonly blankReasons: Readonly<Record<BlankReason, string>>;
  readonly blankReasonHints: Readonly<Record<BlankReason, string>>;
  /** The same to a screen reader. */
  readonly blankBecause: string;
  /** A heading above the reasons to filter by. */
  readonly blankReason: string;
  /** What a report says of a user beside that. */
  readonly userStates: Readonly<Record<Exclude<UserState, BlankReason>, string>>;
  /** What the tables of licenses say. */
  readonly licenses: LicenseTexts;
  readonly blank: string;
  readonly yes: string;
  readonly no: string;
  readonly concealed: string;
  /** The first characters of the concealed name. */
  readonly concealedName: string;
  readonly concealedTitle: string;

  // Table
  readonly table: string;
  readonly rows: PluralText;
  /** All rows, rows shown. */
  readonly rowsOf: PluralText;
  readonly filterRows: string;
  readonly clearFilter: string;
  readonly noMatch: string;
  readonly find: string;
  readonly findInTable: string;
  readonly findKeys: string;
  readonly findHint: string;
  /** Number of the found cell, of all found cells. */
  readonly findCount: string;
  readonly noResults: string;
  /** {@link findCount}, the column, the row, the cell. */
  readonly findPlace: string;
  readonly findInFile: string;
  readonly findFailed: string;
  readonly previousMatch: string;
  readonly nextMatch: string;
  readonly closeByEscape: string;
  readonly rowDetails: string;
  /** Number of the row, of all rows of the view. */
  readonly rowOf: string;
  /** {0}: that row, {1}: how many there are */
  readonly previousRow: string;
  readonly nextRow: string;
  readonly isFirstRow: string;
  readonly isLastRow: string;
  readonly notInTable: string;
  readonly copyRow: string;
  readonly findThisUser: string;
  readonly gridLabel: string;
  readonly gridHint: string;
  readonly selected: PluralText;
  readonly selectedCells: PluralText;
  readonly selectedNumbers: PluralText;
  /** `{0}` is what the amount is, such as the sum; `{1}` is the amount. */
  readonly namedAmount: string;
  readonly copySelected: PluralText;
  readonly copySelectedMarkdown: string;
  /** `{0}` is the column's name where people read a label. */
  readonly columnInFiles: string;
  readonly concealedColumn: string;
  readonly unknownColumn: string;
  /** The file that a column was added from. */
  readonly attributeColumn: string;
  readonly directoryColumn: string;
  readonly resizeColumn: string;
  readonly resizeHint: string;
  readonly resizeKeys: string;
  readonly moveKeys: string;
  readonly sortKeys: string;
  /** Which key of the order the column is, and how many there are. */
  readonly sortRank: string;

  // Columns
  readonly columns: string;
  readonly columnsHint: string;
  readonly searchColumns: string;
  readonly noColumnFound: string;
  readonly pinColumnNamed: string;
  readonly unpinColumnNamed: string;
  readonly lastColumn: string;
  readonly showAllColumns: string;
  readonly resetColumns: string;
  readonly hiddenColumns: PluralText;
  readonly showHidden: string;
  /** The column, its place from the left, and how many columns there are. */
  readonly columnMoved: string;
  readonly columnHidden: string;
  readonly columnPinned: string;
  readonly columnUnpinned: string;
  readonly columnActions: string;
  readonly sortAscending: string;
  readonly sortDescending: string;
  readonly hideColumn: string;
  readonly pinColumn: string;
  readonly unpinColumn: string;
  readonly groupByColumn: string;
  readonly moveLeft: string;
  readonly moveRight: string;
  readonly skipToTable: string;
  /** How many more columns are the same in every row. */
  readonly moreConstant: string;
  readonly constantHint: string;
  readonly showConstant: string;
  readonly hideConstant: string;
  readonly rowLoading: string;
  /** `{0}` is why. */
  readonly rowsFailed: string;
  /** `{0}` is why. */
  readonly totalsFailed: string;
  /** How many rows are there. */
  readonly partialRows: string;
  /** How many rows are there, and the share of the file that has been read. */
  readonly partialRowsOf: string;
  readonly notYet: string;

  // Filters
  readonly filters: string;
  readonly noFilters: string;
  readonly filtersFollow: string;
  readonly removeFilter: string;
  readonly clearAll: string;
  readonly noMatchFilters: string;
  readonly filterColumn: string;
  readonly filterKeys: string;
  readonly filtered: string;
  readonly from: string;
  readonly to: string;
  /** Two examples of amounts. */
  readonly amountHint: Readonly<Record<Unit, string>>;
  /** Two examples of amounts, the unit of a number without one. */
  readonly scaledHint: string;
  readonly notAnAmount: string;
  readonly wrongOrder: string;
  readonly daysHint: string;
  readonly orBlank: string;
  /** How many cells are blank. */
  readonly orBlankCount: string;
  readonly blankValue: string;
  readonly searchValues: string;
  /** Values shown, values that match. */
  readonly valuesShown: string;
  readonly noValueFound: string;
  readonly valuesLoading: string;
  readonly apply: string;
  readonly clear: string;
  readonly blankOnly: string;
  readonly notBlankOnly: string;
  readonly notBlank: string;
  readonly atLeast: string;
  /** A percentage. */
  readonly quotaShareFrom: string;
  readonly quotaShareAbove: string;
  readonly atMost: string;
  readonly fromDay: string;
  readonly untilDay: string;
  /** A filter's text. */
  readonly orBlankToo: string;
  /** Values, and how many others there are. */
  readonly andMore: string;
  readonly nothingChosen: string;
  readonly emptyLabel: string;
  /** A percentage. */
  readonly blankShare: string;
  readonly medianOf: string;
  readonly sinceDay: string;
  readonly cutValue: string;
  readonly values: PluralText;
  readonly quickFilters: string;
  readonly more: string;
  readonly quickLabel: {
    /** Days. */
    readonly inactive: string;
    readonly neverActive: string;
    readonly neverActivated: string;
    readonly deleted: string;
    readonly sharedMailboxes: string;
    /** A percentage. */
    readonly nearQuota: string;
    /** What has the quota, and a percentage. */
    readonly nearQuotaOf: string;
    readonly overSendLimit: string;
    readonly mailOnly: string;
    readonly deletedStorage: string;
    readonly blockedLicensed: string;
    /** What has storage. */
    readonly deletedStorageOf: string;
    /** Days. */
    readonly fullWithin: string;
    readonly largestGrowth: string;
    readonly sharedNearLimit: string;
    /** Days. */
    readonly licensedUnused: string;
    /** A product, and days. */
    readonly licensedUnusedOf: string;
    readonly largest: string;
    /** A product. */
    readonly largestOf: string;
  };
  readonly quickHint: {
    /** A day, and how many days it is before the data ends. */
    readonly inactive: string;
    readonly neverActive: string;
    readonly neverActivated: string;
    readonly deleted: string;
    readonly sharedMailboxes: string;
    /** A percentage. */
    readonly nearQuota: string;
    readonly overSendLimit: string;
    /** Days. */
    readonly mailOnly: string;
    readonly deletedStorage: string;
    readonly blockedLicensed: string;
    /** Days. */
    readonly fullWithin: string;
    readonly largestGrowth: string;
    readonly sharedNearLimit: string;
    /** A day, and how many days it is before the data ends. */
    readonly licensedUnused: string;
    readonly largest: string;
    /** One of the others, and days. */
    readonly withoutNew: string;
    /** One of the others. */
    readonly withoutDeleted: string;
  };

  // Totals
  readonly totals: PluralText;
  readonly sum: string;
  /** The same after a number. */
  readonly sumOfAll: string;
  readonly average: string;
  readonly withValue: string;
  readonly blankCount: string;
  readonly about: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly median: string;

  // Charts
  readonly trends: string;
  readonly atAGlance: string;
  readonly measures: PluralText;
  readonly showAll: string;
  readonly showFewer: string;
  readonly stillShowing: string;
  readonly latest: string;
  readonly latestDay: string;
  readonly onDay: string;
  /** Percentage, whole, day. */
  readonly latestShareOn: string;
  readonly noValues: string;
  /** Days of each window, change. */
  readonly changeToPrevious: PluralText;
  readonly noChange: PluralText;
  /** Average before, average after. */
  readonly changeOfAverage: string;
  /** The same where the days that are averaged come after it. */
  readonly changeFromTo: string;
  /** Average and days after, average and days before. */
  readonly changeDetail: string;
  /** The change, and the sentences about it. */
  readonly changeWithDetail: string;
  /** First and last day, without their year. */
  readonly shortDays: string;
  readonly changes: string;
  readonly everyWeekday: string;
  readonly noMonthChange: string;
  /** A month or days of it, and what they are compared with. */
  readonly vs: string;
  /** Two months. */
  readonly tooFewDaysForMonths: string;
  /** Value, day. */
  readonly valueOn: string;
  /** Day, value. */
  readonly pointText: string;
  readonly largeChart: string;
  readonly closeChart: string;
  readonly addToChart: string;
  readonly removeFromChart: string;
  readonly weekdayAverage: string;
  readonly weekendAverage: string;
  readonly weekdays: string;
  readonly weekends: string;
  /** Weekdays or weekends, value. */
  readonly averageHint: string;
  readonly dataEndsOn: string;
  readonly dataEnds: string;
  /** What is drawn, by the kind of its values. */
  readonly by: Readonly<Record<'day' | 'week' | 'month', string>>;
  readonly granularity: string;
  readonly granularities: Readonly<Record<Granularity, string>>;
  /** Measure, what its values are. */
  readonly measureFigure: string;
  readonly figures: Readonly<Record<'average' | Aggregate, string>>;
  readonly averageNote: string;
  readonly weeksNote: string;
  readonly incompleteWeeks: PluralText;
  readonly incompleteMonths: PluralText;
  readonly axisBegins: string;
  readonly boldLines: string;
  readonly smoothedLines: string;
  readonly unshadedLines: string;
  readonly overlayNeedsDays: string;
  readonly distributionOf: string;
  /** From, to. */
  readonly range: string;
  /** Rows, range. */
  readonly rowsInRange: PluralText;
  readonly rowsWithValue: PluralText;
  readonly blankRows: string;
  /** What parts of a whole are called, and the rest. `ofWhole`: name, part, whole. */
  readonly shares: Readonly<
    Record<'active' | 'activated' | 'used', { readonly part: string; readonly rest: string; readonly ofWhole: string }>
  >;
  /** Part, whole. */
  readonly ofWhole: string;
  readonly distinctValues: PluralText;
  readonly sharesOfRows: string;
  readonly sharesOf: PluralText;
  /** First and last day. */
  readonly previousDays: string;
  /** Measure, day, value. */
  readonly previousValue: string;
  readonly addMeasure: string;
  readonly addMeasurePlaceholder: string;
  /** How many measures a chart shows. */
  readonly chartFull: PluralText;
  /** Measures, whose they are. */
  readonly notDrawn: PluralText;
  readonly overlay: string;
  readonly noOverlay: string;
  readonly monthOverMonth: string;
  /** Two months. */
  readonly monthOverMonthOf: string;
  /** Days, month. */
  readonly monthDaysUnknown: PluralText;
  readonly previousPeriod: string;
  readonly previousPeriodHint: string;
  readonly previousUnknown: string;
  readonly previousCanBeFetched: string;
  readonly fetchEarlierDays: string;
  readonly fetchingEarlierDays: string;
  readonly historyMarks: string;

  // Comparing with another report
  readonly comparedWith: string;
  readonly comparisonLoading: string;
  readonly comparisonUpTo: string;
  readonly comparisonEmpty: string;
  readonly removeComparison: string;

  // Saving a chart
  readonly saveChart: string;
  readonly copyAsImage: string;
  readonly saveAs: string;
  readonly chartCopied: string;
  readonly sampleSource: string;
}
