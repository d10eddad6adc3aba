import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, EXTENSION_ID } from './support/extension.js';

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
      (command) => command.startsWith('usageReports.') && !/^usageReports\.reports\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/.test(command),
    );
    assert.deepEqual(registered.sort(), contributed);
  });

  it('all are of one category and have a title', () => {
    for (const { category, title } of manifest.contributes.commands) {
      assert.equal(category, 'Usage Reports');
      assert.ok(title.length > 0 && !title.startsWith('%'), `${title} is a title`);
    }
  });

  it('commands that need a tree item are not in the palette', () => {
    const hidden = manifest.contributes.menus['commandPalette']?.filter(({ when }) => when === 'false').map(({ command }) => command);
    assert.deepEqual(hidden, ['usageReports.refreshReport', 'usageReports.copyFunctionName']);
  });

  it('what steers a token is the machine’s setting and restricted in untrusted workspaces', () => {
    assert.equal(manifest.contributes.configuration.properties['usageReports.connections']?.scope, 'machine');
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('usageReports.connections'));
  });

  it('opens a report in a panel of its own, once', async () => {
    const argument = { report: 'getTeamsTeamCounts', period: 'D7', connection: 'sample' };
    await vscode.commands.executeCommand('usageReports.openReport', argument);
    await vscode.commands.executeCommand('usageReports.openReport', argument);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label.includes('Public and private teams per day'));
    assert.equal(tabs.length, 1);
    assert.match(tabs[0]?.label ?? '', /Last 7 days/);
    await vscode.window.tabGroups.close(tabs);
  });

  it('copies the function name of a tree item', async () => {
    await vscode.commands.executeCommand('usageReports.copyFunctionName', { report: 'getTeamsTeamCounts', period: 'D7' });
    assert.equal(await vscode.env.clipboard.readText(), 'getTeamsTeamCounts');
  });
});
