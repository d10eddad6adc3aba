import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { fileButtons, type FilePlace, runFileButton } from '../../src/features/common/fileButtons.js';
import { temporaryFolder } from './support/extension.js';

const NAMES = ['a.csv', 'a.json', 'a.md', 'a.html', 'a.xlsx', 'a.parquet'] as const;

describe('the buttons of a file that was made', () => {
  const { executeCommand } = vscode.commands;
  let done: string[];

  beforeEach(() => {
    done = [];
  });

  afterEach(() => {
    Object.assign(vscode.commands, { executeCommand });
  });

  const labelsOf = (place: FilePlace) =>
    NAMES.map((name) => fileButtons(vscode.Uri.file(`/exports/${name}`), place).map(({ label }) => label));

  it('open a workbook and a page in their programs where these are, and never show a binary file as text', () => {
    const show = 'Show in Explorer';
    assert.deepEqual(labelsOf({ isHere: true, isInWorkspace: true }), [
      ...Array.from({ length: 3 }, () => ['Open File', show]),
      ...[['Open in Browser', show], ['Open File', show], [show]],
    ]);
    assert.deepEqual(labelsOf({ isHere: false, isInWorkspace: true }), [
      ...Array.from({ length: 4 }, () => ['Open File', show]),
      ...[[show], [show]],
    ]);
  });

  it('show a file outside of the workspace in its folder, or copy its path where that is on another computer', async () => {
    const last = (place: FilePlace) => new Set(labelsOf(place).map((labels) => labels.at(-1)));
    assert.deepEqual(last({ isHere: true, isInWorkspace: false }), new Set(['Show Folder']));
    assert.deepEqual(last({ isHere: false, isInWorkspace: false }), new Set(['Copy Path']));
    const target = vscode.Uri.file('/exports/a b.parquet');
    Object.assign(vscode.commands, {
      executeCommand: (...args: unknown[]) => Promise.resolve(done.push(String(args))),
    });
    await runFileButton(fileButtons(target, { isHere: true, isInWorkspace: false }), 'Show Folder');
    await runFileButton(fileButtons(target, { isHere: true, isInWorkspace: true }), 'Show in Explorer');
    await runFileButton(fileButtons(target, { isHere: true, isInWorkspace: true }), undefined);
    assert.deepEqual(done, [`revealFileInOS,${String(target)}`, `revealInExplorer,${String(target)}`]);
  });

  it('open a text in the editor', async function () {
    const target = vscode.Uri.joinPath(await temporaryFolder(this), 'made.md');
    await writeFile(target.fsPath, 'made');
    await runFileButton(fileButtons(target), 'Open File');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'made');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('know that programs cannot open a file where VS Code runs in a browser', function () {
    if (vscode.env.uiKind === vscode.UIKind.Desktop) {
      // A desktop VS Code is on the computer of its files.
      this.skip();
    }
    const [folder = assert.fail('no folder is open')] = vscode.workspace.workspaceFolders ?? [];
    const buttons = fileButtons(vscode.Uri.joinPath(folder.uri, 'a.xlsx'));
    assert.deepEqual(
      buttons.map(({ label }) => label),
      ['Show in Explorer'],
    );
  });
});
