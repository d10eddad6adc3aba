import type { Format, Version } from '../catalog/definition.js';
import { UsageReportsError } from '../shared/errors.js';
import type { IsoInstant } from '../shared/report.js';

/** Raised whenever an older version of this project could misread what a newer one writes. */
export const archiveFormatVersion = 1;

/** One file of a snapshot's bytes. */
export interface SnapshotPart {
  /** Name within the snapshot's folder. */
  readonly file: string;
  readonly bytes: number;
}

/** What `meta.json` says about the bytes beside it. */
export interface SnapshotMeta {
  readonly formatVersion: typeof archiveFormatVersion;
  readonly etag?: string;
  /** Lower-case hex, over all parts in their order. */
  readonly sha256: string;
  readonly fetchedAt: IsoInstant;
  /** When the service last said that these bytes are still the newest. Never before the first fetch. */
  readonly checkedAt: IsoInstant;
  readonly version: Version;
  readonly format: Format;
  readonly bytes: number;
  /** CSV: one part. JSON: one page a part. */
  readonly parts: readonly SnapshotPart[];
  readonly rowCount: number;
  /** Column names as decoded when the snapshot was fetched. */
  readonly columns: readonly string[];
}

/** What `checked.json` adds: that the same bytes were confirmed later. Says nothing about bytes with another hash. */
export interface SnapshotCheck {
  readonly sha256: string;
  readonly checkedAt: IsoInstant;
  readonly version: Version;
  readonly etag?: string;
}

export function serialize(content: SnapshotMeta | SnapshotCheck): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * @returns `undefined` where the text is torn or is not the archive's
 * @throws UsageReportsError `storage` with code `newerArchive` where a newer version of this project wrote it
 */
export function parseMeta(text: string): SnapshotMeta | undefined {
  const json = parseObject(text);
  if (json === undefined || typeof json['formatVersion'] !== 'number') {
    return undefined;
  }
  if (json['formatVersion'] > archiveFormatVersion) {
    throw new UsageReportsError(
      'storage',
      'The archive was written by a newer version of this extension. Update the extension, or choose another archive folder.',
      { code: 'newerArchive' },
    );
  }
  const { etag, sha256, fetchedAt, checkedAt, version, format, bytes, parts, rowCount, columns } = json;
  if (
    json['formatVersion'] !== archiveFormatVersion ||
    !(etag === undefined || typeof etag === 'string') ||
    !isSha256(sha256) ||
    !isInstant(fetchedAt) ||
    !isInstant(checkedAt) ||
    !isVersion(version) ||
    !(format === 'csv' || format === 'json') ||
    !isCount(bytes) ||
    !(Array.isArray(parts) && parts.every(isPart)) ||
    parts.reduce((sum, part) => sum + part.bytes, 0) !== bytes ||
    !isCount(rowCount) ||
    !(Array.isArray(columns) && columns.every((name) => typeof name === 'string'))
  ) {
    return undefined;
  }
  return {
    formatVersion: archiveFormatVersion,
    etag,
    sha256,
    fetchedAt,
    checkedAt,
    version,
    format,
    bytes,
    parts,
    rowCount,
    columns,
  };
}

/** @returns `undefined` where the text is torn or is not the archive's */
export function parseCheck(text: string): SnapshotCheck | undefined {
  const { sha256, checkedAt, version, etag } = parseObject(text) ?? {};
  return isSha256(sha256) && isInstant(checkedAt) && isVersion(version) && (etag === undefined || typeof etag === 'string')
    ? { sha256, checkedAt, version, etag }
    : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
}

function isVersion(value: unknown): value is Version {
  return value === 'v1.0' || value === 'beta';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isPart(value: unknown): value is SnapshotPart {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { file, bytes } = value as Record<string, unknown>;
  // The folder may be shared: a name in meta.json must not lead out of it.
  return typeof file === 'string' && /^part[A-Za-z0-9-]*\.(csv|json)$/.test(file) && isCount(bytes);
}
