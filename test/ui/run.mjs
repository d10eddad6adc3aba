// node test/ui/run.mjs [ui|ui-oldest] [pattern of titles …]
// Runs out/test/ui: each test file opens windows of VS Code in a Chromium, with the extension installed, and drives them as a user would.
import os from 'node:os';
import process from 'node:process';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { ensureChromium } from '../support/host/chromium.mjs';
import { ensureHost } from '../support/host/install.mjs';
import { say } from '../support/host/say.mjs';
import { runSuite } from '../support/suite.mjs';
import { tryAgain } from '../support/tryAgain.mjs';

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
  const { failed } = isSecondTry
    ? first
    : await tryAgain({ root, suite, first, command: [import.meta.filename, suite] });
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
