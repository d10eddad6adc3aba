import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { openPage, type PageName } from './support/openPage.js';

const PAGES: readonly (readonly [page: PageName, state: string, control: string])[] = [
  ['report', 'detail', '[data-row="2"] [role=gridcell] >> nth=1'],
  ['report', 'detail', '[role=columnheader] .head-button >> nth=1'],
  ['report', 'detail', '[data-testid=columns-button]'],
  ['overview', 'overview', 'main button >> nth=1'],
  ['snapshotDiff', 'diff', 'main [tabindex="0"], main button >> nth=0'],
  ['userSearch', 'user', 'main button, main a >> nth=0'],
];

/** The page in a frame, as in VS Code, beside something else that can have the focus. */
async function framed(page: Page): Promise<{ readonly inner: FrameLocator; readonly outside: Locator }> {
  const url = page.url().replaceAll('&', '&amp;');
  // A page's own policy forbids frames; the text of its script has none, and is from the same place.
  await page.goto(await page.evaluate(() => document.querySelector<HTMLScriptElement>('script[src]')?.src ?? ''));
  await page.setContent(
    `<button id="outside">Outside</button><iframe src="${url}" width="1100" height="800"></iframe>`,
  );
  return { inner: page.frameLocator('iframe'), outside: page.locator('#outside') };
}

const giveFocusTo = (page: Page) =>
  page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
    frame.focus();
    frame.contentWindow?.focus();
  });

describe('the focus of a page', () => {
  for (const [name, state, selector] of PAGES) {
    it(`${name}: comes back to ${selector} after something else had it`, async function () {
      const { page } = await openPage(this, { page: name, state });
      const { inner, outside } = await framed(page);
      const control = inner.locator(selector).first();
      await control.click({ trial: true });
      await control.evaluate((element: HTMLElement) => element.focus());
      const had = inner.locator(':focus');
      await had.waitFor();
      await had.evaluate((element) => element.setAttribute('data-had-focus', ''));
      for (let times = 0; times < 2; times++) {
        await outside.focus();
        await had.waitFor({ state: 'detached' });
        await giveFocusTo(page);
        await inner.locator('[data-had-focus]:focus').waitFor();
      }
    });
  }

  it('stays where the pointer was pressed', async function () {
    const { page } = await openPage(this, { page: 'report', state: 'detail' });
    const { inner, outside } = await framed(page);
    const cell = inner.locator('[data-row="2"] [role=gridcell]').nth(1);
    await cell.click();
    await outside.focus();
    await inner.locator('h1').click();
    assert.equal(await inner.locator(':focus').count(), 0);
    await outside.focus();
    const other = inner.locator('[data-row="3"] [role=gridcell]').nth(1);
    await other.click();
    await other.and(inner.locator(':focus')).waitFor();
    // Pressed again, it has the focus already.
    await other.click();
    await outside.focus();
    await other.and(inner.locator(':not(:focus)')).waitFor();
    await giveFocusTo(page);
    await other.and(inner.locator(':focus')).waitFor();
  });
});
