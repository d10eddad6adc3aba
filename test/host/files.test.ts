import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { UsageReportsError } from '../../src/base/errors.js';
import { readFile } from '../../src/features/reportPanel/fileOnDisk.js';
import { activated } from './support/extension.js';

describe('files as reports', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'usage files [1] '));
  after(() => rmSync(folder, { recursive: true }));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  function fileAt(name: string, content: string | Uint8Array): vscode.Uri {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return vscode.Uri.file(file);
  }

  for (const [name, content] of [
    ['report {a}.csv', 'Username,Display name,Last activity date (UTC)\na@contoso.com,Ada,2026-11-01\n'],
    ['report.csv.gz', gzipSync('a,b\n1,2\n')],
    ['no report.json', '{}'],
    ['anything.txt', Uint8Array.from([0, 1, 2])],
  ] as const) {
    it(`opens ${name} in an editor of its own, by its address`, async () => {
      const uri = fileAt(name, content);
      await vscode.commands.executeCommand('usageReports.showFile', uri);
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputCustom);
      assert.deepEqual([input.viewType, input.uri.toString()], ['usageReports.file', uri.toString()]);
    });
  }

  it('reads a file as it is now, and says why it cannot', async () => {
    const uri = fileAt('read.csv', 'a\n1\n');
    const { bytes, changedAt } = await readFile(uri);
    assert.equal(new TextDecoder().decode(bytes), 'a\n1\n');
    assert.match(changedAt, /^\d{4}-\d{2}-\d{2}T/);
    const isMissing = (error: unknown) => error instanceof UsageReportsError && error.details.fileProblem === 'missing';
    rmSync(uri.fsPath);
    await assert.rejects(readFile(uri), isMissing);
    await assert.rejects(readFile(vscode.Uri.parse('nowhere:/read.csv')), UsageReportsError);
  });

  it('adds a file to the archive of a tenant, where it is a report like any other; one that is no report is not added', async () => {
    const [connection, report] = ['sample', 'exportVisioUsers'];
    const api = await activated();
    await assert.rejects(api.getReport({ connection, report }), { reason: 'storage' });
    const csv = 'User name;Display name;Last activity date;Desktop;Web\nava@contoso.com;Ava;12.09.2026;True;False\n';
    for (const [name, content] of [
      ['Visio.csv', csv],
      ['again.csv', csv],
      ['unknown.csv', 'a,b\n1,2\n'],
    ] as const) {
      await vscode.commands.executeCommand('usageReports.addToArchive', { file: fileAt(name, content), connection });
    }
    const added = await api.getReport({ connection, report });
    assert.equal(added.refreshDate, '2026-09-12');
    assert.deepEqual(await added.rows(0, 1), [['ava@contoso.com', 'Ava', '2026-09-12', true, false]]);
    added.dispose();
    const opened = new Promise<vscode.Tab>((resolve) => {
      const listening = vscode.window.tabGroups.onDidChangeTabs(({ opened: [tab] }) => {
        if (tab !== undefined) {
          listening.dispose();
          resolve(tab);
        }
      });
    });
    await vscode.commands.executeCommand('usageReports.openReport', { connection, report });
    assert.ok((await opened).input instanceof vscode.TabInputWebview);

    // It is deleted after a question that says what it is.
    const { showWarningMessage } = vscode.window;
    const asked: string[] = [];
    const answering = (answer: string | undefined) =>
      Object.assign(vscode.window, {
        showWarningMessage: (text: string, { detail = '' }: vscode.MessageOptions, ...buttons: readonly string[]) => {
          asked.push(`${text} ${detail.split('\n')[0]} [${buttons.join()}]`);
          return Promise.resolve(answer);
        },
      });
    try {
      answering(undefined);
      await vscode.commands.executeCommand('usageReports.deleteAddedFiles', { connection, report });
      (await api.getReport({ connection, report })).dispose();
      answering('Delete');
      await vscode.commands.executeCommand('usageReports.deleteAddedFiles', { connection, report });
      await assert.rejects(api.getReport({ connection, report }), { reason: 'storage' });
      await vscode.commands.executeCommand('usageReports.deleteAddedFiles', { connection, report });
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.equal(asked.length, 2);
    assert.equal(asked[0], asked[1]);
    assert.match(
      asked[0] ?? '',
      /^Delete "Visio\.csv" from the archive of .+\? .*Data up to .*2026.* 1 row \[Delete\]$/,
    );
  });
});
