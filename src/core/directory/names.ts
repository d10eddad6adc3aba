import type { Catalog } from '../catalog/catalog.js';

/**
 * What can be read from a tenant's directory, each by itself: who is in it, what was bought, and when users signed in. The names are those
 * of the archive's folders, and no report has them.
 */
export const DIRECTORY_DATASETS = ['directoryUsers', 'subscribedSkus', 'directorySignIns'] as const;
export type DirectoryDataset = (typeof DIRECTORY_DATASETS)[number];

export function isDirectoryDataset(name: string): name is DirectoryDataset {
  return DIRECTORY_DATASETS.some((dataset) => dataset === name);
}

/** Whether what the archive has under a name is about people, one row each: a detail report, or users of the directory. */
export function isPersonal(name: string, catalog: Pick<Catalog, 'findArchived'>): boolean {
  return isDirectoryDataset(name) ? name !== 'subscribedSkus' : catalog.findArchived(name)?.kind === 'detail';
}
