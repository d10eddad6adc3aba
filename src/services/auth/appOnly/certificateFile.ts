import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { errorCode } from '../../../base/redact.js';
import { UsageReportsError } from '../../../base/errors.js';

/** A certificate with its key and a chain has some kilobytes. */
const MAX_BYTES = 1024 * 1024;
const READABLE_BY_OTHERS = 0o044;

/** @throws UsageReportsError `signInFailed` with `certificateUnreadable` */
export async function readCertificateFile(path: string): Promise<string> {
  if (!isAbsolute(path)) {
    throw unreadable('The path of the certificate is not an absolute one.');
  }
  try {
    const stats = await stat(path);
    // A pipe or a device would never end.
    if (!stats.isFile() || stats.size > MAX_BYTES) {
      throw unreadable(`The path of the certificate leads to no file, or to one of more than ${MAX_BYTES} bytes.`);
    }
    // A PEM file is ASCII. latin1 decodes any other bytes without an error.
    return await readFile(path, 'latin1');
  } catch (error) {
    throw error instanceof UsageReportsError
      ? error
      : unreadable(`The certificate's file cannot be read (${errorCode(error) ?? 'unknown'}).`);
  }
}

/**
 * Whether other accounts of this computer may read a file. Not known on Windows, where modes say nothing. A folder or a device is none: nobody is to
 * be told to take its modes away, as for `/tmp`.
 */
export async function isReadableByOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') {
    return false;
  }
  try {
    const stats = await stat(path);
    return stats.isFile() && (stats.mode & READABLE_BY_OTHERS) !== 0;
  } catch {
    // Signing in says what is wrong with the file.
    return false;
  }
}

export function unreadable(message: string): UsageReportsError {
  return new UsageReportsError('signInFailed', message, { problem: 'certificateUnreadable' });
}
