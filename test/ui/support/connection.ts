import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.js';

export const CLIENT_ID = '11111111-2222-3333-4444-555555555555';

/** The entries of `usageReports.connections` as they are on disk. */
export function savedConnections(workbench: Workbench): Record<string, unknown>[] {
  const settings = JSON.parse(settingsText(workbench)) as Record<string, Record<string, unknown>[] | undefined>;
  return settings['usageReports.connections'] ?? [];
}

export function settingsText(workbench: Workbench): string {
  return readFileSync(settingsFile(workbench), 'utf8');
}

/**
 * Replaces all connections by this one, as somebody does who edits the settings file, and waits until the window has it. The sample
 * tenant is shown afterwards. With an id that was not used before, nothing is known of the connection: no account, no failure.
 */
export async function replaceConnections(
  workbench: Workbench,
  connection: { readonly id: string; readonly name: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  const write = (connections: readonly object[]) => {
    const settings = { ...JSON.parse(settingsText(workbench)), 'usageReports.connections': connections } as object;
    writeFileSync(settingsFile(workbench), JSON.stringify(settings));
  };
  // Without the empty list between them, a row of the same name could be the one before.
  write([]);
  await connectionsView(workbench).welcomeButton('Add Connection…').waitFor();
  await statusBarItem(workbench).filter({ hasText: 'Sample tenant' }).waitFor();
  write([connection]);
  await connectionsView(workbench).reveal(connection.name);
}

/** Where the machine's settings are. */
export function settingsFile(workbench: Workbench): string {
  return path.join(workbench.userDataFolder, 'Machine', 'settings.json');
}

/** The status bar entry with the tenant whose reports are shown. */
export function statusBarItem(workbench: Workbench): Locator {
  return workbench.page.locator('.statusbar-item[id$="usageReports.connection"]');
}

/** The view of the sidebar that lists the connections. */
export function connectionsView(workbench: Workbench) {
  return workbench.sideBar.view('Connections');
}
