/**
 * Every text of the webview that does not come from the host. Numbers and dates arrive here already formatted for the
 * reader's locale; where a sentence depends on a quantity, the quantity itself comes along to choose the plural.
 */
const plural = (quantity: number, one: string, many: string) => (quantity === 1 ? one : many);

export const strings = {
  // Header
  sampleBadge: 'Sample data',
  sampleHint: 'Invented numbers of a tenant that does not exist. Switch the tenant to see your own.',
  tenantLabel: 'Tenant',
  dataUpTo: (day: string) => `Data up to ${day}`,
  dataAge: (days: number, formatted: string) =>
    days === 0 ? 'today' : days === 1 ? 'yesterday' : `${formatted} days ago`,
  dataDayUnknown: 'The service did not say how recent the data is',
  refreshDateHint:
    'Report refresh date (UTC): the newest day the service had counted. It usually lags one to three days behind.',
  nextData: (day: string) => `Newer data can be expected from ${day} on (UTC).`,
  fetched: (instant: string) => `Fetched ${instant}`,
  source: { network: 'from Microsoft Graph', archive: 'from the archive', sample: 'from the sample tenant' },
  period: 'Period',
  singleDay: 'Single day',
  singleDayPlaceholder: 'Single day…',
  refresh: 'Refresh',
  refreshHint: 'Fetch the report again',
  export: 'Export…',
  exportHint: 'Export the report to a file',
  copy: 'Copy',
  copyHint: 'Copy all rows of the table as shown, tab-separated',
  copyMore: 'More ways to copy',
  copyTabSeparated: 'Copy as tab-separated text',
  copyMarkdown: 'Copy as Markdown table',
  actions: 'Report actions',
  cancel: 'Cancel',
  received: (bytes: string) => `${bytes} received`,
  loading: 'Loading',

  // Notices and empty states
  notices: 'Notices',
  severity: { info: 'Note', warning: 'Warning', error: 'Error' },
  details: 'Details',
  lastGoodData: (instant: string) => `Showing the last good data, fetched ${instant}.`,
  tryAgain: 'Try Again',
  displayedChoice: (choice: string) => `Still showing: ${choice}`,
  noRowsTitle: 'This report has no rows',
  noRowsText:
    'The service answered, and its file holds a header but no data for this period. That is not the same as zero use.',
  opened: (title: string, rows: number, formatted: string) => `${title}: ${formatted} ${plural(rows, 'row', 'rows')}`,

  // Pictures
  trends: 'Trends',
  atAGlance: 'At a glance',
  measures: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'measure', 'measures')}`,
  showAll: (formatted: string) => `Show all ${formatted}`,
  showFewer: 'Show fewer',
  blank: 'blank',
  blankMark: '–',
  latest: 'Latest value',
  latestDay: 'latest day',
  latestOn: (day: string) => `on ${day}`,
  latestShareOn: (percent: string, whole: string, day: string) => `${percent} of ${whole} on ${day}`,
  noValues: 'No values in this period',
  change: (absolute: string, percent: string | undefined) =>
    percent === undefined ? `${absolute} over the period` : `${absolute} (${percent}) over the period`,
  noChange: 'Unchanged over the period',
  minimum: 'Min',
  maximum: 'Max',
  median: 'Median',
  sum: 'Sum',
  valueOn: (value: string, day: string) => `${value} on ${day}`,
  pointText: (day: string, value: string | undefined) => `${day}: ${value ?? 'blank'}`,
  largeChart: 'Large chart',
  closeChart: 'Close the Large Chart',
  showLarge: (name: string) => `Show ${name} large`,
  removeFromChart: (name: string) => `Take ${name} out of the Large Chart`,
  weekdays: 'Weekdays, average',
  weekends: 'Weekends, average',
  dataEnds: (day: string) => `Data ends on ${day}`,
  explore: (name: string) => `${name}, day by day`,
  exploreDistribution: (name: string) => `${name}, how values are spread`,
  binText: (from: string, to: string, rows: number, formatted: string) =>
    `${from === to ? from : `${from} to ${to}`}: ${formatted} ${plural(rows, 'row', 'rows')}`,
  rowsWithValue: (quantity: number, formatted: string) =>
    `${formatted} ${plural(quantity, 'row', 'rows')} with a value`,
  blankRows: (formatted: string) => `${formatted} blank`,
  shareText: {
    active: { part: 'active', rest: 'not active' },
    activated: { part: 'activated', rest: 'not activated' },
  },
  ofWhole: (active: string, whole: string) => `${active} of ${whole}`,
  partOf: (name: string, part: string, whole: string, word: string) => `${name}: ${part} of ${whole} ${word}`,
  distinct: (quantity: number, formatted: string) => `${formatted} distinct ${plural(quantity, 'value', 'values')}`,
  sharesOfRows: 'Shares are of all rows',
  sharesOf: (rows: number, formatted: string) => `of ${formatted} ${plural(rows, 'row', 'rows')}`,
  emptyLabel: '(empty)',
  changeToPrevious: (change: string, days: number, formatted: string) =>
    `${change} vs. previous ${days === 1 ? 'day' : `${formatted} days`}`,
  noChangeToPrevious: (days: number, formatted: string) =>
    `Same as previous ${days === 1 ? 'day' : `${formatted} days`}`,
  changeToPreviousDetail: (average: string, previous: string, from: string, to: string) =>
    `${average} on an average day, ${previous} from ${from} to ${to}`,
  weekdaysShort: 'Weekdays',
  weekendsShort: 'Weekends',
  perDay: 'average of the days that have a value',
  dataEndsMark: 'end of data',
  previousOf: (from: string, to: string) => `before: ${from} – ${to}`,
  previousValue: (name: string, day: string, value: string | undefined) => `${name} on ${day} ${value ?? 'blank'}`,
  addMeasure: 'Add a Measure',
  addMeasurePlaceholder: 'Add a measure…',
  compareWithPrevious: 'Previous Period',
  compareWithPreviousHint: 'Lay the same number of days right before over these, day by day',
  previousUnknown: (day: string) =>
    `No days before ${day} are stored here, so there is no previous period to compare with.`,
  previousCanBeFetched: 'Microsoft keeps 180 days.',
  fetchEarlierDays: 'Fetch 180 Days',
  fetchingEarlierDays: 'Fetching…',

  // Comparing with another report
  compareWith: 'Compare With…',
  compareWithHint: 'Draw another report or another tenant beside this one',
  comparedWith: 'Compared with',
  comparisonLoading: 'loading…',
  comparisonUpTo: (day: string) => `up to ${day}`,
  comparisonEmpty: 'nothing to draw in this period',
  removeComparison: (name: string) => `Stop comparing with ${name}`,
  notInOther: (name: string) => `${name} has no such picture`,

  // Saving a picture
  saveChart: (name: string) => `Save the picture of ${name}`,
  saveSvg: 'Save as SVG',
  savePng: 'Save as PNG',
  sourceLine: (tenant: string, report: string, period: string, day: string | undefined) =>
    [tenant, report, period, day === undefined ? '' : `data up to ${day}`].filter((part) => part !== '').join(' · '),
  sampleSource: (tenant: string) => `${tenant} (sample data)`,

  // States
  stale: (days: number, formatted: string) =>
    `The newest day of this data is ${formatted} ${plural(days, 'day', 'days')} old. Microsoft is usually one to three days behind, so newer data may be there.`,
  dataOfAge: (days: number, formatted: string) => `Its newest day is ${formatted} ${plural(days, 'day', 'days')} old.`,

  // Table
  table: 'Table',
  rows: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'row', 'rows')}`,
  rowsOf: (matching: string, all: number, formattedAll: string) =>
    `${matching} of ${formattedAll} ${plural(all, 'row', 'rows')}`,
  filter: 'Filter rows',
  filterPlaceholder: 'Filter rows',
  clearFilter: 'Clear Filter',
  noMatch: (filter: string) => `No row contains “${filter}”`,
  gridLabel: (title: string) => `Rows of ${title}`,
  gridHint: 'Arrow keys move, Shift with arrow keys selects rows, Enter on a column header sorts, F on it filters.',
  selected: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'row', 'rows')} selected`,
  copySelected: (quantity: number) => `Copy ${plural(quantity, 'Row', 'Rows')}`,
  copySelectedMarkdown: 'Copy as Markdown',
  concealedColumn: 'Names in this column are concealed by the tenant’s privacy setting',
  unknownColumn: 'This column is not in the catalogue; the service sent it, so it is shown as it came',
  yes: 'Yes',
  no: 'No',
  rowLoading: 'Loading row',
  concealed: 'concealed',
  concealedName: (start: string) => `concealed name ${start}`,
  concealedTitle: (text: string) => `Concealed name: ${text}`,

  // Filters
  filters: 'Filters',
  noFilters: 'No column is filtered. Click a bar in a column’s header, or its filter button.',
  filtersFollow: 'Sorting and filtering are possible once all rows have been read.',
  removeFilter: 'Remove filter',
  clearAll: 'Clear all',
  noMatchFilters: 'No row passes all filters',
  filterColumn: (name: string) => `Filter ${name}`,
  filterKeys: 'F or Alt+Down filters',
  filterOn: 'filtered',
  from: 'From',
  to: 'To',
  amountHint: {
    count: 'Both bounds count in.',
    bytes: 'Such as 500 MB or 1.5 GB; a number alone is bytes.',
    minutes: 'Such as 90 min or 2 h; a number alone is minutes.',
    seconds: 'Such as 45 s, 90 min or 1:30:00; a number alone is seconds.',
  },
  notAnAmount: 'That cannot be read as an amount.',
  wrongOrder: '“From” is greater than “To”.',
  daysHint: 'Both days count in.',
  orBlank: (formatted: string | undefined) =>
    formatted === undefined ? 'Also blank cells' : `Also blank cells (${formatted})`,
  blankValue: '(blank)',
  searchValues: 'Search values',
  valuesShown: (shown: string, matching: string) => `${shown} of ${matching} values; search for the others`,
  noValueFound: 'No value contains that',
  valuesLoading: 'Loading values…',
  apply: 'Apply',
  clear: 'Clear',
  blankOnly: 'Blank',
  notBlank: 'Not blank',
  atLeast: (value: string) => `at least ${value}`,
  atMost: (value: string) => `at most ${value}`,
  between: (from: string, to: string) => `${from} to ${to}`,
  fromDay: (day: string) => `from ${day}`,
  untilDay: (day: string) => `until ${day}`,
  orBlankToo: (text: string) => `${text}, or blank`,
  andMore: (texts: string, more: string) => `${texts} and ${more} more`,
  nothingChosen: 'nothing',
  blankShare: (percent: string) => `${percent} blank`,
  medianOf: (value: string) => `median ${value}`,
  sinceDay: (day: string) => `since ${day}`,
  cutValue: (start: string) =>
    `${start}\nThis is the beginning of a long text. The column’s filter, or the search for a word of it, finds its rows.`,
  distinctShort: (quantity: number, formatted: string) => `${formatted} ${plural(quantity, 'value', 'values')}`,
  quickFilters: 'Quick filters',
  more: 'More',
  quickLabel: {
    inactive: (days: string) => `Inactive ${days} days`,
    neverActive: 'Never active',
    neverActivated: 'Never activated',
    deleted: 'Deleted',
    licensedUnused: (subject: string | undefined) =>
      subject === undefined ? 'Licensed but unused' : `${subject} licence unused`,
    largest: (subject: string | undefined) =>
      subject === undefined ? 'Largest storage' : `Largest ${subject} storage`,
  },
  quickHint: {
    inactive: (days: string, day: string) =>
      `Last activity on ${day} or before, which is ${days} days before the report’s data ends. Those who were never active are included.`,
    neverActive: 'No day of activity in the report at all',
    neverActivated: 'No day of activation in the report at all',
    deleted: 'Marked as deleted by the service',
    licensedUnused: (days: string, day: string) =>
      `With a licence, and not active since ${day} (${days} days before the report’s data ends) or never`,
    largest: 'Most storage first',
  },

  // Totals
  totals: (formatted: string) => `Totals of ${formatted} rows`,
  sumMark: 'Sum',
  meanMark: 'Average',
  mean: 'Average',
  withValue: (formatted: string) => `With a value: ${formatted}`,
  blankCount: (formatted: string) => `Blank: ${formatted}`,
  about: (text: string) => `about ${text}`,

  // The first rows, while the rest is being read
  partialRows: (formatted: string, percent: string | undefined) =>
    `The first ${formatted} rows. The rest is being read…${percent === undefined ? '' : ` ${percent}`}`,
  notYet: 'Possible once all rows have been read',
  chartsFollow: 'Once all rows have been read',

  // Units
  exactUnit: {
    count: (formatted: string) => formatted,
    bytes: (formatted: string, value: number) => `${formatted} ${plural(value, 'byte', 'bytes')}`,
    minutes: (formatted: string, value: number) => `${formatted} ${plural(value, 'minute', 'minutes')}`,
    seconds: (formatted: string, value: number) => `${formatted} ${plural(value, 'second', 'seconds')}`,
  },
  byteUnits: ['B', 'KB', 'MB', 'GB', 'TB', 'PB'],
  hours: 'h',
  minutes: 'min',
  seconds: 's',
} as const;
