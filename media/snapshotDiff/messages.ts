import type { SnapshotDiffHostMessage } from '../../src/shared/pages/snapshotDiff.js';

/** A light check: the host is the trusted side; this guards against other senders in the window. */
export function isSnapshotDiffMessage(data: unknown): data is Extract<SnapshotDiffHostMessage, { type: 'difference' }> {
  if (typeof data !== 'object' || data === null || (data as { type?: unknown }).type !== 'difference') {
    return false;
  }
  const { summary, view } = data as Record<string, unknown>;
  return (
    typeof view === 'object' &&
    view !== null &&
    typeof summary === 'object' &&
    summary !== null &&
    ['tabs', 'notices', 'changedColumns', 'matchedBy', 'ignored'].every((name) =>
      Array.isArray((summary as Record<string, unknown>)[name]),
    )
  );
}
