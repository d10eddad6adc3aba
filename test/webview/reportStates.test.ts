import type { Page } from 'playwright-core';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';

const STATES = [
  'dailySeries',
  'keyedSeries',
  'distribution',
  'snapshot',
  'detail',
  'million',
  'noRows',
  'hostile',
  'loading',
  'outline',
  'failed',
  'cancelled',
  'reloading',
  'failedWithData',
  'withPrevious',
  'compared',
  'comparisonFailed',
  'shares',
  'sideBySide',
  'stale',
  'addedFile',
  'notices',
  'filtered',
  'noMatch',
  'columnFilters',
  'noRowPasses',
  'partial',
  'history',
];

describe('report panel', () => {
  for (const name of STATES) {
    checkState({ page: 'report', name, sizes: [NARROW] });
  }

  for (const state of ['detail', 'million']) {
    checkState({ page: 'report', name: `${state}-table`, state, prepare: selectRows });
  }

  for (const state of ['dailySeries', 'keyedSeries', 'withPrevious', 'history']) {
    checkState({ page: 'report', name: `${state}-chart`, state, prepare: fillLargeChart });
    checkState({ page: 'report', name: `${state}-saveMenu`, state, prepare: openSaveMenu });
  }

  checkState({
    page: 'report',
    name: 'months-chart',
    state: 'withPrevious',
    prepare: overlayMonths,
    sizes: [NARROW, ZOOMED],
  });

  checkState({ page: 'report', name: 'history-revised', state: 'history', prepare: showRevisedValues });

  for (const column of ['Last Activity Date', 'Storage Used (GB)', 'Assigned Products']) {
    const name = `filterMenu-${column.replace(/\W+/g, '')}`;
    const prepare = (page: Page) => openFilterMenu(page, column);
    checkState({ page: 'report', name, state: 'columnFilters', prepare, sizes: [NARROW, ZOOMED] });
  }
});

/** The table with its charts folded, some rows selected, scrolled to the side, the pointer on a row. */
async function selectRows(page: Page): Promise<void> {
  await page.getByTestId('fold-charts').click();
  await page.locator('[data-row="2"] [data-index="2"]').click();
  await page.locator('[data-row="5"] [data-index="2"]').click({ modifiers: ['Shift'] });
  await page.getByTestId('grid-scroller').evaluate((element) => (element.scrollLeft = 420));
  await page.locator('[data-row="8"] [data-index="6"]').hover();
}

/** As many lines as the large chart takes, and the pointer on one of its days. */
async function fillLargeChart(page: Page): Promise<void> {
  for (const pick of (await page.getByTestId('pick').all()).slice(0, 6)) {
    await pick.click();
  }
  await page.getByTestId('overlay').selectOption('previous');
  await page.locator('.chart [role=slider]').hover({ position: { x: 300, y: 80 } });
}

/** Two measures of the last full month over the one before, of which the archive lacks days. */
async function overlayMonths(page: Page): Promise<void> {
  for (const pick of (await page.getByTestId('pick').all()).slice(0, 2)) {
    await pick.click();
  }
  await page.getByTestId('overlay').selectOption('wholeMonth');
  await page.getByTestId('overlay-help').waitFor();
}

async function openSaveMenu(page: Page): Promise<void> {
  await page.getByTestId('save-menu').nth(1).getByTestId('menu-button').click();
  await page.getByRole('menuitem').first().waitFor();
}

async function showRevisedValues(page: Page): Promise<void> {
  await page.getByTestId('show-revised').click();
  await page.getByTestId('revised').waitFor();
}

async function openFilterMenu(page: Page, column: string): Promise<void> {
  await page.getByRole('columnheader', { name: column }).getByTestId('head-filter').click();
  await page.getByTestId('filter-menu').waitFor();
}
