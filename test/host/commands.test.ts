import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { commandNames, parseArgument } from '../../src/commandArguments.js';
import { commandId } from '../../src/commandIds.js';
import { settingNames } from '../../src/settingDefaults.js';
import { activated, EXTENSION_ID, temporaryFolder } from './support/extension.js';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command?: string; when?: string }[]>;
    viewsWelcome: { contents: string }[];
    walkthroughs: { steps: { description: string; completionEvents: string[] }[] }[];
    configuration: Configuration | Configuration[];
  };
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
}

interface Configuration {
  properties: Record<string, { scope?: string }>;
}

/** Commands that the texts of the manifest link to, with their arguments. */
function linksOf(text: string): [command: string, argument: unknown][] {
  return [...text.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)].map(([, command = '', query]) => [
    command,
    query === undefined ? undefined : (JSON.parse(decodeURIComponent(query)) as unknown[])[0],
  ]);
}

describe('commands', () => {
  let manifest: Manifest;
  before(async () => {
    await activated();
    manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as Manifest;
  });

  it('every command of the manifest is registered, and no other', async () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) =>
        command.startsWith('usageReports.') &&
        !/^usageReports\.(reports|alerts|connectionList)\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/.test(
          command,
        ),
    );
    assert.deepEqual(registered.sort(), contributed);
    assert.deepEqual(commandNames.map(commandId).sort(), contributed);
  });

  it('menus, welcome texts, and the walkthrough run existing commands with arguments that they accept', async () => {
    const { menus, viewsWelcome, walkthroughs } = manifest.contributes;
    const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const { extensionUri } = vscode.extensions.getExtension(EXTENSION_ID) ?? assert.fail('no extension');
    const page = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'media/walkthrough/register.md'));
    const links = [
      ...Object.values(menus).flatMap((items) =>
        items.flatMap(({ command }) => (command === undefined ? [] : [[command, undefined] as const])),
      ),
      ...viewsWelcome.flatMap(({ contents }) => linksOf(contents)),
      ...steps.flatMap(({ description }) => linksOf(description)),
      ...steps.flatMap(({ completionEvents }) =>
        completionEvents.flatMap((event) =>
          event.startsWith('onCommand:') ? [[event.slice('onCommand:'.length), undefined] as const] : [],
        ),
      ),
      ...linksOf(new TextDecoder().decode(page)),
    ];
    assert.ok(links.length > 60, `${links.length} links were found`);
    for (const [command, argument] of links.filter(([link]) => link.startsWith('usageReports.'))) {
      const name = commandNames.find((candidate) => commandId(candidate) === command);
      assert.ok(name, `${command} is a command`);
      assert.deepEqual(parseArgument(name, argument), argument, `${command} takes ${JSON.stringify(argument)}`);
    }
  });

  it('every setting of the manifest has a name in the code, and the other way round', () => {
    const contributed = [manifest.contributes.configuration]
      .flat()
      .flatMap(({ properties }) => Object.keys(properties))
      .map((id) => id.replace(/^usageReports\./, ''));
    assert.deepEqual([...settingNames].sort(), contributed.sort());
  });

  it('all have the same category and a title', () => {
    for (const { category, title } of manifest.contributes.commands) {
      assert.equal(category, 'Usage Reports');
      assert.ok(title.length > 0 && !title.startsWith('%'), `${title} is a title`);
    }
  });

  it('commands that need a tree item, a welcome text, or a cell are not in the palette', () => {
    const hidden = manifest.contributes.menus['commandPalette']
      ?.filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    assert.deepEqual(hidden, [
      'usageReports.refreshReport',
      'usageReports.copyFunctionName',
      'usageReports.exportReports',
      'usageReports.exportTable',
      'usageReports.addToFavorites',
      'usageReports.removeFromFavorites',
      'usageReports.showReport',
      'usageReports.showFile',
      'usageReports.showTenant',
      ...['usageReports.renameView', 'usageReports.deleteView', 'usageReports.shareView', 'usageReports.exportView'],
      'usageReports.showUnusedLicenses',
      ...['usageReports.openAlert', 'usageReports.copyAlert', 'usageReports.editRule'],
      'usageReports.showRow',
      'usageReports.showGroup',
      'usageReports.copyCell',
      'usageReports.copyCells',
      'usageReports.copyWithHeaders',
      'usageReports.copyRows',
      'usageReports.copyAsCsv',
      'usageReports.copyAsJson',
      'usageReports.copyAsMarkdown',
      'usageReports.filterByValue',
      'usageReports.findThisUser',
      'usageReports.sortAscending',
      'usageReports.sortDescending',
      'usageReports.filterColumn',
      'usageReports.hideColumn',
      'usageReports.pinColumn',
      'usageReports.unpinColumn',
      'usageReports.chooseColumns',
      'usageReports.groupByColumn',
    ]);
  });

  it('settings that affect tokens have machine scope and are restricted in untrusted workspaces', () => {
    const settings = [manifest.contributes.configuration].flat().map(({ properties }) => properties);
    assert.equal(
      settings.find((group) => 'usageReports.connections' in group)?.['usageReports.connections']?.scope,
      'machine',
    );
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('usageReports.connections'));
  });

  it('opens a report in a panel of its own, once', async () => {
    const argument = { report: 'getTeamsTeamCounts', period: 'D7', connection: 'sample' };
    await vscode.commands.executeCommand('usageReports.openReport', argument);
    await vscode.commands.executeCommand('usageReports.openReport', argument);
    const [tab] = await tabsOf('Teams by privacy, daily');
    assert.equal(tab?.label, 'Teams by privacy, daily, 7 days');
    // Whatever was opened after it comes after it, so a second tab of the same report would be there by now.
    await vscode.commands.executeCommand('usageReports.openReport', { ...argument, period: 'D30' });
    const tabs = await tabsOf('30 days', 'Teams by privacy, daily');
    assert.equal(tabs.length, 2);
    await vscode.window.tabGroups.close(tabs);
  });

  it('opens a report once, though it is asked for twice at the same time', async () => {
    const argument = { report: 'getTeamsTeamCounts', period: 'D90', connection: 'sample' };
    const open = () => vscode.commands.executeCommand('usageReports.openReport', argument);
    await Promise.all([open(), open()]);
    const tabs = await tabsOf('90 days', 'Teams by privacy, daily');
    assert.equal(tabs.length, 1);
    await vscode.window.tabGroups.close(tabs);
  });

  it('previews reports in one tab, which stays once it is asked for to stay', async () => {
    const ofPeriod = (period: string) => ({ report: 'getTeamsTeamCounts', period, connection: 'sample' });
    const preview = (period: string) =>
      vscode.commands.executeCommand('usageReports.openReport', { ...ofPeriod(period), preview: true });
    await preview('D7');
    await tabsAre('Teams by privacy, daily', ['Teams by privacy, daily, 7 days (preview)']);
    await preview('D30');
    await tabsAre('Teams by privacy, daily', ['Teams by privacy, daily, 30 days (preview)']);
    await vscode.commands.executeCommand('usageReports.openReport', ofPeriod('D30'));
    await preview('D90');
    const tabs = await tabsAre('Teams by privacy, daily', [
      'Teams by privacy, daily, 30 days',
      'Teams by privacy, daily, 90 days (preview)',
    ]);
    await vscode.window.tabGroups.close(tabs);
  });

  it('opens the delivered file as text, byte for byte except for the byte order mark', async function () {
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
function tabsOf(awaited: string, text = awaited): Promise<vscode.Tab[]> {
  return tabsOnce(text, (all) => all.some(({ label }) => label.includes(awaited)));
}

/** The tabs with this text in their titles, once these are all their titles. */
function tabsAre(text: string, labels: readonly string[]): Promise<vscode.Tab[]> {
  const titles = (tabs: readonly vscode.Tab[]) =>
    tabs.map(({ label }) => label).filter((label) => label.includes(text));
  return tabsOnce(text, (all) => isDeepStrictEqual(titles(all).sort(), [...labels].sort()));
}

async function tabsOnce(text: string, isSo: (all: readonly vscode.Tab[]) => boolean): Promise<vscode.Tab[]> {
  const all = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  while (!isSo(all())) {
    await new Promise<void>((resolve) => {
      const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
        listening.dispose();
        resolve();
      });
    });
  }
  return all().filter(({ label }) => label.includes(text));
}
