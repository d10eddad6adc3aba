import { join } from 'node:path';
import { ON_COMPUTER } from '../../shared/views/savedView.js';
import { MAX_VIEWS_BYTES } from '../../shared/views/viewsFile.js';
import { PlainTree, type PlainTreeOptions } from '../files/plainTree.js';
import type { ViewsSource } from './viewsSource.js';

/** Name of the file in the folder of the extension's own data. */
export const COMPUTER_FILE = 'views.json';

/** The views of whoever uses this computer. A view can name users, so the file is for this account only. */
export function computerViews(
  folder: string,
  fileSystem?: Pick<PlainTreeOptions, 'fileSystem'>['fileSystem'],
): ViewsSource {
  const tree = new PlainTree(folder, fileSystem === undefined ? {} : { fileSystem });
  const file = join(folder, COMPUTER_FILE);
  return {
    place: ON_COMPUTER,
    read: () => tree.readText(file, MAX_VIEWS_BYTES),
    write: async (text) => {
      await tree.makeFolders(folder);
      const temporary = join(folder, `${crypto.randomUUID()}.tmp`);
      try {
        await tree.write(temporary, text);
        await tree.rename(temporary, file);
      } catch (error) {
        await tree.remove(temporary).catch(() => undefined);
        throw error;
      }
    },
  };
}
