import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../src/shared/pages/report.js';
import { behavior } from './support/reportPage.js';

const REPORT = 'getOffice365ActiveUserDetail';
const cellAt = (page: Page, row: number, place: number) =>
  page.locator(`[data-row="${row}"] [aria-colindex="${place + 1}"]`);
const selectedCount = (page: Page) => page.locator('[role=gridcell][aria-selected=true]').count();
const topOf = (page: Page) => page.getByTestId('grid-scroller').evaluate(({ scrollTop }) => scrollTop);
/** The page is loaded anew, with what it has saved. */
const comeBack = async (page: Page, change = (state: PanelState) => state) => {
  const saved = JSON.stringify(change((await page.evaluate(() => window.harness.kept())) as PanelState));
  const before = new URL(page.url());
  before.searchParams.set('saved', saved);
  await page.goto(before.href);
};
/** Goes down by keys, selects six cells, and waits until the page has saved that. */
const selectBelow = async (page: Page) => {
  await cellAt(page, 0, 1).click();
  for (let row = 0; row < 41; row++) {
    await page.keyboard.press('ArrowDown');
  }
  await cellAt(page, 41, 1).and(page.locator(':focus')).waitFor();
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown']) {
    await page.keyboard.press(key);
  }
  await page.getByTestId('selection-foot').filter({ hasText: '6 cells selected' }).waitFor();
  const top = await topOf(page);
  assert.ok(top > 0);
  await page.waitForFunction(() => {
    const { rowsPlace } = window.harness.kept() as PanelState;
    return rowsPlace?.active.row === 43 && rowsPlace.top > 0 && rowsPlace.focused === true;
  });
  return top;
};

describe('a table that was left', () => {
  behavior('has its place, its selection, and its focus again where the rows are the same', REPORT, async (page) => {
    const top = await selectBelow(page);
    await comeBack(page);
    await page.getByTestId('selection-foot').filter({ hasText: '6 cells selected' }).waitFor();
    await cellAt(page, 43, 2).and(page.locator(':focus')).waitFor();
    assert.equal(await selectedCount(page), 6);
    assert.equal(await topOf(page), top);
    // The next step goes on from there.
    await page.keyboard.press('ArrowDown');
    await cellAt(page, 44, 2).and(page.locator(':focus')).waitFor();
  });

  behavior('takes no focus where it had none', REPORT, async (page) => {
    await selectBelow(page);
    await page.getByTestId('filter').first().focus();
    await page.waitForFunction(() => (window.harness.kept() as PanelState).rowsPlace?.focused === undefined);
    await comeBack(page);
    await page.getByTestId('selection-foot').filter({ hasText: '6 cells selected' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  });

  behavior('begins at the top where its rows are others', REPORT, async (page) => {
    await selectBelow(page);
    await comeBack(page, (state) => ({
      ...state,
      ...(state.rowsPlace === undefined
        ? {}
        : { rowsPlace: { ...state.rowsPlace, fetchedAt: '2020-01-01T00:00:00Z' } }),
    }));
    await cellAt(page, 0, 1).waitFor();
    await page.waitForFunction(() => (window.harness.kept() as PanelState).rowsPlace?.active.row === 0);
    assert.equal(await selectedCount(page), 0);
    assert.equal(await topOf(page), 0);
  });
});
