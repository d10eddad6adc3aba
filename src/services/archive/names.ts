import { UsageReportsError } from '../../base/errors.js';

/** What a snapshot is of. At most one of `period` and `date`; neither for a report that takes no parameter. */
export interface SnapshotKey {
  /** The tenant's name in the archive: `tenantKey` in `auth/` makes it of a connection; `sample` for the sample tenant. */
  readonly tenant: string;
  /** Graph function name. */
  readonly report: string;
  readonly period?: string;
  /** Day in UTC, `YYYY-MM-DD`. */
  readonly date?: string;
}

/** Hive readers need the same columns in every path, so a report without a parameter still gets a period. */
const NO_PERIOD = 'NONE';
const UNKNOWN_REFRESH = 'unknown';

/** Device names that Windows reserves, with or without an extension, in any folder. */
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
const MAX_NAME_CHARACTERS = 100;

/**
 * The folders of a key, from the archive's folder downward: `tenant=…`, `report=…`, `period=…` or `date=…`.
 * @throws UsageReportsError `storage` with code `badName` where a part of the key cannot be a folder's name
 */
export function keyFolders(key: SnapshotKey): [tenant: string, report: string, parameter: string] {
  return [tenantFolder(key.tenant), `report=${checkedName('report', key.report)}`, parameterFolder(key)];
}

/** @throws UsageReportsError `storage` with code `badName` */
export function tenantFolder(tenant: string): string {
  return `tenant=${checkedName('tenant', tenant)}`;
}

function parameterFolder({ period, date }: SnapshotKey): string {
  if (period !== undefined && date !== undefined) {
    throw badName('period', period);
  }
  if (date !== undefined) {
    if (!isIsoDate(date)) {
      throw badName('date', date);
    }
    return `date=${date}`;
  }
  if (period === NO_PERIOD) {
    throw badName('period', period);
  }
  return `period=${period === undefined ? NO_PERIOD : checkedName('period', period)}`;
}

/** The tenant that a folder belongs to, or `undefined` for a folder that the archive did not make. */
export function tenantOf(folder: string): string | undefined {
  return valueOf('tenant', folder);
}

/** The report that a folder below a tenant's is of, likewise. */
export function reportOf(folder: string): string | undefined {
  return valueOf('report', folder);
}

/** The inverse of {@link keyFolders}; `undefined` for folders that the archive did not make. */
export function keyOf(tenant: string, reportFolder: string, parameter: string): SnapshotKey | undefined {
  const report = valueOf('report', reportFolder);
  if (report === undefined) {
    return undefined;
  }
  const date = valueOf('date', parameter);
  if (date !== undefined) {
    return isIsoDate(date) ? { tenant, report, date } : undefined;
  }
  const period = valueOf('period', parameter);
  if (period === undefined) {
    return undefined;
  }
  return period === NO_PERIOD ? { tenant, report } : { tenant, report, period };
}

/**
 * The folder of one refresh date. A date that is none (the service's word for it is data, not to be trusted as a path) goes
 * where the files without a date go, so that a good download is kept whatever its date column holds.
 */
export function refreshFolder(refreshDate: string | null): string {
  return `refresh=${refreshDate !== null && isIsoDate(refreshDate) ? refreshDate : UNKNOWN_REFRESH}`;
}

/** The refresh date in a folder's name, `null` for `refresh=unknown`, `undefined` for any other folder. */
export function refreshDateOf(folder: string): string | null | undefined {
  const value = valueOf('refresh', folder);
  if (value === UNKNOWN_REFRESH) {
    return null;
  }
  return value !== undefined && isIsoDate(value) ? value : undefined;
}

/** Whether a folder’s name has the form of a refresh date. There can be thousands: whether it is a day is asked of the few that matter. */
export function isRefreshFolderName(folder: string): boolean {
  return /^refresh=\d{4}-\d{2}-\d{2}$/.test(folder);
}

function valueOf(column: string, folder: string): string | undefined {
  const prefix = `${column}=`;
  const value = folder.startsWith(prefix) ? folder.slice(prefix.length) : undefined;
  return value !== undefined && isSafeName(value) ? value : undefined;
}

function checkedName(what: string, value: string): string {
  if (!isSafeName(value)) {
    throw badName(what, value);
  }
  return value;
}

function isSafeName(value: string): boolean {
  // No name begins or ends with a dot: the first would be hidden or `..`, and Windows drops the second silently.
  return (
    value.length <= MAX_NAME_CHARACTERS &&
    /^[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/.test(value) &&
    !reservedOnWindows.test(value)
  );
}

function isIsoDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function badName(what: string, value: string): UsageReportsError {
  const shown = JSON.stringify(value.length > MAX_NAME_CHARACTERS ? `${value.slice(0, MAX_NAME_CHARACTERS)}…` : value);
  const message = `The archive cannot use ${shown} as the name of a ${what}.`;
  return new UsageReportsError('storage', message, { code: 'badName', argument: what });
}
