import type { Page } from 'playwright-core';

/** Clears the clipboard, so that what is found there later was copied since. */
export async function emptyClipboard(page: Page): Promise<void> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
}

/** The copied text, once there is one. */
export async function copiedText(page: Page): Promise<string> {
  const text = await page.waitForFunction(() => navigator.clipboard.readText());
  return text.jsonValue();
}
