import assert from 'node:assert/strict';
import { catalog } from '../support/catalog.js';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { activated, failureOf, temporaryFolder } from './support/extension.js';
import { startTenant } from './support/tenant.js';

describe('public API on the sample tenant', () => {
  let api: UsageReportsApi;
  before(async () => {
    api = await activated();
  });

  it('is version 1', () => {
    assert.equal(api.apiVersion, 1);
  });

  it('lists all reports with their periods and formats', async () => {
    const reports = await api.listReports();
    assert.equal(reports.length, catalog.reports.length);
    assert.deepEqual(reports.find(({ name }) => name === 'getSkypeForBusinessPeerToPeerActivityUserCounts')?.versions, [
      'v1.0',
      'beta',
    ]);
    assert.equal(reports.filter(({ acceptsDate }) => acceptsDate).length, 20);
    assert.equal(reports.filter(({ periods }) => periods.length === 0).length, 3);
  });

  it('opens every report for every period it has', async function () {
    this.timeout(120_000);
    for (const { name, periods } of await api.listReports()) {
      for (const period of periods.length === 0 ? [undefined] : periods) {
        const report = await api.getReport({
          report: name,
          connection: 'sample',
          ...(period === undefined ? {} : { period }),
        });
        assert.equal(report.report, name);
        assert.equal(report.source, 'sample');
        assert.ok(report.columns.length > 1, `${name} ${period ?? ''} has columns`);
        assert.equal((await report.rows(0, report.rowCount)).length, report.rowCount);
        report.dispose();
        await assert.rejects(report.rows(0, 1), { reason: 'invalidRequest' });
      }
    }
  });

  it('types its cells', async () => {
    const report = await api.getReport({ report: 'getTeamsUserActivityCounts', period: 'D30', connection: 'sample' });
    assert.equal(report.rowCount, 30);
    assert.match(report.refreshDate ?? '', /^\d{4}-\d{2}-\d{2}$/);
    assert.match(report.fetchedAt, /^\d{4}-\d{2}-\d{2}T.*Z$/);
    const types = Object.fromEntries(report.columns.map(({ name, type }) => [name, type]));
    assert.equal(types['Report Date'], 'date');
    assert.equal(types['Private Chat Messages'], 'number');
    assert.equal(types['Audio Duration'], 'duration');
    const column = report.columns.findIndex(({ name }) => name === 'Private Chat Messages');
    const rows = await report.rows(0, 30);
    assert.equal(rows.length, 30);
    assert.ok(rows.every((row) => row[column] === null || typeof row[column] === 'number'));
  });

  it('understands the old spelling of a function', async () => {
    const report = await api.getReport({
      report: 'SkypeForBusinessPeerToPeerActivityUserCounts',
      period: 'D7',
      connection: 'sample',
    });
    assert.equal(report.report, 'getSkypeForBusinessPeerToPeerActivityUserCounts');
  });

  it('opens a single day', async () => {
    const date = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10);
    const report = await api.getReport({ report: 'getTeamsUserActivityUserDetail', date, connection: 'sample' });
    assert.equal(report.date, date);
    assert.ok(report.rowCount > 0);
  });

  it('opens all archived days of a daily series, and exports them under a name of their own', async function () {
    // A tenant of its own: the archive also holds what other tests fetched.
    const tenant = await startTenant();
    this.test?.parent?.afterAll(() => tenant.close());
    const asked = { report: 'getYammerActivityCounts', connection: tenant.connection } as const;
    for (const period of ['D7', 'D90']) {
      (await api.getReport({ ...asked, period })).dispose();
    }
    const report = await api.getReport({ ...asked, history: true });
    assert.equal(report.history, true);
    assert.equal(report.period, undefined);
    assert.equal(report.rowCount, 90);
    assert.equal((await report.rows(0, 90)).length, 90);
    report.dispose();
    const folder = await temporaryFolder(this);
    const uri = await api.exportReport({ ...asked, history: true, format: 'csvNormalized', uri: folder });
    assert.match(uri.path, /\d{4}-\d{2}-\d{2}_getYammerActivityCounts_history_[a-z0-9-]+\.normalized\.csv$/i);
    assert.ok(uri.path.includes(`_${tenant.connection}.normalized`), uri.path);
    assert.equal(
      new TextDecoder()
        .decode(await vscode.workspace.fs.readFile(uri))
        .trimEnd()
        .split('\n').length,
      91,
    );
  });

  const refused: [string, Parameters<UsageReportsApi['getReport']>[0], string][] = [
    ['an unknown report', { report: 'getNothing', period: 'D7' }, 'report'],
    ['no period', { report: 'getTeamsUserActivityCounts' }, 'period'],
    ['a period that the report does not have', { report: 'getTeamsUserActivityCounts', period: 'D60' }, 'period'],
    ['period and date', { report: 'getTeamsUserActivityUserDetail', period: 'D7', date: '2026-01-01' }, 'date'],
    ['a date long ago', { report: 'getTeamsUserActivityUserDetail', date: '2020-01-01' }, 'date'],
    ['the history of a detail report', { report: 'getTeamsUserActivityUserDetail', history: true }, 'history'],
    [
      'an unknown connection',
      { report: 'getTeamsUserActivityCounts', period: 'D7', connection: 'nowhere' },
      'connection',
    ],
    ['nothing at all', undefined as never, 'report'],
  ];
  for (const [what, request, argument] of refused) {
    it(`refuses ${what} before any call`, async () => {
      const error = await failureOf(
        api.getReport(request === undefined ? request : { connection: 'sample', ...request }),
      );
      assert.equal(error.reason, 'invalidRequest');
      assert.equal(error.details?.['argument'], argument);
    });
  }

  it('rejects with AbortError when canceled', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    const error = await failureOf(
      api.getReport(
        { report: 'getTeamsUserActivityCounts', period: 'D7', connection: 'sample', fresh: true },
        source.token,
      ),
    );
    assert.equal(error.name, 'AbortError');
  });
});
