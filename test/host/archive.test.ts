import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { activated, failureOf } from './support/extension.js';
import { microsoft } from './support/microsoft.js';
import { startTenant, type Tenant } from './support/tenant.js';

const COUNTS = 'getEmailActivityCounts';

describe('the archive of a window', () => {
  let api: UsageReportsApi;
  let tenant: Tenant;
  let root: string;

  before(async () => {
    api = await activated();
  });
  beforeEach(async () => {
    tenant = await startTenant();
    root = await mkdtemp(path.join(tmpdir(), 'usage-reports-archive-'));
  });
  afterEach(async () => {
    await set('folder', undefined);
    await set('compress', undefined);
    await set('freshHours', undefined);
    await tenant.close();
    await rm(root, { recursive: true, force: true });
  });

  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('usageReports.archive').update(name, value, vscode.ConfigurationTarget.Global);
  const open = (over: object = {}) =>
    api.getReport({ report: COUNTS, period: 'D7', connection: tenant.connection, ...over });
  const kept = async (folder: string) =>
    (await readdir(folder, { recursive: true }))
      .filter((name) => /\.(csv|gz)$/.test(name))
      .map((name) => name.replaceAll('\\', '/'));

  it('is where the setting says from the next report on, compressed if set, and nowhere else', async () => {
    await set('folder', path.join(root, 'reports'));
    const first = await open();
    assert.equal(first.source, 'network');
    const folder = `tenant=${tenant.connection}/report=${COUNTS}/period=D7/refresh=${first.refreshDate}/fetched=`;
    const [file = '', ...more] = await kept(path.join(root, 'reports'));
    assert.ok(file.startsWith(folder) && /=\d{8}T\d{6}Z-[0-9a-f]{8}\/part\.csv$/.test(file), file);
    assert.deepEqual(more, []);
    assert.equal((await open()).source, 'archive');
    await set('folder', path.join(root, 'other'));
    await set('compress', true);
    assert.equal((await open()).source, 'network', 'nothing of it is in the other folder');
    const [compressed = '', ...others] = await kept(path.join(root, 'other'));
    assert.ok(compressed.startsWith(folder) && compressed.endsWith('/part.csv.gz'), compressed);
    assert.deepEqual(others, []);
    assert.equal((await open()).source, 'archive');
    await set('folder', undefined);
    assert.equal((await open()).source, 'network', 'and nothing is in the extension’s own');
  });

  it('archives nothing elsewhere if the folder is missing, and still opens reports', async () => {
    await set('folder', path.join(root, 'drive', 'reports'));
    assert.equal((await open()).source, 'network');
    assert.equal((await open()).source, 'network');
    assert.deepEqual(await readdir(root), []);
    await mkdir(path.join(root, 'drive'));
    await open();
    assert.equal((await open()).source, 'archive');
    await set('folder', undefined);
    assert.equal((await open()).source, 'network', 'the extension’s own folder was not used instead');
  });

  it('ignores a folder set in a workspace', async () => {
    const settings = vscode.workspace.getConfiguration('usageReports.archive');
    await assert.rejects(async () => settings.update('folder', root, vscode.ConfigurationTarget.Workspace));
  });

  it('opens archived reports without the service, and says why', async () => {
    await set('freshHours', 0);
    const first = await open();
    tenant.server.addFault({ effect: { kind: 'throttle', retryAfter: '600' } });
    const stored = await open();
    assert.equal(stored.source, 'archive');
    assert.equal(stored.notFetched?.reason, 'throttled');
    assert.ok(stored.notFetched.message.length > 10);
    assert.equal(stored.fetchedAt, first.fetchedAt);
    assert.deepEqual(await stored.rows(0, 7), await first.rows(0, 7));
    assert.equal((await failureOf(open({ fresh: true }))).reason, 'throttled');
    const target = {
      report: COUNTS,
      period: 'D7',
      connection: tenant.connection,
      format: 'csv',
      uri: vscode.Uri.file(root),
    };
    assert.equal(
      (await failureOf(api.exportReport(target))).reason,
      'throttled',
      'a file would not show that it is old',
    );
    await microsoft.setAccounts([]);
    tenant.server.clearFaults();
    assert.equal((await open()).notFetched?.reason, 'signInRequired');
  });
});
