import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import process from 'node:process';
import { atExit } from './host/processes.mjs';
import { bothTries, isWorthASecondTry } from './secondTry.mjs';
import { countsFile, readCounts, writeCounts } from './suite.mjs';

/** @typedef {import('./suite.mjs').Counts} Counts */

/**
 * Runs the suites in which a few tests failed once more, and leaves in the suite's file what both tries come to. In another process:
 * files of tests that are loaded already do not register their tests again.
 *
 * @param {object} options
 * @param {string} options.root folder of the checkout
 * @param {string} options.suite
 * @param {Counts} options.first
 * @param {readonly string[]} options.command the script and its arguments, before the patterns of titles
 * @returns {Promise<Counts>} those of the first try where a second one could not help
 */
export async function tryAgain({ root, suite, first, command }) {
  if (!isWorthASecondTry(first)) {
    return first;
  }
  console.log(`\nTried once more: ${first.failures.map(({ title }) => title).join('; ')}`);
  rmSync(countsFile(root, suite), { force: true });
  await new Promise((resolve) => {
    const patterns = first.failures.map(({ pattern }) => pattern);
    const child = spawn(process.execPath, [...command, ...patterns], { stdio: 'inherit' });
    const forget = atExit(() => child.kill('SIGTERM'));
    child.on('close', () => resolve(forget()));
  });
  const counts = bothTries(first, readCounts(root, suite) ?? first);
  writeCounts(root, suite, counts);
  return counts;
}
