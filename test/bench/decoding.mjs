// Runs a bench in a process of its own, where nothing else makes garbage, and keeps what it prints.
import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * @param {string} script built from `decode.ts` or `history.ts`, which choose their own baselines
 * @returns {Promise<import('./figures.mjs').Result>}
 */
export async function measureDecoding(script) {
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
