import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { issueCertificate, pemFile } from '../support/certificates.js';
import type { FaultEffect } from '../support/graphFaults.js';
import type { GraphServer } from '../support/graphServer.js';
import type { Theme } from '../support/host/settings.mjs';
import { startSampleServer } from '../support/sampleServer.js';
import {
  CLIENT_ID,
  connectionsView,
  replaceConnections,
  savedConnections,
  settingsText,
  statusBarItem,
} from './support/connection.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER } from './support/openReport.js';
import { showTenant, switchTenant } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

const SECRET = 'not-a-real-secret-8Q~';
const PASSPHRASE = 'not-a-real-passphrase-7K~';

const ADA = { id: 'ada', label: 'ada@northlight.example' };

function refusal(status: number, code: string, message: string): FaultEffect {
  return {
    kind: 'respond',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { code, message } }),
  };
}

const FORBIDDEN = refusal(403, 'S2SUnauthorized', 'Invalid permission.');
const TOKEN_EXPIRED = refusal(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');

let connectionsSoFar = 0;

/** A connection named Northlight with an id that no test has used before. */
function northlight(server: GraphServer) {
  return {
    id: `northlight-${++connectionsSoFar}`,
    name: 'Northlight',
    kind: 'delegated',
    cloud: 'custom',
    graphEndpoint: server.origin,
    authority: 'https://login.microsoftonline.com',
  };
}

async function testConnection(workbench: Workbench): Promise<void> {
  await (await connectionsView(workbench).reveal('Northlight')).action('Test Connection');
  await (await workbench.notifications.find(/Northlight works/)).close();
}

describe('adding a connection that signs in with an account', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    server = await startSampleServer();
    workbench = await launchWorkbench({
      trusted: false,
      accounts: [{ ...ADA, signedIn: false }],
    });
    await workbench.openViewContainer(CONTAINER);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('at first the sample tenant is shown, with a button that adds one’s own', async () => {
    await statusBarItem(workbench).filter({ hasText: 'Sample tenant' }).waitFor();
    await workbench.sideBar.view().reveal('Last 7 days');
    await workbench.sideBar.view().says(/Sample data\. Add a connection/);
    await connectionsView(workbench).welcomeButton('Add Connection…').waitFor();
    await workbench.screenshot('connections-none-dark');
    await connectionsView(workbench).welcomeButton('Add Connection…').click();
    await workbench.quickInput.waitFor('Who signs in?');
    assert.deepEqual(await workbench.quickInput.cutOff(), []);
    await workbench.screenshot('connections-add-kind');
    await workbench.quickInput.dismiss();
  });

  it('canceling saves nothing', async () => {
    await workbench.runCommand('Usage Reports: Add Connection…');
    await workbench.quickInput.waitFor('Who signs in?');
    await workbench.quickInput.choose('Sign in with an account');
    await workbench.quickInput.waitFor('Which Microsoft cloud');
    await workbench.quickInput.dismiss();
    assert.deepEqual(savedConnections(workbench), []);
    await connectionsView(workbench).welcomeButton('Add Connection…').waitFor();
  });

  it('asks step by step, validates input as it is typed, and remembers the answers when going back', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Usage Reports: Add Connection…');
    await quickInput.waitFor('Who signs in?');
    assert.match(await quickInput.title(), /Add Connection \(1\/6\)/);
    assert.ok(!(await quickInput.buttons()).includes('Back'), 'nothing comes before the first question');
    await quickInput.choose('Sign in with an account');
    await quickInput.waitFor('Which Microsoft cloud');
    await quickInput.choose('Custom endpoints');

    await quickInput.waitFor('Microsoft Graph endpoint.');
    assert.match(await quickInput.title(), /3\/8/);
    await quickInput.type('http://graph.northlight.example');
    await quickInput.waitFor('Enter an https address without a path');
    await workbench.screenshot('connections-add-validation');
    await quickInput.accept();
    await quickInput.waitFor('Enter an https address without a path');
    await quickInput.type(server.origin);
    await quickInput.waitFor('Microsoft Graph endpoint.');
    await quickInput.accept();

    await quickInput.waitFor('Sign-in endpoint (authority).');
    await quickInput.holds('https://login.microsoftonline.com');
    await quickInput.type('https://entra.microsoft.com');
    await quickInput.waitFor('This is the address of a website, which signs no program in.');
    await quickInput.type('https://login.microsoftonline.com');
    await quickInput.waitFor('Sign-in endpoint (authority).');
    await quickInput.click('Back');
    await quickInput.waitFor('Microsoft Graph endpoint.');
    await quickInput.holds(server.origin);
    await quickInput.click('Back');
    await quickInput.waitFor('Which Microsoft cloud');
    await quickInput.choose('Custom endpoints');
    await quickInput.waitFor('Microsoft Graph endpoint.');
    await quickInput.holds(server.origin);
    await quickInput.accept();
    await quickInput.waitFor('Sign-in endpoint (authority).');
    await quickInput.accept();

    await quickInput.waitFor("Leave empty to use the account's home tenant.");
    await quickInput.type('not a domain');
    await quickInput.waitFor('Enter a domain such as northlight.onmicrosoft.com');
    await quickInput.type('common');
    await quickInput.waitFor('This stands for any tenant, but usage reports belong to one.');
    await quickInput.answer('northlight.example');

    await quickInput.waitFor('Which app asks for your sign-in?');
    await quickInput.waitFor(/Microsoft normally refuses it for usage reports \(AADSTS65002\)/);
    assert.deepEqual(await quickInput.cutOff(), []);
    await workbench.screenshot('connections-add-app');
    await quickInput.choose('Your own app registration');
    await quickInput.waitFor('delegated permission Reports.Read.All');
    assert.ok((await quickInput.buttons()).includes('How to Register an App'));
    await workbench.screenshot('connections-add-client');
    await quickInput.type('1111');
    await quickInput.waitFor('Enter an ID such as 00000000');
    await quickInput.answer(CLIENT_ID);

    await quickInput.waitFor('Enter a name for this tenant');
    await quickInput.holds('Northlight');
    await quickInput.type('sample tenant');
    await quickInput.waitFor('Another connection already has this name.');
    await quickInput.type('Northlight');
    await quickInput.waitFor('Enter a name for this tenant');
    assert.deepEqual(savedConnections(workbench), [], 'nothing is saved before the last answer');
    await quickInput.dismiss();
  });

  it('saves the connection after the last answer, signs in with VS Code’s own dialog, and offers a test', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Usage Reports: Add Connection…');
    await quickInput.waitFor('Who signs in?');
    await quickInput.choose('Sign in with an account');
    await quickInput.waitFor('Which Microsoft cloud');
    await quickInput.choose('Custom endpoints');
    await quickInput.waitFor('Microsoft Graph endpoint.');
    await quickInput.answer(server.origin);
    await quickInput.waitFor('Sign-in endpoint (authority).');
    await quickInput.accept();
    await quickInput.waitFor("Leave empty to use the account's home tenant.");
    await quickInput.answer('northlight.example');
    await quickInput.waitFor('Which app asks for your sign-in?');
    await quickInput.choose('Your own app registration');
    await quickInput.waitFor('delegated permission Reports.Read.All');
    await quickInput.answer(CLIENT_ID);
    await quickInput.waitFor('Enter a name for this tenant');
    await quickInput.holds('Northlight');
    await quickInput.accept();

    assert.match(await workbench.dialog.text(), /wants to sign in using Microsoft/);
    await workbench.dialog.click('Allow');
    const added = await workbench.notifications.find('Connection "Northlight" added.');
    assert.deepEqual(savedConnections(workbench), [
      {
        id: 'northlight',
        name: 'Northlight',
        kind: 'delegated',
        cloud: 'custom',
        graphEndpoint: server.origin,
        authority: 'https://login.microsoftonline.com',
        tenantId: 'northlight.example',
        clientId: CLIENT_ID,
      },
    ]);
    const [created] = workbench.accounts.calls().filter(({ kind }) => kind === 'create');
    assert.deepEqual(created?.scopes, [
      `${server.origin}/Reports.Read.All`,
      `VSCODE_CLIENT_ID:${CLIENT_ID}`,
      'VSCODE_TENANT:northlight.example',
    ]);
    await statusBarItem(workbench).filter({ hasText: 'Northlight' }).waitFor();
    assert.equal(server.requests.length, 0, 'no report is requested before somebody asks for one');
    await workbench.page
      .locator('.sidebar .message')
      .filter({ hasText: 'Nothing has been fetched from Northlight yet.' })
      .waitFor();
    const item = await connectionsView(workbench).reveal('Northlight');
    await item.row.filter({ hasText: 'current · signed in as ada@northlight.example' }).waitFor();
    await item.spoken(/Northlight, current, Signs in with an account, signed in as ada@northlight\.example/);
    await connectionsView(workbench).reveal('Sample tenant');
    await workbench.screenshot('connections-signed-in');

    await added.click('Test Connection');
    const toast = await workbench.notifications.find(
      /Northlight works: signed in as ada@northlight\.example, read ".*" with data up to/,
    );
    await workbench.screenshot('connections-test-good');
    await toast.close();
    assert.ok(server.requests.some(({ path }) => path.includes('getOffice365ActiveUserCounts')));
  });
});

