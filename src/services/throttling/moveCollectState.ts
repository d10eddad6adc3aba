import { join } from 'node:path';
import type { PlainTreeOptions } from '../files/plainTree.js';
import { codeOf } from '../files/storageErrors.js';
import { CollectFolder } from './collectFolder.js';
import { isEntryName } from './ledgerEntry.js';

/**
 * Brings what is recorded of a tenant under an earlier name (its domain, before its ID was known) to its current name: the requests that
 * still count for its limits, an interrupted run, and when it was last collected by schedule. Several processes may do so at once, and
 * after an interruption the next call continues. What is not recorded by this extension stays where it is.
 */
export async function moveCollectState(
  archiveFolder: string,
  from: string,
  to: string,
  options?: PlainTreeOptions,
): Promise<void> {
  const folder = new CollectFolder(archiveFolder, options);
  const { path, tree } = folder;
  // In lower case, see `Budget`, `RunFile` and `Schedule`.
  const [source, target] = [from.toLowerCase(), to.toLowerCase()];
  if (source === target) {
    return;
  }
  const { files } = await tree.list(join(path, source), { files: isEntryName });
  if (files.length > 0) {
    await folder.make(join(path, target));
  }
  for (const entry of files) {
    // Names of entries are unique.
    await tree.rename(join(path, source, entry), join(path, target, entry)).catch(ignoreMissing);
  }
  // Every folder has a .gitignore of its own.
  await tree.remove(join(path, source, '.gitignore')).catch(() => undefined);
  await tree.removeEmpty(join(path, source));
  for (const kind of ['run', 'schedule']) {
    const file = join(path, `${kind}-${target}.json`);
    if ((await tree.kindOf(file)) === undefined) {
      await tree.rename(join(path, `${kind}-${source}.json`), file).catch(ignoreMissing);
    }
  }
}

function ignoreMissing(error: unknown): void {
  // There is none, or another process has moved it.
  if (codeOf(error) !== 'ENOENT') {
    throw error;
  }
}
