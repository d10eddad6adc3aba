import type { Format, GraphVersion } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import { type IsoInstant, isIsoDate, isIsoInstant } from '../../base/dates.js';
import { MAX_PAGES } from '../../shared/sizeLimits.js';
import { isObject, parseObject } from '../../base/json.js';
import type { FileOrigin } from './fileOrigin.js';
import type { RefreshDay } from './refreshDay.js';

/** Increased whenever an older version of this extension could misread what a newer one writes. */
export const ARCHIVE_FORMAT = 3;

/** 1: bytes as received. 2: also compressed parts. 3: a folder of its own for every fetch, named after a refresh day in any case. */
export type ArchiveFormat = 1 | 2 | typeof ARCHIVE_FORMAT;

/** Of a `meta.json` and a `checked.json`. A report with the most pages and columns that are read stays far below. */
export const MAX_META_BYTES = 4 * 1024 * 1024;

/** One file with bytes of a snapshot. */
export interface SnapshotPart {
  /** Name in the snapshot's folder. */
  readonly file: string;
  /** Size of the file, after compression. */
  readonly bytes: number;
  /** Size before compression, if the file is compressed. Not in format 1. */
  readonly uncompressedBytes?: number;
}

/** Content of `meta.json`. */
export interface SnapshotMeta {
  readonly formatVersion: ArchiveFormat;
  readonly etag?: string;
  /** Lowercase hexadecimal, of the bytes as received: all parts in order, uncompressed. */
  readonly sha256: string;
  readonly fetchedAt: IsoInstant;
  /** When the service last confirmed that these bytes are the newest. Not before `fetchedAt`. */
  readonly checkedAt: IsoInstant;
  readonly version: GraphVersion;
  readonly format: Format;
  /** As received, uncompressed. */
  readonly bytes: number;
  /** CSV: one part. JSON: one part per page. */
  readonly parts: readonly SnapshotPart[];
  readonly rowCount: number;
  /** Column names as decoded when the snapshot was fetched. */
  readonly columns: readonly string[];
  /** In formats 1 and 2 only the name of the folder says it. */
  readonly refreshDate?: RefreshDay;
  /** Absent if the service sent the bytes. Earlier versions of this extension don't read it. */
  readonly origin?: FileOrigin;
}

/** Content of `checked.json`: the bytes with this hash were confirmed later. */
export interface SnapshotCheck {
  readonly sha256: string;
  readonly checkedAt: IsoInstant;
  readonly version: GraphVersion;
  readonly etag?: string;
}

export function serialize(content: SnapshotMeta | SnapshotCheck): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * @returns `undefined` if the text is incomplete or not the archive's
 * @throws UsageReportsError `storage` with code `newerArchive` if a newer version of this extension wrote it
 */
export function parseMeta(text: string): SnapshotMeta | undefined {
  const json = parseObject(text);
  if (json === undefined || typeof json['formatVersion'] !== 'number') {
    return undefined;
  }
  const { formatVersion } = json;
  if (formatVersion > ARCHIVE_FORMAT) {
    throw new UsageReportsError(
      'storage',
      'The archive was written by a newer version of this extension. Update the extension, or choose another archive folder.',
      { code: 'newerArchive' },
    );
  }
  const { etag, sha256, fetchedAt, checkedAt, version, format, bytes, parts, rowCount, columns, refreshDate, origin } =
    json;
  if (
    !(formatVersion === 1 || formatVersion === 2 || formatVersion === ARCHIVE_FORMAT) ||
    !(etag === undefined || typeof etag === 'string') ||
    !isSha256(sha256) ||
    !isIsoInstant(fetchedAt) ||
    !isIsoInstant(checkedAt) ||
    !isVersion(version) ||
    !(format === 'csv' || format === 'json') ||
    !isCount(bytes) ||
    !isParts(parts) ||
    (formatVersion === 1 && parts.some(isCompressed)) ||
    parts.reduce((sum, part) => sum + sizeOf(part), 0) !== bytes ||
    !isCount(rowCount) ||
    !(Array.isArray(columns) && columns.every((name) => typeof name === 'string')) ||
    !(refreshDate === undefined || isRefreshDay(refreshDate)) ||
    !(origin === undefined || isOrigin(origin)) ||
    (refreshDate !== undefined) !== (formatVersion === ARCHIVE_FORMAT)
  ) {
    return undefined;
  }
  return {
    formatVersion,
    etag,
    sha256,
    fetchedAt,
    checkedAt: later(checkedAt, fetchedAt),
    version,
    format,
    bytes,
    parts,
    rowCount,
    columns,
    ...(refreshDate === undefined ? {} : { refreshDate }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** Size of a part before compression. */
export function sizeOf(part: SnapshotPart): number {
  return part.uncompressedBytes ?? part.bytes;
}

export function isCompressed(part: SnapshotPart): boolean {
  return part.uncompressedBytes !== undefined;
}

/** @returns `undefined` if the text is incomplete or not the archive's */
export function parseCheck(text: string): SnapshotCheck | undefined {
  const { sha256, checkedAt, version, etag } = parseObject(text) ?? {};
  return isSha256(sha256) &&
    isIsoInstant(checkedAt) &&
    isVersion(version) &&
    (etag === undefined || typeof etag === 'string')
    ? { sha256, checkedAt, version, etag }
    : undefined;
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The later of two instants. */
export function later(one: IsoInstant, other: IsoInstant): IsoInstant {
  return one > other ? one : other;
}

function isVersion(value: unknown): value is GraphVersion {
  return value === 'v1.0' || value === 'beta';
}

function isRefreshDay(value: unknown): value is RefreshDay {
  return (
    isObject(value) &&
    typeof value['day'] === 'string' &&
    isIsoDate(value['day']) &&
    (value['from'] === 'report' || value['from'] === 'rows' || value['from'] === 'fetch')
  );
}

function isOrigin(value: unknown): value is FileOrigin {
  return (
    isObject(value) &&
    value['kind'] === 'file' &&
    typeof value['name'] === 'string' &&
    (value['day'] === undefined || value['day'] === 'asked') &&
    (value['addedAt'] === undefined || isIsoInstant(value['addedAt']))
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isParts(value: unknown): value is readonly SnapshotPart[] {
  return (
    Array.isArray(value) &&
    value.length <= MAX_PAGES &&
    value.every(isPart) &&
    new Set(value.map(({ file }) => file)).size === value.length
  );
}

function isPart(value: unknown): value is SnapshotPart {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { file, bytes, uncompressedBytes } = value as Record<string, unknown>;
  // The folder may be shared with others, so a name in meta.json must not lead out of it.
  return (
    typeof file === 'string' &&
    isCount(bytes) &&
    (uncompressedBytes === undefined
      ? /^part[A-Za-z0-9-]*\.(csv|json)$/.test(file)
      : isCount(uncompressedBytes) && /^part[A-Za-z0-9-]*\.csv\.gz$/.test(file))
  );
}
