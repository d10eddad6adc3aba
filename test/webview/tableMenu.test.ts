import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { behavior, lastCopied } from './support/reportPage.js';

/** What VS Code reads at the target of the last event. */
const contextOf = async (place: Locator) =>
  JSON.parse((await place.getAttribute('data-vscode-context')) ?? 'null') as Record<string, unknown> | null;
const cellAt = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"] [data-index="${column}"]`);
const chosen = (page: Page, event: Parameters<Window['harness']['tell']>[0]) =>
  page.evaluate((told) => window.harness.tell(told), event);
const NAME = 2;
/** One cell, as it is copied. */
const cellOf = (row: number, column: number) => ({
  ...{ rows: [{ start: row, end: row + 1 }], columns: [column] },
  withoutNames: true,
});

describe('the context menu of the table', () => {
  const cell = {
    ...{ webviewSection: 'usageReportsCell', preventDefaultContextMenuItems: true },
    ...{ canFilter: true, isRange: false },
  };

  behavior('is about the cell or header under the pointer, which becomes the active one', 'detail', async (page) => {
    await cellAt(page, 3, NAME).click({ button: 'right' });
    await page.locator(`[data-row="3"] [data-index="${NAME}"]:focus`).waitFor();
    assert.deepEqual(await contextOf(cellAt(page, 3, NAME)), {
      ...cell,
      row: 3,
      column: NAME,
      isUser: true,
      userColumn: NAME,
    });
    // The names of one column are concealed, and the other ones name nobody: the row's user is meant.
    for (const column of [NAME - 1, NAME + 1, NAME + 2]) {
      await cellAt(page, 3, column).click({ button: 'right' });
      const { isUser, userColumn } = (await contextOf(cellAt(page, 3, column))) ?? {};
      assert.deepEqual([isUser, userColumn], [true, NAME]);
    }
    const header = page.locator(`[role=columnheader][data-index="${NAME}"]`);
    await header.locator('.head-name').click({ button: 'right' });
    await header.locator('.head-button:focus').waitFor();
    assert.deepEqual(await contextOf(header), {
      ...{ webviewSection: 'usageReportsHeader', preventDefaultContextMenuItems: true, canFilter: true, column: NAME },
      ...{ canHide: true, isPinned: false },
    });
  });

  behavior('is by keyboard about what has the focus', 'detail', async (page) => {
    await cellAt(page, 3, NAME).click();
    await page.keyboard.press('ArrowDown');
    await page.locator(`[data-row="4"] [data-index="${NAME}"]:focus`).waitFor();
    for (const key of ['Shift+F10', 'ContextMenu']) {
      // There before the key is pressed: a listener that came later would wait for ever.
      const asked = await page.evaluateHandle(() => {
        const columns: (string | undefined)[] = [];
        document.addEventListener(
          'contextmenu',
          ({ target }) => columns.push((target as HTMLElement).dataset['index']),
          { once: true },
        );
        return columns;
      });
      await page.keyboard.press(key);
      await page.waitForFunction((columns) => columns.length > 0, asked);
      assert.deepEqual(await asked.jsonValue(), [String(NAME)]);
      assert.deepEqual(await contextOf(cellAt(page, 4, NAME)), {
        ...cell,
        row: 4,
        column: NAME,
        isUser: true,
        userColumn: NAME,
      });
    }
  });

  behavior('keeps the selection that it is opened in, and drops any other', 'detail', async (page) => {
    await cellAt(page, 2, NAME).click();
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByTestId('selection').filter({ hasText: '2' }).waitFor();
    await cellAt(page, 3, NAME).click({ button: 'right' });
    await chosen(page, { type: 'actOnTable', action: 'copyRows', row: 3, column: NAME });
    await page.evaluate(() => window.harness.settled());
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, rows: [{ start: 2, end: 4 }] });
    await cellAt(page, 5, NAME).click({ button: 'right' });
    await page.getByTestId('selection').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    await chosen(page, { type: 'actOnTable', action: 'copyRows', row: 5, column: NAME });
    await page.evaluate(() => window.harness.settled());
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, rows: [{ start: 5, end: 6 }] });
    await chosen(page, { type: 'actOnTable', action: 'copyCell', row: 5, column: NAME });
    await page.evaluate(() => window.harness.settled());
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, ...cellOf(5, NAME) });
  });

  behavior('filters by a value, sorts, and opens the filter of a column', 'detail', async (page) => {
    const name = (await cellAt(page, 3, NAME).innerText()).trim();
    const header = page.locator(`[role=columnheader][data-index="${NAME}"]`);
    await chosen(page, { type: 'actOnTable', action: 'sortDescending', column: NAME });
    await header.and(page.locator('[aria-sort=descending]')).waitFor();
    await chosen(page, { type: 'actOnTable', action: 'sortAscending', column: NAME });
    await header.and(page.locator('[aria-sort=ascending]')).waitFor();
    await chosen(page, { type: 'actOnTable', action: 'filterColumn', column: NAME });
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.press('Escape');
    await header.locator('.head-button:focus').waitFor();
    await header.locator('.head-button').click();
    await header.locator('.head-button').click();
    await header.and(page.locator('[aria-sort=none]')).waitFor();
    await page.evaluate(() => window.harness.settled());
    await chosen(page, { type: 'actOnTable', action: 'filterByValue', row: 3, column: NAME });
    await page.getByTestId('chip').filter({ hasText: name }).waitFor();
  });

  behavior('does not filter or sort the first rows of a report that is still read', 'partial', async (page) => {
    await cellAt(page, 1, 1).click({ button: 'right' });
    assert.equal((await contextOf(cellAt(page, 1, 1)))?.['canFilter'], false);
    for (const action of ['sortAscending', 'filterByValue'] as const) {
      await chosen(page, { type: 'actOnTable', action, row: 1, column: 1 });
    }
    await page.evaluate(() => window.harness.settled());
    assert.equal(await page.locator('[role=columnheader]:not([aria-sort=none])').count(), 0);
    assert.equal(await page.getByTestId('chip').count(), 0);
  });
});
