import axe from 'axe-core';
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Harness } from './page.js';
import { servePanel } from './serve.js';
import type { ThemeName } from './themes.js';

/**
 * Opens the report panel's page in Chromium, without VS Code around it but under its content security policy: a picture of each
 * state and theme, axe on each, and what keyboard and mouse do. For working on the panel; the tests in the real workbench are
 * elsewhere.
 *
 *     node run.cjs [--shots] [--out folder] [--chromium path] [state…]
 */
declare global {
  interface Window {
    harness: Harness;
  }
}

const root = process.cwd();
const args = process.argv.slice(2);
const option = (name: string, fallback: string) =>
  args.includes(name) ? (args[args.indexOf(name) + 1] ?? fallback) : fallback;
const out = path.resolve(option('--out', 'out/webviewHarness'));
const chosen = args.filter(
  (arg, index) => !arg.startsWith('--') && !['--out', '--chromium'].includes(args[index - 1] ?? ''),
);

const states = [
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
  'notices',
  'filtered',
  'noMatch',
  'columnFilters',
  'noRowPasses',
  'partial',
  'history',
];
const themeNames: ThemeName[] = ['dark', 'light', 'hcDark', 'hcLight'];

async function main(): Promise<void> {
  await mkdir(out, { recursive: true });
  const panel = await servePanel(root);
  console.log(panel.sizes.join('\n'));
  const { origin } = panel;
  const browser = await chromium.launch({
    executablePath: option('--chromium', '/usr/bin/chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    if (args.includes('--shots')) {
      await charts(browser, origin);
    } else {
      await checkBehavior(browser, origin);
    }
  } finally {
    await browser.close();
    panel.close();
  }
}

async function open(
  browser: Browser,
  origin: string,
  query: string,
  size = { width: 1180, height: 860 },
): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(5_000);
  const problems: string[] = [];
  page.on('console', (message) => {
    // Chromium asks for the page's icon on its own account.
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('data:,')) {
      problems.push(message.text().slice(0, 200));
    }
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${origin}/?${query}`);
  await page.waitForFunction(() => document.querySelector('main')?.childElementCount !== 0);
  await page.waitForFunction(() => {
    const grid = document.querySelector<HTMLElement>('report-grid');
    return (
      grid === null ||
      grid.hidden ||
      document.querySelector('.no-match') !== null ||
      (document.querySelector('[data-row]') !== null && document.querySelector('.pending') === null)
    );
  });
  return { page, problems };
}

async function charts(browser: Browser, origin: string): Promise<void> {
  let failures = 0;
  const wanted = chosen.length > 0 ? chosen : states;
  const themesWanted = args.includes('--dark') ? (['dark'] as const) : themeNames;
  for (const state of wanted) {
    for (const theme of themesWanted) {
      const { page, problems } = await open(browser, origin, `state=${state}&theme=${theme}`);
      await page.waitForTimeout(['loading', 'outline'].includes(state) ? 600 : 50);
      await page.screenshot({ path: path.join(out, `${state}-${theme}.png`), fullPage: args.includes('--full') });
      failures += await check(page, `${state} ${theme}`, problems);
      if (state === 'detail' || state === 'million') {
        await page.getByTestId('fold-charts').click();
        await page.locator('[data-row="2"] [data-index="2"]').click();
        await page.locator('[data-row="5"] [data-index="2"]').click({ modifiers: ['Shift'] });
        await page.getByTestId('grid-scroller').evaluate((element) => (element.scrollLeft = 420));
        await page.locator('[data-row="8"] [data-index="6"]').hover();
        await page.screenshot({ path: path.join(out, `${state}-table-${theme}.png`) });
        failures += await check(page, `${state} table ${theme}`, []);
      }
      if (state === 'history') {
        await page.getByTestId('show-restated').click();
        await page.getByTestId('restated').waitFor();
      }
      if (['history', 'dailySeries', 'keyedSeries', 'withPrevious'].includes(state)) {
        for (const pick of (await page.getByTestId('pick').all()).slice(0, 7)) {
          await pick.click();
        }
        if (state === 'withPrevious') {
          await page.getByTestId('with-previous').click();
        }
        await page.locator('.chart [role=slider]').hover({ position: { x: 300, y: 80 } });
        await page.screenshot({ path: path.join(out, `${state}-chart-${theme}.png`) });
        failures += await check(page, `${state} chart ${theme}`, []);
        await page.getByTestId('save-menu').nth(1).getByTestId('menu-button').click();
        await page.getByRole('menuitem').first().waitFor();
        failures += await check(page, `${state} menu ${theme}`, []);
      }
      await page.close();
    }
    if (state === 'columnFilters') {
      failures += await menuScreenshots(browser, origin, themesWanted);
    }
    const narrow = await open(browser, origin, `state=${state}&theme=dark`, { width: 400, height: 860 });
    await narrow.page.screenshot({ path: path.join(out, `${state}-narrow.png`), fullPage: true });
    const overflow = await narrow.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) {
      console.log(`  ${state} narrow: ${overflow} px too wide`);
      failures++;
    }
    failures += await check(narrow.page, `${state} narrow`, narrow.problems);
    await narrow.page.close();
  }
  console.log(`${failures} problems, pictures in ${out}`);
  process.exitCode = failures > 0 ? 1 : 0;
}

/** The filter menu of each kind of column, at usual width and on a narrow panel at twice the size. */
async function menuScreenshots(browser: Browser, origin: string, wanted: readonly ThemeName[]): Promise<number> {
  let failures = 0;
  for (const theme of wanted) {
    for (const [size, width, scale] of [
      ['wide', 1180, 1],
      ['narrow', 400, 1],
      ['zoomed', 590, 2],
    ] as const) {
      const page = await browser.newPage({ viewport: { width, height: 860 / scale }, deviceScaleFactor: scale });
      await page.goto(`${origin}/?state=columnFilters&theme=${theme}`);
      await page.locator('[data-row="0"]').waitFor();
      for (const column of ['Last Activity Date', 'Storage Used (Byte)', 'Assigned Products']) {
        await page.getByRole('columnheader', { name: column }).getByTestId('head-filter').click();
        await page.getByTestId('filter-menu').waitFor();
        await page.waitForTimeout(50);
        const name = `menu-${column.replace(/\W+/g, '')}-${size}-${theme}`;
        await page.screenshot({ path: path.join(out, `${name}.png`) });
        failures += await check(page, name, []);
        await page.keyboard.press('Escape');
      }
      await page.close();
    }
  }
  return failures;
}

async function check(page: Page, name: string, problems: readonly string[]): Promise<number> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const runner = (
      window as unknown as {
        axe: {
          run(
            options: object,
          ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
        };
      }
    ).axe;
    const result = await runner.run({ resultTypes: ['violations'] });
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  });
  for (const problem of [...problems, ...found]) {
    console.log(`  ${name}: ${problem}`);
  }
  return problems.length + found.length;
}

async function checkBehavior(browser: Browser, origin: string): Promise<void> {
  const sent = (page: Page) => page.evaluate(() => window.harness.sent);
  const last = async (page: Page) => (await sent(page)).at(-1);
  const check = async (name: string, state: string, run: (page: Page) => Promise<void>) => {
    if (chosen.length > 0 && !chosen.some((word) => name.includes(word))) {
      return;
    }
    const { page, problems } = await open(browser, origin, `state=${state}&theme=dark`);
    try {
      await run(page);
      assert.deepEqual(problems, []);
      console.log(`ok   ${name}`);
    } catch (error) {
      process.exitCode = 1;
      console.log(`FAIL ${name}\n${error instanceof Error ? error.stack : String(error)}`);
      await page.screenshot({ path: path.join(out, 'failure.png') });
    }
    await page.close();
  };
  const rowText = (page: Page, row: number, column: number) =>
    page.locator(`[data-row="${row}"] [data-index="${column}"]`).textContent();

  await check('keeps its state', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Display Name' }).locator('.head-button').click();
    assert.deepEqual(await page.evaluate(() => window.harness.kept()), {
      ref: { connection: 'c1', report: 'getTeamsUserActivityUserDetail', period: 'D30' },
      view: { sort: { column: 2, descending: false } },
    });
  });

  await check('sort cycles', 'detail', async (page) => {
    const header = page.getByRole('columnheader', { name: 'Private Chat Message Count' });
    for (const expected of ['ascending', 'descending', 'none']) {
      await header.locator('.head-button').click();
      assert.equal(await header.getAttribute('aria-sort'), expected);
      await page.waitForFunction(() => document.querySelector('[role=grid]')?.getAttribute('aria-busy') === 'false');
    }
  });

  await check('filter, no match, clear', 'detail', async (page) => {
    const filter = page.getByTestId('filter');
    await filter.fill('DÛBOIS');
    await page.getByText('18 of 180 rows').waitFor();
    await filter.fill('zzz');
    await page.getByText('No row contains “zzz”').waitFor();
    await page.getByTestId('no-match').getByRole('button', { name: 'Clear Filter' }).click();
    await page.getByTestId('grid').waitFor();
    assert.equal(await page.getByTestId('row-count').textContent(), '180 rows');
    await filter.fill('a');
    await filter.press('Escape');
    assert.equal(await filter.inputValue(), '');
  });

  await check('keyboard in the grid', 'detail', async (page) => {
    await page.getByTestId('filter').focus();
    await page.keyboard.press('ArrowDown');
    const place = () =>
      page.evaluate(() => {
        const cell = document.activeElement as HTMLElement;
        return [Number(cell.parentElement?.dataset['row'] ?? -1), Number(cell.dataset['index'] ?? -1)];
      });
    assert.deepEqual(await place(), [0, 0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await place(), [1, 1]);
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => (document.activeElement as HTMLElement).parentElement?.dataset['row'] === '179');
    assert.deepEqual(await place(), [179, 41]);
    await page.keyboard.press('Control+Home');
    assert.deepEqual(await place(), [0, 0]);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    assert.equal(await page.getByTestId('selection').textContent(), '3 rows selected');
    await page.keyboard.press('Control+c');
    assert.deepEqual(await last(page), { type: 'copyRows', view: {}, rows: [0, 1, 2] });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    assert.deepEqual(await last(page), { type: 'copyRows', view: {} });
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      () => document.querySelectorAll('[role=columnheader]')[1]?.getAttribute('aria-sort') === 'ascending',
    );
    assert.equal(
      await page.evaluate(() => document.activeElement?.closest('[role=columnheader]')?.getAttribute('data-column')),
      'User Principal Name',
    );
  });

  await check('filter a column by keyboard alone', 'detail', async (page) => {
    await page.getByTestId('grid').locator('[tabindex="0"]').focus();
    await page.keyboard.press('ArrowUp');
    for (let column = 0; column < 6; column++) {
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Alt+ArrowDown');
    const menu = page.getByRole('dialog', { name: 'Filter Storage Used (Byte)' });
    await menu.waitFor();
    await page.keyboard.type('many');
    await page.keyboard.press('Enter');
    await menu.getByText('That cannot be read as an amount.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('100 GB');
    await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'hidden' });
    await page.getByTestId('chip').filter({ hasText: 'at least 100 GB' }).waitFor();
    await page
      .getByTestId('row-count')
      .filter({ hasText: /^\d+ of 180 rows$/ })
      .waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[role=columnheader]')?.getAttribute('data-column'));
    assert.equal(await focused(), 'Storage Used (Byte)');
    await page.keyboard.press('f');
    await menu.waitFor();
    assert.equal(await menu.getByTestId('filter-from').inputValue(), '100 GB');
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    assert.equal(await focused(), 'Storage Used (Byte)');
    assert.deepEqual(((await page.evaluate(() => window.harness.kept())) as { view: unknown }).view, {
      filters: [{ column: 6, kind: 'range', from: 107_374_182_400 }],
    });
  });

  await check('values, searched and chosen', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Assigned Products' }).getByTestId('head-filter').click();
    const menu = page.getByTestId('filter-menu');
    await menu.getByLabel('VISIO PLAN 2').check();
    await menu.getByTestId('filter-search').fill('copilot');
    await menu.getByLabel('MICROSOFT 365 E5').waitFor({ state: 'detached' });
    await menu.getByLabel('MICROSOFT 365 COPILOT').check();
    assert.equal(await menu.getByLabel('VISIO PLAN 2').isChecked(), true);
    await menu.getByTestId('apply-filter').click();
    const view = ((await page.evaluate(() => window.harness.kept())) as { view: unknown }).view;
    assert.deepEqual(view, {
      filters: [{ column: 9, kind: 'values', values: ['VISIO PLAN 2', 'MICROSOFT 365 COPILOT'] }],
    });
  });

  await check('a click outside closes the menu and changes nothing', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Last Activity Date' }).getByTestId('head-filter').click();
    await page.getByTestId('filter-from').fill('2026-11-01');
    await page.getByTestId('report-title').click();
    await page.getByTestId('filter-menu').waitFor({ state: 'detached' });
    assert.equal(await page.getByTestId('chip').count(), 0);
    await page.getByRole('columnheader', { name: 'Last Activity Date' }).getByTestId('head-filter').click();
    assert.equal(await page.getByTestId('filter-from').inputValue(), '');
  });

  await check('header bars, quick filters, chips and totals', 'detail', async (page) => {
    const sum = page.locator('[data-total="Storage Used (Byte)"] .foot-sum');
    const all = await sum.innerText();
    await page.getByRole('columnheader', { name: 'Is Deleted' }).locator('.head-value').nth(1).click();
    await page.getByTestId('chip').filter({ hasText: 'Is Deleted' }).filter({ hasText: 'Yes' }).waitFor();
    await page.waitForFunction(
      (text) => document.querySelector('[data-total="Storage Used (Byte)"] .foot-sum')?.textContent !== text,
      all,
    );
    const deleted = page.locator('[data-kind=deleted]');
    assert.equal(await deleted.getAttribute('aria-pressed'), 'true');
    await page.locator('[data-kind=inactive-30]').click();
    await page.locator('[data-kind=inactive-60]').click();
    assert.equal(await page.locator('[data-kind=inactive-30]').getAttribute('aria-pressed'), 'false');
    assert.equal(await page.getByTestId('chip').count(), 2);
    await page.getByTestId('chip').first().press('Enter');
    assert.equal(await deleted.getAttribute('aria-pressed'), 'false');
    assert.equal(
      await page.evaluate(() => (document.activeElement as HTMLElement).dataset['column']),
      'Last Activity Date',
    );
    await page.getByTestId('clear-all').click();
    await page.getByText('180 rows', { exact: true }).waitFor();
    await page.waitForFunction(
      (text) => document.querySelector('[data-total="Storage Used (Byte)"] .foot-sum')?.textContent === text,
      all,
    );
    await page.locator('[data-kind=largest]').click();
    assert.equal(
      await page.getByRole('columnheader', { name: 'Storage Used (Byte)' }).getAttribute('aria-sort'),
      'descending',
    );
    assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), '181');
  });

  await check('nothing that passes leaves the headers to change that', 'noRowPasses', async (page) => {
    await page.getByText('No row passes all filters').waitFor();
    await page.getByRole('columnheader', { name: 'Storage Used (Byte)' }).waitFor();
    await page.getByTestId('no-match').getByRole('button').click();
    await page.getByText('180 rows', { exact: true }).waitFor();
  });

  await check('copy as Markdown by menu and by keys', 'detail', async (page) => {
    const menu = page.getByTestId('copy-menu');
    await menu.getByTestId('menu-button').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await last(page), { type: 'copyRows', view: {}, format: 'markdown' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-testid')), 'menu-button');
    await page.locator('[data-row="1"] [data-index="2"]').click();
    await page.keyboard.press('Control+Shift+C');
    assert.deepEqual(await last(page), { type: 'copyRows', view: {}, rows: [1], format: 'markdown' });
  });

  await check('quick filters without room are in a menu', 'detail', async (page) => {
    await page.setViewportSize({ width: 400, height: 860 });
    const more = page.getByTestId('quick-filters').getByTestId('menu-button');
    await more.waitFor();
    assert.equal(await page.locator('[data-kind=largest]').isVisible(), false);
    await more.click();
    await page.getByRole('menuitemcheckbox', { name: /^Deleted/ }).click();
    await page.getByTestId('chip').filter({ hasText: 'Is Deleted' }).waitFor();
    await page.setViewportSize({ width: 1180, height: 860 });
    await more.waitFor({ state: 'detached' });
  });

  await check('mouse selection', 'detail', async (page) => {
    await page.locator('[data-row="1"] [data-index="2"]').click();
    await page.locator('[data-row="4"] [data-index="2"]').click({ modifiers: ['Shift'] });
    await page.locator('[data-row="6"] [data-index="2"]').click({ modifiers: ['Control'] });
    await page.getByTestId('copy-selected').click();
    assert.deepEqual(await last(page), { type: 'copyRows', view: {}, rows: [1, 2, 3, 4, 6] });
  });

  await check('a million rows', 'million', async (page) => {
    const scroller = page.getByTestId('grid-scroller');
    await scroller.scrollIntoViewIfNeeded();
    await scroller.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await page.waitForFunction(
      () => document.querySelector('[data-row="999999"] [data-index="2"]')?.textContent === 'Person 999999',
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
    await page.waitForTimeout(200);
    const before = await page.evaluate(
      () => document.querySelector<HTMLElement>('.grid-row:not(.head):nth-child(12)')?.dataset['row'],
    );
    await scroller.hover();
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(300);
    const after = await page.evaluate(
      () => document.querySelector<HTMLElement>('.grid-row:not(.head):nth-child(12)')?.dataset['row'],
    );
    assert.equal(Number(after) - Number(before), 10);
    const requests = (await sent(page)).filter((message) => message.type === 'getRows');
    assert.ok(requests.every((request) => request.end - request.start <= 400));
    assert.ok((await page.locator('.grid-row').count()) < 80);
    await page.locator('.grid-row:not(.head):nth-child(14) [data-index="2"]').click();
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => document.activeElement?.parentElement?.dataset['row'] === '999999');
  });

  await check('stale answers are ignored', 'detail', async (page) => {
    await page.evaluate(() => window.harness.setDelay(300));
    await page.getByTestId('filter').fill('a');
    await page.waitForTimeout(200);
    await page.evaluate(() => window.harness.setDelay(0));
    await page.getByTestId('filter').fill('dûbois');
    await page.getByText('18 of 180 rows').waitFor();
    await page.waitForTimeout(400);
    assert.equal(await page.getByTestId('row-count').textContent(), '18 of 180 rows');
    assert.equal(await rowText(page, 0, 2), 'Amélie Dûbois 1');
  });

  await check('periods by keyboard and day by list', 'detail', async (page) => {
    await page.getByRole('radio', { name: '30 days' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(700);
    assert.deepEqual(
      (await sent(page)).filter((message) => message.type === 'choosePeriod'),
      [{ type: 'choosePeriod', period: 'D180', date: undefined, history: undefined }],
    );
    await page.getByTestId('single-day').selectOption('2026-11-16');
    assert.deepEqual(await last(page), {
      type: 'choosePeriod',
      period: undefined,
      date: '2026-11-16',
      history: undefined,
    });
  });

  await check('crosshair', 'dailySeries', async (page) => {
    const plot = page.getByRole('slider', { name: /^Team Chat Messages/ });
    await plot.focus();
    await page.keyboard.press('Home');
    assert.match((await plot.getAttribute('aria-valuetext')) ?? '', /^Oct 20, 2026: [\d,]+$/);
    assert.match((await page.getByTestId('plot-readout').textContent()) ?? '', /^Oct 20, 2026: [\d,]+$/);
    await page.screenshot({ path: path.join(out, 'crosshair.png') });
  });

  await check('nothing moves when the report arrives, or another period is loading', 'outline', async (page) => {
    const heightOf = (selector: string) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
    const topOf = (selector: string) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
    const [height, top] = [await heightOf('.pictures'), await topOf('.pictures')];
    await page.evaluate(() => window.harness.show('dailySeries'));
    await page.getByTestId('pictures').waitFor();
    assert.deepEqual([await heightOf('.pictures'), await topOf('.pictures')], [height, top]);
    await page.evaluate(() =>
      window.harness.tell({
        type: 'loading',
        ref: { connection: 'sample', report: 'getTeamsUserActivityCounts', period: 'D90' },
        title: 'Teams',
        step: 'Receiving…',
      }),
    );
    await page.locator('[data-state=loading]').waitFor();
    assert.deepEqual([await heightOf('.pictures'), await topOf('.pictures')], [height, top]);
  });

  for (const name of [
    'getTeamsDeviceUsageUserDetail',
    'getMicrosoft365CopilotUserCountTrend',
    'getOffice365ActivationsUserCounts',
    'getMicrosoft365CopilotUserCountSummary',
  ]) {
    await check(`nothing moves when a report arrives: ${name}`, `${name}&outline`, async (page) => {
      const box = () =>
        page
          .locator('.pictures')
          .evaluate((element) => [element.getBoundingClientRect().top, element.getBoundingClientRect().height]);
      await page.getByTestId('charts-placeholder').waitFor();
      const before = await box();
      await page.evaluate(() => window.harness.showFixture());
      await page.getByTestId('pictures').waitFor();
      assert.deepEqual(await box(), before);
    });
  }

  await check('previous period', 'withPrevious', async (page) => {
    await page.locator('[data-column="Private Chat Messages"]').getByTestId('pick').click();
    await page.getByTestId('with-previous').click();
    const plot = page.locator('.chart [role=slider]');
    await plot.focus();
    await page.keyboard.press('Home');
    assert.match(
      (await page.getByTestId('chart').getByTestId('plot-readout').textContent()) ?? '',
      /^Oct 20, 2026: Private Chat Messages [\d,]+ · Private Chat Messages on Sep 20, 2026 [\d,]+$/,
    );
    assert.deepEqual(((await page.evaluate(() => window.harness.kept())) as { largeChart: unknown }).largeChart, {
      picked: ['Private Chat Messages'],
      withPrevious: true,
    });
    assert.match(
      (await page.locator('[data-column="Private Chat Messages"]').getByTestId('change').textContent()) ?? '',
      /vs\. previous 30 days/,
    );
    assert.match(
      (await page.locator('[data-column="Post Messages"]').getByTestId('change').textContent()) ?? '',
      /over the period/,
      'five days are no period',
    );
  });

  await check('earlier days are asked for, and what goes wrong is said', 'dailySeries', async (page) => {
    await page.locator('[data-column="Calls"]').getByTestId('pick').click();
    await page.getByTestId('with-previous').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.getByTestId('with-previous').getAttribute('aria-pressed'), 'false');
    await page.getByTestId('fetch-earlier').click();
    assert.deepEqual(await last(page), { type: 'fetchEarlierDays' });
    await page.evaluate(() => window.harness.tell({ type: 'earlierDays', busy: true }));
    await page.locator('[data-testid=fetch-earlier]:disabled').waitFor();
    await page.evaluate(() =>
      window.harness.tell({
        type: 'earlierDays',
        busy: false,
        notice: { severity: 'error', text: 'No network.', actions: [] },
      }),
    );
    await page.getByTestId('earlier-problem').filter({ hasText: 'No network.' }).waitFor();
  });

  await check('comparisons come and go', 'compared', async (page) => {
    await page.getByTestId('chart-measure').nth(2).waitFor();
    assert.deepEqual(
      await page
        .getByTestId('chart-measure')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-measure'))),
      [
        'Team Chat Messages',
        '["c1/getTeamsUserActivityCounts","Team Chat Messages"]',
        '["sample/getEmailActivityCounts","Send"]',
      ],
    );
    await page.getByTestId('add-measure').selectOption({ label: 'Receive' });
    await page.getByTestId('chart-measure').nth(3).waitFor();
    await page.getByTestId('remove-comparison').nth(1).click();
    assert.deepEqual(await last(page), { type: 'removeComparison', comparison: 'sample/getEmailActivityCounts' });
    assert.equal(await page.getByTestId('chart-measure').count(), 2);
    const { compared } = (await page.evaluate(() => window.harness.kept())) as { compared: { report: string }[] };
    assert.deepEqual(
      compared.map(({ report }) => report),
      ['getTeamsUserActivityCounts', 'getEmailActivityCounts'],
    );
  });

  await check('a comparison that failed offers its help', 'comparisonFailed', async (page) => {
    await page.getByTestId('comparison-notices').getByRole('button', { name: 'Retry' }).click();
    assert.deepEqual(await last(page), {
      type: 'comparisonAction',
      comparison: 'c2/getTeamsUserActivityCounts',
      id: 'retry',
    });
    assert.equal(await page.getByTestId('chart').count(), 0);
  });

  for (const state of [
    'dailySeries',
    'keyedSeries',
    'shares',
    'snapshot',
    'detail',
    'hostile',
    'compared',
    'history',
    'getTeamsDeviceUsageUserDetail',
    'getMailboxUsageMailboxCounts',
  ] as const) {
    await check(`pictures are saved: ${state}`, state, async (page) => {
      const menus = page.getByTestId('save-menu');
      const count = Math.min(await menus.count(), 7);
      for (let index = 0; index < count; index++) {
        for (const format of ['svg', 'png']) {
          await menus.nth(index).getByTestId('menu-button').click();
          await menus.nth(index).locator(`[data-id=${format}]`).click();
          const before = index * 2 + (format === 'svg' ? 0 : 1);
          await page.waitForFunction(
            (all) => window.harness.sent.filter(({ type }) => type === 'saveChart').length > all,
            before,
          );
        }
      }
      const saved = await page.evaluate(async () => {
        const files = window.harness.sent.flatMap((message) => (message.type === 'saveChart' ? [message] : []));
        return Promise.all(
          files.map(async ({ format, content }) => {
            if (format === 'png') {
              const { width, height } = await createImageBitmap(
                new Blob([content as Uint8Array<ArrayBuffer>], { type: 'image/png' }),
              );
              return {
                format,
                width,
                height,
                problem: '',
                text: btoa(content.reduce((all, byte) => all + String.fromCharCode(byte), '')),
              };
            }
            const text = new TextDecoder().decode(content);
            const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
            const strange = [...root.querySelectorAll('*')].filter(
              ({ localName }) => !['title', 'desc', 'rect', 'path', 'text'].includes(localName),
            );
            return {
              format,
              width: Number(root.getAttribute('width')),
              height: Number(root.getAttribute('height')),
              problem: root.localName === 'svg' && strange.length === 0 ? '' : text,
              text,
            };
          }),
        );
      });
      assert.equal(saved.length, count * 2);
      for (let index = 0; index < saved.length; index += 2) {
        const [svg, png] = [saved[index], saved[index + 1]];
        assert.equal(svg?.problem, '');
        assert.deepEqual([png?.width, png?.height], [2 * (svg?.width ?? 0), 2 * (svg?.height ?? 0)]);
        await writeFile(path.join(out, `saved-${state}-${index / 2}.svg`), svg?.text ?? '');
        await writeFile(path.join(out, `saved-${state}-${index / 2}.png`), Buffer.from(png?.text ?? '', 'base64'));
      }
    });
  }

  await check('the menu of a picture by keyboard', 'dailySeries', async (page) => {
    const menu = page.getByTestId('save-menu').first();
    const button = menu.getByTestId('menu-button');
    await button.focus();
    await page.keyboard.press('ArrowDown');
    await menu.locator('[data-id=svg]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await menu.locator('[data-id=png]:focus').waitFor();
    await page.keyboard.press('Escape');
    await menu.getByRole('menu').waitFor({ state: 'hidden' });
    assert.equal(await button.evaluate((element) => element === document.activeElement), true);
  });

  await check('old data is marked, with the way to newer', 'stale', async (page) => {
    await page.getByTestId('stale-refresh').click();
    assert.deepEqual(await last(page), { type: 'refresh' });
  });

  await check('what is still on screen is said', 'reloading', async (page) => {
    assert.equal(await page.getByTestId('chart-count').textContent(), 'Still showing: 30 days');
  });

  await check('buttons', 'reloading', async (page) => {
    await page.getByTestId('cancel').click();
    await page.getByTestId('export').click();
    await page.getByTestId('copy').click();
    await page.getByRole('button', { name: 'Show How to Change It' }).click();
    assert.deepEqual((await sent(page)).slice(-4), [
      { type: 'cancel' },
      { type: 'export' },
      { type: 'copyRows', view: {} },
      { type: 'action', id: 'showHow' },
    ]);
  });

  await check('hostile texts stay texts', 'hostile', async (page) => {
    assert.equal(await page.title(), 'Report');
    assert.equal(await page.locator('img, main script').count(), 0);
    assert.equal((await rowText(page, 0, 2))?.length, 301);
  });

  await check('strange messages change nothing', 'detail', async (page) => {
    await page.evaluate(() => {
      for (const message of [
        null,
        1,
        'x',
        [],
        { type: 'nonsense' },
        { type: 'report' },
        { type: 'rows', requestId: 99, start: 0, viewRowCount: 1, rows: [['x']] },
      ]) {
        window.postMessage(message, '*');
      }
    });
    await page.waitForTimeout(100);
    assert.equal(await page.getByTestId('row-count').textContent(), '180 rows');
  });
}

void main();
