// Runs a part of the bench in its own process, where nothing else makes garbage.
import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * @param {string} script built from `decode.ts`, `history.ts`, `snapshots.ts`, `query.ts`, `find.ts`, `exports.ts`, `users.ts` or `storage.ts`, which print their own baselines
 * @returns {Promise<import('./figures.mjs').Result>}
 */
export async function runInOwnProcess(script) {
  return { figures: [], lines: (await outputOf(script)).trimEnd().split('\n') };
}

/**
 * @param {string} script
 * @returns {Promise<string>}
 */
function outputOf(script) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += String(text)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${script} ended with ${code}.`))));
  });
}
