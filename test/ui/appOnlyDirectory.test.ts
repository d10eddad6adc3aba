import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { issueCertificate, pemFile } from '../support/certificates.js';
import { directoryFaults } from '../support/directoryFaults.js';
import type { GraphServer } from '../support/graphServer.js';
import { startSampleServer } from '../support/sampleServer.js';
import { type RegisteredApp, startTokenService, type TokenService } from '../support/tokenService.js';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { connectionsView } from './support/connection.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { showTenant, TENANT } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

const TENANT_ID = '11111111-2222-4333-8444-555555555555';
const CLIENT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const USER_READ_ALL = 'df021288-bdef-4463-88db-98f22de89214';

for (const theme of ['light', 'dark'] as const) {
  describe(`the directory by an app without a user, ${theme} theme`, () => {
    let folder: string;
    let tokens: TokenService;
    let graph: GraphServer;
    let app: RegisteredApp;
    let workbench: Workbench;
    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-app-'));
      const { certificate, ...issued } = issueCertificate({ subject: 'Reports reader', keyType: 'rsa' });
      const certificatePath = path.join(folder, 'certificate.pem');
      writeFileSync(certificatePath, pemFile({ certificate, ...issued }));
      tokens = await startTokenService();
      app = { tenantId: TENANT_ID, directoryId: TENANT_ID, clientId: CLIENT, certificate };
      tokens.register(app);
      graph = await startSampleServer();
      graph.addFault(directoryFaults.forbidden('directoryUsers'));
      const place = { cloud: 'custom', graphEndpoint: graph.origin, authority: tokens.origin, tenantId: TENANT_ID };
      const connection = { id: 'service', name: TENANT, kind: 'appOnly', ...place, clientId: CLIENT, certificatePath };
      workbench = await launchWorkbench({
        theme,
        machineSettings: { 'usageReports.connections': [connection] },
        // The token service's authority is made for this test, and no machine trusts it.
        env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      });
      await showTenant(workbench, TENANT);
      await workbench.openViewContainer(CONTAINER);
    });
    after(async () => {
      await workbench.close();
      await graph.close();
      await tokens.close();
      rmSync(folder, { recursive: true, force: true });
    });
    screenshotOnFailure(() => workbench);

    const directory = () => workbench.sideBar.view().reveal('Directory');

    /** Answers what a script is for, and takes it from the clipboard. */
    async function script(): Promise<string> {
      const { quickInput, page } = workbench;
      await quickInput.waitFor('Which tool do you want to run the script with?');
      await quickInput.choose('Azure CLI');
      await quickInput.waitFor('Which cloud is the tenant in?');
      await quickInput.choose('Worldwide');
      await (await workbench.notifications.find(/^The script was copied to the clipboard\./)).close();
      const text = await copiedText(page);
      assert.equal(spawnSync('bash', ['-n'], { input: text }).status, 0, text);
      return text;
    }

    it('says which permission is missing, and copies a script that adds it to the app registration', async () => {
      await (await directory()).click();
      await workbench.quickInput.waitFor('What should be read? Each needs its own permission.');
      await workbench.quickInput.tick('Users');
      await workbench.quickInput.accept();
      await workbench.dialog.click('Read');
      const denied = await workbench.notifications.find(
        "The app doesn't have consent to User.Read.All in this tenant.",
      );
      assert.deepEqual(await denied.buttons(), ['Copy Consent Link', 'Add Permissions…', 'Retry']);
      await workbench.screenshot(`app-directory-denied-${theme}`);
      await emptyClipboard(workbench.page);
      await denied.click('Add Permissions…');
      const text = await script();
      assert.ok(text.includes(`APP_ID='${CLIENT}'`) && text.includes(USER_READ_ALL), text);
      assert.ok(text.includes('=Role') && !text.includes('ad app create'), text);
      await (await directory()).described('failed');
    });

    it('copies a consent link, which asks for what the registration lists, and says so', async () => {
      await emptyClipboard(workbench.page);
      await (await connectionsView(workbench).reveal(TENANT)).menu('Copy Admin Consent Link…');
      const said = await workbench.notifications.find(
        /The link asks for what the app registration lists: first add User\.Read\.All/,
      );
      assert.deepEqual(await said.buttons(), ['Open Link', 'Add Permissions…']);
      await workbench.screenshot(`app-directory-link-${theme}`);
      const link = new URL(await copiedText(workbench.page));
      assert.equal(link.searchParams.get('scope'), `${graph.origin}/.default`);
      await said.close();
    });

    it('reads the directory as soon as there is consent, though its token is older', async () => {
      app.roles = ['Reports.Read.All', 'User.Read.All'];
      graph.clearFaults();
      const before = tokens.tokenRequests.length;
      await (await directory()).action('Refresh Directory Data');
      await (await workbench.notifications.find(/^Northlight: [\d,]+ users/)).close();
      assert.equal(tokens.tokenRequests.length, before + 1);
      await (await directory()).described(/^\d+:\d\d/);
    });

    it('offers both scripts for a connection: more permissions, or a new app that reads what is chosen', async () => {
      const { quickInput } = workbench;
      const connection = () => connectionsView(workbench).reveal(TENANT);
      await emptyClipboard(workbench.page);
      await (await connection()).menu('Copy App Registration Script…');
      await quickInput.waitFor('What should the script do?');
      await workbench.screenshot(`app-directory-task-${theme}`);
      await quickInput.choose('Add Permissions');
      await quickInput.waitFor('Which directory data should the app be able to read?');
      await quickInput.tick('Last Sign-Ins');
      await workbench.screenshot(`app-directory-permissions-${theme}`);
      assert.deepEqual(await quickInput.cutOff(), []);
      await quickInput.accept();
      // What is switched on was chosen at first.
      assert.match(await script(), /# User\.Read\.All\n.*# AuditLog\.Read\.All\n\)/);

      await emptyClipboard(workbench.page);
      await (await connection()).menu('Copy App Registration Script…');
      await quickInput.choose('Register an App');
      await quickInput.choose('Without a User, by Secret');
      await quickInput.waitFor('Which directory data, too? Usage reports need none.');
      await quickInput.tick('Subscriptions');
      await workbench.screenshot(`app-directory-register-${theme}`);
      await quickInput.accept();
      assert.match(await script(), /application\n.*# Reports\.Read\.All\n.*# LicenseAssignment\.Read\.All\n\)/);
    });
  });
}
