import type { ReportPanel } from './reportPanel.js';
import type { Workbench } from './workbench.js';

export const CONTAINER = 'Usage Reports';

/** Opens a report from the sidebar and waits until its table shows rows. */
export async function openFromSidebar(workbench: Workbench, ...labels: string[]): Promise<ReportPanel> {
  await workbench.openViewContainer(CONTAINER);
  const item = await workbench.sideBar.view().reveal(...labels);
  await item.click();
  return loadedPanel(workbench, labels.at(-1) ?? '');
}

/** The panel in front, once it shows this report and rows. */
export async function loadedPanel(workbench: Workbench, title: string): Promise<ReportPanel> {
  await workbench.editorTab(title).and(workbench.page.locator('.active')).waitFor();
  const panel = await workbench.reportPanel();
  await panel.content.getByTestId('report-title').filter({ hasText: title }).waitFor();
  await panel.content.locator('[data-testid=report-app][data-state=idle]').waitFor();
  // The table of a detail report loads what draws its headers before it draws anything.
  await panel.content.locator('report-table-section:empty').waitFor({ state: 'detached' });
  return panel;
}
