import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { TenantsMessage } from '../../src/shared/pages/tenants.js';
import type { TenantsHarness } from '../support/webviewHarness/tenantsHost.js';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { openPage } from './support/openPage.js';

declare global {
  interface Window {
    tenantsHarness: TenantsHarness;
  }
}

const sent = (page: Page) => page.evaluate(() => window.tenantsHarness.sent);
const last = async (page: Page): Promise<TenantsMessage | undefined> => (await sent(page)).at(-1);
const row = (page: Page, id: string) => page.locator(`[data-testid=tenant-row][data-tenant=${id}]`);
const order = (page: Page) =>
  page.getByTestId('tenant-row').evaluateAll((rows) => rows.map((each) => each.dataset['tenant']));
const CHATS = 'getTeamsUserActivityCounts/Private Chat Messages';
const header = (page: Page, column: string) => page.locator(`thead [data-column="${column}"]`);
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return [at?.closest('tr')?.dataset['tenant'], at instanceof HTMLElement ? at.dataset['column'] : undefined];
  });

function behavior(title: string, state: string, run: (page: Page) => Promise<void>): void {
  it(title, async function () {
    const { page, problems } = await openPage(this, { page: 'tenants', state });
    await page.getByTestId('tenant-row').first().waitFor();
    await run(page);
    assert.deepEqual(problems, []);
  });
}

