import { isObject } from '../../base/json.js';
import { type IsoDate, isIsoDate } from '../../base/dates.js';
import { COLUMN_TYPES, type ColumnType } from '../../shared/report.js';
import { normalizeName } from '../table/store/columnNames.js';

export interface MergedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** From the first to the last day of one or more snapshots, as days since 1970-01-01. */
export type CoveredDays = readonly [first: number, last: number];

type Row = readonly [
  day: IsoDate | null,
  key: readonly string[],
  cells: readonly (string | null)[],
  source: number,
  older?: Readonly<Record<number, number>>,
];

type Revision = readonly [
  row: number,
  column: number,
  before: string,
  after: string,
  beforeSource: number,
  afterSource: number,
];

/** The state of a merge as plain data, to be stored as JSON. A source is the index of a snapshot in `refreshDates`. */
export interface MergeState {
  readonly refreshDates: readonly (IsoDate | null)[];
  /** Disjoint, oldest first. */
  readonly covered: readonly CoveredDays[];
  /** No two names are the same when normalized. */
  readonly columns: readonly MergedColumn[];
  /** Each index of `columns` once. */
  readonly order: readonly number[];
  readonly rows: readonly Row[];
  readonly revised: readonly Revision[];
}

/** Whether parsed JSON is a state that a merge can go on from: every value has its type, and every index leads to something. */
export function isMergeState(value: unknown): value is MergeState {
  if (!isObject(value)) {
    return false;
  }
  const { refreshDates, covered, columns, order, rows, revised } = value;
  if (!isArrayOf(refreshDates, isDayOrNull) || !isArrayOf(columns, isColumn) || !Array.isArray(rows)) {
    return false;
  }
  const isColumnIndex = indexBelow(columns.length);
  const isSource = indexBelow(refreshDates.length);
  return (
    areCoveredDays(covered) &&
    isUnlike(columns.map(({ name }) => normalizeName(name))) &&
    isArrayOf(order, isColumnIndex) &&
    order.length === columns.length &&
    isUnlike(order) &&
    rows.every((row) => isRow(row, columns.length, isColumnIndex, isSource)) &&
    isArrayOf(revised, (entry) => isRevision(entry, indexBelow(rows.length), isColumnIndex, isSource))
  );
}

type IndexCheck = (value: unknown) => value is number;

function isRow(value: unknown, columnCount: number, isColumnIndex: IndexCheck, isSource: IndexCheck): value is Row {
  if (!Array.isArray(value) || (value.length !== 4 && value.length !== 5)) {
    return false;
  }
  const [day, key, cells, source, older] = value as unknown[];
  return (
    isDayOrNull(day) &&
    isArrayOf(key, isText) &&
    isArrayOf(cells, (cell) => cell === null || isText(cell)) &&
    cells.length <= columnCount &&
    isSource(source) &&
    (value.length === 4 ||
      (isObject(older) &&
        Object.entries(older).every(([column, from]) => isColumnIndex(Number(column)) && isSource(from))))
  );
}

function isRevision(value: unknown, isRowIndex: IndexCheck, isColumnIndex: IndexCheck, isSource: IndexCheck): boolean {
  if (!Array.isArray(value) || value.length !== 6) {
    return false;
  }
  const [row, column, before, after, beforeSource, afterSource] = value as unknown[];
  return (
    isRowIndex(row) &&
    isColumnIndex(column) &&
    isText(before) &&
    isText(after) &&
    isSource(beforeSource) &&
    isSource(afterSource)
  );
}

function areCoveredDays(value: unknown): value is CoveredDays[] {
  let end = Number.NEGATIVE_INFINITY;
  return (
    Array.isArray(value) &&
    value.every((range) => {
      const [first, last] = Array.isArray(range) && range.length === 2 ? (range as unknown[]) : [];
      if (!isInteger(first) || !isInteger(last) || first <= end || last < first) {
        return false;
      }
      end = last;
      return true;
    })
  );
}

function isColumn(value: unknown): value is MergedColumn {
  return isObject(value) && isText(value['name']) && COLUMN_TYPES.some((type) => type === value['type']);
}

function isDayOrNull(value: unknown): value is IsoDate | null {
  return value === null || (isText(value) && isIsoDate(value));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function indexBelow(count: number): IndexCheck {
  return (value): value is number => isInteger(value) && value >= 0 && value < count;
}

function isArrayOf<T>(value: unknown, isMember: (member: unknown) => member is T): value is T[];
function isArrayOf(value: unknown, isMember: (member: unknown) => boolean): value is unknown[];
function isArrayOf(value: unknown, isMember: (member: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(isMember);
}

function isUnlike(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length;
}
