import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GraphServer } from '../support/graphServer.js';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { statusBarItem } from './support/connection.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import { launchWithTenant, showTenant, switchTenant, TENANT } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

const REPORT = ['Last 30 days', 'Exchange', 'Email activity, daily'] as const;
const TITLE = REPORT[2];

describe('service errors as a user sees them', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({ settings: { 'usageReports.archive.freshHours': 0 } }));
    await showTenant(workbench, TENANT);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  afterEach(() => server.clearFaults());
  screenshotOnFailure(() => workbench);

  it('an error before any data shows a message with buttons, never an empty table', async () => {
    server.addFault({
      effect: {
        kind: 'respond',
        status: 403,
        headers: { 'content-type': 'application/json', 'request-id': 'abc-123' },
        body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
      },
    });
    await workbench.openViewContainer(CONTAINER);
    await (await workbench.sideBar.view().reveal(...REPORT)).click();
    await workbench.editorTab(TITLE).waitFor();
    const { content } = await workbench.reportPanel();
    const failed = content.getByTestId('failed');
    await failed.filter({ hasText: "This account doesn't have permission to read this report." }).waitFor();
    for (const button of ['Who Can Read Reports?', 'Retry', 'Copy Details']) {
      await failed.getByRole('button', { name: button }).waitFor();
    }
    assert.equal(await content.getByTestId('table').count(), 0);
    await emptyClipboard(workbench.page);
    await failed.getByRole('button', { name: 'Copy Details' }).click();
    await workbench.page.locator('.statusbar').getByText('Details copied').waitFor();
    const details = await copiedText(workbench.page);
    assert.match(details, /reason: forbidden[\s\S]*code: S2SUnauthorized/);
    const item = await workbench.sideBar.view().reveal(...REPORT);
    await item.spoken(/failed .*doesn't have permission/);
    await workbench.screenshot('failed-without-data');

    server.clearFaults();
    await failed.getByRole('button', { name: 'Retry' }).click();
    await loadedPanel(workbench, TITLE);
    assert.match(await content.getByTestId('row-count').innerText(), /30 rows/);
  });

  const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  const refusals: [string, object, string, string[]][] = [
    [
      'consent',
      { scp: 'User.Read' },
      "app doesn't have consent to read usage reports",
      ['Copy Consent Link', 'Retry', 'Copy Details'],
    ],
    [
      'a role',
      { scp: 'Reports.Read.All', wids: [] },
      "doesn't have a role",
      ['Who Can Read Reports?', 'Choose Account…', 'Copy Details'],
    ],
  ];
  for (const [what, claims, text, buttons] of refusals) {
    it(`access denied for lack of ${what} says so, and what helps`, async () => {
      workbench.accounts.set([
        { id: 'ada', label: 'ada@northlight.example', signedIn: true, accessToken: token(claims) },
      ]);
      await workbench.accounts.heard();
      server.addFault({
        effect: {
          kind: 'respond',
          status: 403,
          body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}',
        },
      });
      const { content } = await openFromSidebar(workbench, ...REPORT);
      await content.getByTestId('refresh').click();
      const last = content.getByTestId('last-attempt');
      await last.filter({ hasText: text }).waitFor();
      assert.deepEqual(
        (await last.getByRole('button').allInnerTexts()).map((label) => label.trim()),
        buttons,
      );
      await workbench.screenshot(`refused-for-want-of-${what}`);
      workbench.accounts.set([{ id: 'ada', label: 'ada@northlight.example', signedIn: true }]);
      server.clearFaults();
      await content.getByTestId('refresh').click();
      await content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    });
  }

  it('the last good data stays on the screen, marked as archived', async () => {
    const { content } = await openFromSidebar(workbench, ...REPORT);
    server.addFault({ effect: { kind: 'throttle', retryAfter: '600' } });
    await content.getByTestId('refresh').click();
    const last = content.getByTestId('last-attempt');
    await last.filter({ hasText: 'asks to wait 10 minutes' }).waitFor();
    assert.match(await content.getByTestId('row-count').innerText(), /30 rows/);
    assert.match(await last.innerText(), /Showing the data that was fetched/);
    await workbench.screenshot('failed-with-data');
  });

  it('a download that hangs can be canceled, and canceled is not failed', async () => {
    const { content } = await workbench.reportPanel();
    server.addFault({ at: 'download', effect: { kind: 'hangMidBody', afterBytes: 100 } });
    server.clearRequests();
    await content.locator('[data-testid=periods] [data-period=D90]').click();
    await server.requestArrived(({ port }) => port === 'download');
    await content.getByTestId('cancel').click();
    await content.locator('[data-testid=report-app][data-state=cancelled]').waitFor();
    await content.getByTestId('last-attempt').filter({ hasText: 'Last 90 days: Loading was canceled.' }).waitFor();
    assert.match(await content.getByTestId('row-count').innerText(), /30 rows/);
    await workbench.editorTab('30 days').waitFor();
    const item = await workbench.sideBar.view().reveal('Last 90 days', REPORT[1], TITLE);
    assert.doesNotMatch(await item.accessibleName(), /failed/);
  });

  it('a proxy’s page is recognized', async () => {
    server.addFault({ at: 'download', effect: { kind: 'html', status: 200 } });
    const { content } = await workbench.reportPanel();
    await content.locator('[data-testid=periods] [data-period=D180]').click();
    const last = content.getByTestId('last-attempt');
    await last.filter({ hasText: "sent something that isn't a report" }).waitFor();
    server.clearFaults();
    await last.getByRole('button', { name: 'Retry' }).click();
    await content.getByTestId('row-count').filter({ hasText: '180 rows' }).waitFor();
    await workbench.editorTab('180 days').waitFor();
  });

  it('an export of many reports can be stopped, and says what it has written', async () => {
    server.addFault({ at: 'download', effect: { kind: 'hangMidBody', afterBytes: 100 } });
    server.clearRequests();
    await workbench.runCommand('Usage Reports: Export All Reports for a Period…');
    await workbench.quickInput.choose('Current state');
    await workbench.quickInput.choose('CSV, as Delivered');
    await leaveNothingOut(workbench);
    await server.requestArrived(({ port }) => port === 'download');
    await (await workbench.notifications.find(/Exporting usage reports/)).click('Cancel');
    await (await workbench.notifications.find(/Export stopped\. Exported 0 of 3 reports/)).close();
  });

  it('an export of many reports continues after a failure and lists what failed and why', async () => {
    server.addFault({ path: 'getOffice365ActivationCounts', effect: { kind: 'respond', status: 404, body: '{}' } });
    await workbench.runCommand('Usage Reports: Export All Reports for a Period…');
    await workbench.quickInput.waitFor('Which period do you want to export?');
    await workbench.quickInput.choose('Current state');
    await workbench.quickInput.choose('JSON');
    await leaveNothingOut(workbench);
    const toast = await workbench.notifications.find(
      /Exported 2 of 3 reports to usage-reports.*_current-state_northlight: 1 failed/,
    );
    await toast.click('Open Index');
    // An export that was stopped has left an index as well.
    await workbench.editorTab('Preview index').waitFor();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const exported =
      readdirSync(folder).find((name) => name.endsWith('_current-state_northlight')) ?? assert.fail('no folder');
    const pages = readdirSync(path.join(folder, exported)).filter((name) => /^index.*\.md$/.test(name));
    const failed = pages.flatMap(
      (name) => readFileSync(path.join(folder, exported, name), 'utf8').split('## Failed')[1] ?? [],
    );
    assert.equal(failed.length, 1);
    assert.match(failed[0] ?? '', /`getOffice365ActivationCounts`[\s\S]*isn't available/);
  });

  it('an export of a tenant that refuses all reports ends after three requests, and says why', async () => {
    server.clearFaults();
    server.addFault({ effect: { kind: 'respond', status: 403, body: '{"error":{"code":"S2SUnauthorized"}}' } });
    server.clearRequests();
    await workbench.runCommand('Usage Reports: Export All Reports for a Period…');
    await workbench.quickInput.choose('Last 7 days');
    await workbench.quickInput.choose('JSON');
    await leaveNothingOut(workbench);
    await (await workbench.notifications.find(/Exported 0 of \d+ reports.*permission/)).close();
    assert.equal(server.requests.filter(({ port }) => port === 'graph').length, 3);
  });
});

