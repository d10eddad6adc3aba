import { type IsoDate, type IsoInstant, isIsoDate } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import { isReservedOnWindows } from '../../base/reservedNames.js';

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

/** Beside the reports of a tenant: its alerts, which go with it. */
export const alertsFile = 'alerts.json';

/** Hive readers need the same columns in every path, so a report without a parameter gets this period. */
const NO_PERIOD = 'NONE';
/** Only in the layout of formats 1 and 2: the file had no refresh date. */
const UNKNOWN_REFRESH = 'unknown';

/** With what stands before it, below the 255 bytes that file systems allow. */
export const MAX_NAME_CHARACTERS = 100;

/**
 * The folders of a key, from the archive's folder down: `tenant=…`, `report=…`, `period=…`. A single day is a period, too.
 * @throws UsageReportsError `storage` with code `badName` if a part of the key cannot be a folder name
 */
export function keyFolders(key: SnapshotKey): [tenant: string, report: string, parameter: string] {
  return [tenantFolder(key.tenant), `report=${checkedName('report', key.report)}`, parameterFolder(key)];
}

/**
 * All folders that may hold a key's snapshots, below the report's. Formats 1 and 2 have a single day in `date=…`.
 * @throws UsageReportsError `storage` with code `badName`
 */
export function parameterFolders(key: SnapshotKey): readonly string[] {
  const current = parameterFolder(key);
  return key.date === undefined ? [current] : [current, `date=${key.date}`];
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
    return `period=${date}`;
  }
  if (period === NO_PERIOD || (period !== undefined && isIsoDate(period))) {
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

/** The key of one of {@link parameterFolders}; `undefined` for folders that are not the archive's. */
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
  if (isIsoDate(period)) {
    return { tenant, report, date: period };
  }
  return period === NO_PERIOD ? { tenant, report } : { tenant, report, period };
}

/** The folder of a refresh date. */
export function refreshFolder(refreshDate: IsoDate): string {
  return `refresh=${refreshDate}`;
}

/** The day in the name of a refresh folder; `null` for `refresh=unknown`, `undefined` for any other folder. */
export function refreshDayOf(folder: string): IsoDate | null | undefined {
  const value = valueOf('refresh', folder);
  if (value === UNKNOWN_REFRESH) {
    return null;
  }
  return value !== undefined && isIsoDate(value) ? value : undefined;
}

/** What the name of a snapshot's folder says. */
export interface FetchedName {
  /** To the second. */
  readonly fetchedAt: IsoInstant;
  /** The first characters of the hash. */
  readonly hash: string;
}

const HASH_CHARACTERS = 8;

/** `fetched=20261120T080000Z-1f2e3d4c`: sorted by name, the snapshots of a refresh date are in the order in which they were fetched. */
export function fetchedFolder({
  fetchedAt,
  sha256,
}: {
  readonly fetchedAt: IsoInstant;
  readonly sha256: string;
}): string {
  const instant = new Date(fetchedAt).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `fetched=${instant}Z-${hashOf(sha256)}`;
}

/** The part of a hash that is in the name of a snapshot's folder. */
export function hashOf(sha256: string): string {
  return sha256.slice(0, HASH_CHARACTERS);
}

/** The inverse of {@link fetchedFolder}; `undefined` for any other folder. */
export function fetchedOf(folder: string): FetchedName | undefined {
  const match = /^fetched=(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z-([0-9a-f]{8})$/.exec(folder);
  if (match === null) {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, hash = ''] = match;
  const fetchedAt = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return Number.isNaN(Date.parse(fetchedAt)) ? undefined : { fetchedAt, hash };
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
    !isReservedOnWindows(value)
  );
}

function badName(what: string, value: string): UsageReportsError {
  const shown = JSON.stringify(value.length > MAX_NAME_CHARACTERS ? `${value.slice(0, MAX_NAME_CHARACTERS)}…` : value);
  const message = `The archive cannot use ${shown} as the name of a ${what}.`;
  return new UsageReportsError('storage', message, { code: 'badName', argument: what });
}
