import * as nodeFileSystem from 'node:fs/promises';
import { codeOf, isAbsent } from './storageErrors.js';

/** The part of Node's file system that stored data need. Tests replace it to inject faults. */
export type FileSystem = Pick<
  typeof nodeFileSystem,
  'chmod' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'rename' | 'rm' | 'rmdir' | 'stat'
>;

export { nodeFileSystem };

/** Whether something is there, behind links too. For the folder that a person chose, and those above it. */
export async function exists(fs: FileSystem, path: string): Promise<boolean> {
  try {
    await fs.stat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) {
      return false;
    }
    throw error;
  }
}

/** Errors of systems that cannot sync a folder (Windows, some mounts). They are ignored. */
const FOLDER_SYNC_UNSUPPORTED = new Set(['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'EBADF', 'ENOTSUP', 'ENOSYS']);

/** Makes a rename in this folder survive a power failure. */
export async function syncFolder(fs: FileSystem, folder: string): Promise<void> {
  try {
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!FOLDER_SYNC_UNSUPPORTED.has(codeOf(error) ?? '')) {
      throw error;
    }
  }
}

/** On Windows a rename fails while another process (a virus scanner, a reader) has the file open. */
const RETRYABLE_RENAME_ERRORS = new Set(['EPERM', 'EACCES', 'EBUSY']);
const WINDOWS_RENAME_ATTEMPTS = 8;

export async function renameWithRetry(
  fs: FileSystem,
  from: string,
  to: string,
  attempts = process.platform === 'win32' ? WINDOWS_RENAME_ATTEMPTS : 1,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await fs.rename(from, to);
      return;
    } catch (error) {
      if (attempt >= attempts || !RETRYABLE_RENAME_ERRORS.has(codeOf(error) ?? '')) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt));
    }
  }
}
