import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this checkout: the nearest one above with a package.json. Looked up rather than counted in `..`, because the UI
 * tests bundle these modules into `out/`.
 *
 * @returns {string}
 */
export function checkoutRoot() {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) {
      throw new Error('These scripts run from a checkout of the extension: no package.json was found above them.');
    }
    folder = parent;
  }
  return folder;
}

/**
 * The extension that is run and tested: the checkout, or the folder in `USAGE_REPORTS_EXTENSION` (an unpacked VSIX, for instance).
 *
 * @returns {string}
 */
export function extensionFolder() {
  const chosen = process.env['USAGE_REPORTS_EXTENSION'];
  return chosen ? path.resolve(chosen) : checkoutRoot();
}

/**
 * Folder of the extension that opens, in a new window, what a newcomer should see first.
 *
 * @returns {string}
 */
export function firstMinuteFolder() {
  return path.join(checkoutRoot(), 'test/support/firstMinute');
}
