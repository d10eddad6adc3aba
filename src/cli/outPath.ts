import * as l10n from '@vscode/l10n';
import { readlink, realpath, stat } from 'node:fs/promises';
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

/**
 * A command never writes over what it reads, whatever name it has. Links are followed, and hard links are the same file.
 * @param inputs absolute
 * @throws UsageReportsError `invalidRequest` for one of these files
 */
export async function refuseInputs(file: string, inputs: readonly string[]): Promise<void> {
  const written = await identityOf(file);
  const read = await Promise.all(inputs.map(identityOf));
  if (written !== undefined && read.includes(written)) {
    const message = l10n.t("The file {0} can't be written: it is read by this command. Specify another one.", file);
    throw new UsageReportsError('invalidRequest', message, { argument: 'out' });
  }
}

/** What a path leads to, so that a link stays one when its file is replaced. Nothing has to be there. @throws what the file system throws */
export async function linkTarget(file: string): Promise<string> {
  // As many as Linux follows.
  for (let links = 0, target = file; links < 40; links++) {
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) {
      return target;
    }
    // What processes have open looks like a link to a file: to put another file there would take it away from them.
    if (/^\/(proc\/|dev\/(fd\/|std(in|out|err)$))/.test(target)) {
      throw Object.assign(new Error('A device is no file.'), { code: 'ENXIO' });
    }
    target = path.resolve(path.dirname(target), next);
  }
  throw Object.assign(new Error('Links lead in a circle.'), { code: 'ELOOP' });
}

async function identityOf(file: string): Promise<string | undefined> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}/${found.ino}`;
}

/** As it is where it doesn't exist: writing says so. */
async function real(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder);
}
