import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { behavior, last, sent } from './support/reportPage.js';

const openReasons = async (page: Page) => {
  await page.locator('[data-column="Exchange Last Activity Date"] [data-testid=head-filter]').click();
  await page.getByTestId('filter-reasons').waitFor();
};
const openSources = (page: Page) => page.getByTestId('sources-text').click();
const cell = (page: Page, row: number, column: string) =>
  page.locator(`[data-row="${row}"] [role=gridcell]`).nth(COLUMNS.indexOf(column));
const COLUMNS = [
  ...['User Principal Name', 'Display Name', 'Is Deleted', 'First Seen', 'Last Activity Date', 'Activity Status'],
  ...['Exchange Licensed', 'Exchange Last Activity Date', 'Exchange Status'],
];

describe('a table of all users', () => {
  checkState({ page: 'report', name: 'joinedUsers', sizes: [NARROW, ZOOMED] });
  checkState({
    page: 'report',
    name: 'joinedUsers-sources',
    state: 'joinedUsers',
    prepare: openSources,
    sizes: [NARROW, ZOOMED],
  });

  checkState({ page: 'report', name: 'joinedUsers-reasons', state: 'joinedUsers', prepare: openReasons });

  for (const name of ['nothingArchived', 'notAsked']) {
    checkState({ page: 'report', name, sizes: [NARROW, ZOOMED] });
  }

  behavior('offers what to fetch where nothing is archived, which is no failure', 'nothingArchived', async (page) => {
    const state = page.getByTestId('failed');
    assert.equal(await state.getAttribute('role'), 'status');
    assert.equal(await state.locator('.codicon-error, .codicon-warning').count(), 0);
    await page.getByRole('button', { name: 'Fetch (16 requests)' }).click();
    assert.deepEqual(await last(page), { type: 'action', id: 'fetchMissingReports' });
  });

  behavior('says which reports it is of in one line, and what of each when asked', 'joinedUsers', async (page) => {
    const list = page.getByTestId('sources').getByRole('table');
    assert.equal(await list.isVisible(), false);
    await openSources(page);
    const rows = await list.getByRole('row').allInnerTexts();
    assert.deepEqual(
      rows.map((text) => text.split('\t')[0]),
      ['Report', 'Email activity, user details', 'Mailbox usage, mailbox details', 'Teams user activity, user details'],
    );
    assert.match(rows[2] ?? '', /Nov 16, 2026\t252\t.*12 rows not joined/);
    assert.equal(await page.getByTestId('sources-cautions').getByRole('listitem').count(), 2);
    await page.getByRole('button', { name: 'Fetch Missing Reports (1 request)' }).click();
    assert.deepEqual(await last(page), { type: 'action', id: 'fetchMissing' });
  });

  behavior('offers no request for what is no report', 'joinedUsers', async (page) => {
    assert.equal(await page.getByTestId('refresh').count(), 0);
    assert.equal(await page.getByTestId('stale').count(), 0);
    assert.equal(await page.getByTestId('export').isEnabled(), true);
  });

  behavior('says in a blank cell why it is blank, also to a screen reader', 'joinedUsers', async (page) => {
    const seen: (string | null)[][] = [];
    for (const row of [1, 2, 3, 5]) {
      const blank = cell(page, row, 'Exchange Last Activity Date');
      seen.push([(await blank.innerText()).trim(), await blank.getAttribute('aria-label')]);
    }
    assert.deepEqual(seen, [
      ['No activity', 'blank: No activity'],
      ['Not licensed', 'blank: Not licensed'],
      ['Not sent', 'blank: Not sent'],
      ['Not fetched', 'blank: Not fetched'],
    ]);
    assert.doesNotMatch(await cell(page, 0, 'Exchange Last Activity Date').innerText(), /No |–/);
  });

  behavior('is filtered by why cells are blank, and the filter goes off the same way', 'joinedUsers', async (page) => {
    const open = async () => {
      await openReasons(page);
      return page.getByTestId('filter-reasons');
    };
    const reasons = (await open()).getByRole('button');
    const shown = await Promise.all(
      (await reasons.all()).map(async (one) => (await one.innerText()).replace(/\s+/g, ' ')),
    );
    assert.deepEqual(shown, ['No activity 40', 'Not licensed 40', 'Not fetched 40', 'Not sent 40']);
    await reasons.filter({ hasText: 'Not licensed' }).click();
    await page.getByTestId('chip').nth(1).waitFor();
    const states = COLUMNS.indexOf('Exchange Status');
    const rows = (await sent(page)).findLast((one) => one.type === 'getRows');
    assert.deepEqual(rows?.type === 'getRows' ? rows.view.filters : undefined, [
      { column: states - 1, kind: 'blank' },
      { column: states, kind: 'values', values: ['Not licensed'] },
    ]);
    const reason = (await open()).getByRole('button', { name: 'Not licensed' });
    assert.equal(await reason.getAttribute('aria-pressed'), 'true');
    await reason.click();
    await page.getByTestId('chip').first().waitFor({ state: 'detached' });
  });

  describe('whose first users are shown while it is joined', () => {
    checkState({ page: 'report', name: 'firstUsers', sizes: [NARROW, ZOOMED] });

    behavior('says what they are, how far it is, and what is still being read', 'firstUsers', async (page) => {
      assert.equal(
        (await page.getByTestId('row-count').innerText()).trim(),
        'First 180 users, may still change. Reading the archive: file 2 of 3…',
      );
      const seen: (string | null)[][] = [];
      for (const column of ['First Seen', 'Last Activity Date', 'Activity Status', 'Exchange Licensed']) {
        const found = cell(page, 1, column);
        seen.push([column, (await found.innerText()).trim(), await found.getAttribute('aria-label')]);
      }
      const blank = 'blank: Still being read';
      assert.deepEqual(seen, [
        ['First Seen', 'Still being read', blank],
        ['Last Activity Date', 'Still being read', blank],
        ['Activity Status', 'Still being read', null],
        ['Exchange Licensed', 'Still being read', blank],
      ]);
      assert.equal(await cell(page, 1, 'User Principal Name').innerText(), 'user1@contoso.com');
    });

    behavior('is not sorted, filtered, copied, or exported yet', 'firstUsers', async (page) => {
      for (const button of ['copy', 'export', 'filter']) {
        assert.equal(await page.getByTestId(button).getAttribute('aria-disabled'), 'true', button);
      }
      await page.locator('[data-column="Display Name"] .head-button').click();
      assert.equal(await page.locator('[data-column="Display Name"] [data-testid=head-filter]').isVisible(), false);
      assert.equal(await page.locator('[aria-sort=ascending], [role=dialog]').count(), 0);
      const filters = page.locator('report-quick-bar button');
      assert.ok((await filters.count()) > 0);
      assert.equal(await page.locator('report-quick-bar .quick-count').count(), 0);
    });

    behavior('takes their place without a step, with the cells that it has', 'firstUsers', async (page) => {
      const focused = page.locator('[data-row]:has(:focus)');
      await cell(page, 0, 'Display Name').click();
      for (let at = 0; at < 4; at++) {
        const row = (await focused.getAttribute('data-row')) ?? '';
        await page.keyboard.press('PageDown');
        await page.locator(`[data-row]:not([data-row="${row}"]):has(:focus)`).waitFor();
      }
      const row = Number(await focused.getAttribute('data-row'));
      assert.ok(row > 20);
      await page.waitForFunction((at) => document.querySelector(`[data-row="${at}"]:not(.pending)`) !== null, row);
      const top = async () => (await focused.boundingBox())?.y;
      const scrolled = () => page.getByTestId('grid-scroller').evaluate((element) => element.scrollTop);
      const fromGridTop = async () => ((await top()) ?? 0) - ((await page.getByRole('grid').boundingBox())?.y ?? 0);
      const before = [await scrolled(), await fromGridTop()];
      await page.evaluate(() => window.harness.joinUsers());
      await page
        .locator('[data-row] [role=gridcell]', { hasText: 'Still being read' })
        .first()
        .waitFor({ state: 'detached' });
      await page.getByTestId('row-count').filter({ hasText: '240 rows' }).waitFor();
      assert.equal(Number(await focused.getAttribute('data-row')), row);
      assert.deepEqual([await scrolled(), await fromGridTop()], before);
      const wide = page.locator('[data-row] [role=gridcell]', { hasText: 'Active within 30 days' }).first();
      assert.ok(await wide.evaluate((element) => element.scrollWidth <= element.clientWidth), 'fits its text');
    });
  });
});
