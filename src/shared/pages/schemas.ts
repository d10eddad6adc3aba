import {
  array,
  boolean,
  check,
  custom,
  finite,
  type GenericSchema,
  integer,
  literal,
  maxLength,
  minValue,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  regex,
  strictObject,
  string,
  variant,
} from 'valibot';
import type { FindResult, FindText, ViewCell } from '../find.js';
import type { HistoryFacts, RevisedValue } from '../history.js';
import {
  AGGREGATES,
  type CellStatistics,
  type CellValue,
  type Chart,
  COLUMN_TYPES,
  type ColumnFacts,
  type ColumnFilter,
  type ColumnInfo,
  type ColumnTotals,
  type ColumnValues,
  QUICK_FILTERS,
  type QuickFilter,
  type ReportRef,
  MAX_SORT_KEYS,
  type SortKey,
  type TableTotals,
  type TableView,
  type Unit,
  UNITS,
} from '../report.js';

/**
 * Schemas of the vocabulary in `shared/report.ts` and `shared/history.ts`. What a page sends is outside input: it is held to
 * limits far beyond what anybody chooses, and nothing else may be in it. What the host sends is trusted, and checked for its shape.
 */

/** A count, or the number of a row or a column. */
export const index = pipe(number(), integer(), minValue(0));
/** More than somebody picks one by one. */
const MAX_ROW_SPANS = 100_000;
/** Each row once, so that together they are no more than the table has. */
export const rowSpans = pipe(
  array(strictObject({ start: index, end: index })),
  maxLength(MAX_ROW_SPANS),
  check((spans) => spans.every(({ start, end }, at) => start < end && start >= (spans[at - 1]?.end ?? 0))),
);
/** `YYYY-MM-DD` */
const isoDate = pipe(string(), regex(/^\d{4}-\d{2}-\d{2}$/));
const unit: GenericSchema<unknown, Unit> = picklist(UNITS);

const period = pipe(string(), regex(/^[A-Z0-9]{1,8}$/));

/** A period, a day or the history, as a page chooses it. */
export const periodEntries = {
  period: optional(period),
  date: optional(isoDate),
  history: optional(literal(true)),
};

export const reportRef: GenericSchema<unknown, ReportRef> = strictObject({
  connection: string(),
  report: string(),
  ...periodEntries,
});

export const columnInfo: GenericSchema<unknown, ColumnInfo> = object({
  name: string(),
  label: optional(string()),
  type: picklist(COLUMN_TYPES),
  unit: optional(unit),
  decimals: optional(literal(true)),
  known: boolean(),
  concealed: optional(boolean()),
  application: optional(literal(true)),
  ownTexts: optional(literal(true)),
  blanksIn: optional(string()),
  currency: optional(string()),
  attributesFile: optional(string()),
  directoryDay: optional(string()),
});

/** One check for a whole window of rows: a schema for each cell would take longer than drawing it. */
export const rows = custom<readonly (readonly CellValue[])[]>(
  (value) => Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every(isCellValue)),
);

export const cellValue = custom<CellValue>(isCellValue);

function isCellValue(value: unknown): value is CellValue {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (Array.isArray(value) && value.every((member) => typeof member === 'string'))
  );
}

/** Characters of a value that rows can be filtered by. */
export const MAX_FILTER_VALUE = 10_000;

const bound = optional(pipe(number(), finite()));
const orBlank = optional(boolean());

export const columnFilter: GenericSchema<unknown, ColumnFilter> = variant('kind', [
  strictObject({ column: index, kind: literal('range'), from: bound, to: bound, orBlank }),
  strictObject({ column: index, kind: literal('days'), from: optional(isoDate), to: optional(isoDate), orBlank }),
  strictObject({
    column: index,
    kind: literal('values'),
    values: pipe(array(pipe(string(), maxLength(MAX_FILTER_VALUE))), maxLength(1_000)),
    orBlank,
  }),
  strictObject({
    column: index,
    kind: literal('share'),
    of: pipe(array(index), maxLength(10)),
    from: bound,
    above: bound,
  }),
  strictObject({ column: index, kind: picklist(['blank', 'notBlank']) }),
]);

const sortKey = strictObject({ column: index, descending: boolean() });
const sort: GenericSchema<unknown, readonly SortKey[]> = pipe(array(sortKey), maxLength(MAX_SORT_KEYS));
export const columnFilters = pipe(array(columnFilter), maxLength(200));

/** Which rows in which order. */
export const tableView: GenericSchema<unknown, TableView> = strictObject({
  sort: optional(sort),
  filter: optional(pipe(string(), maxLength(1_000))),
  filters: optional(columnFilters),
});

