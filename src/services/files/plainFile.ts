import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { UsageReportsError } from '../../base/errors.js';
import type { FileSystem } from './fileSystem.js';
import { codeOf, isAbsent, notPlain, shownName } from './storageErrors.js';

/**
 * What is at a path; `undefined` if nothing is there.
 * @returns `other` for a link, pipe, socket or device
 */
export async function kindAt(fs: FileSystem, path: string): Promise<'folder' | 'file' | 'other' | undefined> {
  try {
    const stats = await fs.lstat(path);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  } catch (error) {
    if (isAbsent(error)) {
      return undefined;
    }
    throw error;
  }
}

/** What opening a link says (FreeBSD has a code of its own), and a socket or a device without a driver. */
const NOT_PLAIN = new Set(['ELOOP', 'EMLINK', 'ENXIO', 'ENODEV', 'EOPNOTSUPP']);

/** Whether the system can refuse to open a link: Windows cannot, so there a file is looked at before. */
const REFUSES_LINKS = constants.O_NOFOLLOW !== undefined;

/**
 * Opens a plain file for reading. Never waits for the other end of a pipe.
 * @param name what it is called in an error
 * @throws UsageReportsError `storage` with code `notPlain`; errors of the file system
 */
export async function openPlainFile(fs: FileSystem, file: string, name: string): Promise<FileHandle> {
  return (await openForReading(fs, file, name)).handle;
}

async function openForReading(
  fs: FileSystem,
  file: string,
  name: string,
): Promise<{ readonly handle: FileHandle; readonly size: number }> {
  if (!REFUSES_LINKS && !(await fs.lstat(file)).isFile()) {
    throw notPlain(name);
  }
  const handle = await openHere(fs, file, name, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      throw stats.isDirectory() ? Object.assign(new Error(`${name} is a folder`), { code: 'EISDIR' }) : notPlain(name);
    }
    return { handle, size: stats.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Makes a file that is not there yet, and opens it for writing. @throws `EEXIST` */
export async function createFile(fs: FileSystem, file: string, name: string, mode?: number): Promise<FileHandle> {
  return openHere(fs, file, name, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
}

/**
 * Text of a plain file; `undefined` if there is none.
 * @param maxBytes for a larger file: `UsageReportsError` `storage` with code `fileTooLarge`
 */
export async function readPlainText(
  fs: FileSystem,
  file: string,
  name: string,
  maxBytes: number,
): Promise<string | undefined> {
  const opened = await openForReading(fs, file, name).catch((error: unknown) => {
    if (isAbsent(error)) {
      return undefined;
    }
    throw error;
  });
  if (opened === undefined) {
    return undefined;
  }
  const { handle, size } = opened;
  try {
    if (size > maxBytes) {
      const message = `${shownName(name)} is larger than ${maxBytes} bytes, so it is not read.`;
      throw new UsageReportsError('storage', message, { code: 'fileTooLarge' });
    }
    // No further than the size, because a file can grow without end.
    const buffer = Buffer.alloc(size);
    return buffer.toString('utf8', 0, await fill(handle, buffer));
  } finally {
    await handle.close();
  }
}

/**
 * Reads on from where a file was read to last, until the buffer is full or the file ends.
 * @returns the number of bytes that were read
 */
export async function fill(handle: FileHandle, buffer: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, null);
    if (bytesRead === 0) {
      break;
    }
    filled += bytesRead;
  }
  return filled;
}

async function openHere(fs: FileSystem, file: string, name: string, flags: number, mode?: number): Promise<FileHandle> {
  try {
    return await fs.open(file, flags | (constants.O_NOFOLLOW ?? 0), mode);
  } catch (error) {
    if (NOT_PLAIN.has(codeOf(error) ?? '')) {
      throw notPlain(name);
    }
    throw error;
  }
}
