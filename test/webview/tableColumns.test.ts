import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { PanelState } from '../../src/shared/pages/report.js';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { behavior, sent } from './support/reportPage.js';

const REPORT = 'getMailboxUsageDetail';
const headOf = (page: Page, name: string) => page.locator(`[role=columnheader][data-column="${name}"]`);
const namesOf = (page: Page) =>
  page
    .locator('[role=columnheader]')
    .evaluateAll((heads) => heads.map((head) => (head as HTMLElement).dataset['column'] ?? ''));
/** Waits until the columns are those, from left to right. */
const columnsAre = async (page: Page, wanted: readonly string[]) => {
  await page.waitForFunction(
    (names) =>
      JSON.stringify(
        [...document.querySelectorAll<HTMLElement>('[role=columnheader]')].map((head) => head.dataset['column']),
      ) === JSON.stringify(names),
    wanted,
  );
};
const kept = (page: Page) => page.evaluate(() => (window.harness.kept() as PanelState).columnChoices);
const said = (page: Page, text: RegExp) =>
  page.getByTestId('columns-status').filter({ hasText: text }).waitFor({ state: 'attached' });
const moved = (names: readonly string[], name: string, to: number) => {
  const others = names.filter((one) => one !== name);
  return [...others.slice(0, to), name, ...others.slice(to)];
};
const chosen = (page: Page, event: Parameters<Window['harness']['tell']>[0]) =>
  page.evaluate((told) => window.harness.tell(told), event);
/** Presses the mouse on the name of the second column. The places are of it, and of the header of the fourth. */
const pressSecondHead = async (page: Page) => {
  const names = await namesOf(page);
  const [, second = '', , fourth = ''] = names;
  const from = await headOf(page, second).locator('.head-name').boundingBox();
  const to = await headOf(page, fourth).boundingBox();
  assert.ok(from !== null && to !== null);
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  return { names, second, fourth, from, to };
};
const indexOf = async (head: Locator) => Number(await head.getAttribute('data-index'));
const openMenu = async (page: Page) => {
  await page.getByTestId('columns-button').click();
  await page.getByTestId('columns-search').and(page.locator(':focus')).waitFor();
};
const lineOf = (page: Page, label: string) => page.locator('.columns-line').filter({ hasText: label }).first();

