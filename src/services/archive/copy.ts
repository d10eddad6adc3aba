import { UsageReportsError } from '../../base/errors.js';
import type { Archive } from './archive.js';
import type { SnapshotKey } from './names.js';
import type { Snapshot } from './snapshot.js';

export interface CopyOptions {
  readonly signal?: AbortSignal;
  /** Called before each snapshot. */
  readonly onSnapshot?: (key: SnapshotKey) => void;
}

/**
 * Copies what is stored of a tenant to another archive, or to another name. Each snapshot arrives whole or not at all, and what is
 * there already stays, unless it is of the same refresh date and was fetched earlier.
 * @returns how many are there now, and how many cannot be read whole where they were
 * @throws UsageReportsError `storage`; the signal's `AbortError`
 */
export async function copyTenant(
  from: Archive,
  tenant: string,
  to: Archive,
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

/** @returns false where its bytes are damaged or gone */
async function copySnapshot(snapshot: Snapshot, to: Archive, key: SnapshotKey): Promise<boolean> {
  const { meta, refreshDate } = snapshot;
  const there = await to.at(key, refreshDate);
  if (
    there !== undefined &&
    (there.meta.sha256 === meta.sha256 || there.meta.fetchedAt > meta.fetchedAt) &&
    (await there.verify())
  ) {
    return true;
  }
  const writer = await to.begin(key, { version: meta.version, format: meta.format });
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
      ...(etag === undefined ? {} : { etag }),
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
