import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openPage, type PageName } from './support/openPage.js';

/** A test of its own on a page of its own; the console must stay empty. */
function onPage(title: string, page: PageName, state: string, run: (page: Page) => Promise<void>): void {
  it(title, async function () {
    const opened = await openPage(this, { page, state });
    await run(opened.page);
    assert.deepEqual(opened.problems, []);
  });
}

describe('labels of columns', () => {
  onPage(
    'are in the heads of the table, with the name in the tooltip',
    'report',
    'getTeamsUserActivityUserDetail',
    async (page) => {
      const head = page.getByRole('columnheader', { name: 'Channel messages', exact: true });
      await head.waitFor();
      assert.equal(await head.getAttribute('data-column'), 'Team Chat Message Count');
      assert.equal(await head.locator('.head-name').innerText(), 'Channel messages');
      const button = head.locator('.head-button');
      assert.match(
        (await button.getAttribute('title')) ?? '',
        /^Channel messages\nColumn name in files: Team Chat Message Count\n/,
      );
      assert.match(
        (await button.getAttribute('aria-description')) ?? '',
        /Column name in files: Team Chat Message Count/,
      );
      const plain = page.locator('[role=columnheader][data-column="User Principal Name"]');
      assert.equal(await plain.locator('.head-name').innerText(), 'User Principal Name');
      assert.doesNotMatch((await plain.locator('.head-button').getAttribute('title')) ?? '', /Column name/);
      assert.doesNotMatch(await page.locator('main').innerText(), /Team Chat Message Count|Private Chat Message Count/);
    },
  );

  onPage(
    'are in the filter menu, the filters that are set, and the totals',
    'report',
    'getTeamsUserActivityUserDetail',
    async (page) => {
      const column = '[data-column="Call Count"]';
      await page.locator(`[role=columnheader]${column}`).getByTestId('head-filter').click();
      const menu = page.getByTestId('filter-menu');
      assert.match(await menu.getByRole('heading').innerText(), /^Filter \W?1:1 calls\W?$/);
      await menu.getByTestId('filter-from').fill('1');
      await menu.getByTestId('apply-filter').click();
      const chip = page.locator(`[data-testid=chip]${column}`);
      assert.equal(await chip.locator('.chip-name').innerText(), '1:1 calls');
      assert.match((await page.locator('[data-total="Call Count"]').textContent()) ?? '', /1:1 calls/);
    },
  );

  onPage(
    'are in the heads of the cards, the large chart and its legend',
    'report',
    'getTeamsUserActivityCounts',
    async (page) => {
      const card = page.locator('li[data-column="Calls"]');
      await card.getByTestId('pick').click();
      assert.equal(await card.getByRole('heading').innerText(), '1:1 calls');
      const row = page.getByTestId('chart-measure');
      assert.equal(await row.getAttribute('data-measure'), 'Calls');
      assert.match(await row.innerText(), /^\s*1:1 calls\s/);
      await page
        .getByTestId('large-chart')
        .getByRole('slider', { name: /1:1 calls/ })
        .waitFor();
      const choices = await page.getByTestId('add-measure').locator('option').allInnerTexts();
      assert.ok(choices.includes('Total meetings') && !choices.includes('Meetings'), choices.join());
    },
  );

  onPage('are at the bars of totals', 'report', 'getTeamsUserActivityDistributionUserCounts', async (page) => {
    const labels = page.locator('.bar-label');
    await labels.first().waitFor();
    assert.deepEqual((await labels.allInnerTexts()).sort(), [
      '1:1 calls',
      'Channel messages',
      'Chat messages',
      'Total meetings',
    ]);
  });

  onPage('name the services of quick filters', 'report', 'getOffice365ActiveUserDetail', async (page) => {
    await page.getByTestId('quick-filters').waitFor();
    const quick = (await page.getByTestId('quick').allTextContents()).join();
    assert.match(quick, /Viva Engage/);
    assert.doesNotMatch(quick, /Yammer/);
  });

  onPage('are on the page about a user', 'userSearch', 'user', async (page) => {
    await page.getByText('Read Count, 1:1 calls').waitFor();
  });
});
