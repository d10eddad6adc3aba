import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} root folder of the checkout
 * @returns {string[]} the folders of `media/` that are pages, as the build finds them
 */
export function pageNames(root) {
  return readdirSync(path.join(root, 'media')).filter((name) => existsSync(path.join(root, 'media', name, 'main.ts')));
}
