import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifestOf } from './manifest.mjs';

/** Chat brings panels, notifications and network of its own. */
const NEVER = ['copilot'];

/**
 * A folder of VS Code's own extensions without some of them. Links instead of copies: the cached VS Code stays as it is, so runs
 * with different sets can go on beside each other.
 *
 * @param {string} builtins the folder that VS Code brought along
 * @param {string} target is created
 * @param {readonly string[]} without ids to leave out, e.g. `vscode.microsoft-authentication`
 */
export function linkBuiltins(builtins, target, without) {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(builtins, { withFileTypes: true })) {
    const omitted = NEVER.includes(entry.name) || without.includes(`vscode.${entry.name}`);
    if (!omitted && (entry.isDirectory() || entry.name === 'package.json')) {
      symlinkSync(path.join(builtins, entry.name), path.join(target, entry.name));
    }
  }
}

/**
 * Makes a folder of installed extensions out of extensions that lie elsewhere.
 *
 * VS Code knows its installed extensions from `extensions.json`, and would take folders that are not listed there for leftovers.
 *
 * @param {string} target is created
 * @param {readonly string[]} folders each with a package.json
 */
export function installFromFolders(target, folders) {
  mkdirSync(target, { recursive: true });
  const listed = folders.map((folder) => {
    const { publisher, name, version } = manifestOf(folder);
    const relativeLocation = `${publisher}.${name}-${version}`;
    const link = path.join(target, relativeLocation);
    symlinkSync(path.resolve(folder), link);
    return {
      identifier: { id: `${publisher}.${name}` },
      version,
      location: { $mid: 1, path: link, scheme: 'file' },
      relativeLocation,
      metadata: { installedTimestamp: Date.now(), pinned: true, source: 'vsix' },
    };
  });
  writeFileSync(path.join(target, 'extensions.json'), JSON.stringify(listed));
}
