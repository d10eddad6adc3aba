import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { UsageReportsError } from '../../base/errors.js';
import { type FileSystem, nodeFileSystem } from './fileSystem.js';
import { codeOf, isAbsent, notPlain, shownName } from './storageErrors.js';

export interface PlainTreeOptions {
  readonly fileSystem?: FileSystem;
  /** Whether other accounts of this computer may read what is made. Otherwise folders get mode 0700 and files 0600, whatever the umask. */
  readonly isShared?: () => boolean;
  /** Receives what {@link PlainTree.list} left alone: it has a name of ours, and is something else. */
  readonly onSkipped?: (error: UsageReportsError) => void;
}

/** What a listing looks for, by name. */
export interface Wanted {
  readonly folders?: (name: string) => boolean;
  readonly files?: (name: string) => boolean;
}

/** Names of plain folders and files, sorted. */
export interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
/** Errors of file systems without modes (FAT, some shares). */
const MODES_UNSUPPORTED = new Set(['EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'ENOSYS']);

/**
 * The files and folders below a folder that a person chose. That folder may be a link. What is below may be filled by others (a share, a
 * synced folder, a clone of a repository): there, a link, pipe, socket or device is never followed, opened, written or deleted, and what
 * is to be made below one is refused.
 *
 * This holds for what lies there when it is looked at. Node has no `openat`, so somebody who can write to the folder and replaces a
 * folder by a link between the look and the operation, within the same moment, is not kept off; a file that is read or written is opened
 * without following a link in its own place, where the system can do that (not on Windows).
 *
 * Paths are absolute and below the root. Methods throw errors of the file system, and `UsageReportsError` `storage` with code `notPlain`
 * for what is not a plain file or folder, or `fileTooLarge`.
 */
export class PlainTree {
  readonly fs: FileSystem;
  readonly #isShared: () => boolean;
  readonly #onSkipped: (error: UsageReportsError) => void;

  constructor(
    readonly root: string,
    { fileSystem = nodeFileSystem, isShared = () => false, onSkipped = () => undefined }: PlainTreeOptions = {},
  ) {
    this.fs = fileSystem;
    this.#isShared = isShared;
    this.#onSkipped = onSkipped;
  }

  /** The plain folders and files in a folder that have wanted names; none if the folder does not exist. */
  async list(folder: string, { folders, files }: Wanted): Promise<Listing> {
    const found = { folders: [] as string[], files: [] as string[] };
    for (const entry of await this.#entries(folder)) {
      const { name } = entry;
      const wanted = [...(folders?.(name) === true ? ['folder'] : []), ...(files?.(name) === true ? ['file'] : [])];
      if (wanted.length > 0) {
        // Windows lists placeholders of synced folders like links, so anything unusual is looked at.
        const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : await this.kindOf(join(folder, name));
        if (kind === 'folder' && wanted.includes('folder')) {
          found.folders.push(name);
        } else if (kind === 'file' && wanted.includes('file')) {
          found.files.push(name);
        } else if (kind !== undefined) {
          this.#onSkipped(notPlain(this.nameOf(join(folder, name))));
        }
      }
    }
    return { folders: found.folders.sort(), files: found.files.sort() };
  }

  async #entries(folder: string) {
    await this.#assertPlainAbove(join(folder, 'x'));
    try {
      return await this.fs.readdir(folder, { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        return [];
      }
      throw error;
    }
  }

  /** @returns `undefined` if nothing is there */
  async kindOf(path: string): Promise<'folder' | 'file' | 'other' | undefined> {
    try {
      const stats = await this.fs.lstat(path);
      return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
    } catch (error) {
      if (isAbsent(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Size of a plain file; `undefined` if there is none. */
  async sizeOf(file: string): Promise<number | undefined> {
    try {
      const stats = await this.fs.lstat(file);
      return stats.isFile() ? stats.size : undefined;
    } catch (error) {
      if (isAbsent(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Opens a plain file for reading. Never waits for the other end of a pipe. */
  async open(file: string): Promise<FileHandle> {
    // Opening a device can have effects, so it is looked at before, and what was opened is looked at, too.
    if (!(await this.fs.lstat(file)).isFile()) {
      throw notPlain(this.nameOf(file));
    }
    const handle = await this.#open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!(await handle.stat()).isFile()) {
      await handle.close();
      throw notPlain(this.nameOf(file));
    }
    return handle;
  }

  /**
   * Text of a plain file; `undefined` if there is none.
   * @param maxBytes for a larger file: `UsageReportsError` `storage` with code `fileTooLarge`
   */
  async readText(file: string, maxBytes: number): Promise<string | undefined> {
    let handle: FileHandle;
    try {
      handle = await this.open(file);
    } catch (error) {
      if (isAbsent(error)) {
        return undefined;
      }
      throw error;
    }
    try {
      const { size } = await handle.stat();
      if (size > maxBytes) {
        const message = `${shownName(this.nameOf(file))} is larger than ${maxBytes} bytes, so it is not read.`;
        throw new UsageReportsError('storage', message, { code: 'fileTooLarge' });
      }
      // No further than the size, because a file can grow without end.
      const buffer = Buffer.alloc(size);
      let filled = 0;
      while (filled < size) {
        const { bytesRead } = await handle.read(buffer, filled, size - filled, null);
        if (bytesRead === 0) {
          break;
        }
        filled += bytesRead;
      }
      return buffer.toString('utf8', 0, filled);
    } finally {
      await handle.close();
    }
  }

  /** Makes the folders from the root to this one that are missing, and the root with those above it. */
  async makeFolders(folder: string): Promise<void> {
    await this.#makeRoot();
    let path = this.root;
    for (const name of this.#namesOf(folder)) {
      path = join(path, name);
      await this.#makeFolder(path);
    }
  }

  /** Makes a file that is not there yet, and opens it for writing. @throws `EEXIST` */
  async create(file: string): Promise<FileHandle> {
    await this.#assertPlainAbove(file);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
    if (this.#isShared()) {
      return this.#open(file, flags);
    }
    const handle = await this.#open(file, flags, PRIVATE_FILE);
    // The umask may have taken away what the owner needs.
    await this.#applyMode(() => handle.chmod(PRIVATE_FILE));
    return handle;
  }

  /** Makes a file with this text. @param durably also writes it to the disk */
  async write(file: string, text: string, durably = true): Promise<void> {
    const handle = await this.create(file);
    try {
      await handle.writeFile(text);
      if (durably) {
        await handle.sync();
      }
    } finally {
      await handle.close();
    }
  }

  /** Moves a plain file or folder. Replaces a plain file or an empty folder, as the system does it. */
  async rename(from: string, to: string): Promise<void> {
    await this.#assertPlain(from);
    await this.#assertPlain(to);
    await this.fs.rename(from, to);
  }

  /** Deletes a plain file, or a folder with all that is in it: of links in it only the links. Nothing happens if it is gone. */
  async remove(path: string): Promise<void> {
    await this.#assertPlain(path);
    await this.fs.rm(path, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Removes folders that are empty, the deepest first. One that is not empty, or cannot be removed, stays with those above it. */
  async removeEmpty(...folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      try {
        await this.#assertPlainAbove(folder);
        await this.fs.rmdir(folder);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') {
          return;
        }
      }
    }
  }

  /** A path as it is said to people and logged: from the root, with `/`. */
  nameOf(path: string): string {
    return relative(this.root, path).replaceAll(sep, '/');
  }

  async #makeRoot(): Promise<void> {
    const missing: string[] = [];
    for (let path = this.root; !(await this.#isThere(path)); path = dirname(path)) {
      missing.unshift(path);
      if (dirname(path) === path) {
        break;
      }
    }
    // Not `recursive`: that never ends where the system says `ENOENT` for a folder that exists, as in /proc.
    for (const path of missing) {
      await (path === this.root ? this.#makeFolder(path) : this.fs.mkdir(path));
    }
  }

  async #makeFolder(path: string): Promise<void> {
    const known = await this.kindOf(path);
    if (known === undefined) {
      try {
        await (this.#isShared() ? this.fs.mkdir(path) : this.fs.mkdir(path, { mode: PRIVATE_FOLDER }));
        await this.#applyMode(() => (this.#isShared() ? Promise.resolve() : this.fs.chmod(path, PRIVATE_FOLDER)));
        return;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') {
          throw error;
        }
      }
    }
    if ((known ?? (await this.kindOf(path))) !== 'folder') {
      throw notPlain(this.nameOf(path));
    }
  }

  async #applyMode(change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      if (!MODES_UNSUPPORTED.has(codeOf(error) ?? '')) {
        throw error;
      }
    }
  }

  async #isThere(path: string): Promise<boolean> {
    try {
      await this.fs.stat(path);
      return true;
    } catch (error) {
      if (isAbsent(error)) {
        return false;
      }
      throw error;
    }
  }

  async #open(file: string, flags: number, mode?: number): Promise<FileHandle> {
    try {
      return await this.fs.open(file, flags | (constants.O_NOFOLLOW ?? 0), mode);
    } catch (error) {
      // A link; FreeBSD has a code of its own.
      if (codeOf(error) === 'ELOOP' || codeOf(error) === 'EMLINK') {
        throw notPlain(this.nameOf(file));
      }
      throw error;
    }
  }

  async #assertPlain(path: string): Promise<void> {
    await this.#assertPlainAbove(path);
    if ((await this.kindOf(path)) === 'other') {
      throw notPlain(this.nameOf(path));
    }
  }

  /** @throws `notPlain` if something between the root and this path is there and no plain folder, or if the path is not below the root */
  async #assertPlainAbove(path: string): Promise<void> {
    const names = this.#namesOf(dirname(path));
    const above = names.map((_, index) => join(this.root, ...names.slice(0, index + 1)));
    const looks = await Promise.allSettled(above.map((folder) => this.kindOf(folder)));
    // The topmost counts: what is below a link is not ours to judge.
    for (const [index, look] of looks.entries()) {
      if (look.status === 'rejected') {
        throw look.reason;
      }
      if (look.value === 'file' || look.value === 'other') {
        throw notPlain(this.nameOf(above[index] ?? path));
      }
    }
  }

  /** The names from the root to a path; none for the root. */
  #namesOf(path: string): readonly string[] {
    const names = relative(this.root, path);
    if (isAbsolute(names) || names.split(sep).includes('..')) {
      throw notPlain(path);
    }
    return names === '' ? [] : names.split(sep);
  }
}
