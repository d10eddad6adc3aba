import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkoutRoot } from '../support/host/checkout.mjs';
import type { Harness } from '../support/webviewHarness/page.js';
import { openPage } from './support/openPage.js';

declare global {
  interface Window {
    harness: Harness;
  }
}

const out = path.join(checkoutRoot(), 'out/screenshots/webview');
const sent = (page: Page) => page.evaluate(() => window.harness.sent);
const settled = (page: Page) => page.evaluate(() => window.harness.settled());
const last = async (page: Page) => (await sent(page)).at(-1);
const rowText = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"] [data-index="${column}"]`).innerText();

/** A test of its own on a page of its own; the console must stay empty. */
function behavior(title: string, state: string, run: (page: Page) => Promise<void>): void {
  it(title, async function () {
    const { page, problems } = await openPage(this, { page: 'report', state });
    await run(page);
    assert.deepEqual(problems, []);
  });
}

describe('behavior of the report panel', () => {
  before(() => mkdir(out, { recursive: true }));

  behavior('keeps its state', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Display Name' }).locator('.head-button').click();
    assert.deepEqual(await page.evaluate(() => window.harness.kept()), {
      ref: { connection: 'c1', report: 'getTeamsUserActivityUserDetail', period: 'D30' },
      view: { sort: { column: 2, descending: false } },
    });
  });

  behavior('sort cycles', 'detail', async (page) => {
    const header = page.getByRole('columnheader', { name: 'Private Chat Message Count' });
    for (const expected of ['ascending', 'descending', 'none']) {
      await header.locator('.head-button').click();
      assert.equal(await header.getAttribute('aria-sort'), expected);
      await page.waitForFunction(() => document.querySelector('[role=grid]')?.getAttribute('aria-busy') === 'false');
    }
  });

  behavior('filter, no match, clear', 'detail', async (page) => {
    const filter = page.getByTestId('filter');
    await filter.fill('DÛBOIS');
    await page.getByText('18 of 180 rows').waitFor();
    await filter.fill('zzz');
    await page.getByText('No rows contain "zzz"').waitFor();
    await page.getByTestId('no-match').getByRole('button', { name: 'Clear Filter' }).click();
    await page.getByTestId('grid').waitFor();
    assert.equal(await page.getByTestId('row-count').textContent(), '180 rows');
    await filter.fill('a');
    await filter.press('Escape');
    assert.equal(await filter.inputValue(), '');
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
      assert.deepEqual(await last(page), { type: 'copyRows', view: {} });
    },
  );

  behavior('keyboard in the grid', 'detail', async (page) => {
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

  behavior('filter a column by keyboard alone', 'detail', async (page) => {
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
    await menu.getByText("This isn't a valid amount.").waitFor();
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

  behavior('values, searched and chosen', 'detail', async (page) => {
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

  behavior('a click outside closes the menu and changes nothing', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Last Activity Date' }).getByTestId('head-filter').click();
    await page.getByTestId('filter-from').fill('2026-11-01');
    await page.getByTestId('report-title').click();
    await page.getByTestId('filter-menu').waitFor({ state: 'detached' });
    assert.equal(await page.getByTestId('chip').count(), 0);
    await page.getByRole('columnheader', { name: 'Last Activity Date' }).getByTestId('head-filter').click();
    assert.equal(await page.getByTestId('filter-from').inputValue(), '');
  });

  behavior('header bars, quick filters, chips and totals', 'detail', async (page) => {
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

  behavior('nothing that passes leaves the headers to change that', 'noRowPasses', async (page) => {
    await page.getByText('No rows match the filters').waitFor();
    await page.getByRole('columnheader', { name: 'Storage Used (Byte)' }).waitFor();
    await page.getByTestId('no-match').getByRole('button').click();
    await page.getByText('180 rows', { exact: true }).waitFor();
  });

  behavior('copy as Markdown by menu and by keys', 'detail', async (page) => {
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

  behavior('quick filters without room are in a menu', 'detail', async (page) => {
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

  behavior('mouse selection', 'detail', async (page) => {
    await page.locator('[data-row="1"] [data-index="2"]').click();
    await page.locator('[data-row="4"] [data-index="2"]').click({ modifiers: ['Shift'] });
    await page.locator('[data-row="6"] [data-index="2"]').click({ modifiers: ['Control'] });
    await page.getByTestId('copy-selected').click();
    assert.deepEqual(await last(page), { type: 'copyRows', view: {}, rows: [1, 2, 3, 4, 6] });
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
    assert.ok(requests.every((request) => request.end - request.start <= 400));
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

  behavior('periods by keyboard and day by list', 'detail', async (page) => {
    await page.getByRole('radio', { name: '30 days' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => window.harness.sent.some(({ type }) => type === 'choosePeriod'));
    await settled(page);
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

  behavior('crosshair', 'dailySeries', async (page) => {
    const plot = page.getByRole('slider', { name: /^Team Chat Messages/ });
    await plot.focus();
    await page.keyboard.press('Home');
    assert.match((await plot.getAttribute('aria-valuetext')) ?? '', /^Oct 20, 2026: [\d,]+$/);
    assert.match((await page.getByTestId('plot-readout').textContent()) ?? '', /^Oct 20, 2026: [\d,]+$/);
    await page.screenshot({ path: path.join(out, 'crosshair.png') });
  });

  behavior('nothing moves when the report arrives, or another period is loading', 'outline', async (page) => {
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
    behavior(`nothing moves when a report arrives: ${name}`, `${name}&outline`, async (page) => {
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

  behavior('previous period', 'withPrevious', async (page) => {
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
      /vs\. the previous 30 days/,
    );
    assert.match(
      (await page.locator('[data-column="Post Messages"]').getByTestId('change').textContent()) ?? '',
      /over the period/,
      'five days are no period',
    );
  });

  behavior('earlier days are asked for, and what goes wrong is said', 'dailySeries', async (page) => {
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

  behavior('comparisons come and go', 'compared', async (page) => {
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

  behavior('a comparison that failed offers its help', 'comparisonFailed', async (page) => {
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
    behavior(`charts are saved: ${state}`, state, async (page) => {
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
              const { width, height } = await createImageBitmap(new Blob([content], { type: 'image/png' }));
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

  behavior('the menu of a chart by keyboard', 'dailySeries', async (page) => {
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

  behavior('old data is marked, with the way to newer', 'stale', async (page) => {
    await page.getByTestId('stale-refresh').click();
    assert.deepEqual(await last(page), { type: 'refresh' });
  });

  behavior('what is still on screen is said', 'reloading', async (page) => {
    assert.equal(await page.getByTestId('chart-count').textContent(), 'Still showing: 30 days');
  });

  behavior('buttons', 'reloading', async (page) => {
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

  behavior('hostile texts stay texts', 'hostile', async (page) => {
    assert.equal(await page.title(), 'report');
    assert.equal(await page.locator('img, main script').count(), 0);
    assert.equal((await rowText(page, 0, 2))?.length, 301);
  });

  behavior('totals that fail say so in their place, and can be retried', 'detail', async (page) => {
    const totals = page.getByTestId('totals');
    await totals.locator('[data-total]').first().waitFor();
    await page.evaluate(() => window.harness.setFailing('getTotals', true));
    await page.getByTestId('filter').fill('dûbois');
    await totals.getByTestId('request-failure').waitFor();
    assert.match((await totals.textContent()) ?? '', /totals could not be calculated.*unexpected/i);
    assert.equal(await page.getByTestId('row-count').textContent(), '18 of 180 rows');
    await page.evaluate(() => window.harness.setFailing('getTotals', false));
    await totals.getByTestId('retry-request').click();
    await totals.locator('[data-total]').first().waitFor();
  });

  behavior('values that fail say so in the filter menu, and can be retried', 'detail', async (page) => {
    await page.evaluate(() => window.harness.setFailing('getValues', true));
    await page.locator('[data-column="Assigned Products"]').getByTestId('head-filter').click();
    const menu = page.getByTestId('filter-menu');
    await menu.getByTestId('request-failure').waitFor();
    await page.evaluate(() => window.harness.setFailing('getValues', false));
    await menu.getByTestId('retry-request').click();
    await menu.getByTestId('filter-values').locator('label').first().waitFor();
  });

  behavior('rows that fail say so beside the table, and can be retried', 'detail', async (page) => {
    await page.evaluate(() => window.harness.setFailing('getRows', true));
    await page.getByTestId('filter').fill('dûbois');
    await page.locator('report-grid').getByTestId('request-failure').waitFor();
    assert.equal(await page.getByTestId('row-count').textContent(), '180 rows');
    await page.evaluate(() => window.harness.setFailing('getRows', false));
    await page.getByTestId('retry-request').click();
    await page.getByText('18 of 180 rows').waitFor();
    assert.equal(await page.getByTestId('request-failure').count(), 0);
  });

  behavior('strange messages change nothing', 'detail', async (page) => {
    await page.evaluate(() => {
      for (const message of [
        null,
        1,
        'x',
        [],
        { type: 'nonsense' },
        { kind: 'nonsense' },
        { kind: 'event', event: { type: 'nonsense' } },
        { kind: 'event', event: { type: 'report' } },
        { kind: 'result', id: 99, result: { start: 0, viewRowCount: 1, rows: [['x']] } },
      ]) {
        window.postMessage(message, '*');
      }
    });
    await settled(page);
    assert.equal(await page.getByTestId('row-count').textContent(), '180 rows');
  });
});
