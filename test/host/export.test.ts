import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { activated, failureOf, temporaryFolder } from './support/extension.js';

const report = { report: 'getTeamsUserActivityUserDetail', period: 'D7', connection: 'sample' };

/** Windows has no modes. */
const onPosix = process.platform === 'win32' ? it.skip : it;

describe('export', () => {
  let api: UsageReportsApi;
  before(async () => {
    api = await activated();
  });

  it('writes CSV as delivered, under a name that sorts', async function () {
    const folder = await temporaryFolder(this);
    const { refreshDate, rowCount, columns } = await api.getReport(report);
    const uri = await api.exportReport({ ...report, format: 'csv', uri: folder });
    assert.equal(path.basename(uri.fsPath), `${refreshDate}_getTeamsUserActivityUserDetail_D7_sample.csv`);
    const bytes = await readFile(uri.fsPath);
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const records = rowsOfCsv(bytes);
    assert.equal(records.length, rowCount + 1);
    assert.equal(records[0]?.length, columns.length);
    assert.deepEqual(await readdir(folder.fsPath), [path.basename(uri.fsPath)], 'no temporary file is left');
  });

  it('writes JSON with the same cells', async function () {
    const folder = await temporaryFolder(this);
    const opened = await api.getReport(report);
    const uri = await api.exportReport({ ...report, format: 'json', uri: folder });
    const rows = JSON.parse(await readFile(uri.fsPath, 'utf8')) as Record<string, unknown>[];
    assert.equal(rows.length, opened.rowCount);
    const expected = (await opened.rows(0, 5)).map((cells) => {
      const row: Record<string, unknown> = {};
      opened.columns.forEach(({ name }, index) => (row[name] = cells[index]));
      return row;
    });
    assert.deepEqual(rows.slice(0, 5), expected);
  });

  it('writes Markdown and normalized CSV', async function () {
    const folder = await temporaryFolder(this);
    const markdown = await api.exportReport({ ...report, format: 'markdown', uri: folder });
    assert.match(await readFile(markdown.fsPath, 'utf8'), /\| *User Principal Name/);
    const csv = await api.exportReport({
      ...report,
      format: 'csvNormalized',
      uri: vscode.Uri.joinPath(folder, 'people.csv'),
    });
    assert.equal(path.basename(csv.fsPath), 'people.csv');
    const records = rowsOfCsv(await readFile(csv.fsPath));
    assert.equal(records.length, (await api.getReport(report)).rowCount + 1);
  });

  it('leaves an identical file alone and refuses to replace a different one', async function () {
    const folder = await temporaryFolder(this);
    const uri = await api.exportReport({ ...report, format: 'csv', uri: folder });
    assert.equal((await api.exportReport({ ...report, format: 'csv', uri: folder })).toString(), uri.toString());
    await writeFile(uri.fsPath, 'mine');
    const error = await failureOf(api.exportReport({ ...report, format: 'csv', uri: folder }));
    assert.equal(error.reason, 'exportFailed');
    assert.equal(error.details?.['code'], 'FileExists');
    assert.equal(await readFile(uri.fsPath, 'utf8'), 'mine');
  });

  onPosix(
    'makes files about individuals for this account only, and others so that everybody can read them',
    async function () {
      const folder = await temporaryFolder(this);
      const modeOf = async (uri: vscode.Uri) => (await stat(uri.fsPath)).mode & 0o777;
      const counts = { ...report, report: 'getTeamsUserActivityCounts' };
      // Some files are made by this process, some by VS Code's, whose umask is its own.
      const before = process.umask(0);
      try {
        for (const format of ['csv', 'csvNormalized', 'json', 'markdown', 'parquet']) {
          assert.equal(await modeOf(await api.exportReport({ ...report, format, uri: folder })), 0o600, format);
          const uri = await api.exportReport({ ...counts, format, uri: folder });
          assert.equal((await modeOf(uri)) & 0o444, 0o444, format);
        }
      } finally {
        process.umask(before);
      }
    },
  );

  it('refuses an unknown format', async function () {
    const folder = await temporaryFolder(this);
    const error = await failureOf(api.exportReport({ ...report, format: 'xls', uri: folder }));
    assert.equal(error.reason, 'invalidRequest');
    assert.deepEqual(await readdir(folder.fsPath), []);
  });

  it('the command takes the same object and returns the URI', async function () {
    const folder = await temporaryFolder(this);
    const uri = await vscode.commands.executeCommand<vscode.Uri>('usageReports.exportReport', {
      ...report,
      format: 'csv',
      uri: folder,
    });
    assert.match(await readFile(uri.fsPath, 'utf8'), /User Principal Name/);
  });
});

function rowsOfCsv(bytes: Buffer): string[][] {
  return parse(bytes, { bom: true });
}
