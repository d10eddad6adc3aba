// node test/webview/run.mjs [pattern of titles …]
// Runs out/test/webview: the pages in Chromium, without VS Code around them. One build and one Chromium serve all test files.
import process from 'node:process';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { launchChromium } from '../support/host/chromium.mjs';
import { runSuite } from '../support/suite.mjs';
import { tryAgain } from '../support/tryAgain.mjs';
import { servePages } from '../support/webviewHarness/serve.mjs';

/** A test opens one page; a busy machine takes its time. */
const TIMEOUT_MS = 60_000;

process.setSourceMapsEnabled(true);
try {
  const root = checkoutRoot();
  const suite = 'webview';
  const patterns = process.argv.slice(2);
  const isSecondTry = patterns.length > 0;
  const [pages, browser] = await Promise.all([servePages(root), launchChromium()]);
  const first = await runSuite({
    root,
    suite,
    timeout: TIMEOUT_MS,
    ...(isSecondTry && { patterns }),
    context: { browser, origin: pages.origin },
  });
  await browser.close();
  pages.close();
  const { failed } = isSecondTry ? first : await tryAgain({ root, suite, first, command: [import.meta.filename] });
  process.exit(failed > 0 ? 1 : 0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
