import { accessSync, chmodSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import path from 'node:path';

/** Where Linux has files in memory. */
const MEMORY = '/dev/shm';

/** Tests of large reports and long soaks write hundreds of megabytes. */
const ENOUGH_BYTES = 4 * 2 ** 30;

/**
 * A new folder in memory, for what tests write and delete again: tens of thousands of small files, for which a disk costs more than the
 * tests themselves.
 *
 * @returns {string | undefined} undefined where there is no such place, or no room
 */
export function memoryFolder() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ENOUGH_BYTES) {
      return undefined;
    }
    const folder = mkdtempSync(path.join(MEMORY, 'usage-reports-'));
    // As /tmp has it: some tests run a process of another user.
    chmodSync(folder, 0o1777);
    return folder;
  } catch {
    return undefined;
  }
}
