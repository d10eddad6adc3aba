import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { SnapshotKey } from './names.js';
import type { Snapshot } from './snapshot.js';
import type { SnapshotWriter, SnapshotWriteOptions } from './snapshotWriter.js';

/** The part of an archive that is copied from. */
export interface CopySource {
  keys(tenant: string): AsyncIterable<SnapshotKey>;
  history(key: SnapshotKey): AsyncIterable<Snapshot>;
}

/** The part of an archive that is copied to. */
export interface CopyTarget {
  snapshotAt(key: SnapshotKey, refreshDate: IsoDate | null): Promise<Snapshot | undefined>;
  beginSnapshot(key: SnapshotKey, format: Omit<SnapshotWriteOptions, 'compress'>): Promise<SnapshotWriter>;
  markChecked(snapshot: Snapshot, checkedAt: IsoInstant): Promise<Snapshot>;
}

export interface CopyOptions {
  readonly signal?: AbortSignal;
  /** Called before each snapshot. */
  readonly onSnapshot?: (key: SnapshotKey) => void;
}

/**
 * Copies the snapshots of a tenant to another archive, or to another name. Each snapshot is copied completely or not at all. Snapshots
 * that the target has already stay, unless they have the same refresh date and were fetched earlier.
 * @returns `copied`: snapshots that the target has now; `damaged`: snapshots that cannot be read completely
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function copyTenant(
  from: CopySource,
  tenant: string,
  to: CopyTarget,
  newTenant = tenant,
  { signal, onSnapshot }: CopyOptions = {},
): Promise<{ readonly copied: number; readonly damaged: number }> {
  let copied = 0;
  let damaged = 0;
  for await (const key of from.keys(tenant)) {
    for await (const snapshot of from.history(key)) {
      signal?.throwIfAborted();
      onSnapshot?.(key);
      if (await copySnapshot(snapshot, to, { ...key, tenant: newTenant })) {
        copied++;
      } else {
        damaged++;
      }
    }
  }
  return { copied, damaged };
}

/** @returns false if its bytes are damaged or gone */
async function copySnapshot(snapshot: Snapshot, to: CopyTarget, key: SnapshotKey): Promise<boolean> {
  const { meta, refreshDate } = snapshot;
  const existing = await to.snapshotAt(key, refreshDate);
  if (
    existing !== undefined &&
    (existing.meta.sha256 === meta.sha256 || existing.meta.fetchedAt > meta.fetchedAt) &&
    (await existing.verify())
  ) {
    return true;
  }
  const writer = await to.beginSnapshot(key, { version: meta.version, format: meta.format });
  try {
    for await (const chunk of snapshot.chunks()) {
      await writer.write(chunk);
    }
    const { etag, fetchedAt, rowCount, columns } = meta;
    const copy = await writer.commit({
      refreshDate,
      fetchedAt,
      rowCount,
      columns,
      etag,
    });
    if (copy.meta.sha256 === meta.sha256 && copy.meta.checkedAt < meta.checkedAt) {
      await to.markChecked(copy, meta.checkedAt);
    }
    return true;
  } catch (error) {
    if (
      error instanceof UsageReportsError &&
      (error.details.code === 'damaged' || error.details.code === 'snapshotGone')
    ) {
      return false;
    }
    throw error;
  } finally {
    await writer.abort();
  }
}
