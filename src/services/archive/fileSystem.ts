import * as nodeFileSystem from 'node:fs/promises';
import { isCancelled, UsageReportsError, messageOf } from '../../base/errors.js';

/** The part of Node's file system that the archive uses. Tests replace it to inject faults. */
export type ArchiveFileSystem = Pick<
  typeof nodeFileSystem,
  'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'rm' | 'rmdir' | 'stat'
>;

export { nodeFileSystem };

/** Names in a folder; empty if the folder does not exist. */
export async function listFolder(fs: ArchiveFileSystem, folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** Removes folders that are empty, the deepest first. One that is not empty, or cannot be removed, stays with those above it. */
export async function removeEmptyFolders(fs: ArchiveFileSystem, ...folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    try {
      await fs.rmdir(folder);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') {
        return;
      }
    }
  }
}

/** Text of a file; `undefined` if it does not exist. */
export async function readText(fs: ArchiveFileSystem, file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (isAbsent(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Writes a file and syncs it to the disk. */
export async function writeDurably(fs: ArchiveFileSystem, file: string, content: string): Promise<void> {
  const handle = await fs.open(file, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Errors of systems that cannot sync a folder (Windows, some mounts). They are ignored. */
const FOLDER_SYNC_UNSUPPORTED = new Set(['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'EBADF', 'ENOTSUP', 'ENOSYS']);

/** Makes a rename in this folder survive a power failure. */
export async function syncFolder(fs: ArchiveFileSystem, folder: string): Promise<void> {
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
  fs: ArchiveFileSystem,
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

export async function exists(fs: ArchiveFileSystem, path: string): Promise<boolean> {
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

/** Size of a file; `undefined` if it is gone. */
export async function sizeOfFile(fs: ArchiveFileSystem, file: string): Promise<number | undefined> {
  try {
    return (await fs.stat(file)).size;
  } catch (error) {
    if (isAbsent(error)) {
      return undefined;
    }
    throw error;
  }
}

/** Whether an error means that the file does not exist, and not that it cannot be read. */
export function isAbsent(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const errorSentences: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is larger than this disk or account may hold',
  EROFS: 'the folder is read-only',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  ENOTDIR: 'there is a file where a folder is needed',
  EEXIST: 'there is a file where a folder is needed',
  ENOENT: 'a file or folder has disappeared',
  EBUSY: 'another program is using it',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
};

/** Converts an error of the file system. A `UsageReportsError` and cancellation stay unchanged. */
export function storageError(problem: string, error: unknown): Error {
  if (error instanceof UsageReportsError || (error instanceof Error && isCancelled(error))) {
    return error;
  }
  const code = codeOf(error);
  const why = (code === undefined ? undefined : errorSentences[code]) ?? messageOf(error);
  return new UsageReportsError('storage', `${problem}: ${why}.`, { code }, { cause: error });
}

/** Runs an action and converts errors of the file system, see {@link storageError}. */
export async function withStorageErrors<T>(problem: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw storageError(problem, error);
  }
}
