import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, EXTENSION_ID, temporaryFolder } from './support/extension.js';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    configuration: { properties: Record<string, { scope?: string }> };
  };
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
}

describe('commands', () => {
  let manifest: Manifest;
  before(async () => {
    await activated();
    manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as Manifest;
  });

  it('every command of the manifest does something, and none is registered behind its back', async () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) =>
        command.startsWith('usageReports.') &&
        !/^usageReports\.(reports|connectionList)\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/.test(
          command,
        ),
    );
    assert.deepEqual(registered.sort(), contributed);
  });

  it('all are of one category and have a title', () => {
    for (const { category, title } of manifest.contributes.commands) {
      assert.equal(category, 'Usage Reports');
      assert.ok(title.length > 0 && !title.startsWith('%'), `${title} is a title`);
    }
  });

  it('commands that need a tree item or a welcome are not in the palette', () => {
    const hidden = manifest.contributes.menus['commandPalette']
      ?.filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    assert.deepEqual(hidden, [
      'usageReports.refreshReport',
      'usageReports.copyFunctionName',
      'usageReports.browseReports',
      'usageReports.toggleFavourite',
    ]);
  });

  it('what steers a token is the machine’s setting and restricted in untrusted workspaces', () => {
    assert.equal(manifest.contributes.configuration.properties['usageReports.connections']?.scope, 'machine');
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('usageReports.connections'));
  });

  it('opens a report in a panel of its own, once', async () => {
    const argument = { report: 'getTeamsTeamCounts', period: 'D7', connection: 'sample' };
    await vscode.commands.executeCommand('usageReports.openReport', argument);
    await vscode.commands.executeCommand('usageReports.openReport', argument);
    const [tab] = await tabsOf('Public and private teams per day');
    assert.match(tab?.label ?? '', /Last 7 days/);
    // Whatever was opened after it comes after it, so a second tab of the same report would be there by now.
    await vscode.commands.executeCommand('usageReports.openReport', { ...argument, period: 'D30' });
    const tabs = await tabsOf('Last 30 days', 'Public and private teams per day');
    assert.equal(tabs.length, 2);
    await vscode.window.tabGroups.close(tabs);
  });

  it('opens what was delivered as text, byte for byte but for the mark at its beginning', async function () {
    const asked = { report: 'getOneDriveActivityUserDetail', period: 'D7', connection: 'sample' };
    await vscode.commands.executeCommand('usageReports.openAsText', asked);
    const { document } = vscode.window.activeTextEditor ?? assert.fail('no editor');
    assert.match(document.fileName, /\d{4}-\d{2}-\d{2}_getOneDriveActivityUserDetail_D7\.csv$/);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), undefined);
    const uri = await temporaryFolder(this);
    const file = await vscode.commands.executeCommand<vscode.Uri>('usageReports.exportReport', {
      ...asked,
      format: 'csv',
      uri,
    });
    const delivered = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(file));
    assert.equal(`\ufeff${document.getText()}`, delivered);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('copies the function name of a tree item', async () => {
    await vscode.commands.executeCommand('usageReports.copyFunctionName', {
      report: 'getTeamsTeamCounts',
      period: 'D7',
    });
    assert.equal(await vscode.env.clipboard.readText(), 'getTeamsTeamCounts');
  });
});

/** The tabs with this text in their titles, once the window has told the extension host of one with `awaited`. */
async function tabsOf(awaited: string, text = awaited): Promise<vscode.Tab[]> {
  const all = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  while (!all().some(({ label }) => label.includes(awaited))) {
    await new Promise<void>((resolve) => {
      const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
        listening.dispose();
        resolve();
      });
    });
  }
  return all().filter(({ label }) => label.includes(text));
}
