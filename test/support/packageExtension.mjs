import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { checkoutRoot } from './host/checkout.mjs';
import { run } from './host/processes.mjs';

/** What the build and the package are made of. */
const SOURCES = [
  ...['src', 'media', 'esbuild.config.mjs', 'esbuild.schemas.mjs', 'tsconfig.json', 'package.json', '.vscodeignore'],
  ...['l10n', 'README.md', 'CHANGELOG.md', 'SECURITY.md', 'SUPPORT.md', 'docs', 'LICENSE', '.npmignore'],
];

/**
 * A copy of what the packages are built from, without what was built.
 *
 * @param {readonly string[]} [more] files and folders of the checkout to copy as well
 * @returns {string} its folder, which is the caller's to delete
 */
export function copyToBuild(more = []) {
  const copy = mkdtempSync(path.join(tmpdir(), 'usage-reports-package-'));
  const manifestTexts = readdirSync(checkoutRoot()).filter((name) => /^package\.nls\b.*\.json$/.test(name));
  for (const source of [...SOURCES, ...manifestTexts, ...more]) {
    cpSync(path.join(checkoutRoot(), source), path.join(copy, source), { recursive: true });
  }
  symlinkSync(path.join(checkoutRoot(), 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/**
 * Builds in a copy, so that the checkout's dist/ stays what the developer built.
 *
 * @param {string} [file] where the package goes
 * @param {string} [built] where a copy of `dist` goes; nowhere where absent
 * @returns {Promise<string>} `file`
 */
export async function packageExtension(file = path.join(checkoutRoot(), 'out', 'm365-usage-reports.vsix'), built) {
  const copy = copyToBuild();
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    await run(process.execPath, ['esbuild.config.mjs', '--production'], { cwd: copy });
    // What the README links to is in the package itself, so its links stay as they are.
    const vsce = path.join(checkoutRoot(), 'node_modules', '@vscode', 'vsce', 'vsce');
    const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
    await run(process.execPath, [vsce, 'package', ...options], { cwd: copy });
    if (built) {
      rmSync(built, { recursive: true, force: true });
      cpSync(path.join(copy, 'dist'), built, { recursive: true });
    }
    return file;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
