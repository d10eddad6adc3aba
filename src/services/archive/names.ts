import { isIsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';

/** Identifies a report in the archive. At most one of `period` and `date`; neither for a report without parameters. */
export interface SnapshotKey {
  /** The tenant's name in the archive, see `tenantKey` in `auth/`. */
  readonly tenant: string;
  /** Graph function name. */
  readonly report: string;
  readonly period?: string;
  /** Day in UTC, `YYYY-MM-DD`. */
  readonly date?: string;
}

/** Hive readers need the same columns in every path, so a report without a parameter gets this period. */
const NO_PERIOD = 'NONE';
const UNKNOWN_REFRESH = 'unknown';

/** Device names that Windows reserves, with or without an extension, in any folder. */
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;
const MAX_NAME_CHARACTERS = 100;

/**
 * The folders of a key, from the archive's folder down: `tenant=…`, `report=…`, `period=…` or `date=…`.
 * @throws UsageReportsError `storage` with code `badName` if a part of the key cannot be a folder name
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

/** The tenant of a folder; `undefined` for a folder that is not the archive's. */
export function tenantOf(folder: string): string | undefined {
  return valueOf('tenant', folder);
}

/** The report of a folder; `undefined` for a folder that is not the archive's. */
export function reportOf(folder: string): string | undefined {
  return valueOf('report', folder);
}

/** The inverse of {@link keyFolders}; `undefined` for folders that are not the archive's. */
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
 * The folder of a refresh date. The date comes from the report, so an invalid one must not become a path: it is archived like a report
 * without a refresh date.
 */
export function refreshFolder(refreshDate: string | null): string {
  return `refresh=${refreshDate !== null && isIsoDate(refreshDate) ? refreshDate : UNKNOWN_REFRESH}`;
}

/** The refresh date in a folder name; `null` for `refresh=unknown`, `undefined` for any other folder. */
export function refreshDateOf(folder: string): string | null | undefined {
  const value = valueOf('refresh', folder);
  if (value === UNKNOWN_REFRESH) {
    return null;
  }
  return value !== undefined && isIsoDate(value) ? value : undefined;
}

/** Whether a folder name has the form of a refresh date. Cheap, because there can be thousands; {@link refreshDateOf} validates the day. */
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
  // A leading dot would hide the folder or make it `..`, and Windows silently drops a trailing dot.
  return (
    value.length <= MAX_NAME_CHARACTERS &&
    /^[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/.test(value) &&
    !reservedOnWindows.test(value)
  );
}

function badName(what: string, value: string): UsageReportsError {
  const shown = JSON.stringify(value.length > MAX_NAME_CHARACTERS ? `${value.slice(0, MAX_NAME_CHARACTERS)}…` : value);
  const message = `The archive cannot use ${shown} as the name of a ${what}.`;
  return new UsageReportsError('storage', message, { code: 'badName', argument: what });
}
