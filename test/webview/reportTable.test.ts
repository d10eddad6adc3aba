import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { out, sent, settled, rowText, behavior, lastCopied } from './support/reportPage.js';

describe('behavior of the report panel: table', () => {
  before(() => mkdir(out, { recursive: true }));

  behavior('sort cycles', 'detail', async (page) => {
    const header = page.getByRole('columnheader', { name: 'Private Chat Message Count' });
    for (const expected of ['ascending', 'descending', 'none']) {
      await header.locator('.head-button').click();
      assert.equal(await header.getAttribute('aria-sort'), expected);
      await page.waitForFunction(() => document.querySelector('[role=grid]')?.getAttribute('aria-busy') === 'false');
    }
  });

  behavior(
    'selecting rows clears text that is marked in a cell, so that the rows are copied',
    'detail',
    async (page) => {
      const cell = page.locator('[data-row="0"] [data-index="1"]');
      const marked = () => page.evaluate(() => getSelection()?.toString());
      await cell.dblclick();
      assert.notEqual(await marked(), '', 'a double click marks a word');
      await page.keyboard.press('Control+a');
      assert.equal(await marked(), '');
      await page.keyboard.press('Control+c');
      assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {} });
    },
  );

  behavior('keyboard in the grid', 'detail', async (page) => {
    await page.getByTestId('filter').focus();
    await page.keyboard.press('ArrowDown');
    const place = () =>
      page.evaluate(() => {
        const cell = document.activeElement as HTMLElement;
        return [Number(cell.parentElement?.dataset['row'] ?? -1), Number(cell.getAttribute('aria-colindex')) - 1];
      });
    assert.deepEqual(await place(), [0, 0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await place(), [1, 1]);
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => (document.activeElement as HTMLElement).parentElement?.dataset['row'] === '179');
    assert.deepEqual(await place(), [179, 39]);
    await page.keyboard.press('Control+Home');
    assert.deepEqual(await place(), [0, 0]);
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    assert.equal(await page.getByTestId('selection').textContent(), '3 rows selected');
    await page.keyboard.press('Control+c');
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, rows: [{ start: 0, end: 3 }] });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {} });
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.querySelectorAll('[role=columnheader]')[1]?.getAttribute('aria-sort') === 'ascending',
    );
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('[role=columnheader]')?.getAttribute('data-column')),
      'Display Name',
    );
  });

  behavior('copy as Markdown by menu and by keys', 'detail', async (page) => {
    const menu = page.getByTestId('copy-menu');
    await menu.getByTestId('menu-button').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, format: 'markdown' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-testid')), 'menu-button');
    await page.locator('[data-row="1"] [data-index="2"]').click();
    await page.keyboard.press('Control+Shift+C');
    assert.deepEqual(await lastCopied(page), {
      type: 'copyRows',
      view: {},
      rows: [{ start: 1, end: 2 }],
      format: 'markdown',
    });
  });

  behavior('mouse selection', 'detail', async (page) => {
    await page.locator('[data-row="1"] [data-index="2"]').click({ modifiers: ['Control'] });
    await page.locator('[data-row="4"] [data-index="2"]').click({ modifiers: ['Shift'] });
    await page.locator('[data-row="6"] [data-index="2"]').click({ modifiers: ['Control'] });
    await page.getByTestId('copy-selected').click();
    const rows = [
      { start: 1, end: 5 },
      { start: 6, end: 7 },
    ];
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, rows });
  });

  behavior('a million rows', 'million', async (page) => {
    const scroller = page.getByTestId('grid-scroller');
    await scroller.scrollIntoViewIfNeeded();
    await scroller.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await page.waitForFunction(
      () => document.querySelector('[data-row="999999"] [data-index="2"]')?.textContent.trim() === 'Person 999999',
    );
    const box = await page.locator('[data-row="999999"]').boundingBox();
    const frame = await scroller.boundingBox();
    assert.ok(
      box !== null && frame !== null && box.y + box.height <= frame.y + frame.height + 1 && box.y > frame.y,
      JSON.stringify({ box, frame }),
    );
    await scroller.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    await page.waitForFunction(
      () => Number(document.querySelector<HTMLElement>('.grid-row:not(.head)')?.dataset['row']) < 600_000,
    );
    await page.waitForFunction(() => document.querySelector('.grid-row:not(.head):not(.pending)') !== null);
    // A wheel step moves the rows by its pixels, not by a multiple.
    await settled(page);
    const before = await page.evaluate(
      () => document.querySelector<HTMLElement>('.grid-row:not(.head):nth-child(12)')?.dataset['row'],
    );
    await scroller.hover();
    await page.mouse.wheel(0, 240);
    await page.waitForFunction(
      (row) => document.querySelector<HTMLElement>('.grid-row:not(.head):nth-child(12)')?.dataset['row'] === row,
      String(Number(before) + 10),
    );
    const requests = (await sent(page)).filter((message) => message.type === 'getRows');
    assert.ok(requests.length > 0 && requests.every((request) => request.end - request.start <= 400));
    assert.ok((await page.locator('.grid-row').count()) < 80);
    await page.locator('.grid-row:not(.head):nth-child(14) [data-index="2"]').click();
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => document.activeElement?.parentElement?.dataset['row'] === '999999');
  });

  behavior('stale answers are ignored', 'detail', async (page) => {
    await page.evaluate(() => window.harness.setDelay(300));
    await page.getByTestId('filter').fill('a');
    await page.waitForFunction(() =>
      window.harness.sent.some((message) => message.type === 'getRows' && message.view.filter === 'a'),
    );
    await page.evaluate(() => window.harness.setDelay(0));
    await page.getByTestId('filter').fill('dûbois');
    await page.getByText('18 of 180 rows').waitFor();
    await settled(page);
    assert.equal(await page.getByTestId('row-count').textContent(), '18 of 180 rows');
    assert.equal(await rowText(page, 0, 2), 'Amélie Dûbois 1');
  });
});
