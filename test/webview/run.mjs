// Runs out/test/webview: the pages in Chromium, without VS Code around them. One build and one Chromium serve all test files.
import process from 'node:process';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { launchChromium } from '../support/host/chromium.mjs';
import { runSuite } from '../support/suite.mjs';
import { servePages } from '../support/webviewHarness/serve.mjs';

/** A test opens one page; a busy machine takes its time. */
const TIMEOUT_MS = 60_000;

process.setSourceMapsEnabled(true);
try {
  const root = checkoutRoot();
  const [pages, browser] = await Promise.all([servePages(root), launchChromium()]);
  const { failed } = await runSuite({
    root,
    suite: 'webview',
    timeout: TIMEOUT_MS,
    context: { browser, origin: pages.origin },
  });
  await browser.close();
  pages.close();
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
