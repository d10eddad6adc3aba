import * as vscode from 'vscode';
import type { Disposable } from './base/emitter.js';
import type { Format } from './core/catalog/definition.js';
import type { Retention } from './services/archive/retention.js';
import type { ConnectionSettings } from './services/auth/connections/connections.js';
import type { AttributesChoice, AttributeSettings } from './services/attributes/attributesChoice.js';
import { type Limits, limitsFrom } from './services/throttling/limits.js';
import { settingDefaults, type SettingName, type SettingValue, settingValue } from './settingDefaults.js';

const SECTION = 'usageReports';

/** A setting or a group of settings, for example `collect`. */
type SettingOrGroup = SettingName | 'archive' | 'collect' | 'licenses' | 'limits' | 'makeReport';

/** Which format reports are requested in. */
export function requestFormat(): Format {
  return read('fetch.format') === 'json' ? 'json' : 'csv';
}

/** Hours between two requests for the same report, at least. */
export function freshHours(): number {
  return read('archive.freshHours');
}

/** The archive's folder as it was typed; empty for the extension's own storage. */
export function archiveFolder(): string {
  const value = userValue('archive.folder');
  return typeof value === 'string' ? value : '';
}

export async function setArchiveFolder(folder: string | undefined): Promise<void> {
  await writeUserValue('archive.folder', folder);
}

export function compressArchive(): boolean {
  return read('archive.compress');
}

/** Whether other accounts of this computer may read what is archived from now on. */
export function isArchiveShared(): boolean {
  return read('archive.shared');
}

/** How much of detail reports is archived. */
export function detailRetention(): Retention & { readonly snapshots: number } {
  const days = read('archive.detailDays');
  return {
    snapshots: read('archive.detailSnapshots'),
    monthEnds: read('archive.detailMonthEnds'),
    // 0 stands for ever.
    ...(days > 0 ? { days } : {}),
  };
}

/** The file with attributes of users, and how it is read, as typed. A workspace cannot name one. */
export function attributeSettings(): AttributeSettings {
  return {
    file: userValue('attributes.file'),
    userColumn: userValue('attributes.userColumn'),
    columns: userValue('attributes.columns'),
  };
}

/** `undefined` removes it, with what was said of its columns. */
export async function setAttributes(choice: AttributesChoice | undefined): Promise<void> {
  await writeUserValue('attributes.userColumn', choice?.userColumn);
  await writeUserValue('attributes.columns', choice?.columns);
  // Last, so that nobody reads the new file with the columns of the one before.
  await writeUserValue('attributes.file', choice?.path);
}

/** Whether VS Code may open walkthroughs of its own accord: its setting, not one of this extension. */
export function opensWalkthroughs(): boolean {
  return (
    vscode.workspace.getConfiguration('workbench.welcomePage').get<unknown>('walkthroughs.openOnInstall') !== false
  );
}

/** Whether a single click opens what it names in a tab that the next takes over: VS Code's own setting. */
export function isPreviewEnabled(): boolean {
  return vscode.workspace.getConfiguration('workbench.editor').get<unknown>('enablePreview') !== false;
}

/**
 * Opens the Settings editor at a setting or a group of settings. In a remote window, settings that belong to a machine are on the tab of the remote
 * one alone, which has all others as well.
 */
export async function openSettings(name: SettingOrGroup): Promise<void> {
  const query = `${SECTION}.${name}`;
  await (vscode.env.remoteName === undefined
    ? vscode.commands.executeCommand('workbench.action.openSettings', { query })
    : vscode.commands.executeCommand('workbench.action.openRemoteSettings', { query }));
}

/** Where exports go whose own folder is not inside the workspace. */
export const DEFAULT_EXPORT_FOLDER = settingDefaults['export.folder'];

/** The folder for exported files inside a workspace folder, as it was typed. */
export function exportFolder(scope: vscode.ConfigurationScope): string {
  return read('export.folder', scope);
}

/**
 * Whether text that a spreadsheet would run as a formula is made harmless: in files of this folder; without one, on the clipboard. Only
 * `false` turns it off, and not the `false` of a workspace that nobody has said to trust.
 */
export function neutralizeFormulas(scope?: vscode.ConfigurationScope): boolean {
  const name = 'export.neutralizeFormulas';
  const value: unknown = vscode.workspace.isTrusted ? read(name, scope) : userValue(name);
  return value !== false;
}

/** Rows of the smallest group that is shown. */
export function minimumGroupSize(): number {
  return read('groups.minimumSize');
}

/** What a license of each product costs a month, as it was typed. */
export function licensePrices(): unknown {
  return read('licenses.prices');
}

/** The currency of {@link licensePrices}, as it was typed. */
export function licenseCurrency(): string {
  return read('licenses.currency');
}

/** How reports to hand on look, as it was typed; empty for what the template or the writer has. */
export function reportAppearance(scope?: vscode.ConfigurationScope): {
  readonly title: string;
  /** A path; a relative one is inside the workspace folder. */
  readonly logo: string;
  /** The path is the machine's: it may lead out of the workspace. */
  readonly isLogoOfMachine: boolean;
  readonly accentColor: string;
} {
  const logo = read('makeReport.logo', scope);
  return {
    title: read('makeReport.title', scope),
    logo,
    isLogoOfMachine: userValue('makeReport.logo') === logo,
    accentColor: read('makeReport.accentColor', scope),
  };
}

/** Hours between two scheduled collections; `undefined` where none is wanted. */
export function collectEveryHours(): number | undefined {
  switch (read('collect.schedule')) {
    case 'daily':
      return 24;
    case 'twiceDaily':
      return 12;
    default:
      return undefined;
  }
}

/** What the schedule collects, as it was typed. */
export function collectSet(): string {
  return read('collect.set');
}

/** How many requests Microsoft Graph accepts. */
export function requestLimits(): Limits {
  return limitsFrom({
    csvPerFunction: read('limits.csvPerFunction'),
    csvPerTenant: read('limits.csvPerTenant'),
    jsonPerTenant: read('limits.jsonPerTenant'),
  });
}

/** The list of connections, as it was typed. */
export const connectionSettings: ConnectionSettings = {
  read: () => userValue('connections'),
  write: (entries) => writeUserValue('connections', entries),
  onDidChange: (listener) => onDidChangeSetting('connections', listener),
};

/** Calls `listener` after a setting, or one of a group of settings, has changed. */
export function onDidChangeSetting(name: SettingOrGroup, listener: () => unknown): Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.${name}`)) {
      listener();
    }
  });
}

function read<Name extends SettingName>(name: Name, scope?: vscode.ConfigurationScope): SettingValue<Name> {
  return settingValue(name, vscode.workspace.getConfiguration(SECTION, scope).get<unknown>(name));
}

/**
 * What the user or the machine has set. A workspace has no say in where tokens and personal data go. VS Code already ignores a
 * workspace's values of machine-scoped settings, and of restricted ones in Restricted Mode; this keeps it so if the manifest ever changes.
 */
function userValue(name: SettingName): unknown {
  const inspected = vscode.workspace.getConfiguration(SECTION).inspect<unknown>(name);
  return inspected?.globalValue ?? inspected?.defaultValue;
}

async function writeUserValue(name: SettingName, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(SECTION).update(name, value, vscode.ConfigurationTarget.Global);
}
