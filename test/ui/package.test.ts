import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSampleServer } from '../support/sampleServer.js';
import { measureSize } from '../bench/size.mjs';
import { issueCertificate, pemFile } from '../support/certificates.js';
import { fontCharacters } from '../support/fontCharacters.js';
import type { GraphServer } from '../support/graphServer.js';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { run } from '../support/host/processes.mjs';
import { copyToBuild, packageExtension } from '../support/packageExtension.mjs';
import { pageNames } from '../support/pageNames.mjs';
import { startTokenService, type TokenService } from '../support/tokenService.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import { openOverview } from './support/overview.js';
import { showTenant } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

const TENANT = '11111111-2222-4333-8444-555555555555';
const CLIENT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

/** The package that people install. These tests also run on the oldest supported VS Code, which loads modules differently. */
describe('the package', () => {
  let folder: string;
  let vsix: string;
  let workbench: Workbench | undefined;
  let tokens: TokenService;
  let graph: GraphServer;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-package-test-'));
    vsix = await packageExtension(path.join(folder, 'extension.vsix'), path.join(folder, 'dist'));
    const registered = issueCertificate({ subject: 'Reports reader', keyType: 'rsa' });
    const certificatePath = path.join(folder, 'certificate.pem');
    writeFileSync(certificatePath, pemFile(registered));
    tokens = await startTokenService();
    tokens.register({ tenantId: TENANT, clientId: CLIENT, certificate: registered.certificate });
    graph = await startSampleServer();
    const place = {
      cloud: 'custom',
      graphEndpoint: graph.origin,
      authority: tokens.origin,
      tenantId: TENANT,
      clientId: CLIENT,
    };
    workbench = await launchWorkbench({
      vsix,
      machineSettings: {
        'usageReports.connections': [{ id: 'service', name: 'Northlight', kind: 'appOnly', ...place, certificatePath }],
      },
      // The token service's authority is made for this test, and no machine trusts it.
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    });
  });
  after(async () => {
    await workbench?.close();
    await graph?.close();
    await tokens?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  screenshotOnFailure(() => workbench);

  it('is within its size limits, and loads little at the start', () => {
    const limited = measureSize({ folder, vsix }).filter(({ target }) => target !== undefined);
    const large = limited.filter(({ value, target = 0 }) => value.median > target);
    // The package itself, the start of the extension, and each page.
    assert.equal(limited.length, 2 + pageNames(checkoutRoot()).length);
    assert.deepEqual(
      large.map(({ name, value, target }) => `${name}: ${Math.ceil(value.median)} KB of ${target} KB`),
      [],
    );
  });

  it('has a glyph for each icon that its style sheet names, and for few others', () => {
    const media = path.join(folder, 'dist', 'media');
    const rules = readFileSync(path.join(media, 'codicon.css'), 'utf8').matchAll(
      /-([a-z0-9-]+):before\{content:"\\([0-9a-f]+)"/g,
    );
    const named = [...rules].map(([, icon, code = '']) => ({ icon, character: parseInt(code, 16) }));
    const drawn = fontCharacters(readFileSync(path.join(media, 'codicon.ttf')));
    assert.ok(named.length > 50, `${named.length} icons`);
    assert.deepEqual(
      named.filter(({ character }) => !drawn.has(character)).map(({ icon }) => icon),
      [],
    );
    assert.ok(drawn.size < 300, `the font has ${drawn.size} characters`);
  });

  it('installs, and shows the tree, a report and the overview', async () => {
    const panel = await openFromSidebar(workbench!, 'Last 7 days', 'Microsoft Teams', 'Team activity, team details');
    await panel.content.locator('[data-row="0"]').waitFor({ state: 'attached' });
    assert.deepEqual(panel.consoleErrors(), []);
    await openFromSidebar(workbench!, 'Last 7 days', 'Microsoft Teams', 'User activity, daily (licensed users)');
    const overview = await openOverview(workbench!);
    await overview.content.locator('[data-testid=overview-card][data-report=getTeamsUserActivityCounts]').waitFor();
    assert.deepEqual(overview.consoleErrors(), []);
  });

  it('loads on demand: the file writers, and the library for app-only sign-in', async () => {
    const { quickInput, notifications, workspaceFolder } = workbench!;
    await openFromSidebar(workbench!, 'Last 7 days', 'Microsoft Teams', 'User activity, daily (licensed users)');
    await workbench!.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
    await quickInput.choose('CSV, as Delivered');
    await notifications.find(/Exported to/);
    assert.equal(readdirSync(path.join(workspaceFolder, 'usage-reports')).length, 1);

    await showTenant(workbench!, 'Northlight');
    await workbench!.runCommand('Usage Reports: Open Report…');
    await quickInput.waitFor('Which report?');
    await quickInput.type('getTeamsUserActivityUserDetail');
    await quickInput.choose('Teams user activity, user details');
    await quickInput.waitFor('Which period?');
    await quickInput.choose('Last 7 days');
    const panel = await loadedPanel(workbench!, 'Teams user activity, user details');
    await panel.content.locator('[data-row="0"]').waitFor({ state: 'attached' });
    assert.equal(tokens.tokenRequests.length, 1);
  });
});

describe('npm start', () => {
  let copy: string;
  // It builds, and windows beside it have the extension that the checkout's dist/ holds.
  before(() => {
    copy = copyToBuild(['test/support']);
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('opens a window that has the extension', async () => {
    await run(process.execPath, [path.join('test', 'support', 'host', 'start.mjs'), '--check'], { cwd: copy });
  });
});
