import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { UsageReportsError } from '../../base/errors.js';
import { exists, type FileSystem, nodeFileSystem, renameWithRetry, syncFolder } from './fileSystem.js';
import { createFile, kindAt, openPlainFile, readPlainText } from './plainFile.js';
import { codeOf, isAbsent, isPassable, notPlain } from './storageErrors.js';

export interface PlainTreeOptions {
  readonly fileSystem?: FileSystem;
  /** Whether other accounts of this computer may read what is made. Otherwise folders get mode 0700 and files 0600, whatever the umask. */
  readonly isShared?: () => boolean;
  /** Receives what was left alone (it has a name of ours, and is something else), or is not taken at its word. */
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

/** How often a folder is made that others, who found it empty, remove each time. */
const MAX_ATTEMPTS = 20;
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
 * without following a link in its own place, where the system can do that (not on Windows). Reading looks at the folders above once, when
 * they are listed; whatever changes something looks again.
 *
 * Paths are absolute and below the root. Methods throw errors of the file system, and `UsageReportsError` `storage` with code `notPlain`
 * for what is not a plain file or folder.
 */
export class PlainTree {
  readonly #fs: FileSystem;
  readonly #isShared: () => boolean;
  readonly #onSkipped: (error: UsageReportsError) => void;
  /** Folders that a listing found to be plain: they are listed without another look. What changes something looks again. */
  readonly #listed = new Set<string>();

  constructor(
    readonly root: string,
    { fileSystem = nodeFileSystem, isShared = () => false, onSkipped = () => undefined }: PlainTreeOptions = {},
  ) {
    this.#fs = fileSystem;
    this.#isShared = isShared;
    this.#onSkipped = onSkipped;
  }

  /** The plain folders and files in a folder that have wanted names; none if the folder does not exist. */
  async list(folder: string, { folders, files }: Wanted): Promise<Listing> {
    const found = { folders: [] as string[], files: [] as string[] };
    for (const entry of await this.#entries(folder)) {
      const { name } = entry;
      const [asFolder, asFile] = [folders?.(name) === true, files?.(name) === true];
      if (asFolder || asFile) {
        // Windows lists placeholders of synced folders like links, so anything unusual is looked at.
        const path = join(folder, name);
        const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : await this.#kindUnlessDenied(path);
        if (kind === 'folder' && asFolder) {
          found.folders.push(name);
          this.#listed.add(path);
        } else if (kind === 'file' && asFile) {
          found.files.push(name);
        } else if (kind !== undefined) {
          this.skip(notPlain(this.nameOf(path)));
        }
      }
    }
    return { folders: found.folders.sort(), files: found.files.sort() };
  }

  /** One entry that may not be looked at doesn't spoil a listing: it is none of ours. */
  async #kindUnlessDenied(path: string): Promise<'folder' | 'file' | 'other' | undefined> {
    try {
      return await this.kindOf(path);
    } catch (error) {
      if (isPassable(error)) {
        return 'other';
      }
      throw error;
    }
  }

