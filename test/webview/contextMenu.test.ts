import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openPage, type PageName } from './support/openPage.js';
import { behavior } from './support/reportPage.js';

const PAGES: readonly (readonly [page: PageName, state: string])[] = [
  ['report', 'detail'],
  ['overview', 'overview'],
  ['snapshotDiff', 'diff'],
  ['userSearch', 'user'],
];

/** What VS Code reads of the whole page when a context menu is asked for. */
const entriesOf = async (page: Page) =>
  JSON.parse((await page.locator('body').getAttribute('data-vscode-context')) ?? 'null') as unknown;

describe('the context menu of a page', () => {
  for (const [name, state] of PAGES) {
    it(`${name}: has no Cut, Copy, and Paste where they do nothing`, async function () {
      const { page, problems } = await openPage(this, { page: name, state });
      const heading = page.locator('h1');
      await heading.click({ button: 'right' });
      assert.deepEqual(await entriesOf(page), { preventDefaultContextMenuItems: true });
      await heading.evaluate((element) => document.getSelection()?.selectAllChildren(element));
      await heading.click({ button: 'right' });
      assert.deepEqual(await entriesOf(page), { preventDefaultContextMenuItems: false }, 'selected text can be copied');
      await page.evaluate(() => document.getSelection()?.removeAllRanges());
      const field = page.locator('input').first();
      if ((await field.count()) > 0) {
        await field.click({ button: 'right' });
        assert.deepEqual(await entriesOf(page), { preventDefaultContextMenuItems: false });
      }
      assert.deepEqual(problems, []);
    });
  }

  behavior('of a chart is its own menu, by pointer and by key', 'dailySeries', async (page) => {
    const card = page.locator('[data-testid=chart-card][data-column="Private Chat Messages"]');
    const entries = card.getByRole('menuitem').filter({ visible: true });
    await card.locator('.latest').click({ button: 'right' });
    await entries.and(page.locator(':focus')).waitFor();
    assert.deepEqual(
      (await entries.allInnerTexts()).map((text) => text.trim()),
      ['Copy as Image', 'Save Chart…'],
    );
    await page.keyboard.press('Escape');
    await entries.first().waitFor({ state: 'hidden' });
    await card.getByTestId('pick').click();
    await card.getByTestId('pick').press('Shift+F10');
    await entries.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    const large = page.getByTestId('large-chart');
    await large.getByRole('slider').click({ button: 'right' });
    await large.getByRole('menuitem').and(page.locator(':focus')).waitFor();
  });
});
