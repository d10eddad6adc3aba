import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { seedArchive } from '../support/seedArchive.js';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { launchWorkbench } from './support/launch.js';
import { settingsFile } from './support/connection.js';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { archiveFolder } from './support/overview.js';
import type { ReportPanel } from './support/reportPanel.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { clickUntil, until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const ACTIVE_USERS = 'getOffice365ActiveUserDetail';
const MS_PER_DAY = 24 * 60 * 60 * 1000;
const PRODUCT = 'MICROSOFT 365 COPILOT';
const UNUSED = `Unused licenses: ${PRODUCT}`;

describe('licenses', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: { 'notes.md': '# Notes' }, size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  /** The text of a cell of a row, by the name of its column. */
  const cellOf = async ({ content }: ReportPanel, row: number, column: string) => {
    const index = await content.locator(`[role=columnheader][data-column="${column}"]`).getAttribute('data-index');
    return content.locator(`[data-row="${row}"]:not(.pending) [data-index="${index}"]`);
  };
  const productsPage = async () => {
    await workbench.page.getByRole('tab', { name: 'Licenses', exact: true, selected: true }).waitFor();
    return loadedPanel(workbench, 'Licenses');
  };
  const showProducts = async () => {
    const tab = workbench.page.getByRole('tab', { name: 'Licenses', exact: true });
    await clickUntil(tab, tab.and(workbench.page.locator('[aria-selected=true]')));
    return productsPage();
  };

  it('tree → licenses → product → its unused ones, with reasons → export', async () => {
    await workbench.openViewContainer(CONTAINER);
    await (await workbench.sideBar.view().reveal('Licenses')).click();
    const products = await productsPage();
    await workbench.screenshot('licenses-charts');
    await products.content.getByTestId('filter').fill(PRODUCT);
    const product = await cellOf(products, 0, 'Product');
    await product.filter({ hasText: PRODUCT }).waitFor();
    await products.content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();
    await workbench.screenshot('licenses');
    const unused =
      Number(await (await cellOf(products, 0, 'Unused')).innerText()) +
      Number(await (await cellOf(products, 0, 'Of Deleted Users')).innerText());
    assert.ok(unused > 0);
    assert.deepEqual(products.consoleErrors(), []);

    await workbench.contextMenu.openOn(product);
    await workbench.contextMenu.choose('Show Unused Licenses');
    const list = await loadedPanel(workbench, UNUSED);
    await (await cellOf(list, 0, 'Reason')).waitFor();
    await list.content
      .getByTestId('row-count')
      .filter({ hasText: new RegExp(`^${unused} rows`) })
      .waitFor();
    const said = await list.content
      .getByText(/^Licenses that nobody uses: \d+\. Licenses of deleted users: \d+\.$/)
      .innerText();
    const added = (said.match(/\d+/g) ?? []).reduce((sum, number) => sum + Number(number), 0);
    assert.equal(added, unused, 'the line above the list says why it has more rows than are unused');
    await workbench.screenshot('unused-licenses');

    await list.content.getByTestId('export').click();
    await workbench.quickInput.choose('CSV, Normalized');
    await (await workbench.notifications.find(/Exported to/)).close();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    const records: Record<string, string>[] = parse(readFileSync(path.join(folder, file), 'utf8'), {
      ...{ bom: true, columns: true },
    });
    assert.equal(records.length, unused);
    // The command line writes the same bytes from the same archive.
    const written = path.join(workbench.userDataFolder, 'unused.csv');
    const command = ['licenses', '--archive', archiveFolder(workbench), '--out', written];
    const cli = path.join(checkoutRoot(), 'dist', 'cli.js');
    await promisify(execFile)(process.execPath, [cli, ...command, '--unused', '--product', PRODUCT]);
    assert.equal(readFileSync(written, 'utf8'), readFileSync(path.join(folder, file), 'utf8'));
    for (const record of records) {
      assert.equal(record['Product'], PRODUCT);
      assert.match(record['License Status'] ?? '', /^(Unused|User deleted)$/);
      assert.match(record['Reason'] ?? '', /^(No activity in Microsoft 365 Copilot|The user (is|was) deleted)/);
      assert.match(record['Confidence'] ?? '', /^(Medium|Low)$/);
    }

    await emptyClipboard(workbench.page);
    await workbench.runCommand('Usage Reports: Copy Addresses');
    await workbench.page
      .locator('.statusbar')
      .getByText(/addresses copied/)
      .waitFor();
    const addresses = (await copiedText(workbench.page)).trim().split('\n');
    const withAddress = records.filter((record) => record['License Status'] === 'Unused');
    assert.deepEqual(addresses.sort(), withAddress.map((record) => record['User Principal Name']).sort());
    assert.deepEqual(list.consoleErrors(), []);
  });

  it('say why beside who, also in a small window', async () => {
    const { page } = workbench;
    const { content } = await loadedPanel(workbench, UNUSED);
    const heads = content.locator('[role=columnheader]');
    const first = [0, 1, 2].map((at) => heads.nth(at).getAttribute('data-column'));
    // The confidence is the same for all of this product, so it is said above the table.
    assert.deepEqual(await Promise.all(first), ['User Principal Name', 'Reason', 'Product']);
    await content.getByText(/Confidence: Medium/).waitFor();
    assert.equal(await heads.last().getAttribute('data-column'), 'User Id');
    await page.setViewportSize({ width: 1000, height: 800 });
    const reason = await cellOf(await loadedPanel(workbench, UNUSED), 0, 'Reason');
    await until(async () => {
      await reason.scrollIntoViewIfNeeded();
      const [cell, table] = [await reason.boundingBox(), await content.getByTestId('grid-scroller').boundingBox()];
      assert.ok(cell !== null && table !== null && cell.x + 150 < table.x + table.width);
    });
    await workbench.screenshot('unused-licenses-narrow');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('cost what the prices say, once there are some', async () => {
    const { content } = await showProducts();
    await content.getByText("What unused licenses cost isn't known, as no prices are set.").waitFor();
    const file = settingsFile(workbench);
    const written = JSON.parse(readFileSync(file, 'utf8')) as object;
    const prices = { [PRODUCT.toLowerCase()]: 28.1, 'MICROSOFT 365 E55': 1 };
    const set = { 'usageReports.licenses.prices': prices, 'usageReports.licenses.currency': 'EUR' };
    writeFileSync(file, JSON.stringify({ ...written, ...set }));
    const priced = await showProducts();
    await priced.content.getByText(/^Unused licenses cost €[\d,]+\.\d\d per month\.$/).waitFor();
    await priced.content.getByText('Prices are set for products that no report has: MICROSOFT 365 E55').waitFor();
    await (await cellOf(priced, 0, 'Unused Cost per Month')).filter({ hasText: /€/ }).waitFor();
    await workbench.screenshot('licenses-priced');
  });

  it('follow the prices while they are open, and say again that none are set once they are gone', async () => {
    const { content } = await productsPage();
    const costs = content.getByText(/^Unused licenses cost €[\d,]+\.\d\d per month\.$/);
    const euros = async () => Number(/[\d,]+\.\d\d/.exec(await costs.innerText())?.[0].replaceAll(',', ''));
    const before = await euros();
    const file = settingsFile(workbench);
    const { 'usageReports.licenses.prices': prices, ...others } = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      unknown
    >;
    writeFileSync(file, JSON.stringify({ ...others, 'usageReports.licenses.prices': { [PRODUCT]: 2 * 28.1 } }));
    await until(async () => assert.ok(Math.abs((await euros()) - 2 * before) < 0.01));
    assert.notEqual(prices, undefined);
    writeFileSync(file, JSON.stringify(others));
    await content.getByText("What unused licenses cost isn't known, as no prices are set.").waitFor();
    await costs.waitFor({ state: 'detached' });
    writeFileSync(file, JSON.stringify({ ...others, 'usageReports.licenses.prices': prices }));
    await costs.waitFor();
  });

  it('of which there are none say why, and blame no report', async () => {
    const products = await showProducts();
    await products.content.getByTestId('filter').fill('VISIO PLAN 2');
    await products.content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();
    const product = await cellOf(products, 0, 'Product');
    await workbench.contextMenu.openOn(product.filter({ hasText: 'VISIO PLAN 2' }));
    await workbench.contextMenu.choose('Show Unused Licenses');
    const { content } = await loadedPanel(workbench, 'Unused licenses: VISIO PLAN 2');
    const said = content.getByTestId('no-rows');
    await said.getByRole('heading', { name: 'No report shows the use of VISIO PLAN 2' }).waitFor();
    await workbench.screenshot('unused-licenses-not-visible');
    await workbench.page.keyboard.press('Control+w');
    await workbench.editorTab('Unused licenses: VISIO PLAN 2').waitFor({ state: 'detached' });
    await workbench.showTab(UNUSED);
  });

  it('name nobody after a reload until somebody asks', async () => {
    await workbench.reload();
    await workbench.editorTab(UNUSED).and(workbench.page.locator('.active')).waitFor();
    const { content } = await workbench.reportPanel();
    await content.getByText(/Names of users aren't shown after a reload/).waitFor();
    assert.equal(await content.locator('[data-row]').count(), 0);
    await content.getByRole('button', { name: 'Show Unused Licenses' }).click();
    const list = await loadedPanel(workbench, UNUSED);
    await (await cellOf(list, 0, 'Reason')).waitFor();

    const products = await showProducts();
    await (await cellOf(products, 0, 'Product')).waitFor();
  });

  it('of all products, or one, are found by the command', async () => {
    await workbench.runCommand('Usage Reports: Show Unused Licenses…');
    await workbench.quickInput.waitFor('Select a product');
    const labels = await workbench.quickInput.labels();
    assert.equal(labels[0], 'All products');
    assert.ok(labels.includes(PRODUCT));
    await workbench.screenshot('unused-licenses-of');
    await workbench.quickInput.choose('All products');
    const list = await loadedPanel(workbench, 'Unused licenses');
    await (await cellOf(list, 0, 'Product')).waitFor();
    await clickUntil(
      list.content.getByTestId('group-by'),
      list.content.getByRole('heading', { name: /^Licenses by / }),
    );
    await list.content.locator('report-groups [role=columnheader]').filter({ hasText: 'Licenses' }).first().waitFor();
    await clickUntil(
      list.content.getByTestId('back-to-rows'),
      list.content.locator('report-table-section [data-row="0"]'),
    );
    await (await cellOf(list, 0, 'Product')).waitFor();
    assert.deepEqual(list.consoleErrors(), []);
  });
  it('are drawn over time, product by product, where earlier snapshots are archived', async () => {
    const before = (days: number) => new Date(Date.now() - days * MS_PER_DAY);
    const earlier = [21, 14].map((days) => ({ at: before(days), period: 'D180', reports: [ACTIVE_USERS] }));
    await seedArchive(archiveFolder(workbench), earlier);
    const products = await showProducts();
    const { content } = products;
    await workbench.runCommand('Usage Reports: Refresh');
    const overTime = content.getByTestId('table-over-time');
    await overTime.getByText(/3 archived days/).waitFor();
    const newest = (line: string) => overTime.getByTestId('group-line').filter({ hasText: line }).locator('td').first();
    await overTime.getByTestId('over-time-choice').selectOption(PRODUCT);
    await content.getByTestId('filter').fill(PRODUCT);
    await content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();
    for (const [line, column] of [
      ['Assigned', 'Assigned'],
      ['Active in 30 days', 'Active in 30 Days'],
      ['Unused', 'Unused'],
    ] as const) {
      assert.equal(await newest(line).innerText(), await (await cellOf(products, 0, column)).innerText(), line);
    }
    await overTime.scrollIntoViewIfNeeded();
    await workbench.screenshot('licenses-over-time');
    assert.deepEqual(await products.accessibilityViolations(), []);
    assert.deepEqual(products.consoleErrors(), []);
  });

  it('lead to their settings, of which VS Code shows those of prices', async () => {
    const { content } = await showProducts();
    await content.getByRole('button', { name: 'Set Prices…' }).click();
    // What can be typed: the text of the search stands there, too, where no setting is found.
    const editor = workbench.page.locator('.settings-editor');
    await editor.locator('.setting-item-label').filter({ hasText: 'Prices' }).waitFor();
    await editor.locator('.setting-item-contents').filter({ hasText: 'Currency' }).locator('input').waitFor();
  });
});