/** The last question of an export of many reports. */
async function leaveNothingOut({ quickInput }: Workbench): Promise<void> {
  await quickInput.waitFor('Which reports do you also want to export?');
  await quickInput.accept();
}

describe('signing in', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({
      trusted: false,
      accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: false }],
    }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('nobody is asked to sign in before it is needed', async () => {
    await openFromSidebar(workbench, 'Last 7 days', 'Microsoft Teams', 'Team activity, team details');
    assert.deepEqual(
      workbench.accounts.calls().filter(({ kind }) => kind === 'create'),
      [],
    );
  });

  it('switching to a tenant opens VS Code’s dialog, and declining is no error', async () => {
    await switchTenant(workbench, TENANT);
    assert.match(await workbench.dialog.text(), /wants to sign in using Microsoft/);
    await workbench.dialog.click('Cancel');
    await statusBarItem(workbench)
      .filter({ hasText: `${TENANT}: sign-in canceled` })
      .waitFor();
    await workbench.openViewContainer(CONTAINER);
    await workbench.sideBar.view().welcomeButton('Sign In').waitFor();
    assert.deepEqual(await workbench.notifications.texts(), []);
    assert.equal(server.requests.length, 0);
  });

  it('allowing the sign-in shows the tenant', async () => {
    await switchTenant(workbench, TENANT);
    await workbench.dialog.click('Allow');
    await workbench.openViewContainer(CONTAINER);
    await workbench.page.locator('.sidebar .pane-header').getByText(TENANT).waitFor();
    // The tree stays open where it was; its items are the tenant's once none of them says what the sample tenant's did.
    const item = await workbench.sideBar.view().reveal('Last 7 days', 'Microsoft Teams', 'Team activity, team details');
    await item.row.and(workbench.page.locator('[aria-label*="never opened"]')).waitFor();
    await item.click();
    await workbench.editorTab('Team activity, team details, 7 days').waitFor();
    await (await workbench.reportPanel()).content.getByTestId('tenant').filter({ hasText: TENANT }).waitFor();
    const created = workbench.accounts.calls().filter(({ kind }) => kind === 'create');
    assert.deepEqual(
      created.map(({ scopes }) => scopes),
      [[`${server.origin}/Reports.Read.All`]],
    );
  });
});

