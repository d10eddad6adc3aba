import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphServer } from '../support/graphServer.js';
import { statusBarItem } from './support/connection.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { openFromSidebar } from './support/openReport.js';
import { launchWithTenant, showTenant, TENANT } from './support/tenant.js';
import { placesOf, recordMessages, type Trace, tracesInBrowser, tracesOnDisk } from './support/traces.js';
import { WAIT_MS } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const TOKEN = 'LeakTestToken0123456789abcdefLeakTestToken';
/** A download address quoted in a service's message. It must not be left anywhere either. */
const QUOTED_LINK = 'https://reports.office.example/data/LeakTestLink0123456789?sig=LeakTestSignature';
const FORMATS = ['CSV, as Delivered', 'CSV, Normalized', 'JSON', 'Markdown', 'Apache Parquet'];
const SECRET = 'LeakTestSecret~0123456789.abcdef';
const PERSON = 'User Principal Name';

describe('after a full run', () => {
  let workbench: Workbench;
  let server: GraphServer;
  let traces: Trace[];
  let messages: Trace[];
  let log: Trace[];

  before(async function () {
    this.timeout(600_000);
    ({ workbench, server } = await launchWithTenant({
      accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: true, accessToken: TOKEN }],
      settings: { 'usageReports.archive.freshHours': 0 },
      files: { 'notes.md': '# Notes' },
    }));
    const recorded = await recordMessages(workbench.page);
    await showTenant(workbench, TENANT);

    await openFromSidebar(workbench, 'Last 7 days', 'Exchange', 'Email activity, daily');
    const { content } = await openFromSidebar(
      workbench,
      'Last 7 days',
      'Microsoft Teams',
      'Teams user activity, user details',
    );
    await content.locator('[data-row="0"]').waitFor();
    for (const format of FORMATS) {
      await workbench.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
      await workbench.quickInput.waitFor('Which format?');
      await workbench.quickInput.choose(format);
      await (await workbench.notifications.find(/Exported to/)).close();
    }

    // An error that quotes the request, as a helpful proxy might.
    const body = JSON.stringify({ error: { code: 'Forbidden', message: `No: Bearer ${TOKEN} at ${QUOTED_LINK}` } });
    server.addFault({
      effect: {
        kind: 'respond',
        status: 403,
        headers: { 'content-type': 'application/json', 'request-id': 'leak-403' },
        body,
      },
    });
    await content.getByTestId('refresh').click();
    await content
      .getByTestId('last-attempt')
      .filter({ hasText: "doesn't have permission to read this report" })
      .waitFor();
    server.clearFaults();
    server.addFault({ at: 'download', effect: { kind: 'expiredLink' } });
    await content.getByTestId('refresh').click();
    await content.getByTestId('last-attempt').filter({ hasText: 'download link was rejected twice' }).waitFor();
    server.clearFaults();

    await addAppConnection(workbench, server.origin);
    await workbench.runCommand('Usage Reports: Test Connection');
    await workbench.quickInput.choose('Service');
    await (await workbench.notifications.find(/couldn't be reached/)).close();
    // The command is about the tenant that is shown.
    await showTenant(workbench, TENANT);
    await workbench.runCommand('Usage Reports: Sign Out');
    await (await workbench.notifications.find(/signed out of Northlight/)).close();
    await showTenant(workbench, TENANT);
    // Signed in again: before that the panels would come back signed out.
    await statusBarItem(workbench)
      .filter({ hasText: /Northlight\s*$/ })
      .waitFor();

    // A 401 while no dialog may open: panels are restored after a reload. A reload also makes VS Code write its state.
    const challenge = { 'www-authenticate': 'Bearer error="insufficient_claims", claims="c2VjcmV0"' };
    server.addFault({
      effect: { kind: 'respond', status: 401, headers: { 'request-id': 'leak-401', ...challenge }, body: '{}' },
    });
    await workbench.reload();
    const restoreModel = await workbench.reportPanel();
    await restoreModel.content.getByText('A Conditional Access policy of this tenant requires more').first().waitFor();
    workbench.accounts.set([]);
    await workbench.reload();
    await (await workbench.reportPanel()).content.getByText('You are signed out of this tenant').first().waitFor();

    messages = recorded();
    log = await logOf(workbench, 'leak-401');
    traces = [
      ...tracesOnDisk(path.dirname(workbench.userDataFolder)).filter(({ place }) => place !== workbench.accounts.file),
      ...(await tracesInBrowser(workbench.page)),
      ...messages,
    ];
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('the search itself finds known texts in log, settings, archive, exports, state, and messages', () => {
    const seen = (needle: string, place: RegExp) =>
      assert.ok(
        placesOf(needle, traces).some((found) => place.test(found)),
        `${needle} should be in ${String(place)}; it is in:\n${placesOf(needle, traces).join('\n')}`,
      );
    assert.ok(log.length > 0);
    seen('leak-403', /Usage Reports\.log$/);
    seen('leak-401', /Usage Reports\.log$/);
    seen(server.origin, /Machine\/settings\.json$/);
    seen(PERSON, /globalStorage.*archive.*\.csv$/);
    for (const extension of ['csv', 'json', 'md']) {
      seen(PERSON, new RegExp(`usage-reports/.*\\.${extension}$`));
    }
    seen('usageReports.activeConnection', /^database vscode-web-state-db/);
    seen(PERSON, /^message to /);
    seen("doesn't have permission to read this report", /^message to /);
  });

  it('the token is nowhere', () => {
    assert.ok(
      server.requests.some(({ headers }) => headers['authorization'] === `Bearer ${TOKEN}`),
      'the token was used',
    );
    assert.deepEqual(placesOf(TOKEN, traces), []);
  });

  it('the secret of an app is nowhere but in VS Code’s secret storage', () => {
    const setting = placesOf('"appOnly"', traces);
    assert.ok(
      setting.some((place) => place.endsWith('Machine/settings.json')),
      'the connection of the app is there',
    );
    assert.deepEqual(placesOf(SECRET, traces), []);
  });

  it('no download link is anywhere, neither the service’s nor a quoted one', () => {
    const links = server.requests.filter(({ port }) => port === 'download').map((request) => request.path);
    assert.ok(links.length >= 4, 'files were downloaded');
    // The secret of a link is its long random part.
    const secrets = links.flatMap((link) => link.match(/[0-9A-F]{40}/g) ?? []);
    assert.ok(secrets.length >= links.length, `links hold secrets: ${links[0]}`);
    for (const secret of new Set([...links, ...secrets, 'LeakTestLink0123456789', 'LeakTestSignature'])) {
      assert.deepEqual(placesOf(secret, traces), [], secret);
    }
  });

  it('the claims of a challenge are nowhere', () => {
    assert.deepEqual(placesOf('claims="c2VjcmV0"', traces), []);
  });
});

/** A connection whose secret is stored and sent to nobody: nothing listens at its sign-in service. */
async function addAppConnection(workbench: Workbench, graph: string): Promise<void> {
  const { notifications, quickInput } = workbench;
  await workbench.runCommand('Usage Reports: Add Connection…');
  await quickInput.choose('Sign in as an app, without a user');
  await quickInput.choose('Custom endpoints');
  await quickInput.waitFor('Microsoft Graph endpoint.');
  await quickInput.answer(graph);
  await quickInput.waitFor('Sign-in endpoint (authority).');
  await quickInput.answer('https://127.0.0.1:9');
  await quickInput.waitFor('directory (tenant) ID. You find both in the Microsoft Entra admin center.');
  await quickInput.answer('northlight.example');
  await quickInput.waitFor('application permission Reports.Read.All');
  await quickInput.answer('00000000-0000-0000-0000-00000000000a');
  await quickInput.choose('Client secret');
  await quickInput.waitFor("It's stored in VS Code's secret storage");
  await quickInput.answer(SECRET);
  await quickInput.waitFor('Enter a name for this tenant');
  await quickInput.answer('Service');
  await (await notifications.find('Connection "Service" added.')).close();
}

/** The extension's log, once it has this word in it: VS Code writes it a little later. */
async function logOf(workbench: Workbench, word: string): Promise<Trace[]> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const logs = tracesOnDisk(path.join(workbench.userDataFolder, 'logs')).filter(({ place }) =>
      place.endsWith('Usage Reports.log'),
    );
    if (logs.some(({ text }) => text.includes(word))) {
      return logs;
    }
    assert.ok(
      Date.now() < deadline,
      `No log of the extension tells of ${word}. There are: ${logs.map(({ place }) => place).join(', ')}`,
    );
    await delay(100);
  }
}
