import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { behavior, lastCopied } from './support/reportPage.js';

/** What the Tab key reaches from the page's start until it is in the table: the stops before the table, by their test IDs or texts. */
async function stopsBeforeTable(page: Page): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let at = 0; at < 60; at++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const active = document.activeElement as HTMLElement;
      return active.closest('[role=grid]') !== null
        ? undefined
        : (active.dataset['testid'] ?? active.getAttribute('role') ?? active.textContent.trim().slice(0, 40));
    });
    if (stop === undefined) {
      return stops;
    }
    stops.push(stop);
  }
  assert.fail(`The table is not reached: ${stops.join(', ')}`);
}

const widthOf = (page: Page, column: string) =>
  page
    .locator(`[role=columnheader][data-column="${column}"]`)
    .evaluate((head: HTMLElement) => head.getBoundingClientRect().width);

describe('the keyboard and the table of the report panel', () => {
  for (const state of ['dailySeries', 'detail']) {
    behavior(
      `the first stop leads to the table, and each group of buttons is one stop: ${state}`,
      state,
      async (page) => {
        const stops = await stopsBeforeTable(page);
        assert.equal(stops[0], 'skip-to-table');
        // A chart is a stop of its own: its arrow keys lead from day to day.
        const groups = stops.filter((stop) => stop !== 'slider');
        assert.ok(groups.length <= 12, groups.join(', '));
        for (const group of ['.toolbar-actions', '.cards', '.table-tools', '.quick-bar']) {
          const reached = await page.locator(`${group} button[tabindex="0"]`).count();
          assert.equal(reached, (await page.locator(group).count()) === 0 ? 0 : 1, group);
        }
        await page.getByTestId('skip-to-table').focus();
        assert.ok(
          (await page.getByTestId('skip-to-table').boundingBox())!.width > 40,
          'it is seen while it has the focus',
        );
        await page.keyboard.press('Enter');
        await page.locator('[data-row="0"] [aria-colindex="1"]:focus').waitFor();
      },
    );
  }

  behavior(
    'arrow keys move between the buttons of a toolbar, from the last to the first',
    'dailySeries',
    async (page) => {
      await page.getByTestId('refresh').focus();
      const order = ['compare', 'copy', 'menu-button', 'export', 'refresh'];
      for (const id of order) {
        await page.keyboard.press('ArrowRight');
        await page.locator(`.toolbar-actions [data-testid=${id}]:focus`).waitFor();
      }
      await page.keyboard.press('ArrowLeft');
      await page.locator('[data-testid=export]:focus').waitFor();
      await page.keyboard.press('Home');
      await page.locator('[data-testid=refresh]:focus').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      await page.locator('[data-testid=compare]:focus').waitFor();
    },
  );

  behavior('Ctrl+C copies the cell, and rows where rows are selected', 'detail', async (page) => {
    const row = { type: 'copyRows', view: {}, rows: [{ start: 3, end: 4 }] };
    await page.locator('[data-row="3"] [data-index="2"]').click();
    assert.equal(await page.getByTestId('selection').textContent(), '');
    await page.keyboard.press('Control+c');
    assert.deepEqual(await lastCopied(page), { ...row, columns: [2], withoutNames: true });
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+c');
    assert.deepEqual(await lastCopied(page), row);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+c');
    assert.deepEqual(await lastCopied(page), { ...row, columns: [3], withoutNames: true });
  });

  behavior('a column is resized by keys, and by a double click fits its cells again', 'detail', async (page) => {
    const name = 'Display Name';
    const fitting = await widthOf(page, name);
    const until = (change: number) =>
      page.waitForFunction(
        ([column, wanted]) =>
          document.querySelector(`[role=columnheader][data-column="${column}"]`)?.getBoundingClientRect().width ===
          wanted,
        [name, fitting + change] as const,
      );
    await page.locator('[data-row="0"] [data-index="2"]').click();
    await page.keyboard.press('Shift+Alt+ArrowRight');
    await page.keyboard.press('Shift+Alt+ArrowRight');
    await until(32);
    const separator = page.locator(`[role=columnheader][data-column="${name}"] [role=separator]`);
    assert.equal(await separator.getAttribute('aria-valuenow'), String(fitting + 32));
    await page.locator('[data-row="0"] [data-index="2"]:focus').waitFor();
    await page.keyboard.press('Shift+Alt+ArrowLeft');
    await until(16);
    for (let at = 0; at < 20; at++) {
      await page.keyboard.press('Shift+Alt+ArrowLeft');
    }
    assert.ok((await widthOf(page, name)) >= Number(await separator.getAttribute('aria-valuemin')));
    await separator.dblclick();
    await until(0);
  });
});