describe('a tenant in a government cloud', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({
      machineSettings: { 'usageReports.connections': [{ id: 'agency', name: 'Agency', cloud: 'usgov' }] },
      accounts: [{ id: 'ada', label: 'ada@agency.example', signedIn: true }],
    });
    await showTenant(workbench, 'Agency');
    await workbench.openViewContainer(CONTAINER);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('shows the reports of its cloud, and lists the others at the end', async () => {
    const tree = workbench.sideBar.view();
    // VS Code's own setting does not name this cloud, so nobody is signed in.
    await tree.root.getByText('browse the reports').click();
    const missing = await tree.reveal("41 reports aren't available in US Government (GCC High)");
    const roots = await tree.labels();
    assert.equal(roots.at(-1), "41 reports aren't available in US Government (GCC High)");
    assert.ok(!roots.includes('Last 60 days'));
    await missing.expand();
    const report = await tree.reveal(
      "41 reports aren't available in US Government (GCC High)",
      'Peer-to-peer users, daily',
    );
    await report.described('Skype for Business · not in this cloud');
    await report.spoken(/Microsoft publishes no reports about Skype for Business in US Government \(GCC High\)\./);
    await report.click();
    await workbench.screenshot('government-cloud');
    assert.equal(await workbench.page.locator('.editor .tabs-container .tab').count(), 0, 'there is nothing to open');
  });

  it('offers only the reports of its cloud in the pickers', async () => {
    await workbench.runCommand('Usage Reports: Open Report…');
    await workbench.quickInput.waitFor('Which report?');
    await workbench.quickInput.type('getSkype');
    await workbench.page.locator('.quick-input-widget .monaco-list-row').getByText('No report matches').waitFor();
    await workbench.quickInput.dismiss();
    await workbench.runCommand('Usage Reports: Export All Reports for a Period…');
    await workbench.quickInput.waitFor('Which period do you want to export?');
    assert.ok(!(await workbench.quickInput.labels()).includes('Last 60 days'));
    await workbench.quickInput.dismiss();
  });
});