describe('a connection that signs in with an account', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    server = await startSampleServer();
    workbench = await launchWorkbench();
    await workbench.openViewContainer(CONTAINER);
  });
  beforeEach(async () => {
    workbench.accounts.set([{ ...ADA, signedIn: true }]);
    await replaceConnections(workbench, northlight(server));
    await showTenant(workbench, 'Northlight');
  });
  afterEach(() => server.clearFaults());
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('a test that is denied says why and offers buttons, and the state is visible everywhere', async () => {
    await testConnection(workbench);
    server.addFault({ effect: FORBIDDEN });
    await (await connectionsView(workbench).reveal('Northlight')).action('Test Connection');
    const toast = await workbench.notifications.find(/doesn't have permission/);
    assert.ok((await toast.buttons()).length > 0);
    await statusBarItem(workbench).filter({ hasText: 'Northlight: no permission' }).waitFor();
    await statusBarItem(workbench).and(workbench.page.locator('.warning-kind')).waitFor();
    const item = await connectionsView(workbench).reveal('Northlight');
    await item.row.filter({ hasText: 'no permission · current' }).waitFor();
    assert.deepEqual(await connectionsView(workbench).cutOff(), []);
    await item.spoken(/no permission to read reports \(ada@northlight\.example\)/);
    // Something was fetched before, so the tree is still shown.
    await workbench.page
      .locator('.sidebar .message')
      .filter({ hasText: 'Northlight denied access at the last request.' })
      .waitFor();
    await workbench.sideBar.view().reveal('Last 7 days');
    await workbench.screenshot('connections-refused');
    await toast.close();
    server.clearFaults();
    await testConnection(workbench);
    await statusBarItem(workbench)
      .filter({ hasText: /^\s*Northlight\s*$/ })
      .waitFor();
  });

  it('a click on a connection shows its tenant', async () => {
    await (await connectionsView(workbench).reveal('Sample tenant')).click();
    await statusBarItem(workbench).filter({ hasText: 'Sample tenant' }).waitFor();
    await (await connectionsView(workbench).reveal('Northlight')).click();
    await statusBarItem(workbench).filter({ hasText: 'Northlight' }).waitFor();
  });

  it('the second sample tenant says that it conceals names, and has room for it', async () => {
    await (await connectionsView(workbench).reveal('Fabrikam')).click();
    await statusBarItem(workbench).filter({ hasText: 'Fabrikam: concealed names' }).waitFor();
    const item = await connectionsView(workbench).reveal('Fabrikam');
    await item.row.filter({ hasText: 'current · concealed names' }).waitFor();
    await item.spoken(/Fabrikam, current, Sample tenant, sample data, concealed names/);
    const said = await connectionsView(workbench).cutOff();
    assert.deepEqual(
      said.filter((text) => /Fabrikam|Sample tenant/.test(text)),
      [],
    );
    await showTenant(workbench, 'Northlight');
  });

  it('a click on the status bar lists the tenants', async () => {
    await statusBarItem(workbench).click();
    await workbench.quickInput.waitFor("Which tenant's usage reports do you want to see?");
    assert.deepEqual(await workbench.quickInput.labels(), [
      'Northlight',
      'Sample tenant',
      'Fabrikam',
      'Add Connection…',
      'Configure…',
    ]);
    await workbench.screenshot('connections-switch');
    await workbench.quickInput.dismiss();
  });

  it('the name can be changed by itself', async () => {
    const [before] = savedConnections(workbench);
    await (await connectionsView(workbench).reveal('Northlight')).action('Edit Connection…');
    await workbench.quickInput.waitFor('Enter a name for this tenant');
    assert.match(await workbench.quickInput.title(), /Edit Connection Northlight \(1\/7\)/);
    await workbench.quickInput.holds('Northlight');
    await workbench.quickInput.type('Southlight');
    await workbench.screenshot('connections-edit');
    await workbench.quickInput.click('Save Now');
    await (await workbench.notifications.find('Connection "Southlight" updated.')).close();
    assert.deepEqual(savedConnections(workbench), [{ ...before, name: 'Southlight' }]);
    await statusBarItem(workbench).filter({ hasText: 'Southlight' }).waitFor();
    await (
      await connectionsView(workbench).reveal('Southlight')
    ).row
      .filter({ hasText: 'signed in as ada@northlight.example' })
      .waitFor();
  });

  it('signing out says that VS Code keeps the account', async () => {
    const item = await connectionsView(workbench).reveal('Northlight');
    // Before VS Code has told the account, the menu has no such entry.
    await item.row.filter({ hasText: 'signed in as ada@northlight.example' }).waitFor();
    await item.menu('Sign Out');
    await (
      await workbench.notifications.find(/signed out of Northlight\. The account stays available to other extensions/)
    ).close();
  });

  it('removing asks first, can delete the archived reports, and shows the sample tenant again', async () => {
    await testConnection(workbench);
    await workbench.runCommand('Usage Reports: Remove Connection…');
    assert.match(await workbench.dialog.text(), /Remove connection "Northlight"\?[\s\S]*stay on this computer/);
    assert.deepEqual((await workbench.dialog.buttons()).sort(), ['Cancel', 'Remove', 'Remove and Delete Reports']);
    await workbench.screenshot('connections-remove');
    await workbench.dialog.click('Cancel');
    assert.equal(savedConnections(workbench).length, 1);
    await (await connectionsView(workbench).reveal('Northlight')).menu('Remove Connection…');
    await workbench.dialog.click('Remove and Delete Reports');
    await statusBarItem(workbench).filter({ hasText: 'Sample tenant' }).waitFor();
    await connectionsView(workbench).welcomeButton('Add Connection…').waitFor();
    assert.deepEqual(savedConnections(workbench), []);
  });
});

