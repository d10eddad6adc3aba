import { readFileSync } from 'node:fs';
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
  return readFileSync(path.join(workbench.userDataFolder, 'Machine', 'settings.json'), 'utf8');
}

/** The entry of the status bar that says whose reports are shown. */
export function statusBarItem(workbench: Workbench): Locator {
  return workbench.page.locator('.statusbar-item[id$="usageReports.connection"]');
}

/** The pane of the sidebar with this text in its title. */
export function connectionsView(workbench: Workbench) {
  return workbench.sideBar.view('Connections');
}
