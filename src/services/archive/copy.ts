import type { IsoDate, IsoInstant } from '../../base/dates.js';
import { abortable, untilAborted } from '../../base/cancellation.js';
import { keyFolders, type SnapshotKey } from './names.js';
import type { RefreshDay } from './refreshDay.js';
import { isUnreadable, type Snapshot } from './snapshot.js';
import type { SnapshotWriter, SnapshotWriteOptions } from './snapshotWriter.js';
import { isPassable } from '../files/storageErrors.js';

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

/** The part of an archive that is moved from. */
export interface MoveSource extends CopySource {
  removeSnapshots(tenant: string, isToRemove: (snapshot: Snapshot) => boolean): Promise<number>;
}

export interface CopyOptions {
  readonly signal?: AbortSignal;
  /** Called before each snapshot. */
  readonly onSnapshot?: (key: SnapshotKey) => void;
  /** Called when the target has a snapshot. */
  readonly onCopied?: (snapshot: Snapshot) => void;
}

export interface CopyResult {
  /** Snapshots that the target has now. */
  readonly copied: number;
  /** Snapshots that cannot be read completely. */
  readonly damaged: number;
}

/**
 * Moves the snapshots of a tenant like {@link copyTenant}. Removes nothing but what the target has then: what is damaged, has not arrived
 * completely, or was written by a newer version stays. What other processes add meanwhile is moved, too.
 * @throws as {@link copyTenant}
 */
export async function moveTenantTo(
  from: MoveSource,
  tenant: string,
  to: CopyTarget,
  newTenant = tenant,
  options: CopyOptions = {},
): Promise<CopyResult> {
  let copied = 0;
  for (;;) {
    const moved = new Set<string>();
    const copying = copyTenant(from, tenant, to, newTenant, {
      ...options,
      onCopied: (snapshot) => moved.add(idOf(snapshot)),
    });
    // What was copied before a failure is in the target.
    const done = await copying.catch((error: unknown) => error as Error);
    const removed = await from.removeSnapshots(tenant, (snapshot) => moved.has(idOf(snapshot)));
    if (done instanceof Error) {
      throw done;
    }
    copied += done.copied;
    if (removed === 0) {
      return { copied, damaged: done.damaged };
    }
  }
}

function idOf({ key, day, meta }: Snapshot): string {
  return [...keyFolders(key), day, meta.format, meta.sha256].join('/');
}

/**
 * Copies the snapshots of a tenant to another archive, or to another name. Each snapshot is copied completely or not at all. What the
 * target has already stays; the same bytes of the same day are not copied again, but the later check counts.
 * @throws UsageReportsError `storage`, after all others were copied where it is about one report (one that a newer version wrote, or that
 *   cannot be read); the signal's `AbortError`
 */
export async function copyTenant(
  from: CopySource,
  tenant: string,
  to: CopyTarget,
  newTenant = tenant,
  { signal, onSnapshot, onCopied }: CopyOptions = {},
): Promise<CopyResult> {
  let copied = 0;
  let damaged = 0;
  let failure: Error | undefined;
  const copyKey = async (key: SnapshotKey) => {
    for await (const snapshot of from.history(key)) {
      signal?.throwIfAborted();
      onSnapshot?.(key);
      if (await copySnapshot(snapshot, to, { ...key, tenant: newTenant }, signal)) {
        copied++;
        onCopied?.(snapshot);
      } else {
        damaged++;
      }
    }
  };
  for await (const key of from.keys(tenant)) {
    try {
      await copyKey(key);
    } catch (error) {
      if (!(error instanceof Error && isPassable(error))) {
        throw error;
      }
      failure ??= error;
    }
  }
  if (failure !== undefined) {
    throw failure;
  }
  return { copied, damaged };
}

/** @returns false if its bytes are damaged or gone */
async function copySnapshot(
  snapshot: Snapshot,
  to: CopyTarget,
  key: SnapshotKey,
  signal: AbortSignal | undefined,
): Promise<boolean> {
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
  if (existing !== undefined && (await abortable(existing.verify(), signal))) {
    await noteCheck(existing);
    return true;
  }
  const writer = await to.beginSnapshot(key, { version: meta.version, format: meta.format });
  try {
    for await (const chunk of untilAborted(snapshot.chunks(), signal)) {
      await writer.write(chunk);
    }
    const { etag, fetchedAt, rowCount, columns, origin } = meta;
    await noteCheck(await writer.commit({ refreshDate, refreshDay, fetchedAt, rowCount, columns, etag, origin }));
    return true;
  } catch (error) {
    if (isUnreadable(error)) {
      return false;
    }
    throw error;
  } finally {
    await writer.abort();
  }
}
