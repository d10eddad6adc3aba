import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import type { FaultEffect } from '../support/graphFaults.js';
import { activated, failureOf } from './support/extension.js';
import { setConnections, startTenant, type Tenant } from './support/tenant.js';

/** A report that the service documents to answer `If-None-Match`. */
const COUNTS = 'getEmailActivityCounts';

describe('a tenant behind a real server', () => {
  let api: UsageReportsApi;
  let tenant: Tenant;
  before(async () => {
    api = await activated();
  });
  beforeEach(async () => {
    tenant = await startTenant();
  });
  afterEach(async () => {
    await tenant.close();
  });

  const open = (over: object = {}) =>
    api.getReport({ report: COUNTS, period: 'D7', connection: tenant.connection, ...over });

  it('fetches, archives, opens again without a request, and sends the ETag on Refresh', async () => {
    const first = await open();
    assert.equal(first.source, 'network');
    assert.equal(first.rowCount, 7);
    const asked = tenant.server.requests.length;

    const second = await open();
    assert.equal(second.source, 'archive');
    assert.equal(tenant.server.requests.length, asked);
    assert.deepEqual(await second.rows(0, 7), await first.rows(0, 7));

    const third = await open({ fresh: true });
    assert.equal(third.source, 'archive');
    const last = tenant.server.requests.at(-1);
    assert.equal(last?.port, 'graph', 'not modified: nothing was downloaded');
    assert.ok(last?.headers['if-none-match']);
    assert.deepEqual(await third.rows(0, 7), await first.rows(0, 7));
  });

  it('sends the token to Graph, with the scope of this Graph, and never to the download host', async () => {
    await open();
    const [graph, download] = [
      tenant.server.requests.find(({ port }) => port === 'graph'),
      tenant.server.requests.find(({ port }) => port === 'download'),
    ];
    assert.match(
      graph?.headers['authorization'] ?? '',
      new RegExp(`^Bearer stand-in-token.*${tenant.server.origin}/Reports\\.Read\\.All`),
    );
    assert.ok(download);
    assert.equal(download.headers['authorization'], undefined);
  });

  it('reads JSON into the same table as CSV', async () => {
    const csv = await open();
    await vscode.workspace
      .getConfiguration('usageReports')
      .update('fetch.format', 'json', vscode.ConfigurationTarget.Global);
    try {
      const json = await open({ fresh: true });
      assert.match(tenant.server.requests.at(-1)?.path ?? '', /\/beta\/reports\/.*application/);
      for (const { name, type } of json.columns) {
        const [inJson, inCsv] = [json, csv].map(({ columns }) =>
          columns.findIndex((column) => column.name === name),
        ) as [number, number];
        assert.equal(csv.columns[inCsv]?.type, type, name);
        assert.deepEqual(
          (await json.rows(0, 7)).map((row) => row[inJson]),
          (await csv.rows(0, 7)).map((row) => row[inCsv]),
          name,
        );
      }
    } finally {
      await vscode.workspace
        .getConfiguration('usageReports')
        .update('fetch.format', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('asks for the other format where the service refuses JSON, and says so among the warnings', async () => {
    await vscode.workspace
      .getConfiguration('usageReports')
      .update('fetch.format', 'json', vscode.ConfigurationTarget.Global);
    try {
      tenant.server.addFault({ path: 'application/json', effect: { kind: 'respond', status: 406 } });
      const { warnings, rowCount } = await open({ fresh: true });
      assert.ok(rowCount > 0);
      assert.match(warnings[0] ?? '', /as JSON, so it was requested as CSV/);
    } finally {
      await vscode.workspace
        .getConfiguration('usageReports')
        .update('fetch.format', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('gets one fresh token after a 401, and says unauthorized when there is none', async () => {
    tenant.server.addFault({ effect: { kind: 'unauthorized' } });
    const error = await failureOf(open());
    assert.equal(error.reason, 'unauthorized');
  });

  it('says signInRequired without a session, and opens no dialog', async () => {
    await vscode.commands.executeCommand('testMicrosoft.setAccounts', []);
    const error = await failureOf(open());
    assert.equal(error.reason, 'signInRequired');
    assert.equal(tenant.server.requests.length, 0);
    const calls = await vscode.commands.executeCommand<{ kind: string }[]>('testMicrosoft.calls');
    assert.ok(
      calls.every(({ kind }) => kind !== 'create'),
      'no interactive sign-in from a program’s call',
    );
  });

  const wrapped = JSON.stringify({
    error: {
      code: 'UnknownError',
      message: JSON.stringify({ error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } }),
      innerError: { 'request-id': 'abc' },
    },
  });
  const faults: [string, FaultEffect, 'graph' | 'download', string][] = [
    [
      '403',
      {
        kind: 'respond',
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: '{"error":{"code":"Forbidden","message":"No."}}',
      },
      'graph',
      'forbidden',
    ],
    [
      '403 wrapped in another error',
      { kind: 'respond', status: 403, headers: { 'content-type': 'application/json' }, body: wrapped },
      'graph',
      'forbidden',
    ],
    ['404', { kind: 'respond', status: 404, body: '{}' }, 'graph', 'notFound'],
    ['HTML instead of CSV', { kind: 'html', status: 200 }, 'download', 'notAReport'],
    ['a truncated download', { kind: 'truncate', afterBytes: 200 }, 'download', 'truncated'],
    ['a reset in the middle', { kind: 'resetMidBody', afterBytes: 200 }, 'download', 'truncated'],
    ['a link that expires twice', { kind: 'expiredLink' }, 'download', 'linkExpired'],
    [
      'a redirect to http',
      { kind: 'redirect', location: 'http://reports.office.example/x' },
      'graph',
      'insecureRedirect',
    ],
    ['a long Retry-After', { kind: 'throttle', retryAfter: '600' }, 'graph', 'throttled'],
  ];
  for (const [what, effect, at, reason] of faults) {
    it(`${what} is one clear error, and leaves the last good data as it is`, async () => {
      const good = await open();
      tenant.server.addFault({ at, effect });
      const error = await failureOf(open({ fresh: true, period: 'D30' }));
      assert.equal(error.reason, reason);
      assert.doesNotMatch(JSON.stringify([error.message, error.details]), /stand-in-token|https?:\/\/[^"]*\?/);
      tenant.server.clearFaults();
      assert.deepEqual(await (await open()).rows(0, 7), await good.rows(0, 7));
    });
  }

  it('an expired link is requested again, once', async () => {
    tenant.server.addFault({ at: 'download', times: 1, effect: { kind: 'expiredLink' } });
    assert.equal((await open()).rowCount, 7);
    assert.equal(tenant.server.requests.filter(({ port }) => port === 'graph').length, 2);
  });

  it('waits as long as the service demands, and then has the data', async () => {
    tenant.server.addFault({ times: 1, effect: { kind: 'throttle', retryAfter: '1' } });
    assert.equal((await open()).rowCount, 7);
  });

  it('a canceled fetch rejects at once although the service hangs, and nothing is archived', async () => {
    tenant.server.addFault({ at: 'download', times: 1, effect: { kind: 'hangMidBody', afterBytes: 50 } });
    const source = new vscode.CancellationTokenSource();
    const opening = api.getReport({ report: COUNTS, period: 'D7', connection: tenant.connection }, source.token);
    await tenant.server.requestArrived(({ port }) => port === 'download');
    source.cancel();
    assert.equal((await failureOf(opening)).name, 'AbortError');
    assert.equal((await open()).source, 'network');
  });

  it('a workspace setting cannot change where the token goes', async () => {
    const settings = vscode.workspace.getConfiguration('usageReports');
    const foreign = [{ id: tenant.connection, graphEndpoint: 'https://evil.example' }];
    await assert.rejects(async () => settings.update('connections', foreign, vscode.ConfigurationTarget.Workspace));
    assert.equal((await open()).source, 'network');
  });

  it('a removed connection can no longer be used', async () => {
    await setConnections([]);
    assert.equal((await failureOf(open())).reason, 'invalidRequest');
  });
});
