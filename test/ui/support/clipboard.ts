import type { Page } from 'playwright-core';

/** So that what is found there later was copied since. */
export async function emptyClipboard(page: Page): Promise<void> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
}

/** What was copied, once something was. */
export async function copiedText(page: Page): Promise<string> {
  const text = await page.waitForFunction(() => navigator.clipboard.readText());
  return text.jsonValue();
}
