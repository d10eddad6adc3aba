import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Where downloads and scratch folders live: outside node_modules, so that `npm ci` does not throw 800 MB away.
 *
 * @returns {string}
 */
export function cacheRoot() {
  const chosen = process.env['USAGE_REPORTS_CACHE'];
  if (chosen) {
    return path.resolve(chosen);
  }
  const xdg = process.env['XDG_CACHE_HOME'];
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(os.homedir(), '.cache'), 'm365-usage-reports');
}

/**
 * A new folder that belongs to this process alone. Folders whose process is gone are swept away on the way.
 *
 * @param {string} purpose becomes part of the folder's name
 * @returns {string}
 */
export function scratchFolder(purpose) {
  const parent = path.join(cacheRoot(), 'scratch');
  mkdirSync(parent, { recursive: true });
  sweep(parent);
  return mkdtempSync(path.join(parent, `${process.pid}-${purpose}-`));
}

/** @param {string} folder */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** @param {string} parent */
function sweep(parent) {
  for (const name of readdirSync(parent)) {
    const owner = Number.parseInt(name, 10);
    if (Number.isInteger(owner) && !isAlive(owner)) {
      removeFolder(path.join(parent, name));
    }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
