import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { out, behavior } from './support/reportPage.js';

describe('behavior of the report panel: filters', () => {
  before(() => mkdir(out, { recursive: true }));

  behavior('filter, no match, clear', 'detail', async (page) => {
    const filter = page.getByTestId('filter');
    await filter.fill('DÛBOIS');
    await page.getByText('18 of 180 rows').waitFor();
    await filter.fill('zzz');
    await page.getByText('No rows contain "zzz"').waitFor();
    await page.getByTestId('no-match').getByRole('button', { name: 'Clear Filter' }).click();
    await page.getByTestId('grid').waitFor();
    assert.equal(await page.getByTestId('row-count').textContent(), '180 rows');
    await filter.fill('a');
    await filter.press('Escape');
    assert.equal(await filter.inputValue(), '');
  });

  behavior('filter a column by keyboard alone', 'detail', async (page) => {
    await page.getByTestId('grid').locator('[tabindex="0"]').focus();
    await page.keyboard.press('ArrowUp');
    for (let column = 0; column < 5; column++) {
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Alt+ArrowDown');
    const menu = page.getByRole('dialog', { name: 'Filter Storage Used (GB)' });
    await menu.waitFor();
    await page.keyboard.type('many');
    await page.keyboard.press('Enter');
    await menu.getByText("This isn't a valid amount.").waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('100 GB');
    await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'hidden' });
    await page.getByTestId('chip').filter({ hasText: 'at least 100 GB' }).waitFor();
    await page
      .getByTestId('row-count')
      .filter({ hasText: /^\d+ of 180 rows$/ })
      .waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[role=columnheader]')?.getAttribute('data-column'));
    assert.equal(await focused(), 'Storage Used (Byte)');
    await page.keyboard.press('f');
    await menu.waitFor();
    assert.equal(await menu.getByTestId('filter-from').inputValue(), '100 GB');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    assert.equal(await focused(), 'Storage Used (Byte)');
    assert.deepEqual(((await page.evaluate(() => window.harness.kept())) as { view: unknown }).view, {
      filters: [{ column: 6, kind: 'range', from: 107_374_182_400 }],
    });
  });

  behavior('values, searched and chosen', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Assigned Products' }).getByTestId('head-filter').click();
    const menu = page.getByTestId('filter-menu');
    await menu.getByLabel('VISIO PLAN 2').check();
    await menu.getByTestId('filter-search').fill('copilot');
    await menu.getByLabel('MICROSOFT 365 E5').waitFor({ state: 'detached' });
    await menu.getByLabel('MICROSOFT 365 COPILOT').check();
    assert.equal(await menu.getByLabel('VISIO PLAN 2').isChecked(), true);
    await menu.getByTestId('apply-filter').click();
    const view = ((await page.evaluate(() => window.harness.kept())) as { view: unknown }).view;
    assert.deepEqual(view, {
      filters: [{ column: 9, kind: 'values', values: ['VISIO PLAN 2', 'MICROSOFT 365 COPILOT'] }],
    });
  });

  behavior('a click outside closes the menu and changes nothing', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Last Activity Date' }).getByTestId('head-filter').click();
    await page.getByTestId('filter-from').fill('2026-11-01');
    await page.getByTestId('report-title').click();
    await page.getByTestId('filter-menu').waitFor({ state: 'detached' });
    assert.equal(await page.getByTestId('chip').count(), 0);
    await page.getByRole('columnheader', { name: 'Last Activity Date' }).getByTestId('head-filter').click();
    assert.equal(await page.getByTestId('filter-from').inputValue(), '');
  });

  behavior('header bars, quick filters, chips and totals', 'detail', async (page) => {
    await page.setViewportSize({ width: 1500, height: 860 });
    const sum = page.locator('[data-total="Storage Used (Byte)"] .foot-sum');
    const all = await sum.innerText();
    await page.getByRole('columnheader', { name: 'Is Deleted' }).locator('.head-value').nth(1).click();
    // A filter that is all of a quick filter is called by its name.
    await page.locator('[data-testid=chip][data-quick=deleted]').filter({ hasText: 'Deleted' }).waitFor();
    await page.waitForFunction(
      (text) => document.querySelector('[data-total="Storage Used (Byte)"] .foot-sum')?.textContent !== text,
      all,
    );
    const deleted = page.locator('[data-kind=deleted]');
    assert.equal(await deleted.getAttribute('aria-pressed'), 'true');
    await page.locator('[data-kind=inactive-30]').click();
    assert.equal(await deleted.getAttribute('aria-pressed'), 'false', 'who is inactive is not deleted');
    await page.locator('[data-kind=inactive-60]').click();
    assert.equal(await page.locator('[data-kind=inactive-30]').getAttribute('aria-pressed'), 'false');
    assert.deepEqual(await page.getByTestId('chip').locator('.chip-name').allInnerTexts(), ['Inactive 60 days']);
    await page.locator('[data-kind=sharedMailboxes]').click();
    assert.deepEqual(await page.getByTestId('chip').locator('.chip-name').allInnerTexts(), [
      'Inactive 60 days',
      'Shared mailboxes',
    ]);
    await page.getByTestId('chip').first().press('Enter');
    await page.locator('[data-kind=inactive-60][aria-pressed=false]').waitFor();
    assert.equal(
      await page.evaluate(() => (document.activeElement as HTMLElement).dataset['quick']),
      'sharedMailboxes',
      'what is left can be taken off next',
    );
    await page.getByTestId('clear-all').click();
    await page.getByText('180 rows', { exact: true }).waitFor();
    await page.waitForFunction(
      (text) => document.querySelector('[data-total="Storage Used (Byte)"] .foot-sum')?.textContent === text,
      all,
    );
    await page.locator('[data-kind=largest]').click();
    assert.equal(
      await page.getByRole('columnheader', { name: 'Storage Used (GB)' }).getAttribute('aria-sort'),
      'descending',
    );
    await page.locator('[data-testid=chip][data-quick=largest]').waitFor();
    const rows = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
    assert.ok(rows > 1 && rows < 181, `${rows} rows: without those marked as deleted`);
  });

  behavior('what is nearly full needs no menu, however narrow the page', 'getMailboxUsageDetail', async (page) => {
    await page.setViewportSize({ width: 400, height: 860 });
    await page.getByTestId('quick-filters').getByTestId('menu-button').waitFor();
    await page.locator('[data-kind=nearQuota]:not(.out)').waitFor();
    assert.ok(await page.locator('[data-kind=nearQuota]').isVisible());
  });

  behavior('quick filters of mailboxes leave as many rows as they say', 'getMailboxUsageDetail', async (page) => {
    for (const [kind, label] of [
      ['sharedMailboxes', 'Shared mailboxes'],
      ['nearQuota', 'Over 90% of quota'],
      ['overSendLimit', 'Over the sending limit'],
    ] as const) {
      const quick = page.locator(`[data-kind=${kind}]`);
      await quick.waitFor({ state: 'attached' });
      const [, name, count] = /^\s*(.*?)\s+(\d+)\s*$/.exec((await quick.textContent()) ?? '') ?? [];
      assert.equal(name, label);
      assert.ok(Number(count) > 0, `the sample tenant has some: ${label}`);
      await quick.evaluate((button: HTMLElement) => button.click());
      await page.locator(`[data-testid=chip][data-quick=${kind}]`).filter({ hasText: label }).waitFor();
      await page.locator(`[role=grid][aria-rowcount="${Number(count) + 1}"]`).waitFor();
      assert.equal(await quick.getAttribute('aria-pressed'), 'true');
      await page.getByTestId('clear-all').click();
    }
  });

  behavior(
    'of several periods in one file, values count users, and filters leave as many',
    'severalPeriods',
    async (page) => {
      const rowCount = page.getByTestId('row-count');
      const department = page.getByRole('columnheader', { name: 'Department' });
      const sales = department.locator('.head-value').filter({ hasText: 'Sales' });
      await page.getByText('24 rows', { exact: true }).waitFor();
      assert.equal(await sales.getAttribute('title'), 'Sales: 4');
      await sales.click();
      await rowCount.filter({ hasText: /^4 of 24 rows$/ }).waitFor();
      await page.getByTestId('chip').filter({ hasText: 'Report Period' }).filter({ hasText: '180' }).waitFor();
      await sales.click();
      await page.getByText('24 rows', { exact: true }).waitFor();
      assert.equal(await page.getByTestId('chip').count(), 0);

      const menu = page.getByTestId('filter-menu');
      const counts = () => menu.locator('.filter-value-count').allTextContents();
      await department.getByTestId('head-filter').click();
      await menu.getByLabel('Sales').waitFor();
      assert.deepEqual(await counts(), ['4', '2']);
      await menu.getByLabel('Research').check();
      await menu.getByTestId('apply-filter').click();
      await rowCount.filter({ hasText: /^2 of 24 rows$/ }).waitFor();
      await page.getByTestId('clear-all').click();

      // Whoever has chosen other periods counts and sees those.
      await page.getByRole('columnheader', { name: 'Report Period' }).getByTestId('head-filter').click();
      for (const period of ['90', '180']) {
        await menu.getByRole('checkbox', { name: new RegExp(`^${period} `) }).check();
      }
      await menu.getByTestId('apply-filter').click();
      await rowCount.filter({ hasText: /^12 of 24 rows$/ }).waitFor();
      await department.getByTestId('head-filter').click();
      await menu.getByLabel('Sales').waitFor();
      assert.deepEqual(await counts(), ['8', '4']);
      await menu.getByLabel('Sales').check();
      await menu.getByTestId('apply-filter').click();
      await rowCount.filter({ hasText: /^8 of 24 rows$/ }).waitFor();
    },
  );

  behavior('nothing that passes leaves the headers to change that', 'noRowPasses', async (page) => {
    await page.getByText('No rows match the filters').waitFor();
    await page.getByRole('columnheader', { name: 'Storage Used (GB)' }).waitFor();
    await page.getByTestId('no-match').getByRole('button').click();
    await page.getByText('180 rows', { exact: true }).waitFor();
  });

  behavior('the largest first: its column comes into view with its arrow', 'detail', async (page) => {
    await page.setViewportSize({ width: 640, height: 860 });
    const head = page.getByRole('columnheader').and(page.locator('[data-column="Storage Used (Byte)"]'));
    const more = page.getByTestId('quick-filters').getByTestId('menu-button');
    await more.click();
    await page.getByRole('menuitemcheckbox', { name: /^Largest storage/ }).click();
    await head.and(page.locator('[aria-sort=descending]')).waitFor();
    await page.waitForFunction(() => {
      const grid = document.querySelector('[role=grid]')?.getBoundingClientRect();
      const column = document
        .querySelector('[role=columnheader][data-column="Storage Used (Byte)"]')
        ?.getBoundingClientRect();
      return grid !== undefined && column !== undefined && column.left >= grid.left && column.right <= grid.right + 1;
    });
  });

  behavior('quick filters without room are in a menu', 'detail', async (page) => {
    await page.setViewportSize({ width: 400, height: 860 });
    const more = page.getByTestId('quick-filters').getByTestId('menu-button');
    await more.waitFor();
    assert.equal(await page.locator('[data-kind=largest]').isVisible(), false);
    await more.click();
    await page.getByRole('menuitemcheckbox', { name: /^Deleted/ }).click();
    await page.locator('[data-testid=chip][data-quick=deleted]').waitFor();
    await page.setViewportSize({ width: 1500, height: 860 });
    await more.waitFor({ state: 'detached' });
  });
});