describe('adding a connection that signs in as an app', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({
      machineSettings: { 'usageReports.connections': [{ id: 'northlight', name: 'Northlight' }, { id: '../faulty' }] },
    });
    await workbench.openViewContainer(CONTAINER);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('asks for what an app needs, and does not write its secret to the settings', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand('Usage Reports: Add Connection…');
    await quickInput.waitFor('Who signs in?');
    await quickInput.choose('Sign in as an app, without a user');
    await quickInput.waitFor('Which Microsoft cloud');
    await quickInput.choose('US Government (GCC High)');
    await quickInput.waitFor('directory (tenant) ID. You find both in the Microsoft Entra admin center.');
    await quickInput.accept();
    await quickInput.waitFor('An app signs in to a specific tenant');
    await quickInput.answer('northlight.example');
    await quickInput.waitFor('application permission Reports.Read.All');
    await quickInput.answer(CLIENT_ID);
    await quickInput.waitFor('Which credential does the app use?');
    await quickInput.choose('Certificate');
    await quickInput.waitFor('PEM file that contains the certificate');
    await quickInput.type('north.pem');
    await quickInput.waitFor('Enter the absolute path of a file');
    await quickInput.click('Back');
    await quickInput.waitFor('Which credential does the app use?');
    await quickInput.choose('Client secret');
    await quickInput.waitFor("It's stored in VS Code's secret storage");
    assert.ok(await quickInput.isHidden());
    await quickInput.type(CLIENT_ID);
    await quickInput.waitFor('This looks like a secret ID.');
    await workbench.screenshot('connections-add-secret');
    await quickInput.type(SECRET);
    await quickInput.accept();
    await quickInput.waitFor('Enter a name for this tenant');
    await quickInput.type('northlight');
    await quickInput.waitFor('Another connection already has this name.');
    await quickInput.answer('Northlight!');
    await workbench.notifications.find('Connection "Northlight!" added.');
    assert.deepEqual(savedConnections(workbench), [
      { id: 'northlight', name: 'Northlight' },
      { id: '../faulty' },
      {
        id: 'northlight-2',
        name: 'Northlight!',
        kind: 'appOnly',
        cloud: 'usgov',
        tenantId: 'northlight.example',
        clientId: CLIENT_ID,
      },
    ]);
    assert.ok(!settingsText(workbench).includes(SECRET));
    await statusBarItem(workbench).filter({ hasText: 'Northlight!: not tested' }).waitFor();
    const item = await connectionsView(workbench).reveal('Northlight!');
    await item.spoken(/Signs in as an app, without a user, not tested/);
    await workbench.screenshot('connections-app');
  });

  it('takes a certificate from the file dialog, and hides its passphrase', async () => {
    const { quickInput } = workbench;
    const file = path.join(workbench.workspaceFolder, 'northlight.pem');
    writeFileSync(file, pemFile(issueCertificate({ subject: 'northlight', keyType: 'rsa' }), PASSPHRASE));
    await workbench.runCommand('Usage Reports: Add Connection…');
    await quickInput.waitFor('Who signs in?');
    await quickInput.choose('Sign in as an app, without a user');
    await quickInput.waitFor('Which Microsoft cloud');
    await quickInput.choose('US Government (GCC High)');
    await quickInput.waitFor('directory (tenant) ID. You find both in the Microsoft Entra admin center.');
    await quickInput.answer('northlight.example');
    await quickInput.waitFor('application permission Reports.Read.All');
    await quickInput.answer(CLIENT_ID);
    await quickInput.waitFor('Which credential does the app use?');
    await quickInput.choose('Certificate');
    await quickInput.waitFor('PEM file that contains the certificate');
    await quickInput.click('Choose File…');
    await quickInput.waitFor('Certificate with Private Key');
    await quickInput.choose('northlight.pem');
    await quickInput.waitFor('PEM file that contains the certificate');
    await quickInput.holds(file);
    await quickInput.acceptUntil('Enter the passphrase of the private key.');
    assert.ok(await quickInput.isHidden());
    await quickInput.answer(PASSPHRASE);
    await quickInput.waitFor('Enter a name for this tenant');
    await quickInput.answer('Northlight by certificate');
    await workbench.notifications.find('Connection "Northlight by certificate" added.');
    assert.deepEqual(savedConnections(workbench).at(-1), {
      id: 'northlight-by-certificate',
      name: 'Northlight by certificate',
      kind: 'appOnly',
      cloud: 'usgov',
      tenantId: 'northlight.example',
      clientId: CLIENT_ID,
      certificatePath: file,
    });
    assert.ok(!settingsText(workbench).includes(PASSPHRASE));
  });
});

