import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { GraphServer } from '../support/graphServer.js';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import type { ReportPanel } from './support/reportPanel.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWithTenant, showTenant, TENANT } from './support/tenant.js';
import { until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const REFUSED = {
  kind: 'respond',
  status: 403,
  body: '{"error":{"code":"Forbidden","message":"No."}}',
} as const;

describe('all users of a tenant', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({ size: { width: 1440, height: 900 } }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  async function openUsers(): Promise<void> {
    await workbench.openViewContainer(CONTAINER);
    await (await workbench.sideBar.view().reveal('Users')).click();
  }
  const amount = (text: string) => Number(text.replaceAll(',', ''));
  const shownRows = async ({ content }: ReportPanel) =>
    amount(/^[\d,]+/.exec(await content.getByTestId('row-count').innerText())?.[0] ?? '');

  it('are in the tree, with where they are from, and why a cell is blank', async () => {
    await openUsers();
    const panel = await loadedPanel(workbench, 'Users');
    const { content } = panel;
    await content
      .getByTestId('sources-text')
      .filter({ hasText: /^From \d+ of \d+ reports · data up to/ })
      .waitFor();
    await content.locator('.blank-reason, [aria-label^="blank: "]').first().waitFor();
    await workbench.screenshot('users');
    await content.getByTestId('sources-text').click();
    await content.getByRole('rowheader', { name: 'Email activity, user details' }).waitFor();
    await workbench.screenshot('users-sources');
    await content.getByTestId('sources-text').click();
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('begin with a few columns; all others are one click away, and the same few come back', async () => {
    const panel = await loadedPanel(workbench, 'Users');
    const { content } = panel;
    const heads = content.locator('[role=columnheader]');
    const hidden = content.getByTestId('hidden-columns');
    await hidden.filter({ hasText: /\d+ columns hidden/ }).waitFor();
    const count = amount(/\d+/.exec(await hidden.innerText())?.[0] ?? '');
    assert.equal(Number(await content.getByRole('grid').getAttribute('aria-colcount')) <= 13, true);
    assert.deepEqual((await heads.first().innerText()).split('\n')[0], 'User Principal Name');
    await workbench.screenshot('users-first-columns');

    await content.getByTestId('show-hidden').click();
    await hidden.waitFor({ state: 'detached' });
    assert.ok(Number(await content.getByRole('grid').getAttribute('aria-colcount')) > count);
    await content.getByTestId('columns-button').click();
    await content.getByTestId('reset-columns').click();
    await hidden.filter({ hasText: `${count} columns hidden` }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('are found by why a cell is blank, as the table says it', async () => {
    const { content } = await loadedPanel(workbench, 'Users');
    const count = content.getByTestId('find-count');
    await until(async (patience) => {
      await content.getByTestId('find-button').click({ timeout: patience });
      await content.getByTestId('find').fill('not licensed', { timeout: patience });
      await count.filter({ hasText: /^1 of [\d,]+$/ }).waitFor({ timeout: patience });
    });
    const found = content.locator('.grid-cell.found-now');
    await found.filter({ hasText: /^\s*Not licensed\s*$/ }).waitFor();
    assert.equal(await content.getByTestId('find-in-file').count(), 0, 'the file has no other text there');
    await workbench.screenshot('users-found-reason');
    await content.getByTestId('find-close').click();
    await content.getByTestId('find-bar').waitFor({ state: 'detached' });
  });

  it('are filtered by one click, copied as addresses, and exported', async () => {
    const panel = await loadedPanel(workbench, 'Users');
    const { content } = panel;
    const quick = content.locator('[data-kind=inactive-90]');
    const promised = amount(await quick.locator('.quick-count').innerText());
    await quick.click();
    await content
      .getByTestId('row-count')
      .filter({ hasText: /of [\d,]+ rows/ })
      .waitFor();
    assert.equal(await shownRows(panel), promised);

    await emptyClipboard(workbench.page);
    await workbench.runCommand('Usage Reports: Copy Addresses');
    await workbench.page.locator('.statusbar').getByText(`${promised} addresses copied`).waitFor();
    const addresses = (await copiedText(workbench.page)).trimEnd().split('\n');
    assert.equal(addresses.length, promised);
    assert.ok(
      addresses.every((one) => /^[^\s@]+@[^\s@]+$/.test(one)),
      addresses[0],
    );

    await content.getByTestId('export').click();
    await workbench.quickInput.waitFor('Which rows?');
    await workbench.quickInput.choose(`Displayed Rows (${promised.toLocaleString('en')})`);
    await workbench.quickInput.choose('CSV, Normalized');
    await (await workbench.notifications.find(/Exported to/)).close();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [name = ''] = readdirSync(folder);
    assert.match(name, /^\d{4}-\d{2}-\d{2}_users_sample_as-shown\.normalized\.csv$/);
    const rows: Record<string, string>[] = parse(readFileSync(path.join(folder, name)), { bom: true, columns: true });
    assert.deepEqual(rows.map((row) => row['User Principal Name']).sort(), addresses.sort());
    assert.ok(rows.some((row) => row['Teams Last Activity Date'] === '' && row['Teams Status'] === 'No activity'));
  });

  it('are named after a reload only when somebody asks, and nothing that was filtered is kept', async () => {
    const names = await (
      await workbench.reportPanel()
    ).content
      .locator('[data-row] [aria-colindex="1"]')
      .allInnerTexts();
    await workbench.reload();
    await workbench.editorTab('Users').and(workbench.page.locator('.active')).waitFor();
    const { content } = await workbench.reportPanel();
    const show = content.getByRole('button', { name: 'Show Users' });
    await show.waitFor();
    await workbench.screenshot('users-after-reload');
    const shown = await content.locator('body').innerText();
    assert.deepEqual(
      names.filter((name) => shown.includes(name)),
      [],
    );
    await show.click();
    await content.locator('[data-row="0"]').waitFor();
    await content
      .getByTestId('row-count')
      .filter({ hasText: /^[\d,]+ rows/ })
      .waitFor();
    assert.equal(await content.locator('[data-testid=chip]').count(), 0);
    await workbench.runCommand('View: Close All Editors');
  });

  it('of whom nothing is archived are fetched with one click, and then what could not be fetched', async () => {
    await showTenant(workbench, TENANT);
    server.clearRequests();
    server.addFault({ path: 'getTeams', effect: REFUSED });
    await openUsers();
    await workbench.editorTab('Users').and(workbench.page.locator('.active')).waitFor();
    const panel = await workbench.reportPanel();
    const { content } = panel;
    const fetch = content.getByRole('button', { name: /^Fetch \(\d+ requests\)$/ });
    await fetch.waitFor();
    await workbench.screenshot('users-nothing-archived');
    assert.deepEqual(await panel.accessibilityViolations(), []);
    const requests = amount(/\d+/.exec(await fetch.innerText())?.[0] ?? '');
    await fetch.click();
    // Names are concealed in one report, and can be read in the others.
    const from = (reports: number) =>
      content.getByTestId('sources-text').filter({ hasText: `From ${reports - 1} of ${requests} reports` });
    await from(requests - 2).waitFor();
    const sent = server.requests.filter(({ port, path: address }) => port === 'graph' && address.includes('/reports/'));
    assert.equal(sent.length, requests, 'one request for each report');
    assert.ok(sent.every(({ path: address }) => !/D7|D30|D90/.test(address)));
    await content.locator('[data-row="0"]').waitFor();
    // It is said that they were refused, why, and what helps.
    const cautions = content.getByTestId('sources-cautions');
    await cautions.filter({ hasText: /2 reports couldn't be fetched: .*Teams.* permission/ }).waitFor();
    await content.getByRole('button', { name: 'Copy Details' }).waitFor();
    await workbench.screenshot('users-some-missing');
    assert.deepEqual(await panel.accessibilityViolations(), []);

    server.clearFaults();
    await content.getByRole('button', { name: 'Fetch Missing Reports (2 requests)' }).waitFor();
    await (await workbench.sideBar.view().reveal('Licenses')).click();
    const licenses = (await loadedPanel(workbench, 'Licenses')).content.getByTestId('sources-text');
    await licenses.filter({ hasText: `From ${requests - 3} of ${requests} reports` }).waitFor();
    // One of them is fetched elsewhere: both tables follow.
    const report = 'Teams user activity, user details';
    await openFromSidebar(workbench, 'Last 180 days', 'Microsoft Teams', report);
    await openUsers();
    await from(requests - 1).waitFor();
    await workbench.showTab('Licenses');
    await licenses.filter({ hasText: `From ${requests - 2} of ${requests} reports` }).waitFor();
    await openUsers();

    server.clearRequests();
    await content.getByRole('button', { name: 'Fetch Missing Reports (1 request)' }).click();
    await from(requests).waitFor();
    assert.equal(server.requests.filter(({ path: address }) => address.includes('/reports/')).length, 1);
    assert.equal(await content.getByRole('button', { name: /^Fetch Missing/ }).count(), 0);
    assert.equal(await cautions.filter({ hasText: "couldn't be fetched" }).count(), 0);
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('go from the screen when what they are joined from is deleted, and licenses with them', async () => {
    const { content } = await workbench.reportPanel();
    await workbench.runCommand('Usage Reports: Delete Archived Reports…');
    await workbench.quickInput.waitFor("Which tenant's archived reports do you want to delete?");
    await workbench.quickInput.choose(TENANT);
    await workbench.dialog.click('Delete');
    await content.getByText(`No reports about users of ${TENANT} are archived yet.`).waitFor();
    assert.equal(await content.locator('[data-row]').count(), 0);
    await workbench.screenshot('users-deleted');
    await workbench.showTab('Licenses');
    const licenses = await workbench.reportPanel();
    await licenses.content.getByText('Licenses are told from them.').waitFor();
    assert.equal(await licenses.content.locator('[data-row]').count(), 0);
  });
});