export const quickFilter: GenericSchema<unknown, QuickFilter> = object({
  kind: picklist(QUICK_FILTERS),
  days: optional(number()),
  subject: optional(string()),
  minAgeDays: optional(number()),
  filters: optional(columnFilters),
  sort: optional(sort),
  rowCount: optional(index),
});

const columnTotals: GenericSchema<unknown, ColumnTotals> = object({
  count: index,
  blank: index,
  sum: nullable(number()),
  mean: nullable(number()),
  min: nullable(number()),
  max: nullable(number()),
});

export const cellStatistics: GenericSchema<unknown, CellStatistics> = object({
  blank: index,
  numbers: index,
  amounts: optional(object({ unit, sum: nullable(number()), mean: nullable(number()), min: number(), max: number() })),
});

export const tableTotals: GenericSchema<unknown, TableTotals> = object({
  rowCount: index,
  columns: array(nullable(columnTotals)),
});

export const columnFacts: GenericSchema<unknown, ColumnFacts> = object({
  constant: optional(cellValue),
  largest: optional(number()),
  fifthPercentile: optional(number()),
  decimalPlaces: optional(picklist([0, 1, 2])),
});

export const columnValues: GenericSchema<unknown, ColumnValues> = object({
  blank: index,
  matching: index,
  values: array(object({ label: string(), count: index })),
});

/** A text that is looked for, and in which columns. */
export const findText: GenericSchema<unknown, FindText> = strictObject({
  text: pipe(string(), maxLength(1_000)),
  columns: pipe(array(index), maxLength(10_000)),
});

/** A cell of a view. */
export const viewCell: GenericSchema<unknown, ViewCell> = strictObject({ row: index, column: index });

export const findResult: GenericSchema<unknown, FindResult> = object({
  total: index,
  cell: nullable(
    object({
      ...{ row: index, column: index, number: index },
      ...{ value: cellValue, text: string(), blankState: optional(string()) },
    }),
  ),
});

/** A value per day; of years of days, checked in one go. */
const dailyValues = custom<readonly (number | null)[]>(
  (value) => Array.isArray(value) && value.every((each) => each === null || typeof each === 'number'),
);
/** A number that was calculated. JSON, in which VS Code hands messages on, turns what is beyond all numbers into `null`. */
const amount = custom<number>((value) => value === null || typeof value === 'number');
const datedValue = object({ date: string(), value: number() });

/** What the overview takes of a series as well. */
export const seriesEntries = {
  column: string(),
  columnLabel: optional(string()),
  key: optional(string()),
  unit,
  firstDay: string(),
  values: dailyValues,
  latest: nullable(datedValue),
};

const seriesChart = object({
  kind: literal('series'),
  ...seriesEntries,
  whole: optional(string()),
  aggregate: optional(picklist(AGGREGATES)),
  min: nullable(datedValue),
  max: nullable(datedValue),
  earlier: optional(object({ firstDay: string(), values: dailyValues })),
});

export const chart: GenericSchema<unknown, Chart> = variant('kind', [
  seriesChart,
  object({
    kind: literal('bars'),
    label: string(),
    unit,
    bars: array(object({ label: string(), value: nullable(amount) })),
    of: optional(amount),
    measure: optional(string()),
  }),
  object({
    kind: literal('shares'),
    label: string(),
    unit,
    parts: optional(picklist(['activated', 'used'])),
    shares: array(object({ label: string(), active: nullable(amount), whole: nullable(amount) })),
  }),
  object({
    kind: literal('topValues'),
    column: string(),
    columnLabel: optional(string()),
    distinct: amount,
    blank: amount,
    values: array(object({ label: string(), count: amount, cut: optional(literal(true)) })),
  }),
  object({
    kind: literal('histogram'),
    column: string(),
    columnLabel: optional(string()),
    unit,
    blank: amount,
    count: amount,
    sum: amount,
    min: amount,
    median: amount,
    max: amount,
    bins: array(object({ from: amount, to: amount, count: amount })),
  }),
  object({
    kind: literal('days'),
    column: string(),
    columnLabel: optional(string()),
    blank: amount,
    first: string(),
    last: string(),
    bucketDays: amount,
    counts: array(amount),
  }),
]);

export const dayRange = object({ from: string(), to: string() });

export const historyFacts: GenericSchema<unknown, HistoryFacts> = object({
  days: nullable(dayRange),
  archivedDays: index,
  missingDays: index,
  missingRanges: array(dayRange),
  snapshotBoundaries: array(object({ day: string(), newer: nullable(string()), older: nullable(string()) })),
  snapshots: index,
  revisedValues: index,
});

export const revisedValue: GenericSchema<unknown, RevisedValue> = object({
  day: string(),
  key: string(),
  column: string(),
  before: nullable(string()),
  after: nullable(string()),
  beforeLastSeen: nullable(string()),
  afterFirstSeen: nullable(string()),
});
