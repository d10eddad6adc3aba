import assert from 'node:assert/strict';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import type { Harness } from '../../support/webviewHarness/reportHost.js';
import { openPage } from './openPage.js';

declare global {
  interface Window {
    harness: Harness;
  }
}

export const out = path.join(checkoutRoot(), 'out/screenshots/webview');
export const sent = (page: Page) => page.evaluate(() => window.harness.sent);
export const settled = (page: Page) => page.evaluate(() => window.harness.settled());
export const last = async (page: Page) => (await sent(page)).at(-1);
/** What was copied last. */
export const lastCopied = async (page: Page) => (await sent(page)).findLast(({ type }) => type === 'copyRows');
export const rowText = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"] [data-index="${column}"]`).innerText();

/** A test of its own on a page of its own; the console must stay empty. */
export function behavior(title: string, state: string, run: (page: Page) => Promise<void>): void {
  it(title, async function () {
    const { page, problems } = await openPage(this, { page: 'report', state });
    await run(page);
    assert.deepEqual(problems, []);
  });
}
