import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import type { PanelState } from '../../src/shared/pages/report.js';
import { out, sent, settled, last, rowText, behavior } from './support/reportPage.js';

describe('behavior of the report panel', () => {
  before(() => mkdir(out, { recursive: true }));

  behavior('keeps its state', 'detail', async (page) => {
    await page.getByRole('columnheader', { name: 'Display Name' }).locator('.head-button').click();
    const { rowsPlace, ...state } = (await page.evaluate(() => window.harness.kept())) as PanelState;
    assert.equal(rowsPlace?.top ?? 0, 0);
    assert.deepEqual(state, {
      ref: { connection: 'c1', report: 'getTeamsUserActivityUserDetail', period: 'D30' },
      view: { sort: [{ column: 2, descending: false }] },
    });
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

  behavior('old data is marked, with the way to newer', 'stale', async (page) => {
    await page.getByTestId('stale-refresh').click();
    assert.deepEqual(await last(page), { type: 'refresh' });
  });

  behavior(
    'what only files have is not offered to be requested, and says how it is updated',
    'addedFile',
    async (page) => {
      assert.equal((await page.getByTestId('fetched').innerText()).trim(), 'Added from agents.csv');
      await page.getByTestId('stale').getByText('use Add to Archive… on it.').waitFor();
      assert.equal(await page.getByTestId('stale').getByRole('button').count(), 0);
      await page.getByTestId('export').waitFor();
      assert.equal(await page.getByTestId('refresh').count(), 0);
    },
  );

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
