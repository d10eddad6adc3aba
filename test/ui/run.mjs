// node test/ui/run.mjs [ui|ui-oldest] [pattern of titles …]
// Runs out/test/ui: each test file opens windows of VS Code in a Chromium, with the extension installed, and drives them as a user would.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import os from 'node:os';
import process from 'node:process';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { ensureChromium } from '../support/host/chromium.mjs';
import { ensureHost } from '../support/host/install.mjs';
import { atExit } from '../support/host/processes.mjs';
import { say } from '../support/host/say.mjs';
import { bothTries, isWorthASecondTry } from '../support/secondTry.mjs';
import { countsFile, readCounts, runSuite, writeCounts } from '../support/suite.mjs';

/** A test drives several things in turn, each of which waits a minute at most. */
const TIMEOUT_MS = 300_000;

/** A window leaves more than half of two cores idle, as it waits for one thing after another. */
const PROCESSES = Math.min(2, os.availableParallelism());

process.setSourceMapsEnabled(true);
try {
  // Installing takes longer than a test may.
  await ensureHost();
  await ensureChromium();
  const [suite = 'ui', ...patterns] = process.argv.slice(2);
  const root = checkoutRoot();
  const isSecondTry = patterns.length > 0;
  const part = isSecondTry ? { patterns } : { processes: PROCESSES };
  const first = await runSuite({ root, suite, timeout: TIMEOUT_MS, ...part });
  const counts =
    !isSecondTry && isWorthASecondTry(first) ? bothTries(first, await tryAgain(root, suite, first)) : first;
  writeCounts(root, suite, counts);
  process.exit(counts.failed > 0 ? 1 : 0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/**
 * Another process: files of tests that are loaded already do not register their tests again.
 *
 * @param {string} root
 * @param {string} suite
 * @param {import('../support/suite.mjs').Counts} first
 * @returns {Promise<import('../support/suite.mjs').Counts>}
 */
async function tryAgain(root, suite, first) {
  console.log(`\nTried once more: ${first.failures.map(({ title }) => title).join('; ')}`);
  rmSync(countsFile(root, suite), { force: true });
  await new Promise((resolve) => {
    const patterns = first.failures.map(({ pattern }) => pattern);
    const child = spawn(process.execPath, [import.meta.filename, suite, ...patterns], { stdio: 'inherit' });
    const forget = atExit(() => child.kill('SIGTERM'));
    child.on('close', () => resolve(forget()));
  });
  return readCounts(root, suite) ?? first;
}