describe('columns of the table', () => {
  behavior('a header that is one of several sort keys breaks its name between words only', REPORT, async (page) => {
    const lines = () =>
      page.locator('[role=columnheader] .head-name').evaluateAll((all) => all.map((name) => name.clientHeight));
    // Columns are wide enough for names in two lines.
    const twoLines = Math.max(...(await lines()));
    const names = (await namesOf(page)).slice(0, 9);
    for (const name of names) {
      await headOf(page, name).locator('.head-button').dispatchEvent('click', { shiftKey: true });
      await headOf(page, name).and(page.locator(':not([aria-sort=none])')).waitFor();
    }
    assert.equal(await page.locator('.head-rank').count(), names.length);
    assert.equal(Math.max(...(await lines())), twoLines);
  });

  behavior('a header is dragged to another place, and the click that ends it does not sort', REPORT, async (page) => {
    const { names, second, fourth, from, to } = await pressSecondHead(page);
    await page.mouse.move(to.x + to.width / 2, from.y + 5, { steps: 4 });
    await page.locator(`[data-drop=after][data-column="${fourth}"]`).waitFor();
    await page.mouse.up();
    await columnsAre(page, moved(names, second, 3));
    await said(page, /column 4 of/);
    assert.equal(await page.locator('[role=columnheader]:not([aria-sort=none])').count(), 0);
    const order = (await kept(page))?.order ?? [];
    assert.equal(order.indexOf(second), order.indexOf(fourth) + 1);
    // The totals and the cells have moved with it.
    const head = await indexOf(headOf(page, second));
    assert.equal(await page.locator('[data-row="0"] [role=gridcell]').nth(3).getAttribute('data-index'), String(head));
  });

  behavior('a drag is given up with Escape, and a press that trembles is a click', REPORT, async (page) => {
    const { names, second, from, to } = await pressSecondHead(page);
    await page.mouse.move(to.x + 5, from.y + 5, { steps: 4 });
    await page.locator('[data-drop]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-drop]').waitFor({ state: 'detached' });
    await page.mouse.up();
    assert.deepEqual(await namesOf(page), names);
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y + 5);
    await page.mouse.up();
    await headOf(page, second).and(page.locator('[aria-sort=ascending]')).waitFor();
    assert.deepEqual(await namesOf(page), names);
  });

  behavior('the keyboard moves a column, which keeps the focus, as far as the pinned ones', REPORT, async (page) => {
    const names = await namesOf(page);
    const [first = '', second = ''] = names;
    await page.locator('[data-row="0"] [role=gridcell]').nth(1).click();
    await page.keyboard.press('ArrowUp');
    await headOf(page, second).locator('.head-button:focus').waitFor();
    await page.keyboard.press('Control+Shift+ArrowRight');
    await columnsAre(page, moved(names, second, 2));
    await headOf(page, second).locator('.head-button:focus').waitFor();
    await said(page, /column 3 of/);
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await columnsAre(page, names);
    // The first one is pinned.
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await headOf(page, first).locator('.head-button:focus').waitFor();
    await page.keyboard.press('Control+Shift+ArrowRight');
    await page.keyboard.press('ArrowRight');
    await headOf(page, second).locator('.head-button:focus').waitFor();
    assert.deepEqual(await namesOf(page), names);
  });

  behavior('the menu of a header hides and pins, and what is hidden is said and comes back', REPORT, async (page) => {
    const names = await namesOf(page);
    const [first = '', second = '', third = '', fourth = ''] = names;
    await headOf(page, second).locator('.head-name').click({ button: 'right' });
    await chosen(page, { type: 'actOnTable', action: 'hideColumn', column: await indexOf(headOf(page, second)) });
    await columnsAre(
      page,
      names.filter((name) => name !== second),
    );
    await said(page, /is hidden/);
    // The one that has taken its place has the focus.
    await headOf(page, third).locator('.head-button:focus').waitFor();
    await chosen(page, { type: 'actOnTable', action: 'pinColumn', column: await indexOf(headOf(page, fourth)) });
    await columnsAre(page, [first, fourth, ...names.filter((name) => ![first, second, fourth].includes(name))]);
    await page.getByTestId('hidden-columns').filter({ hasText: '1 column hidden' }).waitFor();
    await page.getByTestId('show-hidden').click();
    await headOf(page, second).waitFor();
    await page.getByTestId('hidden-columns').waitFor({ state: 'detached' });
    await page.locator('[role=grid] :focus').waitFor();
    await chosen(page, { type: 'actOnTable', action: 'unpinColumn', column: await indexOf(headOf(page, fourth)) });
    await page.locator('.head-cell.pinned').nth(1).waitFor({ state: 'detached' });
  });

  behavior(
    'several pinned columns stay in view at every width, and leave most of it to the others',
    REPORT,
    async (page) => {
      const names = await namesOf(page);
      for (const name of names.slice(1, 4)) {
        await chosen(page, { type: 'actOnTable', action: 'pinColumn', column: await indexOf(headOf(page, name)) });
      }
      await columnsAre(page, names);
      for (const width of [320, 400, 640, 1180]) {
        await page.setViewportSize({ width, height: 860 });
        await page.waitForFunction(() => {
          const scroller = document.querySelector<HTMLElement>('.grid-scroller');
          const frame = scroller?.getBoundingClientRect();
          if (!scroller || !frame) {
            return false;
          }
          scroller.scrollLeft = scroller.scrollWidth;
          return ['.head-cell.pinned', '[data-row="0"] .pinned', '.foot .pinned'].every((selector) => {
            let left = frame.left + scroller.clientLeft;
            const cells = [...scroller.querySelectorAll(selector)].map((cell) => cell.getBoundingClientRect());
            const inPlace = cells.every((box) => {
              const isHere = Math.abs(box.left - left) < 1;
              left = box.right;
              return isHere;
            });
            return cells.length > 0 && inPlace && (left - frame.left) / scroller.clientWidth < 0.41;
          });
        });
      }
    },
  );

  behavior('the menu of all columns shows, hides, pins and resets them, by mouse', REPORT, async (page) => {
    const names = await namesOf(page);
    await openMenu(page);
    await lineOf(page, 'Report Period').locator('label').click();
    await headOf(page, 'Report Period').waitFor();
    await lineOf(page, 'Item Count').locator('label').click();
    await headOf(page, 'Item Count').waitFor({ state: 'detached' });
    await lineOf(page, 'Display Name').getByTestId('pin-column').click();
    await headOf(page, 'Display Name').and(page.locator('.pinned')).waitFor();
    const choices = await kept(page);
    assert.deepEqual([choices?.hidden, choices?.unfolded], [['Item Count'], ['Report Period']]);
    await page.getByTestId('reset-columns').click();
    await columnsAre(page, names);
    await page.getByTestId('show-all-columns').click();
    await headOf(page, 'Report Period').waitFor();
    await page.getByTestId('show-all-columns').and(page.locator(':disabled')).waitFor();
    await page.getByTestId('columns-button').click();
    await page.getByTestId('columns-menu').waitFor({ state: 'detached' });
  });

  behavior('the menu of all columns is used by keyboard alone', REPORT, async (page) => {
    await page.getByTestId('columns-button').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('columns-search').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('deleted item c');
    await page.locator('.columns-line').nth(1).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await lineOf(page, 'Deleted Item Count').locator('input:focus').waitFor();
    await page.keyboard.press('Space');
    await headOf(page, 'Deleted Item Count').waitFor({ state: 'detached' });
    await lineOf(page, 'Deleted Item Count').locator('input:focus:not(:checked)').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('columns-menu').waitFor({ state: 'detached' });
    await page.getByTestId('columns-button').and(page.locator(':focus')).waitFor();
  });

  behavior(
    'each line of the menu of all columns says what is in the table, and keeps its place',
    REPORT,
    async (page) => {
      await openMenu(page);
      const lines = () =>
        page.locator('.columns-line').evaluateAll((all) =>
          all.map((line) => ({
            name: line.textContent.trim(),
            isTicked: line.querySelector('input')?.checked === true,
          })),
        );
      const before = await lines();
      const inTable = await namesOf(page);
      for (const { name } of before.filter(({ isTicked }) => isTicked).slice(0, -1)) {
        const box = lineOf(page, name).locator('input');
        await box.click();
        await page.waitForFunction(
          (left) => document.querySelectorAll('[role=columnheader]').length === left,
          (await lines()).filter(({ isTicked }) => isTicked).length,
        );
        assert.deepEqual(
          await lines(),
          before.map((line) => (line.name === name ? { name, isTicked: false } : line)),
        );
        await box.click();
        await columnsAre(page, inTable);
        assert.deepEqual(await lines(), before);
      }
    },
  );

  behavior('the last column stays', REPORT, async (page) => {
    await openMenu(page);
    for (let left = await page.locator('.columns-line input:checked').count(); left > 1; left--) {
      await page.locator('.columns-line input:checked').last().click();
    }
    const last = page.locator('.columns-line input:checked');
    assert.equal(await last.getAttribute('aria-disabled'), 'true');
    await last.press('Space');
    assert.equal(await last.count(), 1);
    assert.equal((await namesOf(page)).length, 1);
  });

  behavior('a width that somebody has chosen is kept, and goes with Reset Columns', REPORT, async (page) => {
    const head = headOf(page, 'Display Name');
    const before = (await head.boundingBox())?.width ?? 0;
    await page.locator(`[data-row="0"] [data-index="${await indexOf(head)}"]`).click();
    await page.keyboard.press('Shift+Alt+ArrowRight');
    await page.waitForFunction(
      ([name, width]) =>
        (document.querySelector(`[role=columnheader][data-column="${name}"]`)?.getBoundingClientRect().width ?? 0) >
        width,
      ['Display Name', before] as const,
    );
    assert.deepEqual((await kept(page))?.widths, [{ column: 'Display Name', width: before + 16 }]);
    await openMenu(page);
    await page.getByTestId('reset-columns').click();
    await page.waitForFunction(
      ([name, width]) =>
        document.querySelector(`[role=columnheader][data-column="${name}"]`)?.getBoundingClientRect().width === width,
      ['Display Name', before] as const,
    );
  });

  behavior(
    'Shift adds a column to the order, by mouse and by keyboard, and each says which key it is',
    REPORT,
    async (page) => {
      const [first, second] = [headOf(page, 'Is Deleted'), headOf(page, 'Display Name')];
      await first.locator('.head-button').click();
      await first.and(page.locator('[aria-sort=ascending]')).waitFor();
      assert.equal(await page.locator('.head-rank').count(), 0);
      await second.locator('.head-button').click({ modifiers: ['Shift'] });
      await second.locator('.head-rank').filter({ hasText: '2' }).waitFor();
      await first.locator('.head-rank').filter({ hasText: '1' }).waitFor();
      await page.keyboard.press('Shift+Enter');
      await second.and(page.locator('[aria-sort=descending]')).waitFor();
      assert.match((await second.locator('.head-button').getAttribute('aria-description')) ?? '', /^Sort key 2 of 2/);
      const view = await page.evaluate(() => (window.harness.kept() as PanelState).view);
      assert.deepEqual(view.sort, [
        { column: await indexOf(first), descending: false },
        { column: await indexOf(second), descending: true },
      ]);
      await page.keyboard.press('Enter');
      await second.and(page.locator('[aria-sort=ascending]')).waitFor();
      await page.locator('.head-rank').first().waitFor({ state: 'detached' });
    },
  );

  behavior('the charts above a table become one line, which is kept, and come back', REPORT, async (page) => {
    const fold = page.getByTestId('fold-charts');
    await fold.click();
    await page.locator('.cards').waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => (window.harness.kept() as PanelState).chartsFolded), true);
    await fold.press('Enter');
    await page.locator('.cards').waitFor();
    const folds = (await sent(page)).filter(({ type }) => type === 'foldCharts');
    assert.deepEqual(folds, [
      { type: 'foldCharts', folded: true },
      { type: 'foldCharts', folded: false },
    ]);
  });

  checkState({
    page: 'report',
    name: 'columnsMenu',
    state: REPORT,
    prepare: openMenu,
    sizes: [NARROW, ZOOMED],
  });
});
