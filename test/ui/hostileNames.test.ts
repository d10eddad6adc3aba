import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { GraphServer } from '../support/graphServer.js';
import { startSampleServer } from '../support/sampleServer.js';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { connectionsView, statusBarItem } from './support/connection.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

/** A name of which VS Code would make a link that runs a command, an icon, and in a tooltip an address. */
const NAME = '[Click me](command:workbench.action.terminal.new) $(zap) www.evil.example';
const UPN = '[mail](command:x)@evil.example';
const KEY = 'Control+Alt+9';

/** As it is meant: the mark that keeps the brackets apart is not seen. */
const seen = (text: string) => text.replaceAll('\u2060', '').replaceAll('\u00A0', ' ');

describe('hostile names in Restricted Mode', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    server = await startSampleServer();
    workbench = await launchWorkbench({
      accounts: [{ id: 'ada', label: UPN, signedIn: true }],
      machineSettings: { 'usageReports.connections': [{ id: 'evil', name: NAME, graphEndpoint: server.origin }] },
      restricted: true,
      // Nothing but `false` turns it off.
      settings: { 'usageReports.export.neutralizeFormulas': null },
      // Two folders: only then a path begins with the folder's name.
      files: {
        'evil.code-workspace': JSON.stringify({
          folders: [
            { path: 'one', name: NAME },
            { path: 'two', name: 'Two' },
          ],
          settings: { 'usageReports.export.neutralizeFormulas': false },
        }),
        'one/.vscode/settings.json': JSON.stringify({ 'usageReports.export.neutralizeFormulas': false }),
        'two/README.md': '',
      },
      workspaceFile: 'evil.code-workspace',
      keybindings: [{ key: 'ctrl+alt+9', command: 'usageReports.openReport', args: { report: NAME } }],
    });
    await workbench.page.locator('.statusbar').getByText('Restricted Mode').waitFor();
    await workbench.openViewContainer(CONTAINER);
    await openTenants();
    await hostileRow().dispatchEvent('click');
    await statusBarItem(workbench).filter({ hasText: 'Click me' }).waitFor();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  afterEach(() => server.clearFaults());
  screenshotOnFailure(() => workbench);

  /** Asserts that an element shows the texts as they are: no link in it, and no icon but those that it has of its own. */
  async function isText(shown: Locator, ...texts: readonly string[]): Promise<void> {
    const text = seen(await shown.innerText());
    for (const each of texts) {
      assert.ok(text.includes(each), `${JSON.stringify(text)} says ${each}`);
    }
    assert.equal(await shown.locator('a:not(.statusbar-item-label, .label-name)').count(), 0, 'no links');
    assert.equal(await shown.locator('.codicon-zap').count(), 0, 'no icons');
  }

  async function openTenants(): Promise<void> {
    await workbench.runCommand('Usage Reports: Switch Tenant…');
    await workbench.quickInput.waitFor("Which tenant's usage reports do you want to see?");
    await hostileRow().waitFor();
  }

  const hostileRow = () =>
    workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Click me' }).first();
  const messageOf = (text: string | RegExp) =>
    workbench.page.locator('.notification-list-item-message').filter({ hasText: text }).first();

  it('are text in the list of tenants and in the status bar', async () => {
    await openTenants();
    await isText(hostileRow(), NAME);
    await workbench.screenshot('hostile-list');
    await workbench.quickInput.dismiss();
    await isText(statusBarItem(workbench), NAME);
  });

  it('are text in the tooltips of the tree and of the status bar', async () => {
    const label = connectionsView(workbench).root.locator('.monaco-list-row').filter({ hasText: 'Click me' });
    for (const hovered of [label, statusBarItem(workbench)]) {
      await hovered.hover();
      const tooltip = workbench.page
        .locator('.workbench-hover .hover-contents')
        .filter({ hasText: 'Click me' })
        .first();
      await tooltip.waitFor();
      await isText(tooltip, NAME);
      await workbench.page.mouse.move(0, 0);
      await tooltip.waitFor({ state: 'detached' });
    }
  });

  it('are text in the progress of a step, and in what it ends with', async () => {
    server.addFault({ effect: { kind: 'hold' } });
    await workbench.runCommand('Usage Reports: Test Connection');
    await workbench.notifications.find(/Testing/);
    await isText(messageOf('Testing'), NAME);
    await workbench.screenshot('hostile-progress');
    server.clearFaults();
    await workbench.notifications.find(/works/);
    await isText(messageOf('works'), NAME, UPN);
    await (await workbench.notifications.find(/works/)).close();
  });

  it('are text in an error', async () => {
    await workbench.page.keyboard.press(KEY);
    await workbench.notifications.find(/There is no report/);
    await isText(messageOf('There is no report'), NAME);
    await (await workbench.notifications.find(/There is no report/)).close();
  });

  it('are text in a question', async () => {
    await workbench.runCommand('Usage Reports: Remove Connection…');
    assert.ok(seen(await workbench.dialog.text()).includes(NAME));
    assert.equal(await workbench.page.locator('.monaco-dialog-box .dialog-message-container a').count(), 0);
    await workbench.dialog.click('Cancel');
  });

  it('are text where an export says its folder, whose settings do not decide about formulas', async () => {
    const formula = '=HYPERLINK("https://evil.example")';
    const header = 'Report Refresh Date,User Id,User Principal Name';
    server.addFault({
      at: 'download',
      effect: {
        kind: 'respond',
        status: 200,
        headers: { 'content-type': 'text/csv' },
        body: `${header},=Extra\r\n2026-11-18,1,"${formula.replaceAll('"', '""')}",x\r\n`,
      },
    });
    const { content } = await openFromSidebar(
      workbench,
      'Last 7 days',
      'Microsoft Teams',
      'Teams user activity, user details',
    );
    await emptyClipboard(workbench.page);
    await content.getByTestId('copy').click();
    await workbench.page.locator('.statusbar').getByText('1 row copied').waitFor();
    const copied = await copiedText(workbench.page);
    assert.match(copied, /\t'=Extra\n/);
    assert.ok(copied.includes(`\t'${formula}\t`), copied);

    for (const format of ['CSV, as Delivered', 'CSV, Normalized']) {
      await workbench.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
      await workbench.quickInput.waitFor('Which format?');
      await workbench.quickInput.choose(format);
      await workbench.quickInput.waitFor('Which workspace folder?');
      await hostileRow().dispatchEvent('click');
      await workbench.notifications.find(/Exported to/);
      await isText(messageOf('Exported to'), NAME);
      await workbench.screenshot('hostile-notification');
      await (await workbench.notifications.find(/Exported to/)).close();
    }
    const folder = path.join(workbench.workspaceFolder, 'one', 'usage-reports');
    const normalized = readdirSync(folder).find((name) => name.endsWith('.normalized.csv')) ?? assert.fail('no file');
    const text = readFileSync(path.join(folder, normalized), 'utf8');
    assert.match(text, /,'=Extra\r\n/);
    assert.match(text, /,"'=HYPERLINK/);
  });

  it('are text where a different file is to be replaced', async () => {
    const folder = path.join(workbench.workspaceFolder, 'one', 'usage-reports');
    for (const name of readdirSync(folder)) {
      writeFileSync(path.join(folder, name), 'mine');
    }
    await workbench.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
    await workbench.quickInput.choose('CSV, Normalized');
    await workbench.quickInput.waitFor('Which workspace folder?');
    await hostileRow().dispatchEvent('click');
    assert.ok(seen(await workbench.dialog.text()).includes(NAME));
    await workbench.dialog.click('Cancel');
  });
});