describe('the page of all tenants', () => {
  for (const state of ['tenants', 'complete', 'reading', 'canceled', 'failed', 'hostile']) {
    checkState({ page: 'tenants', name: `tenants-${state}`, state, sizes: [NARROW, ZOOMED] });
  }

  behavior(
    'sorts by every column, those without a value last, and says so to a screen reader',
    'tenants',
    async (page) => {
      const connections = ['sample', 'northlight', 'contoso', 'alpine', 'alpine-app'];
      assert.deepEqual(await order(page), connections);
      const chats = header(page, `${CHATS}:value`);
      const sortOf = () => chats.locator('xpath=ancestor::th').getAttribute('aria-sort');
      assert.equal(await sortOf(), 'none');
      await chats.click();
      assert.equal(await sortOf(), 'descending');
      assert.deepEqual(await order(page), ['northlight', 'sample', 'alpine', 'contoso', 'alpine-app']);
      assert.match(await page.getByRole('status').innerText(), /Sorted by Chat messages: Latest, descending/);
      await chats.press('Enter');
      assert.equal(await sortOf(), 'ascending');
      assert.deepEqual(await order(page), ['alpine', 'sample', 'northlight', 'contoso', 'alpine-app']);
      await header(page, `${CHATS}:change`).click();
      assert.deepEqual((await order(page)).slice(0, 2), ['northlight', 'sample']);
      await header(page, 'name').click();
      assert.deepEqual((await order(page)).slice(0, 2), ['alpine', 'alpine-app']);
      await header(page, 'name').click();
      await header(page, 'name').click();
      assert.deepEqual(await order(page), connections);
    },
  );

  behavior('opens the overview by click and key, and a report by its value', 'tenants', async (page) => {
    await row(page, 'northlight').locator('td.trend').first().click();
    assert.deepEqual(await last(page), { type: 'openOverview', tenant: 'northlight' });
    await row(page, 'contoso').locator('[data-column=name]').press('Enter');
    assert.deepEqual(await last(page), { type: 'openOverview', tenant: 'contoso' });
    const count = (await sent(page)).length;
    await row(page, 'northlight').locator(`[data-column="${CHATS}:value"]`).click();
    assert.deepEqual((await sent(page)).slice(count), [
      {
        type: 'openReport',
        tenant: 'northlight',
        report: 'getTeamsUserActivityCounts',
        measure: 'Private Chat Messages',
      },
    ]);
  });

  behavior('has a context menu for each tenant', 'tenants', async (page) => {
    assert.deepEqual(JSON.parse((await row(page, 'contoso').getAttribute('data-vscode-context')) ?? ''), {
      webviewSection: 'usageReportsTenant',
      connection: 'contoso',
      preventDefaultContextMenuItems: true,
    });
  });

  behavior('says for each cell what is missing, and fetches it for that tenant', 'tenants', async (page) => {
    const texts = (id: string) => row(page, id).locator('td.missing').allInnerTexts();
    assert.deepEqual(await texts('contoso'), ['Not fetched', 'Permission denied']);
    assert.deepEqual(await texts('alpine-app'), ['Not available', 'Failed: too many requests', 'Archive unreadable']);
    assert.deepEqual(await texts('alpine'), ['No values']);
    assert.equal(await row(page, 'contoso').locator('.older').innerText(), 'Only up to Nov 9');
    assert.match(await page.getByTestId('tenants-facts').innerText(), /different days: Nov 9, 2026 to Nov 18, 2026/);
    assert.match(await page.getByTestId('tenants-notes').innerText(), /7-day/);
    // Too short for 28 days.
    assert.match(await row(page, 'alpine').locator('td.change').first().innerText(), /14 days$/);
    await row(page, 'contoso').getByTestId('fetch').click();
    assert.deepEqual(await last(page), {
      type: 'fetch',
      tenant: 'contoso',
      reports: ['getOffice365ActiveUserCounts', 'getTeamsUserActivityCounts', 'getOneDriveUsageStorage'],
    });
    assert.equal(await row(page, 'northlight').getByTestId('fetch').count(), 0);
    // A request that failed is tried again although there is an older value; what Graph does not give is not.
    await row(page, 'alpine').getByTestId('fetch').click();
    assert.deepEqual(((await last(page)) as { reports?: unknown }).reports, ['getOffice365ActiveUserCounts']);
  });

  behavior('adds up what has a sum, without sample data, and says why not otherwise', 'complete', async (page) => {
    const cells = await page.getByTestId('totals').locator('td').allInnerTexts();
    assert.match(
      await page.getByTestId('totals').locator('th').innerText(),
      /Total of 2 tenants\s+Without sample data/,
    );
    assert.match(cells[0] ?? '', /^No total: a daily number of active users/);
    assert.match(cells[2] ?? '', /^5,000\s+Nov 18$/);
    assert.match(cells[5] ?? '', /^1\.86\sGB\s+Nov 18$/);
  });

  behavior('adds up nothing where a value is missing', 'tenants', async (page) => {
    const cells = await page.getByTestId('totals').locator('td').allInnerTexts();
    assert.deepEqual(cells.slice(1), ['No total: 1 tenant has no value.', 'No total: 1 tenant has no value.']);
  });

  behavior('is one stop of the Tab key, and the arrow keys move in it', 'tenants', async (page) => {
    assert.equal(await page.locator('.tenants-table [tabindex="0"]').count(), 1);
    await header(page, 'name').focus();
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await focused(page), ['sample', 'name']);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await focused(page), ['sample', `${CHATS}:value`]);
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await focused(page), ['northlight', `${CHATS}:value`]);
    await page.keyboard.press('Control+End');
    assert.equal((await focused(page))[0], 'alpine-app');
    await page.keyboard.press('Control+Home');
    assert.deepEqual(await focused(page), [undefined, 'name']);
    await header(page, `${CHATS}:change`).focus();
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await focused(page), ['sample', `${CHATS}:value`]);
    // Sorting takes the focus along with its button.
    await header(page, `${CHATS}:value`).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await focused(page), [undefined, `${CHATS}:value`]);
    assert.equal(await page.locator('.tenants-table [tabindex="0"]').count(), 1);
  });

  behavior('copies and exports in the order of the rows', 'tenants', async (page) => {
    await header(page, 'name').click();
    const ids = ['alpine', 'alpine-app', 'contoso', 'northlight', 'sample'];
    await page.getByTestId('tenants-export').click();
    assert.deepEqual(await last(page), { type: 'export', order: ids });
    await page.getByTestId('copy-menu').getByTestId('menu-button').click();
    await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
    assert.deepEqual(await last(page), { type: 'copy', order: ids, format: 'markdown' });
    await page.getByTestId('choose-measures').click();
    assert.deepEqual(await last(page), { type: 'chooseMeasures' });
  });

  behavior('says how far the reading is, and can be canceled', 'reading', async (page) => {
    assert.equal(await page.getByTestId('tenants-progress').innerText(), '2 of 5 tenants read');
    await page.getByTestId('cancel-reading').click();
    assert.deepEqual(await last(page), { type: 'cancel' });
    await page.evaluate(() => window.tenantsHarness.tell({ type: 'end', canceled: true }));
    await page.getByTestId('tenants-reload').waitFor();
    assert.deepEqual(await row(page, 'alpine').locator('td.missing').allInnerTexts(), [
      'Not read',
      'Not read',
      'Not read',
    ]);
  });

  behavior('keeps what it shows while the same measures are read again', 'tenants', async (page) => {
    const shown = await row(page, 'northlight').innerText();
    await page.evaluate(() => {
      const tenants = [{ id: 'northlight', name: 'Northlight', isSample: false }];
      const measure = (report: string, column: string) => ({
        ...{ id: `${report}/${column}`, report, column, label: column, reportTitle: '' },
        ...{ unit: 'count' as const, aggregate: 'mean' as const },
      });
      const measures = [
        measure('getOffice365ActiveUserCounts', 'Office 365'),
        measure('getTeamsUserActivityCounts', 'Private Chat Messages'),
        measure('getOneDriveUsageStorage', 'Storage Used (Byte)'),
      ];
      window.tenantsHarness.tell({ type: 'begin', tenants, measures });
    });
    await page.getByTestId('cancel-reading').waitFor();
    assert.equal(await row(page, 'northlight').innerText(), shown);
    assert.equal(await row(page, 'contoso').count(), 0);
  });

  behavior('keeps its sort order over a reload', 'tenants', async (page) => {
    await header(page, `${CHATS}:value`).click();
    const sorted = await order(page);
    const saved = await page.evaluate(() => JSON.stringify(window.tenantsHarness.saved()));
    await page.goto(`${page.url()}&saved=${encodeURIComponent(saved)}`);
    // Rows come before their values, which they are sorted by.
    await page.locator('[data-testid="tenants"][data-state="read"]').waitFor();
    assert.deepEqual(await order(page), sorted);
  });

  behavior('shows two hundred tenants, the names in view while it is scrolled', 'many', async (page) => {
    await row(page, 't199').waitFor();
    await page.setViewportSize({ width: 400, height: 700 });
    await header(page, `${CHATS}:value`).click();
    assert.equal((await order(page))[0], 't199');
    const left = () =>
      row(page, 't199')
        .locator('th')
        .evaluate((cell) => cell.getBoundingClientRect().left);
    const before = await left();
    await page.locator('.tenants-scroller').evaluate((scroller) => (scroller.scrollLeft = scroller.scrollWidth));
    assert.equal(await left(), before);
  });

  behavior('takes a hostile name for text', 'hostile', async (page) => {
    assert.equal(await page.locator('img, script:not([nonce])').count(), 0);
    assert.notEqual(await page.title(), 'broken');
    assert.match(await row(page, 'a').locator('[data-column=name]').innerText(), /^<img src=x/);
  });
});
