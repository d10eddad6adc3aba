import { MS_PER_DAY } from '../../src/base/dates.js';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startSampleServer } from '../support/sampleServer.js';
import type { GraphServer } from '../support/graphServer.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { openFromSidebar } from './support/openReport.js';
import { showTenant, TENANT } from './support/tenant.js';
import { placesOf, tracesInBrowser, tracesOnDisk } from './support/traces.js';
import type { Workbench } from './support/workbench.js';

const SERIES = 'Email activity, daily';
const DETAIL = 'Email activity, user details';
const PERSON = { name: 'Zoë Lindqvist', address: 'zoe.lindqvist@northlight.example' };

describe('what is stored of a tenant', () => {
  let workbench: Workbench;
  let server: GraphServer;
  /** How many days ago the service believes it to be. */
  let daysAgo = 8;
  before(async () => {
    const now = () => new Date(Date.now() - daysAgo * MS_PER_DAY);
    server = await startSampleServer(now);
    workbench = await launchWorkbench({
      accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: true }],
      machineSettings: {
        'usageReports.connections': [{ id: 'northlight', name: TENANT, graphEndpoint: server.origin }],
      },
      size: { width: 1440, height: 900 },
    });
    await showTenant(workbench, TENANT);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('says what is missing where no report has two snapshots', async () => {
    await workbench.runCommand('Usage Reports: Compare Snapshots…');
    await (await workbench.notifications.find(/No report of .* has two archived snapshots to compare/)).close();
  });

  it('compares two snapshots of a daily series: new days, and days no longer included', async () => {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', SERIES);
    const dayBefore = await panel.content.getByTestId('refresh-date').innerText();
    daysAgo = 0;
    await panel.content.getByTestId('refresh').click();
    await panel.content.getByTestId('refresh-date').filter({ hasNotText: dayBefore }).waitFor();
    await workbench.runCommand('Usage Reports: Compare Snapshots…');
    await workbench.quickInput.waitFor('Which two snapshots?');
    assert.equal((await workbench.quickInput.labels()).length, 2);
    await workbench.quickInput.accept();

    await workbench.editorTab(`Changes: ${SERIES}`).waitFor();
    const page = await workbench.reportPanel();
    await page.content
      .getByTestId('tab-added')
      .filter({ hasText: /New days\s*8/ })
      .waitFor();
    assert.match(await page.content.getByTestId('tab-gone').innerText(), /Days no longer included\s*8/);
    await page.content.getByTestId('tab-added').click();
    await page.content.locator('[data-row="7"]').waitFor();
    await workbench.screenshot('difference-series');
    assert.deepEqual(await page.accessibilityViolations(), []);
    assert.deepEqual(page.consoleErrors(), []);
  });

  it('offers only the reports that have two, and asks for no period', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Usage Reports: Compare Snapshots…');
    await workbench.quickInput.waitFor('Which report? Those with two archived snapshots are listed');
    assert.deepEqual(await workbench.quickInput.labels(), [SERIES]);
    await workbench.quickInput.choose(SERIES);
    await workbench.quickInput.waitFor('Which two snapshots?');
    await workbench.screenshot('compare-snapshots');
    await workbench.quickInput.dismiss();
  });

  it('offers no fetch that would replace the only snapshot of a detail report', async () => {
    await openFromSidebar(workbench, 'Last 30 days', 'Exchange', DETAIL);
    await workbench.runCommand('Usage Reports: Compare Snapshots…');
    const one = await workbench.notifications.find(/^Only one snapshot of this report is archived\. .* personal data/);
    assert.deepEqual(await one.buttons(), ['Open Setting']);
    await one.close();
  });

  it('compares two periods of a detail report, cell by cell, and exports what changed', async () => {
    const opened = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', DETAIL);
    await opened.content.locator('[data-testid=periods] [data-period=D7]').click();
    await opened.content.locator('[data-testid=periods] [data-period=D7][aria-checked=true]').waitFor();
    await opened.content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    await workbench.runCommand('Usage Reports: Compare Snapshots…');
    await workbench.quickInput.waitFor('Which two? Only one of each period is archived');
    assert.deepEqual(await workbench.quickInput.buttons(), [
      'Personal data: by default, the newest snapshot and those at the ends of three months are kept. Change How Many Are Kept',
    ]);
    await workbench.quickInput.accept();
    await workbench.editorTab(`Changes: ${DETAIL}`).waitFor();
    const panel = await workbench.reportPanel();
    const { content } = panel;
    await content.getByTestId('notices').getByText('cover different periods').waitFor();
    const changed = content.locator('.changed-cell').first();
    await changed.filter({ hasText: '→' }).waitFor();
    await content.getByTestId('filter').fill('zoe.lindqvist');
    await content
      .getByTestId('row-count')
      .filter({ hasText: /^\s*1 of / })
      .waitFor();
    await workbench.screenshot('difference-detail');
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);

    await workbench.contextMenu.openOn(content.locator('[data-row="0"] [data-index="0"]'));
    assert.deepEqual(await workbench.contextMenu.labels(), ['Copy Cell', 'Copy Rows', 'Copy As', 'Find This User']);
    await workbench.screenshot('difference-menu');
    await workbench.contextMenu.dismiss();

    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const exported = async (rows: string) => {
      await content.getByTestId('export').click();
      await workbench.quickInput.waitFor('Which rows?');
      await workbench.quickInput.choose(rows);
      await workbench.quickInput.waitFor('Which format?');
      await workbench.quickInput.choose('CSV, Normalized');
      await (await workbench.notifications.find(/Exported to/)).close();
    };
    await exported('Displayed Rows (1)');
    const [shown = ''] = readdirSync(folder);
    assert.match(shown, /getEmailActivityUserDetail-changes-since-.*_as-shown\.normalized\.csv$/);
    const [, ...rows] = readFileSync(path.join(folder, shown), 'utf8').trim().split(/\r?\n/);
    assert.deepEqual(
      rows.map((row) => row.includes('zoe.lindqvist')),
      [true],
    );
    const counts = await content.locator('[role=tab] .badge').allInnerTexts();
    const total = counts.reduce((sum, count) => sum + Number(count.replaceAll(',', '')), 0);
    await exported(`All Differences (${total.toLocaleString('en-US')})`);
    const name = readdirSync(folder).find((one) => one !== shown) ?? '';
    assert.match(name, /getEmailActivityUserDetail-changes-since-.*\.csv$/);
    assert.match(
      readFileSync(path.join(folder, name), 'utf8'),
      /^\uFEFFChange,Changed Columns,User Principal Name,.*\(before\)/,
    );
  });

  it('shows one person on one page, fetches what is missing, and leaves no trace of it', async () => {
    const page = workbench.page.getByRole('tab', { name: 'User', exact: true });
    await workbench.runCommand('Usage Reports: Find a User…');
    await workbench.quickInput.waitFor('Searches the reports archived on this computer.');
    await workbench.quickInput.answer(PERSON.address);
    await page.waitFor();
    const panel = await workbench.reportPanel();
    const { content } = panel;
    await content.getByTestId('user-heading').getByText(PERSON.name).waitFor();
    const card = (report: string) => content.locator(`[data-testid=card][data-report=${report}]`);
    assert.equal(await content.getByTestId('card').count(), 1);
    assert.match(await card('getEmailActivityUserDetail').innerText(), /Last activity[\s\S]*Data up to/);
    await content
      .locator('[data-testid=gap][data-why=notFetched]')
      .filter({ hasText: 'Mailbox usage, mailbox details' })
      .getByRole('button')
      .click();
    await card('getMailboxUsageDetail').waitFor();
    await content.getByTestId('overview').getByText('Exchange storage').waitFor();
    await workbench.screenshot('person');
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);

    await card('getMailboxUsageDetail').getByRole('button').click();
    await workbench.editorTab('Mailbox usage, mailbox details').waitFor();
    const report = await workbench.reportPanel();
    await report.content
      .getByTestId('row-count')
      .filter({ hasText: /^\s*1 of / })
      .waitFor();

    await workbench.reload();
    await workbench.editorTab('Mailbox usage, mailbox details').waitFor();
    assert.equal(await page.count(), 0, 'a page about a person does not come back');
    const traces = [...tracesOnDisk(workbench.userDataFolder), ...(await tracesInBrowser(workbench.page))];
    const places = placesOf(PERSON.address, traces).filter((place) => !/globalStorage.*archive/.test(place));
    assert.ok(placesOf(PERSON.address, traces).length > places.length, 'the search finds what is stored');
    assert.deepEqual(places, []);
  });

  it('calls the columns of two snapshots by their labels', async () => {
    const opened = await openFromSidebar(
      workbench,
      'Last 30 days',
      'Microsoft Teams',
      'Teams user activity, user details',
    );
    await opened.content.locator('[data-testid=periods] [data-period=D7]').click();
    await opened.content.locator('[data-testid=periods] [data-period=D7][aria-checked=true]').waitFor();
    await opened.content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    await workbench.runCommand('Usage Reports: Compare Snapshots…');
    await workbench.quickInput.waitFor(/Which two/);
    await workbench.quickInput.accept();
    await workbench.editorTab('Changes: Teams user activity, user details').waitFor();
    const { content } = await workbench.reportPanel();
    const header = content.locator('[role=columnheader][data-column="Private Chat Message Count"]');
    await header.filter({ hasText: 'Chat messages' }).waitFor();
    await content.getByTestId('changed-columns').getByText('Chat messages', { exact: true }).waitFor();
    assert.doesNotMatch(await content.locator('main').innerText(), /Private Chat Message Count/);
  });
});
