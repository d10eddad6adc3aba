import * as l10n from '@vscode/l10n';
import { rename, rm, stat } from 'node:fs/promises';
import { untilAborted } from '../base/cancellation.js';
import { isCancelled, UsageReportsError } from '../base/errors.js';
import { errorCode } from '../base/redact.js';
import { writeNewFile } from '../services/files/newFile.js';
import { safeMessageOf } from './errorFacts.js';
import { linkTarget } from './outPath.js';

/**
 * Writes a file completely or not at all; one that is there is replaced, but nothing else: a device or a pipe stays what it is, and so does a link,
 * whose file is written.
 * @param isPrivate whether only this account may read it
 * @throws UsageReportsError `invalidRequest` where nothing can be written at that path, `exportFailed` otherwise; the signal's `AbortError`
 */
export async function writeWhole(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  isPrivate: boolean,
  signal: AbortSignal,
): Promise<void> {
  let temporary: string | undefined;
  try {
    const target = await linkTarget(file);
    await refuseOther(target);
    temporary = `${target}.${crypto.randomUUID()}.tmp`;
    await writeNewFile(temporary, untilAborted(chunks, signal), isPrivate);
    await rename(temporary, target);
  } catch (error) {
    if (temporary !== undefined) {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
    if (isCancelled(error) || error instanceof UsageReportsError) {
      throw error;
    }
    const code = errorCode(error);
    const unfit = unfitPath(code);
    const why = unfit ?? otherCause(code) ?? safeMessageOf(error).replaceAll(temporary ?? file, file);
    throw unfit === undefined
      ? new UsageReportsError('exportFailed', notWritten(file, why), { code }, { cause: error })
      : unfitFile(file, why, code, error);
  }
}

/** @throws UsageReportsError `invalidRequest` where something else than a file has the name: to rename a file to it would take its place */
async function refuseOther(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory()) {
    throw unfitFile(file, l10n.t('it is no regular file.'));
  }
}

function unfitFile(file: string, why: string, code?: string, cause?: unknown): UsageReportsError {
  const details = { ...(code === undefined ? {} : { code }), argument: 'out' };
  return new UsageReportsError('invalidRequest', notWritten(file, why), details, { cause });
}

function notWritten(file: string, why: string): string {
  return l10n.t("The file {0} can't be written: {1}", file, why);
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
    case 'ENXIO':
      return l10n.t('it is no regular file.');
    case 'ELOOP':
      return l10n.t('its links lead in a circle.');
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
