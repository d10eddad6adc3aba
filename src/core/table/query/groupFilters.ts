import { addDays, dataDayLimits, formatDay, type IsoDate, type IsoInstant } from '../../../base/dates.js';
import { isNumeric } from '../../../shared/measures.js';
import type { GroupKey } from '../../../shared/query/query.js';
import type { CellValue, ColumnFilter, ColumnInfo } from '../../../shared/report.js';
import { isRounded } from '../store/number.js';

/** What a filter for the rows of a group has to know beside the group. */
export interface GroupFilterOptions {
  /** The report refresh date, which days are counted back from. */
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt?: IsoInstant;
  /** Whether the column has days that cannot be right: keys of days take them for blank, or leave them out. */
  readonly hasImplausibleDays?: boolean;
}

/**
 * The filter that the rows of a group pass, as far as its key says.
 *
 * @param cells of the key in the group's row of the result: two for a range, one for all others
 * @returns `undefined` where no filter says it: of a domain and a weekday
 */
export function groupFilter(
  key: GroupKey,
  column: number,
  info: ColumnInfo,
  cells: readonly CellValue[],
  options: GroupFilterOptions,
): ColumnFilter | undefined {
  const [cell = null] = cells;
  switch (key.by) {
    case undefined:
      return valueFilter(column, info, cell);
    case 'member':
      return cell === null ? { column, kind: 'blank' } : { column, kind: 'values', values: [String(cell)] };
    case 'range':
      return rangeFilter(column, cells);
    case 'month':
    case 'week':
    case 'activeWithin': {
      const days = cell === null ? undefined : daysOf(key, String(cell), options);
      return cell === null ? neverFilter(column, options) : days && { column, kind: 'days', ...days };
    }
    case 'domain':
    case 'weekday':
      return cell === null && key.by === 'domain' ? { column, kind: 'blank' } : undefined;
  }
}

function valueFilter(column: number, { type }: ColumnInfo, cell: CellValue): ColumnFilter | undefined {
  if (cell === null) {
    return { column, kind: 'blank' };
  }
  if (typeof cell === 'number' && !isRounded(cell)) {
    return { column, kind: 'range', from: cell, to: cell };
  }
  if (typeof cell === 'boolean') {
    return { column, kind: 'values', values: [cell ? 'True' : 'False'] };
  }
  if (typeof cell === 'number') {
    // Others have the same number, and another text.
    return { column, kind: 'values', values: [String(cell)] };
  }
  if (typeof cell !== 'string') {
    // A filter of a list is about its members.
    return undefined;
  }
  if (type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(cell)) {
    return { column, kind: 'days', from: cell, to: cell };
  }
  return isNumeric({ type }) && cell === '' ? { column, kind: 'blank' } : { column, kind: 'values', values: [cell] };
}

/** A group is below its upper bound, and a filter includes its own: the last number before it. */
function rangeFilter(column: number, [from = null, below = null]: readonly CellValue[]): ColumnFilter | undefined {
  if (from === null && below === null) {
    return { column, kind: 'blank' };
  }
  return {
    column,
    kind: 'range',
    ...(typeof from === 'number' ? { from } : {}),
    ...(typeof below === 'number' ? { to: numberBefore(below) } : {}),
  };
}

/** The largest number below another. */
export function numberBefore(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  if (value === 0) {
    return -Number.MIN_VALUE;
  }
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

interface Days {
  readonly from?: IsoDate;
  readonly to?: IsoDate;
}

function daysOf(key: GroupKey, cell: string, options: GroupFilterOptions): Days | undefined {
  switch (key.by) {
    case 'month':
      return { from: `${cell}-01`, to: lastOfMonth(cell) };
    case 'week':
      return { from: cell, to: addDays(cell, 6) };
    case 'activeWithin':
      return daysWithin(key.days, cell, options);
    default:
      return undefined;
  }
}

function lastOfMonth(month: string): IsoDate {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return addDays(
    number === 12
      ? `${String(year + 1).padStart(4, '0')}-01-01`
      : `${month.slice(0, 5)}${String(number + 1).padStart(2, '0')}-01`,
    -1,
  );
}

function daysWithin(days: readonly number[], cell: string, options: GroupFilterOptions): Days | undefined {
  const { refreshDate, fetchedAt, hasImplausibleDays = false } = options;
  if (refreshDate === null) {
    return undefined;
  }
  const limits = dataDayLimits(fetchedAt);
  const bounds = [...days].sort((one, other) => one - other);
  const place = cell === 'longer' ? bounds.length : bounds.indexOf(Number(cell));
  const [within, before] = [bounds[place], bounds[place - 1]];
  const first = hasImplausibleDays ? formatDay(limits.first) : undefined;
  const last = hasImplausibleDays ? formatDay(limits.last) : undefined;
  const from = within === undefined ? first : addDays(refreshDate, 1 - within);
  const to = before === undefined ? last : addDays(refreshDate, -before);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** A service writes a day such as 0001-01-01 where there is none. */
function neverFilter(column: number, { fetchedAt, hasImplausibleDays = false }: GroupFilterOptions): ColumnFilter {
  return hasImplausibleDays
    ? { column, kind: 'days', to: formatDay(dataDayLimits(fetchedAt).first - 1), orBlank: true }
    : { column, kind: 'blank' };
}