for (const theme of ['light', 'dark'] as Theme[]) {
  describe(`welcome texts in place of the reports, ${theme} theme`, () => {
    let workbench: Workbench;
    let server: GraphServer;
    before(async () => {
      server = await startSampleServer();
      workbench = await launchWorkbench({ theme });
      await workbench.openViewContainer(CONTAINER);
    });
    beforeEach(async () => {
      workbench.accounts.set([{ ...ADA, signedIn: false }]);
      await replaceConnections(workbench, northlight(server));
      workbench.accounts.failNext();
      await switchTenant(workbench, 'Northlight');
      await workbench.dialog.click('Allow');
      await statusBarItem(workbench).filter({ hasText: 'Northlight: sign-in canceled' }).waitFor();
    });
    afterEach(() => server.clearFaults());
    after(async () => {
      await workbench.close();
      await server.close();
    });
    screenshotOnFailure(() => workbench);

    it('signed out, nothing fetched: buttons that help, and a way to look around', async () => {
      const view = workbench.sideBar.view();
      await view.welcomeButton('Sign In').waitFor();
      await view.welcomeButton('Switch Tenant…').waitFor();
      await view.says(/You're signed out of this tenant/);
      await workbench.screenshot(`welcome-signed-out-${theme}`);
      await view.root.getByText('browse the reports').click();
      await view.reveal('Last 7 days');
      await view.says(/Sign-in to Northlight canceled\. You'll be asked again/);
    });

    it('no permission or an expired sign-in, nothing fetched: what to do about it', async () => {
      const view = workbench.sideBar.view();
      await view.root.getByText('browse the reports').click();
      server.addFault({ effect: FORBIDDEN });
      await workbench.runCommand('Usage Reports: Sign In');
      await workbench.dialog.click('Allow');
      await (await workbench.notifications.find('Signed in to Northlight as ada@northlight.example.')).close();
      await workbench.runCommand('Usage Reports: Test Connection');
      await (await workbench.notifications.find(/doesn't have permission/)).close();
      // The welcome texts come back when another tenant has been shown.
      await (await connectionsView(workbench).reveal('Sample tenant')).click();
      await statusBarItem(workbench).filter({ hasText: 'Sample tenant' }).waitFor();
      await (await connectionsView(workbench).reveal('Northlight')).click();
      for (const button of ['Who Can Read Reports?', 'Copy Consent Link', 'Test Connection']) {
        await view.welcomeButton(button).waitFor();
      }
      await workbench.screenshot(`welcome-no-permission-${theme}`);
      server.clearFaults();
      server.addFault({ effect: TOKEN_EXPIRED });
      await view.welcomeButton('Test Connection').click();
      assert.match(await workbench.dialog.text(), /no longer accepts the sign-in for Northlight/);
      await workbench.dialog.click('Allow');
      await (await workbench.notifications.find(/sign/i)).close();
      for (const button of ['Sign In', 'Edit Connection…', 'Switch Tenant…']) {
        await view.welcomeButton(button).waitFor();
      }
      await view.says(/has expired/);
      await statusBarItem(workbench).filter({ hasText: 'Northlight: sign-in expired' }).waitFor();
      await workbench.screenshot(`welcome-expired-${theme}`);
      server.clearFaults();
      await view.welcomeButton('Sign In').click();
      await (await workbench.notifications.find(/Signed in to Northlight/)).close();
      await workbench.runCommand('Usage Reports: Test Connection');
      await (await workbench.notifications.find(/Northlight works/)).close();
      await view.reveal('Last 7 days');
      await workbench.screenshot(`connections-${theme}`);
    });
  });
}
