import path from 'node:path';
import type { ReportPanel } from './reportPanel.js';
import type { Workbench } from './workbench.js';

/** Where the extension keeps what it fetched, by default. */
export function archiveFolder(workbench: Workbench): string {
  return path.join(workbench.userDataFolder, 'User', 'globalStorage', 'usage-reports.m365-usage-reports', 'archive');
}

/** Opens the overview of the tenant that is shown, and waits until it has read everything. */
export async function openOverview(workbench: Workbench): Promise<ReportPanel> {
  await workbench.runCommand('Usage Reports: Open Overview');
  return shownOverview(workbench);
}

/** The overview in front, once it has read everything. */
export async function shownOverview(workbench: Workbench): Promise<ReportPanel> {
  await workbench.editorTab('Overview: ').and(workbench.page.locator('.active')).waitFor();
  const panel = await workbench.reportPanel();
  await panel.content.locator('[data-testid=overview][data-state=idle]').waitFor();
  return panel;
}
