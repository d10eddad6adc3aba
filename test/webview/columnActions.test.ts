import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkoutRoot } from '../support/host/checkout.mjs';
import type { PanelState } from '../../src/shared/pages/report.js';
import { behavior } from './support/reportPage.js';

const REPORT = 'getMailboxUsageDetail';
const heads = (page: Page) => page.locator('[role=columnheader]');
const headOf = (page: Page, name: string) => page.locator(`[role=columnheader][data-column="${name}"]`);
const namesOf = (page: Page) =>
  heads(page).evaluateAll((all) => all.map((head) => (head as HTMLElement).dataset['column'] ?? ''));
const kept = (page: Page) => page.evaluate(() => window.harness.kept() as PanelState);
const open = async (page: Page, name: string) => {
  await headOf(page, name).getByTestId('head-filter').click();
  await page.getByTestId('filter-menu').waitFor();
};
const choose = async (page: Page, name: string, action: string) => {
  await open(page, name);
  await page.getByTestId(`column-${action}`).click();
  await page.getByTestId('filter-menu').waitFor({ state: 'detached' });
};
/** Waits until a column is so many columns from the left. */
const standsAt = (page: Page, name: string, place: number) =>
  page.locator(`[role=columnheader][data-column="${name}"][aria-colindex="${place + 1}"]`).waitFor();

describe('what the window of a column does besides filtering', () => {
  behavior('it sorts by its column, and the focus is in the header again', REPORT, async (page) => {
    const [, second = ''] = await namesOf(page);
    for (const direction of ['ascending', 'descending'] as const) {
      await choose(page, second, `sort-${direction}`);
      await headOf(page, second)
        .and(page.locator(`[aria-sort=${direction}]`))
        .waitFor();
      await headOf(page, second).locator(':focus').waitFor();
    }
  });

  behavior(
    'it moves its column, which keeps the focus, as far as the pinned ones and the end',
    REPORT,
    async (page) => {
      const [first = '', second = '', third = '', ...others] = await namesOf(page);
      await choose(page, second, 'move-right');
      await standsAt(page, second, 2);
      await headOf(page, second).locator(':focus').waitFor();
      await choose(page, second, 'move-left');
      await standsAt(page, second, 1);
      await standsAt(page, third, 2);
      // The first one is pinned: nothing passes it, and it has nowhere to go.
      await open(page, second);
      assert.equal(await page.getByTestId('column-move-left').isDisabled(), true);
      await page.keyboard.press('Escape');
      await open(page, first);
      assert.equal(await page.getByTestId('column-move-left').isDisabled(), true);
      assert.equal(await page.getByTestId('column-move-right').isDisabled(), true);
      await page.keyboard.press('Escape');
      await open(page, others.at(-1) ?? '');
      assert.equal(await page.getByTestId('column-move-right').isDisabled(), true);
      assert.equal(await page.getByTestId('column-move-left').isEnabled(), true);
    },
  );

  behavior('it pins, unpins, and hides its column', REPORT, async (page) => {
    const [, , third = '', fourth = ''] = await namesOf(page);
    await choose(page, third, 'pin');
    await standsAt(page, third, 1);
    await headOf(page, third).and(page.locator('.pinned')).waitFor();
    await choose(page, third, 'unpin');
    await headOf(page, third).and(page.locator(':not(.pinned)')).waitFor();
    await choose(page, fourth, 'hide');
    await headOf(page, fourth).waitFor({ state: 'detached' });
    assert.deepEqual((await kept(page)).columnChoices?.hidden, [fourth]);
    // What stands in its place has the focus.
    await heads(page).locator(':focus').waitFor();
  });

  behavior('the last column cannot be hidden', REPORT, async (page) => {
    const [first = '', ...others] = await namesOf(page);
    await page.getByTestId('columns-button').click();
    await page.getByTestId('columns-search').waitFor();
    for (const box of await page
      .locator('.columns-line input:checked')
      .all()
      .then((all) => all.slice(1).reverse())) {
      await box.click();
    }
    await page.keyboard.press('Escape');
    assert.ok(others.length > 0);
    await open(page, first);
    assert.equal(await page.getByTestId('column-hide').isDisabled(), true);
  });

  behavior('it groups by its column', 'getOffice365ActiveUserDetail', async (page) => {
    await choose(page, 'Has Teams License', 'group');
    await page.getByTestId('groups').waitFor();
    const { grouping } = await kept(page);
    assert.deepEqual(grouping?.keys, [{ column: 'Has Teams License' }]);
  });

  behavior('the keyboard reaches it from the filter, as one stop of the Tab key', REPORT, async (page) => {
    const [, second = ''] = await namesOf(page);
    await page.locator('[data-row="0"] [role=gridcell]').nth(1).click();
    await page.keyboard.press('ArrowUp');
    await headOf(page, second).locator('.head-button:focus').waitFor();
    await page.keyboard.press('f');
    // Whoever filters goes on as before.
    await page.locator('.filter-menu form :focus').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.getByTestId('column-sort-ascending').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await headOf(page, second).and(page.locator('[aria-sort=descending]')).waitFor();
    await headOf(page, second).locator('.head-button:focus').waitFor();
  });

  behavior('a filter without a search begins at its first choice', 'getOffice365ActiveUserDetail', async (page) => {
    const index = await headOf(page, 'Has Teams License').getAttribute('data-index');
    await page.locator(`[data-row="0"] [data-index="${index}"]`).click();
    await page.keyboard.press('ArrowUp');
    await headOf(page, 'Has Teams License').locator('.head-button:focus').waitFor();
    await page.keyboard.press('f');
    await page.locator('.filter-values input').first().and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByTestId('chip').filter({ hasText: 'Has Teams License' }).waitFor();
  });

  behavior('it speaks as the context menu of the header does', REPORT, async (page) => {
    const [, second = '', third = ''] = await namesOf(page);
    const manifest = JSON.parse(readFileSync(path.join(checkoutRoot(), 'package.nls.json'), 'utf8')) as Record<
      string,
      string
    >;
    const said = async (name: string) => {
      await open(page, name);
      const texts = await page.locator('.column-actions button').allInnerTexts();
      await page.keyboard.press('Escape');
      return texts;
    };
    await choose(page, third, 'pin');
    const all = new Set([...(await said(second)), ...(await said(third))]);
    for (const command of [
      ...['sortAscending', 'sortDescending', 'hideColumn', 'pinColumn', 'unpinColumn', 'groupByColumn'],
    ]) {
      assert.ok(all.has(manifest[`command.${command}`] ?? '?'), command);
    }
  });
});
