import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { SnapshotKey } from './names.js';
import type { RefreshDay } from './refreshDay.js';
import type { Snapshot } from './snapshot.js';
import type { SnapshotWriter, SnapshotWriteOptions } from './snapshotWriter.js';

/** The part of an archive that is copied from. */
export interface CopySource {
  keys(tenant: string): AsyncIterable<SnapshotKey>;
  history(key: SnapshotKey): AsyncIterable<Snapshot>;
}

/** The part of an archive that is copied to. */
export interface CopyTarget {
  refreshDayOf(snapshot: Snapshot): Promise<RefreshDay>;
  snapshotsOn(key: SnapshotKey, day: IsoDate): Promise<readonly Snapshot[]>;
  beginSnapshot(key: SnapshotKey, format: Omit<SnapshotWriteOptions, 'compress'>): Promise<SnapshotWriter>;
  markChecked(snapshot: Snapshot, checkedAt: IsoInstant): Promise<Snapshot>;
}

export interface CopyOptions {
  readonly signal?: AbortSignal;
  /** Called before each snapshot. */
  readonly onSnapshot?: (key: SnapshotKey) => void;
}

/**
 * Copies the snapshots of a tenant to another archive, or to another name. Each snapshot is copied completely or not at all. What the
 * target has already stays; the same bytes of the same day are not copied again, but the later check counts.
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
  const noteCheck = async (copy: Snapshot) => {
    if (copy.meta.checkedAt < meta.checkedAt) {
      await to.markChecked(copy, meta.checkedAt);
    }
  };
  const refreshDay = await to.refreshDayOf(snapshot);
  const existing = (await to.snapshotsOn(key, refreshDay.day)).find(
    (other) => other.meta.sha256 === meta.sha256 && other.meta.format === meta.format,
  );
  if (existing !== undefined && (await existing.verify())) {
    await noteCheck(existing);
    return true;
  }
  const writer = await to.beginSnapshot(key, { version: meta.version, format: meta.format });
  try {
    for await (const chunk of snapshot.chunks()) {
      await writer.write(chunk);
    }
    const { etag, fetchedAt, rowCount, columns } = meta;
    await noteCheck(await writer.commit({ refreshDate, refreshDay, fetchedAt, rowCount, columns, etag }));
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
