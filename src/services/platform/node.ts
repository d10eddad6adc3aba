import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogData } from '../../core/catalog/catalog.js';
import type { Platform } from './platform.js';

/** @param extensionPath the installed extension's folder */
export function nodePlatform(extensionPath: string): Platform {
  return {
    readCatalog: () => JSON.parse(readFileSync(join(extensionPath, 'dist', 'reports.json'), 'utf8')) as CatalogData,
    // Looked up at every call, because VS Code patches the global after extensions may have been loaded.
    fetch: (url, init) => globalThis.fetch(url, init),
  };
}
