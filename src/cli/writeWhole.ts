import * as l10n from '@vscode/l10n';
import { open, rename, rm } from 'node:fs/promises';
import { isCancelled, UsageReportsError } from '../base/errors.js';
import { safeMessageOf } from './errorFacts.js';

/**
 * Writes a file completely or not at all; one that is there is replaced.
 * @param isPrivate whether only this account may read it
 * @throws UsageReportsError `exportFailed`; the signal's `AbortError`
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
    const message = l10n.t("The file can't be written: {0}", safeMessageOf(error));
    throw new UsageReportsError('exportFailed', message, {}, { cause: error });
  }
}
