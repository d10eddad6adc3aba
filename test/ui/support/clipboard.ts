import type { Page } from 'playwright-core';

/** Clears the clipboard, so that what is found there later was copied since. */
export async function emptyClipboard(page: Page): Promise<void> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
}

/** The copied text, once there is one. The clipboard has no event, and Playwright takes a promise that it waits for as a yes. */
export async function copiedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    for (;;) {
      const text = await navigator.clipboard.readText();
      if (text !== '') {
        return text;
      }
      await new Promise(requestAnimationFrame);
    }
  });
}
