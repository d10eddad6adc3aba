import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { checkState, NARROW } from './support/checkState.js';
import { behavior, sent } from './support/reportPage.js';

const input = (page: Page) => page.getByTestId('find');
const bar = (page: Page) => page.getByTestId('find-bar');
/** Waits until the bar says this. */
const counted = (page: Page, text: string) => page.getByTestId('find-count').getByText(text, { exact: true }).waitFor();
const said = (page: Page, text: RegExp) =>
  page.getByTestId('find-status').filter({ hasText: text }).waitFor({ state: 'attached' });
const cell = (page: Page, row: number, column: number) => page.locator(`[data-row="${row}"] [data-index="${column}"]`);
const found = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"] [data-index="${column}"].found-now`).waitFor();
/** Opens the bar from the table and finds a text. */
const look = async (page: Page, text: string) => {
  await page.getByTestId('find-button').click();
  await input(page).fill(text);
};
const finds = async (page: Page) => (await sent(page)).filter((one) => one.type === 'find');
/** The detail report has a name of ten in the column 2 of every tenth row. */
const NAME = 'Grace';

describe('finding a text in the table of the report panel', () => {
  behavior('by mouse: the button opens the bar, its buttons go on and back around the end', 'detail', async (page) => {
    await look(page, NAME);
    await counted(page, '1 of 18');
    await found(page, 6, 2);
    assert.equal(
      await cell(page, 16, 2)
        .getAttribute('class')
        .then((name) => /\bfound\b/.test(name ?? '')),
      true,
    );
    await page.getByTestId('find-next').click();
    await counted(page, '2 of 18');
    await found(page, 16, 2);
    await page.getByTestId('find-previous').click();
    await counted(page, '1 of 18');
    await page.getByTestId('find-previous').click();
    await counted(page, '18 of 18');
    // The last one is far below, and is on screen now.
    await found(page, 176, 2);
    await page.waitForFunction(() => {
      const box = document.querySelector('.found-now')?.getBoundingClientRect();
      return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight;
    });
    await page.getByTestId('find-next').click();
    await counted(page, '1 of 18');
    await page.getByTestId('find-close').click();
    await bar(page).waitFor({ state: 'detached' });
    await cell(page, 6, 2).and(page.locator(':focus')).waitFor();
    assert.equal(await page.locator('.grid-cell.found').count(), 0);
  });

  for (const report of ['getEmailActivityCounts', 'getTeamsUserActivityUserDetail']) {
    behavior(
      `the bar covers nothing that is above the table, nor its headers, in a narrow page: ${report}`,
      report,
      async (page) => {
        await page.setViewportSize({ width: 400, height: 700 });
        for (const key of ['Shift+Enter', 'Enter', 'Shift+Enter']) {
          await look(page, '1');
          await page.getByTestId('find-count').filter({ hasText: / of / }).waitFor();
          await input(page).press(key);
          await page.locator('.found-now').waitFor();
          assert.deepEqual(await page.evaluate(coveredTexts), [], key);
          await page.getByTestId('find-close').click();
        }
      },
    );
  }

  behavior('by keyboard: Ctrl+F, Enter, F3 and both with Shift, Escape back to the cell', 'detail', async (page) => {
    await cell(page, 0, 2).click();
    await page.keyboard.press('Control+f');
    await page.locator('[data-testid=find]:focus').waitFor();
    await page.keyboard.type(NAME);
    await counted(page, '1 of 18');
    for (const [key, number] of [
      ['Enter', 2],
      ['F3', 3],
      ['Shift+Enter', 2],
      ['Shift+F3', 1],
      ['F3', 2],
    ] as const) {
      await page.keyboard.press(key);
      await counted(page, `${number} of 18`);
      await page.locator('[data-testid=find]:focus').waitFor();
    }
    await said(page, /^\s*2 of 18, .*Display Name.*, row 17: .*Grace/);
    await page.keyboard.press('Escape');
    await cell(page, 16, 2).and(page.locator(':focus')).waitFor();
    // The text is still there, chosen, to go on with or to type another.
    await page.keyboard.press('Control+f');
    await counted(page, '? of 18');
    await page.keyboard.press('Enter');
    await counted(page, '3 of 18');
    // F3 goes on from the rows as well, from where the person is.
    await cell(page, 26, 2).click();
    await page.keyboard.press('F3');
    await counted(page, '4 of 18');
    await page.keyboard.press('F3');
    await counted(page, '5 of 18');
  });

  behavior('from the header the first cell is found, and keys that are held miss no step', 'detail', async (page) => {
    await cell(page, 0, 2).click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+f');
    // At once: what is typed slowly is looked for as far as it goes.
    await page.keyboard.insertText('Am\u00e9lie');
    await counted(page, '1 of 18');
    await found(page, 0, 2);
    for (let times = 0; times < 5; times++) {
      await page.keyboard.press('Enter');
      await counted(page, `${times + 2} of 18`);
    }
    assert.deepEqual(
      (await finds(page)).map((one) => one.type === 'find' && one.step),
      ['here', 'next', 'next', 'next', 'next', 'next'],
    );
  });

  behavior(
    'only shown columns are looked in, in their order, and the file is said where it differs',
    'detail',
    async (page) => {
      await look(page, '2026-1');
      await said(page, /In the file: .*2026-1/);
      await page.getByTestId('find-in-file').waitFor();
      const heads = page.locator('[role=columnheader]');
      const shown = await heads.evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset['index'])));
      const [first] = await finds(page);
      assert.ok(first?.type === 'find');
      assert.deepEqual(first.find.columns, shown);
      await input(page).fill(NAME);
      await counted(page, '1 of 18');
      assert.equal(await page.getByTestId('find-in-file').count(), 0);
      await page.locator('[role=columnheader][data-column="Display Name"] .head-name').click({ button: 'right' });
      await page.evaluate(() => window.harness.tell({ type: 'actOnTable', action: 'hideColumn', column: 2 }));
      await counted(page, 'No results');
    },
  );

  behavior(
    'says that there is none, and counts anew when rows are sorted, filtered, or all there',
    'partial',
    async (page) => {
      await look(page, NAME);
      await page
        .getByTestId('find-count')
        .filter({ hasText: /available after all rows/i })
        .waitFor();
      assert.deepEqual(await finds(page), []);
      await page.evaluate(() => window.harness.show('detail'));
      await counted(page, '? of 18');
      await page.keyboard.press('Enter');
      await counted(page, '1 of 18');
      await page.locator('[role=columnheader][data-column="Display Name"] .head-button').click();
      await counted(page, '? of 18');
      await page.getByTestId('filter').fill('Grace O\u2019Neill 3');
      await counted(page, '? of 1');
      await input(page).fill('nobody at all');
      await counted(page, 'No results');
      await said(page, /No results/);
      await page.locator('[data-testid=find-next][aria-disabled=true]').waitFor();
      await input(page).fill('');
      await page.waitForFunction(() => document.querySelector('[data-testid=find-count]')?.textContent === '');
    },
  );

  behavior('a search that fails says so, and can be tried again', 'detail', async (page) => {
    await page.evaluate(() => window.harness.setFailing('find', true));
    await look(page, NAME);
    await bar(page).getByTestId('request-failure').waitFor();
    await page.evaluate(() => window.harness.setFailing('find', false));
    await bar(page).getByTestId('retry-request').click();
    await counted(page, '1 of 18');
    assert.equal(await bar(page).getByTestId('request-failure').count(), 0);
  });

  checkState({
    page: 'report',
    name: 'finding',
    state: 'detail',
    sizes: [NARROW],
    prepare: async (page) => {
      await look(page, NAME);
      await counted(page, '1 of 18');
      await page.getByTestId('find-next').click();
      await counted(page, '2 of 18');
      await page.locator('.found-now').waitFor();
    },
  });
});

/** Runs in the page. Lines of the table's section, and its headers, that the find bar lies over. */
function coveredTexts(): string[] {
  const bar = document.querySelector('.find-bar');
  const over = bar?.getBoundingClientRect() ?? new DOMRect();
  return [...document.querySelectorAll('.table-section :is(h2, p), .table-section [role=columnheader]')]
    .filter((element) => !(bar?.contains(element) ?? false))
    .filter((element) => {
      const { top, bottom, width } = element.getBoundingClientRect();
      return width > 0 && bottom > over.top + 1 && top < over.bottom - 1;
    })
    .map((element) => element.textContent.trim().slice(0, 60));
}
