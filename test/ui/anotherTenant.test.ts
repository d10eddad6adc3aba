import assert from 'node:assert/strict';
import { startSampleServer } from '../support/sampleServer.js';
import type { GraphServer } from '../support/graphServer.js';
import { CLIENT_ID, connectionsView, savedConnections, statusBarItem } from './support/connection.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import { showTenant, TENANT } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

const REPORT = ['Last 7 days', 'Microsoft Teams', 'Teams user activity, user details'] as const;
const BEFORE = 'aaaaaaaa-0000-4000-8000-000000000001';
const AFTER = 'bbbbbbbb-0000-4000-8000-000000000002';

describe('a connection whose tenant is changed', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    server = await startSampleServer();
    workbench = await launchWorkbench({
      accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: true, tenants: [BEFORE] }],
      machineSettings: {
        'usageReports.connections': [
          {
            id: 'northlight',
            name: TENANT,
            cloud: 'custom',
            graphEndpoint: server.origin,
            tenantId: BEFORE,
            clientId: CLIENT_ID,
          },
        ],
      },
    });
    await showTenant(workbench, TENANT);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  const tenantsOfTokens = () => [
    ...new Set(
      server.requests.flatMap(
        ({ headers }) => /VSCODE_TENANT:([\w-]+)/.exec(headers['authorization'] ?? '')?.[1] ?? [],
      ),
    ),
  ];

  it('shows nothing of the earlier tenant and is signed out', async () => {
    await openFromSidebar(workbench, ...REPORT);
    assert.deepEqual(tenantsOfTokens(), [BEFORE]);
    await (await workbench.sideBar.view().reveal(...REPORT)).spoken(/fetched/);

    const { quickInput, sideBar } = workbench;
    await (await connectionsView(workbench).reveal(TENANT)).action('Edit Connection…');
    await quickInput.waitFor('Enter a name for this tenant');
    await quickInput.accept();
    await quickInput.waitFor('Who signs in?');
    await quickInput.choose('Sign in with an account');
    await quickInput.waitFor('Which Microsoft cloud');
    await quickInput.choose('Custom endpoints');
    await quickInput.waitFor('Microsoft Graph endpoint.');
    await quickInput.accept();
    await quickInput.waitFor('Sign-in endpoint (authority).');
    await quickInput.accept();
    await quickInput.waitFor("Leave empty to use the account's home tenant.");
    await quickInput.holds(BEFORE);
    server.clearRequests();
    await quickInput.type(AFTER);
    await quickInput.click('Save Now');
    await (await workbench.notifications.find(`Connection "${TENANT}" updated.`)).close();

    assert.equal(savedConnections(workbench)[0]?.['tenantId'], AFTER);
    await statusBarItem(workbench)
      .filter({ hasText: `${TENANT}: signed out` })
      .waitFor();
    await sideBar.view().says(/Signed out of Northlight\. You'll be asked to sign in when you open a report\./);
    await (await sideBar.view().reveal(...REPORT)).spoken(/never opened/);
    await workbench.editorTab(REPORT[2]).waitFor({ state: 'detached' });
    await workbench.screenshot('another-tenant');
    assert.equal(server.requests.length, 0);
  });

  it('asks to sign in again, and then fetches from the new tenant', async () => {
    await (await workbench.sideBar.view().reveal(...REPORT)).click();
    assert.match(await workbench.dialog.text(), /reads the usage reports of Northlight/);
    await workbench.dialog.click('Allow');
    await loadedPanel(workbench, REPORT[2]);
    const [created] = workbench.accounts.calls().filter(({ kind }) => kind === 'create');
    assert.ok(created?.scopes.includes(`VSCODE_TENANT:${AFTER}`), created?.scopes.join());

    assert.deepEqual(tenantsOfTokens(), [AFTER]);
  });
});
