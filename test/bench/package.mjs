import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import vsce from '@vscode/vsce';

/**
 * @typedef {object} Packaged
 * @property {string} vsix the package
 * @property {string} folder the files that are in it
 */

/**
 * Builds the extension for production, packages it, and lays its files out as they are at a user's: what is measured is what is
 * delivered, and another build meanwhile does not get in between.
 *
 * @param {string} root the checkout
 * @returns {Promise<Packaged>}
 */
export async function packageExtension(root) {
  run(root, ['esbuild.config.mjs', '--production']);
  const vsix = path.join(root, 'out/bench/extension.vsix');
  const folder = path.join(root, 'out/bench/extension');
  rmSync(path.dirname(vsix), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = await vsce.listFiles({ cwd: root, packageManager: vsce.PackageManager.None });
  for (const file of files) {
    cpSync(path.join(root, file), path.join(folder, file));
  }
  // Where the README's pictures will be fetched from is the publisher's to say, and makes no difference to the size.
  const asIs = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  run(root, ['node_modules/@vscode/vsce/vsce', 'package', ...asIs, '--out', vsix]);
  return { vsix, folder };
}

/**
 * Builds the tests, the parts of the bench that are TypeScript among them, into `out/test`.
 *
 * @param {string} root
 */
export function buildTests(root) {
  run(root, ['esbuild.config.mjs', '--only-tests']);
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 * @throws {Error} with what the script printed, which is not shown otherwise
 */
function run(cwd, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`node ${args.join(' ')} failed.\n${stdout}${stderr}`);
  }
}
