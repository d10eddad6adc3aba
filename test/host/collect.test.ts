import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { activated } from './support/extension.js';
import { startTenant } from './support/tenant.js';

describe('collecting in the extension host', () => {
  let api: UsageReportsApi;
  before(async () => {
    api = await activated();
  });
  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('usageReports.collect').update(name, value, vscode.ConfigurationTarget.Global);
  const askedOf = (requests: readonly { port: string; path: string }[]) =>
    requests.filter(({ port }) => port === 'graph').map(({ path }) => /get\w+/.exec(path)?.[0]);

  it('collects a named set without asking, and its reports open from the archive', async () => {
    const tenant = await startTenant();
    try {
      const reports = ['getOffice365ActivationCounts', 'getEmailActivityCounts'];
      const collected = vscode.commands.executeCommand('usageReports.collect', {
        connection: tenant.connection,
        set: reports.join(),
      });
      for (const report of reports) {
        await tenant.server.requestArrived(({ port, path }) => port === 'graph' && path.includes(report));
      }
      const opened = await api.getReport({
        report: 'getEmailActivityCounts',
        period: 'D180',
        connection: tenant.connection,
      });
      assert.equal(opened.rowCount, 180);
      opened.dispose();
      assert.deepEqual(new Set(askedOf(tenant.server.requests)), new Set(reports));
      // It is over although its notification is still there.
      await collected;
    } finally {
      await tenant.close();
    }
  });

  it('collects by schedule from connections that need no user to sign in', async () => {
    const [silent, mute] = [
      await startTenant(),
      await startTenant({
        signedIn: false,
        setting: {
          kind: 'appOnly',
          tenantId: 'nobody.example',
          clientId: 'x',
          cloud: 'custom',
          authority: 'https://127.0.0.1:1',
        },
      }),
    ];
    try {
      await set('set', 'getMailboxUsageStorage');
      await set('schedule', 'daily');
      await silent.server.requestArrived(
        ({ port, path }) => port === 'graph' && path.includes('getMailboxUsageStorage'),
      );
      assert.deepEqual(askedOf(mute.server.requests), []);
      // Told again, it is not due again.
      await set('set', 'getMailboxUsageStorage,getEmailActivityCounts');
      await set('schedule', 'twiceDaily');
      assert.ok(askedOf(silent.server.requests).every((report) => report === 'getMailboxUsageStorage'));
    } finally {
      await set('schedule', undefined);
      await set('set', undefined);
      await silent.close();
      await mute.close();
    }
  });
});
