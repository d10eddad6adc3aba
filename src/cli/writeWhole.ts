import * as l10n from '@vscode/l10n';
import { open, rename, rm } from 'node:fs/promises';
import { isCancelled, UsageReportsError } from '../base/errors.js';
import { errorCode } from '../base/redact.js';
import { safeMessageOf } from './errorFacts.js';

/**
 * Writes a file completely or not at all; one that is there is replaced.
 * @param isPrivate whether only this account may read it
 * @throws UsageReportsError `invalidRequest` where nothing can be written at that path, `exportFailed` otherwise; the signal's `AbortError`
 */
export async function writeWhole(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  isPrivate: boolean,
  signal: AbortSignal,
): Promise<void> {
  const temporary = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', isPrivate ? 0o600 : 0o666);
    try {
      for await (const chunk of chunks) {
        signal.throwIfAborted();
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (isCancelled(error) || error instanceof UsageReportsError) {
      throw error;
    }
    const code = errorCode(error);
    const unfit = unfitPath(code);
    const why = unfit ?? otherCause(code) ?? safeMessageOf(error).replaceAll(temporary, file);
    const message = l10n.t("The file {0} can't be written: {1}", file, why);
    throw unfit === undefined
      ? new UsageReportsError('exportFailed', message, { code }, { cause: error })
      : new UsageReportsError('invalidRequest', message, { code, argument: 'out' }, { cause: error });
  }
}

/** Why no file can be written at a path, whatever is in it. */
function unfitPath(code: string | undefined): string | undefined {
  switch (code) {
    case 'ENOENT':
      return l10n.t("its folder doesn't exist.");
    case 'ENOTDIR':
      return l10n.t('a part of its path is no folder.');
    case 'EISDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
      return l10n.t('it is a folder.');
    case 'EACCES':
    case 'EPERM':
      return l10n.t("you don't have permission to write there.");
    case 'EROFS':
      return l10n.t('the disk is read-only.');
    case 'ENAMETOOLONG':
      return l10n.t('its name is too long.');
    default:
      return undefined;
  }
}

function otherCause(code: string | undefined): string | undefined {
  return code === 'ENOSPC' || code === 'EDQUOT' ? l10n.t('the disk is full.') : undefined;
}
