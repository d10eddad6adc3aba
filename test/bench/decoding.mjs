// Runs the bench of decoding in a process of its own, shows what it prints, and reads its table.
import { spawn } from 'node:child_process';
import process from 'node:process';

/** @typedef {import('./figures.mjs').Figure} Figure */

/**
 * @param {string} script built from `decode.ts`
 * @returns {Promise<{ figures: readonly Figure[], lines: readonly string[] }>}
 */
export async function measureDecoding(script) {
  const output = await outputOf(script);
  const lines = output.trimEnd().split('\n');
  return { figures: [], lines };
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
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`The bench of decoding ended with ${code}.`))));
  });
}
