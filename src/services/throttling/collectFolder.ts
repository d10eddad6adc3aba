import { join } from 'node:path';
import { codeOf } from '../files/storageErrors.js';
import { PlainTree, type PlainTreeOptions } from '../files/plainTree.js';

/** Far more than any file of the folder has. */
const MAX_BYTES = 64 * 1024;

/**
 * The folder beside an archive's tenants with the state of collecting: recorded requests, interrupted runs, the schedule. The archive may
 * be filled by others, so nothing is written, read or deleted through a link, see {@link PlainTree}, and no content is trusted.
 */
export class CollectFolder {
  readonly path: string;
  readonly tree: PlainTree;

  constructor(archiveFolder: string, options?: PlainTreeOptions) {
    this.tree = new PlainTree(archiveFolder, options);
    this.path = join(archiveFolder, '.collect');
  }

  /** Makes the folder or a folder below it. An archive may be a Git repository, so its content is ignored there. */
  async make(folder = this.path): Promise<void> {
    await this.tree.makeFolders(folder);
    try {
      await this.tree.write(join(folder, '.gitignore'), '*\n', false);
    } catch (error) {
      // Whatever is there stays.
      if (codeOf(error) !== 'EEXIST') {
        throw error;
      }
    }
  }

  /** Text of a file in the folder; `undefined` if there is none. @throws what `PlainTree` throws */
  async read(name: string): Promise<string | undefined> {
    const { files } = await this.tree.list(this.path, { files: (candidate) => candidate === name });
    return files.length === 0 ? undefined : this.tree.readText(join(this.path, name), MAX_BYTES);
  }

  /** Writes a file in the folder, completely or not at all. The folder has to exist. */
  async write(name: string, text: string): Promise<void> {
    const temporary = join(this.path, `${crypto.randomUUID()}.tmp`);
    try {
      await this.tree.write(temporary, text);
      await this.tree.rename(temporary, join(this.path, name));
    } catch (error) {
      await this.tree.remove(temporary).catch(() => undefined);
      throw error;
    }
  }
}
