import * as l10n from '@vscode/l10n';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { UsageReportsError } from '../base/errors.js';

/** Whether a path ends as that of a folder does: to write a file of that name is not what was asked for. */
export function namesFolder(file: string): boolean {
  return file.endsWith('/') || file.endsWith(path.sep);
}

/**
 * The archive has what was fetched, and nothing else: other programs read the whole folder, and a deletion takes it away. Links are followed.
 * @param file absolute, as is the archive's folder
 * @throws UsageReportsError `invalidRequest` for a file in the archive's folder, or below it
 */
export async function refuseInArchive(file: string, archive: string): Promise<void> {
  const [folder, root] = await Promise.all([real(path.dirname(file)), real(archive)]);
  const from = path.relative(root, folder);
  if (from === '' || !(from === '..' || from.startsWith(`..${path.sep}`) || path.isAbsolute(from))) {
    const message = l10n.t(
      "The file {0} can't be written: it would be in the archive folder, which has archived reports alone. Specify a file outside of it.",
      file,
    );
    throw new UsageReportsError('invalidRequest', message, { argument: 'out' });
  }
}

/** As it is where it doesn't exist: writing says so. */
async function real(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder);
}
