import type { IsoDate } from '../../../base/dates.js';
import { type ColumnFilter, type ColumnInfo, columnLabel, type QuickFilter } from '../../../shared/report.js';
import { normalizeName } from '../store/columnNames.js';
import {
  BEFORE_ALL_DATA,
  dayBefore,
  inactiveSince,
  isTrue,
  NEAR_QUOTA,
  SHARED_MAILBOX,
  UNUSED_DAYS,
  withoutDeleted,
} from './quickFilterParts.js';
import { storageQuickFiltersOf } from './storageQuickFilters.js';
import { userQuickFiltersOf } from './userQuickFilters.js';

const INACTIVE_DAYS = [30, 60, 90] as const;

/** What limits `Storage Used (Byte)`: the first of them that a row has. */
const QUOTAS = [
  'prohibit send/receive quota (byte)',
  'prohibit send quota (byte)',
  'issue warning quota (byte)',
  'storage allocated (byte)',
];

/** Endings of normalized column names. */
const LAST_ACTIVITY = 'last activity date';
const STORAGE = 'storage used (byte)';
const DELETED = 'is deleted';

export interface QuickFilterOptions {
  readonly period?: ColumnFilter;
  readonly isKnown?: (column: number) => boolean;
}

/**
 * Filters that administrators often need in a detail report, as far as it has the documented columns. Days count back from the report
 * refresh date instead of today, as the report knows nothing newer. Rows that are marked as deleted pass only the filter for them. What will
 * stop somebody's work comes first: a page has room for the first few only, and has the others in a menu.
 *
 * @param options.period of a file with several periods: the longest, so that each user is one row
 * @param options.isKnown whether a column of a table that is put together says something of any row
 */
export function quickFiltersOf(
  columns: readonly ColumnInfo[],
  refreshDate: IsoDate | null,
  { period, isKnown = () => true }: QuickFilterOptions = {},
): readonly QuickFilter[] {
  const filters =
    userQuickFiltersOf(columns, refreshDate, isKnown) ??
    storageQuickFiltersOf(columns, isKnown) ??
    filtersOf(columns, refreshDate);
  return period === undefined
    ? filters
    : filters.map((quick) => ({ ...quick, filters: [...(quick.filters ?? []), period] }));
}

function filtersOf(columns: readonly ColumnInfo[], refreshDate: IsoDate | null): readonly QuickFilter[] {
  const named = new Map(columns.map((column, index) => [normalizeName(column.name), { index, column }]));
  const indexOf = (name: string, type: ColumnInfo['type']) => {
    const found = named.get(name);
    return found?.column.type === type ? found.index : undefined;
  };
  const activity = activityColumns(columns);
  const before = (days: number) => dayBefore(refreshDate, days);
  const filters = quotaFilters(indexOf);

  for (const days of activity.length === 0 ? [] : INACTIVE_DAYS) {
    const to = before(days);
    if (to !== undefined) {
      filters.push({ kind: 'inactive', days, filters: inactiveSince(activity, to) });
    }
  }
  if (activity.length > 0) {
    filters.push({ kind: 'neverActive', filters: inactiveSince(activity, BEFORE_ALL_DATA) });
  }
  const activated = indexOf('last activated date', 'date');
  if (activated !== undefined) {
    filters.push({ kind: 'neverActivated', filters: inactiveSince([activated], BEFORE_ALL_DATA) });
  }
  const unusedSince = before(UNUSED_DAYS);
  const licensed = licenseFilter(indexOf('is licensed', 'boolean'), indexOf('assigned products', 'list'));
  if (licensed !== undefined && activity.length > 0 && unusedSince !== undefined) {
    filters.push({
      kind: 'licensedUnused',
      days: UNUSED_DAYS,
      filters: [licensed, ...inactiveSince(activity, unusedSince)],
    });
  }
  const deleted = indexOf(DELETED, 'boolean');
  if (deleted !== undefined) {
    filters.push({ kind: 'deleted', filters: [isTrue(deleted)] });
  }
  const recipient = indexOf('recipient type', 'text');
  if (recipient !== undefined) {
    filters.push({
      kind: 'sharedMailboxes',
      filters: [{ column: recipient, kind: 'values', values: SHARED_MAILBOX }],
    });
  }
  for (const [index, { name, unit }] of columns.entries()) {
    const subject = withoutEnding(name, STORAGE);
    if (subject !== undefined && unit === 'bytes') {
      filters.push({
        kind: 'largest',
        subject: subject === '' ? undefined : subject,
        sort: [{ column: index, descending: true }],
      });
    }
  }
  for (const [index, column] of columns.entries()) {
    const service = column.type === 'boolean' ? licensedService(column.name) : undefined;
    const used = service === undefined ? undefined : indexOf(`${service.toLowerCase()} ${LAST_ACTIVITY}`, 'date');
    if (service !== undefined && used !== undefined && unusedSince !== undefined) {
      filters.push({
        kind: 'licensedUnused',
        days: UNUSED_DAYS,
        subject: licensedService(columnLabel(column)) ?? service,
        filters: [isTrue(index), ...inactiveSince([used], unusedSince)],
      });
    }
  }
  return deleted === undefined
    ? filters
    : filters.map((quick) => (quick.kind === 'deleted' ? quick : withoutDeleted(quick, deleted)));
}

/** What is nearly or already full. */
function quotaFilters(indexOf: (name: string, type: ColumnInfo['type']) => number | undefined): QuickFilter[] {
  const filters: QuickFilter[] = [];
  const used = indexOf(STORAGE, 'number');
  const quotas = QUOTAS.flatMap((name) => indexOf(name, 'number') ?? []);
  if (used !== undefined && quotas.length > 0) {
    filters.push({
      kind: 'nearQuota',
      filters: [{ column: used, kind: 'share', of: quotas, above: NEAR_QUOTA }],
    });
  }
  const sendQuota = indexOf('prohibit send quota (byte)', 'number');
  if (used !== undefined && sendQuota !== undefined) {
    filters.push({ kind: 'overSendLimit', filters: [{ column: used, kind: 'share', of: [sendQuota], from: 1 }] });
  }
  return filters;
}

/** The report's own last activity column, or if it has none, those of all its services. */
function activityColumns(columns: readonly ColumnInfo[]): readonly number[] {
  const dates = columns.flatMap(({ name, type }, index) => {
    const service = type === 'date' ? withoutEnding(name, LAST_ACTIVITY) : undefined;
    return service === undefined ? [] : [{ index, service }];
  });
  const own = dates.filter(({ service }) => service === '');
  return (own.length > 0 ? own : dates).map(({ index }) => index);
}

function licenseFilter(isLicensed: number | undefined, products: number | undefined): ColumnFilter | undefined {
  if (isLicensed !== undefined) {
    return isTrue(isLicensed);
  }
  return products === undefined ? undefined : { column: products, kind: 'notBlank' };
}

/** `Teams` of `Has Teams License`. */
function licensedService(name: string): string | undefined {
  return /^has (.+) license$/i.exec(name)?.[1];
}

/** The part of a column's name before `ending`; `undefined` if it does not end with it. */
function withoutEnding(name: string, ending: string): string | undefined {
  const spelling = normalizeName(name);
  return spelling === ending || spelling.endsWith(` ${ending}`)
    ? name.trim().slice(0, -ending.length).trim()
    : undefined;
}
