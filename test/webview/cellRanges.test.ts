import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { behavior, settled, lastCopied } from './support/reportPage.js';

const cellAt = (page: Page, row: number, place: number) =>
  page.locator(`[data-row="${row}"] [aria-colindex="${place + 1}"]`);
/** The place in the table of a column on screen. */
const indexAt = async (page: Page, place: number) =>
  Number(await page.locator('[role=columnheader]').nth(place).getAttribute('data-index'));
const centerOf = async (page: Page, row: number, place: number) => {
  const box = (await cellAt(page, row, place).boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
/** Drags from a cell to another one, and does not let go. */
const dragTo = async (page: Page, from: readonly [number, number], to: readonly [number, number]) => {
  await cellAt(page, ...from).scrollIntoViewIfNeeded();
  const [start, end] = [await centerOf(page, ...from), await centerOf(page, ...to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
  await page.mouse.move(end.x, end.y);
};
/** Selected cells on screen: the first and the last of them by row and column from the left, and how many there are. */
const selected = (page: Page) =>
  page.locator('[role=gridcell][aria-selected=true]').evaluateAll((cells) => {
    const places = cells.map((cell) => [
      Number(cell.parentElement!.dataset['row']),
      Number(cell.getAttribute('aria-colindex')) - 1,
    ]);
    return { first: places[0], last: places.at(-1), count: places.length };
  });
const said = (page: Page, text: string | RegExp) =>
  page.getByTestId('selection-foot').filter({ hasText: text }).waitFor();
const nothingSaid = (page: Page) => page.getByTestId('selection-foot').waitFor({ state: 'detached' });
/** Listens from now on to what the table says to those who do not see it. @returns what it has said, each time it said something */
const announcements = async (page: Page) => {
  const list = await page.evaluateHandle(() => {
    const status = document.querySelector('[data-testid=columns-status]')!;
    const said: string[] = [];
    const listen = () => said.push(status.textContent.trim());
    new MutationObserver(listen).observe(status, { characterData: true, childList: true, subtree: true });
    return said;
  });
  return () => list.jsonValue();
};
const chosen = (page: Page, event: Parameters<Window['harness']['tell']>[0]) =>
  page.evaluate((told) => window.harness.tell(told), event);

describe('ranges of cells', () => {
  behavior('are dragged with the mouse, and copied as they are on screen', 'detail', async (page) => {
    await dragTo(page, [2, 1], [4, 3]);
    await page.mouse.up();
    await said(page, '9 cells selected');
    assert.deepEqual(await selected(page), { first: [2, 1], last: [4, 3], count: 9 });
    await page.mouse.move(5, 5);
    await page.keyboard.press('Control+c');
    const columns = [await indexAt(page, 1), await indexAt(page, 2), await indexAt(page, 3)];
    const rows = [{ start: 2, end: 5 }];
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, rows, columns, withoutNames: true });
    assert.equal(await page.evaluate(() => getSelection()?.toString()), '', 'no text is marked');
    // Back and beyond where it began.
    await dragTo(page, [4, 3], [3, 2]);
    await page.mouse.up();
    assert.deepEqual(await selected(page), { first: [3, 2], last: [4, 3], count: 4 });
    await dragTo(page, [4, 3], [5, 3]);
    const start = await centerOf(page, 4, 3);
    await page.mouse.move(start.x, start.y);
    await page.mouse.up();
    await nothingSaid(page);
  });

  behavior(
    'reach to a click with Shift, and end with Escape, a click, a filter, and an order',
    'detail',
    async (page) => {
      const range = async () => {
        await cellAt(page, 1, 2).click();
        await cellAt(page, 3, 4).click({ modifiers: ['Shift'] });
        await said(page, '9 cells selected');
      };
      await range();
      await page.keyboard.press('Escape');
      await nothingSaid(page);
      await page.locator('[data-row="3"] [aria-colindex="5"]:focus').waitFor();
      await range();
      await cellAt(page, 2, 3).click();
      await nothingSaid(page);
      await range();
      await page.locator('[role=columnheader]').nth(2).locator('.head-button').click();
      await nothingSaid(page);
      await range();
      await page.getByTestId('filter').fill('a');
      await nothingSaid(page);
      await page.getByTestId('row-count').filter({ hasText: ' of 180 rows' }).waitFor();
      await page.getByTestId('filter').fill('');
      await page
        .getByTestId('row-count')
        .filter({ hasText: /^180 rows$/ })
        .waitFor();
      await settled(page);
      await range();
      await chosen(page, { type: 'actOnTable', action: 'hideColumn', column: await indexAt(page, 3) });
      await nothingSaid(page);
    },
  );

  behavior('are selected by keys, also whole rows and columns', 'detail', async (page) => {
    await cellAt(page, 5, 1).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await said(page, '4 cells selected');
    await page.locator('[data-row="6"] [aria-colindex="3"]:focus').waitFor();
    await page.keyboard.press('Shift+Space');
    await said(page, '2 rows selected');
    assert.equal(await page.locator('[role=row][aria-selected=true]').count(), 2);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await said(page, '180 cells selected');
    assert.equal(await page.locator('[role=row][aria-selected=true]').count(), 0);
    await page.keyboard.press('Control+c');
    const columns = [await indexAt(page, 2)];
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, columns, withoutNames: true });
    await page.keyboard.press('Control+Shift+c');
    assert.deepEqual(await lastCopied(page), { type: 'copyRows', view: {}, columns, format: 'markdown' });
  });

  behavior('go on below the edge of the table while the pointer is held there', 'million', async (page) => {
    await page.getByTestId('grid-scroller').scrollIntoViewIfNeeded();
    await dragTo(page, [2, 1], [3, 2]);
    const scroller = (await page.getByTestId('grid-scroller').boundingBox())!;
    await page.mouse.move(scroller.x + 300, scroller.y + scroller.height + 60);
    await page.waitForFunction(() => Number(document.activeElement?.parentElement?.dataset['row']) > 60, undefined, {
      polling: 'raf',
    });
    await page.mouse.move(scroller.x + 300, scroller.y + scroller.height / 2);
    await page.mouse.up();
    const end = await page.evaluate(() => Number(document.activeElement?.parentElement?.dataset['row']));
    await page.keyboard.press('Control+c');
    const copied = await lastCopied(page);
    assert.ok(copied?.type === 'copyRows');
    assert.deepEqual(copied.rows, [{ start: 2, end: end + 1 }]);
    // Without a button that is held nothing scrolls any more.
    const top = () => page.getByTestId('grid-scroller').evaluate((element) => element.scrollTop);
    const before = await top();
    await page.mouse.move(scroller.x + 300, scroller.y + scroller.height + 60);
    await settled(page);
    assert.equal(await top(), before);
  });

  behavior('of a million rows are a few numbers', 'million', async (page) => {
    await cellAt(page, 1, 1).click();
    await page.keyboard.press('Control+Shift+End');
    await page.waitForFunction(() => document.activeElement?.parentElement?.dataset['row'] === '999999');
    await page.keyboard.press('Control+c');
    const copied = await lastCopied(page);
    assert.ok(copied?.type === 'copyRows');
    assert.deepEqual(copied.rows, [{ start: 1, end: 1_000_000 }]);
    assert.ok((await page.locator('[role=gridcell]').count()) < 4_000);
  });

  behavior('have a menu that copies them, with headers and as other formats', 'detail', async (page) => {
    await dragTo(page, [2, 1], [3, 2]);
    await page.mouse.up();
    await cellAt(page, 3, 1).click({ button: 'right' });
    const context = JSON.parse((await cellAt(page, 3, 1).getAttribute('data-vscode-context'))!) as object;
    assert.deepEqual({ ...context, isRange: true }, context);
    const columns = [await indexAt(page, 1), await indexAt(page, 2)];
    const copied = { type: 'copyRows', view: {}, rows: [{ start: 2, end: 4 }] };
    for (const [action, expected] of [
      ['copyCells', { ...copied, columns, withoutNames: true }],
      ['copyWithHeaders', { ...copied, columns }],
      ['copyRows', copied],
      ['copyAsCsv', { ...copied, columns, format: 'csvNormalized' }],
      ['copyAsJson', { ...copied, columns, format: 'json' }],
      ['copyAsMarkdown', { ...copied, columns, format: 'markdown' }],
    ] as const) {
      await chosen(page, { type: 'actOnTable', action, row: 3, column: columns[0]! });
      await settled(page);
      assert.deepEqual(await lastCopied(page), expected, action);
    }
    // Outside of it the menu is about the cell, and its row.
    await cellAt(page, 6, 4).click({ button: 'right' });
    await nothingSaid(page);
    await chosen(page, { type: 'actOnTable', action: 'copyAsJson', row: 6, column: await indexAt(page, 4) });
    await settled(page);
    assert.deepEqual(await lastCopied(page), { ...copied, rows: [{ start: 6, end: 7 }], format: 'json' });
  });

  behavior(
    'are counted in the foot, and added up and said once when button and keys are released',
    'detail',
    async (page) => {
      const foot = page.getByTestId('selection-foot');
      const place = await page
        .locator('[role=columnheader]')
        .evaluateAll((heads) =>
          heads.findIndex((head) => head.getAttribute('data-column') === 'Private Chat Message Count'),
        );
      const announced = await announcements(page);
      await cellAt(page, 0, place).click();
      await page.clock.install();
      const heldFor = async (text: string, minutes: string) => {
        await said(page, text);
        await page.clock.fastForward(minutes);
        await settled(page);
      };
      await page.keyboard.down('Shift');
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) {
        await page.keyboard.press(key);
      }
      await heldFor('4 cells selected', '01:00');
      assert.deepEqual(await announced(), [], 'Shift is still down');
      await page.keyboard.up('Shift');
      await foot.filter({ hasText: 'Sum: 403' }).waitFor();
      assert.deepEqual(
        (await foot.locator('span').allInnerTexts()).map((text) => text.trim()),
        ['4 cells selected', '4 numbers', 'Sum: 403', 'Average: 100.75', 'Min: 4', 'Max: 270'],
      );
      const four = '4 cells selected; 4 numbers; Sum: 403; Average: 100.75; Min: 4; Max: 270';
      assert.deepEqual(await announced(), [four]);
      await dragTo(page, [1, place], [2, place]);
      await heldFor('2 cells selected', '01:00');
      assert.deepEqual(await announced(), [four], 'the button is still down');
      await page.mouse.up();
      await foot.filter({ hasText: '2 numbers' }).waitFor();
      await page.clock.fastForward('01:00');
      await settled(page);
      const [, two, ...others] = await announced();
      assert.match(two!, /^2 cells selected; 2 numbers; Sum: /);
      assert.deepEqual(others, []);
      const before = await page.getByTestId('grid-scroller').boundingBox();
      await page.keyboard.press('Escape');
      await nothingSaid(page);
      assert.deepEqual(await page.getByTestId('grid-scroller').boundingBox(), before, 'nothing moves');
    },
  );

  checkState({
    page: 'report',
    name: 'cellRange',
    state: 'detail',
    prepare: async (page) => {
      await cellAt(page, 2, 0).click();
      await cellAt(page, 5, 2).click({ modifiers: ['Shift'] });
      await said(page, '12 cells selected');
    },
    sizes: [NARROW, ZOOMED],
  });
});
