import { relative, sep } from 'node:path';
import type { PlainTree } from '../files/plainTree.js';
import { readSnapshot } from './snapshot.js';
import { pathOf, placesIn } from './snapshotPlace.js';
import { readOrSkip, refreshFoldersOf } from './walk.js';

/** Folders of a tenant in the present layout without a snapshot that can be read: it is damaged, or a newer version wrote it. */
export async function* unreadableIn(tree: PlainTree, tenant: string): AsyncGenerator<string> {
  for await (const folder of refreshFoldersOf(tree, tenant)) {
    for (const place of await placesIn(tree, folder)) {
      const path = pathOf(place);
      if (place.fetched === undefined || (await readSnapshot(tree, place)) !== undefined) {
        continue;
      }
      // It may have been deleted meanwhile.
      if ((await readOrSkip(tree, path, () => tree.kindOf(path))) === 'folder') {
        yield relative(tree.root, path).replaceAll(sep, '/');
      }
    }
  }
}
