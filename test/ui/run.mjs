// node test/ui/run.mjs [ui|ui-oldest]
// Runs out/test/ui: each test file opens windows of VS Code in a Chromium, with the extension installed, and drives them as a user would.
import process from 'node:process';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { ensureChromium } from '../support/host/chromium.mjs';
import { ensureHost } from '../support/host/install.mjs';
import { say } from '../support/host/say.mjs';
import { runSuite } from '../support/suite.mjs';

/** A test drives several things in turn, each of which waits a minute at most. */
const TIMEOUT_MS = 300_000;

process.setSourceMapsEnabled(true);
try {
  // Installing takes longer than a test may.
  await ensureHost();
  await ensureChromium();
  const { failed } = await runSuite({ root: checkoutRoot(), suite: process.argv[2] ?? 'ui', timeout: TIMEOUT_MS });
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
