import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { DIRECTORY_PATHS, directoryFaults } from '../support/directoryFaults.js';
import type { GraphServer } from '../support/graphServer.js';
import { connectionsView, replaceConnections } from './support/connection.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { showFirstGroup } from './support/firstGroup.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import { launchWithTenant, showTenant, TENANT } from './support/tenant.js';
import { until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const CHOOSE = 'Usage Reports: Choose Directory Data…';

describe('directory data', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({ settings: { 'usageReports.archive.freshHours': 0 } }));
    await showTenant(workbench, TENANT);
    await workbench.openViewContainer(CONTAINER);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  const directory = () => workbench.sideBar.view().reveal('Directory');
  const asked = () => server.requests.filter(({ path }) => /\/(users|subscribedSkus)\?/.test(path));

  /** Ticks or unticks datasets, and confirms. */
  async function choose(...labels: readonly string[]): Promise<void> {
    await workbench.quickInput.waitFor('What should be read? Each needs its own permission.');
    for (const label of labels) {
      await workbench.quickInput.tick(label);
    }
  }

  it('is off, and nothing of it is requested before somebody agrees', async () => {
    await (await directory()).described('off');
    await (await directory()).click();
    await choose('Users', 'Subscriptions');
    await workbench.screenshot('directory-choices');
    await workbench.quickInput.accept();
    const text = await workbench.dialog.text();
    assert.match(text, /^Read directory data of Northlight\?/);
    assert.match(text, /Permissions: User\.Read\.All and LicenseAssignment\.Read\.All\./);
    assert.match(text, /This is personal data\. It is archived in .*archive/);
    await workbench.screenshot('directory-question');
    await workbench.dialog.click('Cancel');
    await (await directory()).described('off');
    assert.deepEqual(asked(), []);
  });

  it('where one is denied, the others are read, and the message names the permission', async () => {
    server.addFault(directoryFaults.forbidden('subscribedSkus'));
    await workbench.runCommand(CHOOSE);
    await choose('Users', 'Subscriptions', 'Last Sign-Ins');
    await workbench.quickInput.accept();
    await workbench.dialog.click('Read');
    const read = await workbench.notifications.find(/^Northlight: [\d,]+ users, [\d,]+ last sign-ins/);
    const denied = await workbench.notifications.find(/denied access.*LicenseAssignment\.Read\.All/);
    await workbench.screenshot('directory-denied');
    assert.deepEqual((await denied.buttons()).slice(0, 1), ['Copy Consent Link']);
    await (await directory()).described('failed');
    const scopes = workbench.accounts
      .calls()
      .filter(({ kind }) => kind === 'get')
      .map((call) => call.scopes.join(' '));
    for (const permission of ['User.Read.All', 'LicenseAssignment.Read.All', 'AuditLog.Read.All']) {
      assert.ok(
        scopes.some((scope) => scope.startsWith(`${server.origin}/${permission}`)),
        scopes.join('\n'),
      );
    }
    await read.close();
    await denied.close();

    server.clearFaults();
    server.clearRequests();
    await (await directory()).action('Refresh Directory Data');
    await (await workbench.notifications.find(/ users, \d+ subscriptions, [\d,]+ last sign-ins/)).close();
    await (await directory()).described(/^\d+:\d\d/);
    const paths = asked().map(({ path }) => decodeURIComponent(path));
    for (const part of Object.values(DIRECTORY_PATHS)) {
      assert.ok(
        paths.some((path) => path.includes(part)),
        part,
      );
    }
    await workbench.screenshot('directory-read');
  });

  it('says the departments of users, who is blocked but licensed, and whose licenses are unused', async () => {
    await (await workbench.sideBar.view().reveal('Users')).click();
    await workbench.editorTab('Users').and(workbench.page.locator('.active')).waitFor();
    const users = await workbench.reportPanel();
    await users.content.getByRole('button', { name: /^Fetch \(\d+ requests\)$/ }).click();
    const more = users.content.getByRole('button', { name: 'Quick filters: More' });
    const blocked = users.content.getByRole('menuitemcheckbox', { name: /^Blocked but licensed/ });
    await more.click();
    const promised = Number(/\d+/.exec(await blocked.innerText())?.[0]);
    assert.ok(promised > 0);
    await blocked.click();
    await users.content
      .getByTestId('row-count')
      .filter({ hasText: new RegExp(`^${promised} of [\\d,]+ rows`) })
      .waitFor();
    await workbench.screenshot('directory-blocked');
    await more.click();
    await blocked.click();
    await users.content
      .getByTestId('row-count')
      .filter({ hasText: /^[\d,]+ rows/ })
      .waitFor();
    await showFirstGroup(users, 'Department');
    await workbench.screenshot('directory-users');
    assert.deepEqual(await users.accessibilityViolations(), []);

    await workbench.runCommand('Usage Reports: Show Unused Licenses…');
    await workbench.quickInput.waitFor('Select a product');
    await workbench.quickInput.choose('All products');
    const unused = await loadedPanel(workbench, 'Unused licenses');
    const { name, rows } = await showFirstGroup(unused, 'Department');
    assert.ok(name !== '' && rows > 0);
    await workbench.screenshot('directory-unused');
    assert.deepEqual(unused.consoleErrors(), []);
    await workbench.runCommand('View: Close All Editors');
  });

  it('is collected with the reports, within a plan that counts it, and one part that is denied stops nothing', async () => {
    server.addFault(directoryFaults.forbidden('directorySignIns'));
    server.addFault(directoryFaults.throttledAfter('directoryUsers', 1));
    server.clearRequests();
    await workbench.runCommand('Usage Reports: Collect Reports…');
    await workbench.quickInput.waitFor('Which reports?');
    await workbench.quickInput.type('Forms');
    await workbench.quickInput.choose('Forms');
    await workbench.quickInput.waitFor(/^\d+ requests, about /);
    await workbench.quickInput.waitFor(/^including directory data/);
    await workbench.screenshot('directory-collect-plan');
    await workbench.quickInput.choose('Collect Now');
    const summary = await workbench.notifications.find(
      /Collected reports for Northlight: \d+ fetched, .*1 failed\. .*denied access/,
    );
    await workbench.screenshot('directory-collected');
    assert.deepEqual(await summary.buttons(), ['Copy Consent Link', 'Show Failed Reports', 'Open Overview']);
    await summary.click('Show Failed Reports');
    await workbench.editorTab("Reports that weren't collected").waitFor();
    await (await directory()).described('failed');
    await summary.gone();
    server.clearFaults();
  });

  it('switched off again, what is archived goes if the person says so, from tables and reports that are open as well', async () => {
    // The last one is in front.
    const openings = [
      () => openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email activity, user details'),
      () => openFromSidebar(workbench, 'Users'),
      () => openFromSidebar(workbench, 'Storage'),
    ];
    const columnCount = async ({ content }: { readonly content: FrameLocator }) =>
      Number(await content.locator('[role=grid]').getAttribute('aria-colcount'));
    const before: number[] = [];
    for (const open of openings) {
      before.push(await columnCount(await open()));
    }
    await workbench.runCommand(CHOOSE);
    await choose('Users', 'Subscriptions', 'Last Sign-Ins');
    await workbench.quickInput.accept();
    assert.match(
      await workbench.dialog.text(),
      /Also delete what is archived of Users, Subscriptions, and Last Sign-Ins\?/,
    );
    await workbench.dialog.click('Delete');
    await (await directory()).described('off');
    for (const [at, open] of [...openings.entries()].reverse()) {
      const panel = await open();
      await until(async () => assert.ok((await columnCount(panel)) < (before[at] ?? 0), String(at)));
    }
  });

  it('is off again for a connection that was removed and added once more', async () => {
    await workbench.runCommand(CHOOSE);
    await choose('Subscriptions');
    await workbench.quickInput.accept();
    await workbench.dialog.click('Read');
    await (await workbench.notifications.find(/^Northlight: [\d,]+ (user|subscription|last sign-in)/)).close();
    await (await connectionsView(workbench).reveal(TENANT)).menu('Remove Connection…');
    await workbench.dialog.click('Remove and Delete Reports');
    // VS Code writes the same settings: one that has not ended would undo what is written below.
    await connectionsView(workbench).welcomeButton('Add Connection…').waitFor();
    await replaceConnections(workbench, { id: 'northlight', name: TENANT, graphEndpoint: server.origin });
    await showTenant(workbench, TENANT);
    // It would say "never read" were it still on.
    await (await directory()).described('off');
  });
});
