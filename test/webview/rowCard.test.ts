import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { behavior, last, sent } from './support/reportPage.js';

const card = (page: Page) => page.getByTestId('row-card');
const cell = (page: Page, row: number, column: number) => page.locator(`[data-row="${row}"] [data-index="${column}"]`);
/** Waits until the card shows this row, from 1. */
const shows = (page: Page, row: number) =>
  page.locator('[data-testid=row-card][aria-busy=false]').getByText(`Row ${row} of 180`, { exact: true }).waitFor();
const line = (page: Page, column: string) => card(page).locator(`[data-column="${column}"]`);
const open = async (page: Page, row = 0, column = 2) => {
  await cell(page, row, column).click();
  await page.keyboard.press('Enter');
  await shows(page, row + 1);
};

describe('a row of the report panel with all its values', () => {
  behavior('is opened by Enter, and has every column, hidden ones after the others', 'detail', async (page) => {
    await open(page);
    const heads = page.locator('[role=columnheader]');
    const shown = await heads.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['column']));
    const lines = card(page).locator('[data-column]');
    const all = await lines.evaluateAll((every) => every.map((one) => (one as HTMLElement).dataset['column']));
    assert.deepEqual(all.slice(0, shown.length), shown);
    assert.ok(all.length > shown.length, 'the sample has columns that are the same in every row');
    assert.equal(new Set(all).size, all.length);
    const noted = await lines
      .filter({ has: page.locator('.row-card-note') })
      .evaluateAll((every) => every.map((one) => (one as HTMLElement).dataset['column']));
    assert.deepEqual(noted, all.slice(shown.length));

    // As the table shows them, for the eye and for the ear.
    assert.equal(await line(page, 'Display Name').locator('dd').innerText(), await cell(page, 0, 2).innerText());
    const concealed = line(page, 'User Principal Name').locator('dd');
    assert.match(await concealed.innerText(), /concealed/);
    assert.match((await concealed.getByText(/^concealed name /).textContent()) ?? '', /^concealed name \w{8}…$/);
  });

  behavior('goes to the rows around with the arrow keys, and takes the table along', 'detail', async (page) => {
    await open(page, 1);
    await page.keyboard.press('ArrowUp');
    await shows(page, 1);
    await page.getByTestId('row-card-previous').and(page.locator('[aria-disabled=true]')).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await open(page, 8);
    for (let row = 10; row <= 34; row++) {
      await page.keyboard.press('ArrowDown');
    }
    await shows(page, 34);
    assert.match(await page.getByTestId('row-card-title').innerText(), /\S+\s+Row 34 of 180/);
    await page.waitForFunction(() => {
      const box = document.querySelector('[data-row="33"]')?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight;
    });
    await page.getByTestId('row-card-next').click();
    await shows(page, 35);
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'detached' });
    await cell(page, 34, 2).and(page.locator(':focus')).waitFor();
  });

  behavior(
    'goes to the first and last row with Home and End, says where it is, and marks its row',
    'detail',
    async (page) => {
      const marked = (row: number) => page.locator(`[data-row="${row}"][aria-current=true]`).waitFor();
      const label = (testid: string) => page.getByTestId(testid).getAttribute('aria-label');
      await open(page, 2);
      await marked(2);
      assert.equal(await label('row-card-previous'), 'Previous Row, 2 of 180 (Up Arrow; First Row: Home)');
      assert.equal(await label('row-card-next'), 'Next Row, 4 of 180 (Down Arrow; Last Row: End)');
      await page.keyboard.press('End');
      await shows(page, 180);
      await marked(179);
      assert.equal(await page.locator('[aria-current=true]').count(), 1);
      assert.equal(await label('row-card-next'), 'This is the last row.');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Home');
      await shows(page, 1);
      await marked(0);
      assert.equal(await label('row-card-previous'), 'This is the first row.');
      await page.keyboard.press('Escape');
      await page.locator('[data-row="0"]:not([aria-current])').waitFor();
    },
  );

  behavior('finds its user and copies the row', 'detail', async (page) => {
    await open(page, 3);
    await page.getByTestId('row-card-user').click();
    assert.deepEqual(await last(page), { type: 'findUser', row: 3, column: 2 });
    await page.getByTestId('row-card-copy').click();
    assert.deepEqual(await last(page), { type: 'copyRows', view: {}, rows: [{ start: 3, end: 4 }] });
  });

  behavior('has no user to find where none is named, or the name is concealed', 'dailySeries', async (page) => {
    await page.locator('[data-row="0"] [role=gridcell]').first().click();
    await page.keyboard.press('Enter');
    await page.getByTestId('row-card-copy').waitFor();
    assert.equal(await page.getByTestId('row-card-user').count(), 0);
  });

  behavior('leaves the focus where the person clicks, and goes when its row is another', 'detail', async (page) => {
    await open(page);
    await cell(page, 4, 1).click();
    await card(page).waitFor({ state: 'detached' });
    await cell(page, 4, 1).and(page.locator(':focus')).waitFor();
    await open(page);
    await page.evaluate(() => window.harness.tell({ type: 'actOnTable', action: 'sortDescending', column: 2 }));
    await card(page).waitFor({ state: 'detached' });
  });

  behavior('is in the context menu, and says where its row cannot be had', 'detail', async (page) => {
    await cell(page, 0, 2).click();
    await page.evaluate(() => window.harness.setFailing('getRows', true));
    await page.evaluate(() => window.harness.tell({ type: 'actOnTable', action: 'showRow', row: 5, column: 2 }));
    await card(page).getByTestId('request-failure').waitFor();
    await page.evaluate(() => window.harness.setFailing('getRows', false));
    await card(page).getByTestId('retry-request').click();
    await shows(page, 6);
    assert.ok((await sent(page)).some((one) => one.type === 'getRows' && one.start === 5 && one.end === 6));
  });

  checkState({
    page: 'report',
    name: 'rowCard',
    state: 'detail',
    sizes: [NARROW, ZOOMED],
    prepare: (page) => open(page),
  });
});
