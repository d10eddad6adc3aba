import { readdir, rename, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { collectFolder, makeCollectFolder } from './collectFolder.js';

/**
 * Brings what is recorded of a tenant under an earlier name (its domain, before its ID was known) to its current name: the requests that
 * still count for its limits, an interrupted run, and when it was last collected by schedule. Several processes may do so at once, and
 * after an interruption the next call continues.
 */
export async function moveCollectState(archiveFolder: string, from: string, to: string): Promise<void> {
  const folder = collectFolder(archiveFolder);
  // In lower case, see `Budget`, `RunFile` and `Schedule`.
  const [source, target] = [from.toLowerCase(), to.toLowerCase()];
  if (source === target) {
    return;
  }
  const entries = await readdir(join(folder, source)).catch(() => []);
  if (entries.length > 0) {
    await makeCollectFolder(join(folder, target));
  }
  for (const entry of entries) {
    // Names of entries are unique. Every folder has a .gitignore of its own.
    await rename(join(folder, source, entry), join(folder, target, entry)).catch(ignoreMissing);
  }
  await rmdir(join(folder, source)).catch(() => undefined);
  for (const kind of ['run', 'schedule']) {
    const file = join(folder, `${kind}-${target}.json`);
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      await rename(join(folder, `${kind}-${source}.json`), file).catch(ignoreMissing);
    }
  }
}

function ignoreMissing(error: unknown): void {
  // There is none, or another process has moved it.
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
    throw error;
  }
}
