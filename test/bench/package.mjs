import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import vsce from '@vscode/vsce';

/**
 * @typedef {object} Packaged
 * @property {string} vsix the package
 * @property {string} folder with the files of the package
 */

/**
 * Builds the extension for production, packages it, and copies the packaged files to a folder, so that the bench measures what is delivered
 * and another build cannot interfere.
 *
 * @param {string} root the checkout
 * @returns {Promise<Packaged>}
 */
export async function packageExtension(root) {
  run(root, ['esbuild.config.mjs', '--production']);
  const vsix = path.join(root, 'out/bench/extension.vsix');
  const folder = path.join(root, 'out/bench/extension');
  rmSync(folder, { recursive: true, force: true });
  rmSync(vsix, { force: true });
  mkdirSync(folder, { recursive: true });
  const files = await vsce.listFiles({ cwd: root, packageManager: vsce.PackageManager.None });
  for (const file of files) {
    cpSync(path.join(root, file), path.join(folder, file));
  }
  // The URL of the README's images does not matter here.
  const asIs = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  run(root, ['node_modules/@vscode/vsce/vsce', 'package', ...asIs, '--out', vsix]);
  return { vsix, folder };
}

/**
 * Builds the tests into `out/test`, together with the parts of the bench that are written in TypeScript.
 *
 * @param {string} root
 */
export function buildTests(root) {
  run(root, ['esbuild.config.mjs', '--only-tests']);
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 * @throws {Error} with the output of the script, which is not printed otherwise
 */
function run(cwd, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`node ${args.join(' ')} failed.\n${stdout}${stderr}`);
  }
}
