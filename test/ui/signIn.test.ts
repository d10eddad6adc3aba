import assert from 'node:assert/strict';
import type { GraphServer } from '../support/graphServer.js';
import { statusBarItem } from './support/connection.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { CONTAINER } from './support/openReport.js';
import { launchWithTenant, switchTenant, TENANT } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

const ADA = { id: 'ada', label: 'ada@northlight.example' };
const BOB = { id: 'bob', label: 'bob@northlight.example' };

describe('signing in with VS Code’s dialogs', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({
      trusted: false,
      accounts: [{ ...ADA, signedIn: false }],
      settings: { 'usageReports.archive.freshHours': 0 },
    }));
    await workbench.openViewContainer(CONTAINER);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  const created = () => workbench.accounts.calls().filter(({ kind }) => kind === 'create');

  it('an error of the identity service is a failed sign-in with its number, and opens no second dialog', async () => {
    workbench.accounts.failNext(
      'AADSTS65002: Consent between first party application and first party resource must be configured via preauthorization.',
    );
    await switchTenant(workbench, TENANT);
    assert.match(
      await workbench.dialog.text(),
      /wants to sign in using Microsoft[\s\S]*reads the usage reports of Northlight/,
    );
    await workbench.dialog.click('Allow');
    await (await workbench.notifications.find(/sign-in|application|app/i)).close();
    assert.equal(created().length, 1);
    assert.equal(server.requests.length, 0);
  });

  it('consent that is declined in the browser is a canceled sign-in', async () => {
    workbench.accounts.failNext('AADSTS65004: User declined to consent to access the app.');
    await switchTenant(workbench, TENANT);
    await workbench.dialog.click('Allow');
    await statusBarItem(workbench)
      .filter({ hasText: `${TENANT}: sign-in canceled` })
      .waitFor();
    assert.equal(server.requests.length, 0);
  });

  it('with several accounts the user chooses one, and that one is used', async () => {
    workbench.accounts.set([
      { ...ADA, signedIn: true },
      { ...BOB, signedIn: true },
    ]);
    await switchTenant(workbench, TENANT);
    await workbench.quickInput.waitFor(`Which account can read the usage reports of ${TENANT}?`);
    assert.deepEqual(await workbench.quickInput.labels(), [ADA.label, BOB.label, 'Use Another Account…']);
    await workbench.screenshot('choose-account');
    await workbench.quickInput.choose(BOB.label);
    await workbench.dialog.click('Allow');
    await workbench.page.locator('.sidebar .pane-header').getByText(TENANT).first().waitFor();
    await exportCurrentState(workbench);
    await (await workbench.notifications.find(/reports to usage-reports/)).close();
    const tokens = new Set(
      server.requests.map(({ headers }) => headers['authorization']).filter((header) => header !== undefined),
    );
    assert.equal(tokens.size, 1);
    assert.match([...tokens].join(), /account=bob;/);
    assert.deepEqual(created(), [], 'VS Code had the session');
  });

  it('a removed account is signed out; many requests open one dialog, and after Cancel the archived copies are exported and named as such', async () => {
    workbench.accounts.set([{ ...BOB, signedIn: false }]);
    await statusBarItem(workbench)
      .filter({ hasText: `${TENANT}: signed out` })
      .waitFor();
    server.clearRequests();
    await exportCurrentState(workbench);
    await workbench.dialog.click('Cancel');
    // A second dialog would keep this from being seen.
    await (await workbench.notifications.find(/3 of them are archived copies/)).close();
    assert.deepEqual(created(), []);
    assert.equal(server.requests.length, 0);
  });
});

describe('signing in with another account', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({
      trusted: false,
      accounts: [
        { ...ADA, signedIn: true },
        { ...BOB, signedIn: true },
        { id: 'carol', label: 'carol@northlight.example', signedIn: false },
      ],
    }));
    await workbench.openViewContainer(CONTAINER);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('adds one that VS Code did not know', async () => {
    await switchTenant(workbench, TENANT);
    await workbench.quickInput.choose('Use Another Account…');
    await workbench.dialog.click('Allow');
    await workbench.page.locator('.sidebar .pane-header').getByText(TENANT).first().waitFor();
    const [create] = workbench.accounts.calls().filter(({ kind }) => kind === 'create');
    assert.equal(create?.account, undefined, 'no hint of an account');
    await workbench.runCommand('Usage Reports: Switch Tenant…');
    await workbench.quickInput.waitFor("Which tenant's usage reports do you want to see?");
    await workbench.quickInput.waitFor(/signed in as carol@northlight\.example/i);
    await workbench.quickInput.dismiss();
  });

  it('an export can be canceled while the provider hangs', async () => {
    workbench.accounts.hang();
    await workbench.accounts.heard();
    await exportCurrentState(workbench);
    await (await workbench.notifications.find(/Exporting usage reports/)).click('Cancel');
    await (await workbench.notifications.find(/Export stopped\. Exported 0 of 3 reports/)).close();
    assert.equal(server.requests.length, 0);
    workbench.accounts.hang(false);
  });
});

/** Three reports, two at a time. */
async function exportCurrentState(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Usage Reports: Export All Reports for a Period…');
  await workbench.quickInput.choose('Current state');
  await workbench.quickInput.choose('CSV, as Delivered');
  await workbench.quickInput.waitFor('Which reports do you also want to export?');
  await workbench.quickInput.accept();
}
