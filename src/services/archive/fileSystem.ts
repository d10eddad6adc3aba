import * as nodeFileSystem from 'node:fs/promises';
import { isCancelled, UsageReportsError, messageOf } from '../../base/errors.js';

/** The part of Node's file system that the archive uses; tests hand in one that fails on purpose. */
export type ArchiveFileSystem = Pick<
  typeof nodeFileSystem,
  'mkdir' | 'open' | 'readFile' | 'readdir' | 'rename' | 'rm' | 'stat'
>;

export { nodeFileSystem };

/** Names in a folder; none where the folder does not exist. */
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

/** Writes a new file whose content is on the disk, not only in its cache, when the promise resolves. */
export async function writeDurably(fs: ArchiveFileSystem, file: string, content: string): Promise<void> {
  const handle = await fs.open(file, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Where the system cannot sync a folder (Windows, some mounts) there is nothing to do but go on. */
const FOLDER_SYNC_UNSUPPORTED = new Set(['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'EBADF', 'ENOTSUP', 'ENOSYS']);

/** Makes a rename in this folder survive a power cut. */
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

/** On Windows another process (a virus scanner, a reader) can hold a file for a moment, and a rename fails meanwhile. */
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

/** Bytes of a file; `undefined` where it is gone. */
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

/** Whether an error says that there is no such file, as opposed to one that cannot be read. */
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

/** What the file system threw, as the project's own error; errors that are that already, and cancellation, stay as they are. */
export function storageError(problem: string, error: unknown): Error {
  if (error instanceof UsageReportsError || (error instanceof Error && isCancelled(error))) {
    return error;
  }
  const code = codeOf(error);
  const why = (code === undefined ? undefined : errorSentences[code]) ?? messageOf(error);
  return new UsageReportsError('storage', `${problem}: ${why}.`, { code }, { cause: error });
}

/** Runs something and turns what the file system throws into a {@link storageError}. */
export async function withStorageErrors<T>(problem: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw storageError(problem, error);
  }
}