  async #entries(folder: string) {
    if (!this.#listed.has(folder)) {
      await this.#assertFolders(this.#namesOf(folder));
    }
    try {
      return await this.#fs.readdir(folder, { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === 'ENOENT') {
        return [];
      }
      throw error;
    }
  }

  /** Says that something is left alone. */
  skip(error: UsageReportsError): void {
    this.#onSkipped(error);
  }

  /** What is at a path; `other` for a link, pipe, socket or device, `undefined` if nothing is there. */
  async kindOf(path: string): Promise<'folder' | 'file' | 'other' | undefined> {
    return kindAt(this.#fs, path);
  }

  /** Size of a plain file; `undefined` if there is none. Something else in its place is said. */
  async sizeOf(file: string): Promise<number | undefined> {
    try {
      const stats = await this.#fs.lstat(file);
      if (stats.isFile()) {
        return stats.size;
      }
    } catch (error) {
      if (isAbsent(error)) {
        return undefined;
      }
      throw error;
    }
    this.skip(notPlain(this.nameOf(file)));
    return undefined;
  }

  /** When a file or folder was last changed, on the clock of its file system, in milliseconds since 1970. @throws `ENOENT` */
  async changedAt(path: string): Promise<number> {
    return (await this.#fs.lstat(path)).mtimeMs;
  }

  /** Opens a plain file for reading. Never waits for the other end of a pipe. */
  async open(file: string): Promise<FileHandle> {
    return openPlainFile(this.#fs, file, this.nameOf(file));
  }

  /**
   * Text of a plain file; `undefined` if there is none.
   * @param maxBytes for a larger file: `UsageReportsError` `storage` with code `fileTooLarge`
   */
  async readText(file: string, maxBytes: number): Promise<string | undefined> {
    return readPlainText(this.#fs, file, this.nameOf(file), maxBytes);
  }

  /**
   * Makes the folders from the root to this one that are missing, and the root with those above it. A folder that another process removes
   * meanwhile, because it was empty, is made again.
   */
  async makeFolders(folder: string): Promise<void> {
    await this.#makeRoot();
    for (let attempt = 1; ; attempt++) {
      try {
        let path = this.root;
        for (const name of this.#namesOf(folder)) {
          path = join(path, name);
          await this.#makeFolder(path);
        }
        return;
      } catch (error) {
        if (codeOf(error) !== 'ENOENT' || attempt >= MAX_ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  /** Makes a file that is not there yet, and opens it for writing. @throws `EEXIST` */
  async create(file: string): Promise<FileHandle> {
    await this.#assertAbove(file);
    if (this.#isShared()) {
      return createFile(this.#fs, file, this.nameOf(file));
    }
    const handle = await createFile(this.#fs, file, this.nameOf(file), PRIVATE_FILE);
    try {
      // The umask may have taken away what the owner needs.
      await applyMode(() => handle.chmod(PRIVATE_FILE));
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
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
    await renameWithRetry(this.#fs, from, to);
  }

  /** Makes a rename in this folder survive a power failure. */
  async sync(folder: string): Promise<void> {
    await syncFolder(this.#fs, folder);
  }

  /** Deletes a plain file, or a folder with all that is in it: of links in it only the links. Nothing happens if it is gone. */
  async remove(path: string): Promise<void> {
    await this.#assertPlain(path);
    await this.#fs.rm(path, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Removes folders that are empty, the deepest first. One that is not empty, or cannot be removed, stays with those above it. */
  async removeEmpty(...folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      try {
        await this.#assertAbove(folder);
        await this.#fs.rmdir(folder);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') {
          return;
        }
      }
    }
  }

  /** A path as it is said to people and logged: from the root, with `/`. */
  nameOf(path: string): string {
    return relative(this.root, path).replaceAll(sep, '/') || basename(path);
  }

  async #makeRoot(): Promise<void> {
    const missing: string[] = [];
    for (let path = this.root; !(await exists(this.#fs, path)); path = dirname(path)) {
      missing.unshift(path);
      if (dirname(path) === path) {
        break;
      }
    }
    // Not `recursive`: that never ends where the system says `ENOENT` for a folder that exists, as in /proc.
    for (const path of missing) {
      await (path === this.root ? this.#makeFolder(path) : makeUnless(() => this.#fs.mkdir(path)));
    }
  }

  async #makeFolder(path: string): Promise<void> {
    let kind = await this.kindOf(path);
    if (kind === undefined) {
      const isPrivate = !this.#isShared();
      if (await makeUnless(() => this.#fs.mkdir(path, isPrivate ? { mode: PRIVATE_FOLDER } : undefined))) {
        await applyMode(() => (isPrivate ? this.#fs.chmod(path, PRIVATE_FOLDER) : Promise.resolve()));
        return;
      }
      // Another process has made it meanwhile, and may have removed it again.
      kind = await this.kindOf(path);
      if (kind === undefined) {
        throw Object.assign(new Error(`${this.nameOf(path)} was removed while it was made.`), { code: 'ENOENT' });
      }
    }
    if (kind !== 'folder') {
      throw notPlain(this.nameOf(path));
    }
  }

  async #assertPlain(path: string): Promise<void> {
    await this.#assertAbove(path);
    if ((await this.kindOf(path)) === 'other') {
      throw notPlain(this.nameOf(path));
    }
  }

  async #assertAbove(path: string): Promise<void> {
    await this.#assertFolders(this.#namesOf(dirname(path)));
  }

  /** @throws `notPlain` if one of the folders from the root on is there and no plain folder */
  async #assertFolders(names: readonly string[]): Promise<void> {
    const folders = names.map((_, index) => join(this.root, ...names.slice(0, index + 1)));
    const looks = await Promise.allSettled(folders.map((folder) => this.kindOf(folder)));
    // The topmost counts: what is below a link is not ours to judge.
    for (const [index, look] of looks.entries()) {
      if (look.status === 'rejected') {
        throw look.reason;
      }
      if (look.value === 'file' || look.value === 'other') {
        throw notPlain(this.nameOf(folders[index] ?? this.root));
      }
    }
  }

  /** The names from the root to a path; none for the root. @throws `notPlain` for a path that is not below the root */
  #namesOf(path: string): readonly string[] {
    const names = relative(this.root, path);
    if (isAbsolute(names) || names.split(sep).includes('..')) {
      throw notPlain(path);
    }
    return names === '' ? [] : names.split(sep);
  }
}

/** @returns false if it is there already */
async function makeUnless(make: () => Promise<unknown>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

async function applyMode(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!MODES_UNSUPPORTED.has(codeOf(error) ?? '')) {
      throw error;
    }
  }
}
