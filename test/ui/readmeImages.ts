// npm run readme-images [-- users]: takes the images of README.md and of docs/, or those that are named, from the built extension. Run it after a change that they show, and look at them.
// They are taken as PNG files. The package has little room, so what is committed is WebP, a fifth as large, made with ImageMagick:
// `mogrify +dither -colors 48 -strip -format webp -define webp:lossless=true media/readme/<name>.png`; then delete the PNG file. `report.webp` is not taken here: it is
// what `usage-reports report` writes of the sample tenant, printed to PDF on A4 by Chromium, its pages side by side.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { seedArchive } from '../support/seedArchive.js';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import { archiveFolder, openOverview } from './support/overview.js';
import type { ReportPanel } from './support/reportPanel.js';
import { clickUntil } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

const folder = path.join(checkoutRoot(), 'media/readme');
const fileOf = (name: string) => path.join(folder, `${name}.png`);

mkdirSync(folder, { recursive: true });
const images = {
  panel: takeDailyReport,
  detail: takeDetailReport,
  table: takeTable,
  groups: takeGroups,
  users: takeUsers,
  overview: takeOverview,
  tenants: takeTenants,
};
const wanted = process.argv.slice(2);
for (const [name, take] of Object.entries(images)) {
  if (wanted.length === 0 || wanted.includes(name)) {
    await take();
  }
}

/** The whole window, with three measures in the large chart; and the sidebar alone. */
async function takeDailyReport(): Promise<void> {
  const workbench = await launchWorkbench({ theme: 'light', size: { width: 1440, height: 900 } });
  try {
    const title = 'User activity, daily (licensed users)';
    await openFromSidebar(workbench, 'Last 30 days', 'Microsoft Teams', title);
    const { content } = await loadedPanel(workbench, title);
    const chart = content.getByTestId('large-chart');
    for (const [index, column] of ['Private Chat Messages', 'Meetings', 'Audio Duration'].entries()) {
      await content.locator(`[data-testid=chart-card][data-column="${column}"]`).getByTestId('pick').click();
      await chart.getByTestId('chart-measure').nth(index).waitFor();
    }
    await content.getByTestId('report-title').evaluate(() => scrollTo(0, 0));
    await withoutHover(workbench);
    // Shows the values of the day under the pointer.
    await chart.getByRole('slider').hover();
    await workbench.page.screenshot({ path: fileOf('panel'), animations: 'disabled' });
    await workbench.page.locator('.part.sidebar').screenshot({ path: fileOf('sidebar'), animations: 'disabled' });
  } finally {
    await workbench.close();
  }
}

/** A report about mailboxes: quick filters, a chart in every column header, totals. */
async function takeDetailReport(): Promise<void> {
  const workbench = await launchWorkbench({ theme: 'dark', size: { width: 1440, height: 900 } });
  try {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Mailbox usage, mailbox details');
    await panel.content.locator('.head-chart').first().waitFor();
    await takePanel(workbench, panel, 'detail');
  } finally {
    await workbench.close();
  }
}

/** All users of the sample tenant: of which reports they are, quick filters, and blank cells that say why. */
async function takeUsers(): Promise<void> {
  const workbench = await launchWorkbench({ theme: 'light', size: { width: 1440, height: 900 } });
  try {
    const panel = await openFromSidebar(workbench, 'Users');
    const { content } = panel;
    await content.getByTestId('sources-text').waitFor();
    await content.locator('.head-chart').first().waitFor();
    await content.getByTestId('fold-charts').click();
    await content.locator('[data-kind=inactive-30]').click();
    await content
      .getByTestId('row-count')
      .filter({ hasText: /of \d+ rows/ })
      .waitFor();
    const column = content.locator('[role=columnheader][data-column="Teams Last Activity Date"]');
    await column.scrollIntoViewIfNeeded();
    await content.locator('[aria-label^="blank: "]').first().waitFor();
    await takePanel(workbench, panel, 'users');
  } finally {
    await workbench.close();
  }
}

/** A text that is found, and a range of cells with its sum. */
async function takeTable(): Promise<void> {
  const workbench = await launchWorkbench({ theme: 'light', size: { width: 1440, height: 900 } });
  try {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Mailbox usage, mailbox details');
    const { content } = panel;
    const cell = (row: number, place: number) => content.locator(`[data-row="${row}"] [aria-colindex="${place}"]`);
    await content.locator('.head-chart').first().waitFor();
    await content.getByRole('button', { name: 'At a glance' }).click();
    await content.getByTestId('find-button').click();
    await content.getByTestId('find').fill('hansson');
    await content.getByTestId('find-count').filter({ hasText: /1 of / }).waitFor();
    const numbers = content.locator('[role=columnheader][data-column="Item Count"]');
    const place = Number(await numbers.getAttribute('aria-colindex'));
    await cell(2, place).click();
    await cell(6, place).click({ modifiers: ['Shift'] });
    const foot = content.getByTestId('selection-foot').filter({ hasText: '5 cells selected' });
    await foot.waitFor();
    await foot.scrollIntoViewIfNeeded();
    await takePanel(workbench, panel, 'table');
  } finally {
    await workbench.close();
  }
}

/** The whole window: users by license, as a view that is saved in the sidebar. */
async function takeGroups(): Promise<void> {
  const workbench = await launchWorkbench({ theme: 'dark', size: { width: 1440, height: 900 } });
  try {
    const title = 'Active users, user details';
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Active users', title);
    await clickUntil(content.getByTestId('group-by'), content.locator('report-groups [data-row="0"] [data-index="1"]'));
    await workbench.runCommand('Usage Reports: Save View…');
    await workbench.quickInput.waitFor('Name of the view');
    await workbench.quickInput.answer('Users by license');
    await workbench.quickInput.waitFor('Where is the view saved?');
    await workbench.quickInput.choose('This Computer');
    await content.getByTestId('saved-view').filter({ hasText: 'View: Users by license' }).waitFor();
    await workbench.sideBar.view().reveal('Last 30 days', 'Active users', title, 'Users by license');
    await content.locator('report-groups [role=grid][aria-busy=false]').waitFor();
    await withoutHover(workbench);
    await workbench.page.screenshot({ path: fileOf('groups'), animations: 'disabled' });
  } finally {
    await workbench.close();
  }
}

async function takeOverview(): Promise<void> {
  const workbench = await launchWorkbench({ theme: 'dark', size: { width: 1440, height: 900 } });
  try {
    await seedArchive(archiveFolder(workbench), [
      { at: dayAgo(30), period: 'D180' },
      { at: dayAgo(1), period: 'D90' },
    ]);
    const panel = await openOverview(workbench);
    await panel.content.getByTestId('overview-highlight').first().waitFor();
    await takePanel(workbench, panel, 'overview');
  } finally {
    await workbench.close();
  }
}

/** A row for each of the two sample tenants. */
async function takeTenants(): Promise<void> {
  const workbench = await launchWorkbench({ theme: 'light', size: { width: 1440, height: 460 } });
  try {
    await workbench.runCommand('Usage Reports: All Tenants');
    await workbench.editorTab('All Tenants').and(workbench.page.locator('.active')).waitFor();
    const panel = await workbench.reportPanel();
    await panel.content.locator('[data-testid=tenants][data-state=read]').waitFor();
    await takePanel(workbench, panel, 'tenants');
  } finally {
    await workbench.close();
  }
}

/** Without the window around it. */
async function takePanel(workbench: Workbench, panel: ReportPanel, name: string): Promise<void> {
  await withoutHover(workbench);
  await panel.content.owner().screenshot({ path: fileOf(name), animations: 'disabled' });
}

/** A tooltip would cover part of the image. */
async function withoutHover(workbench: Workbench): Promise<void> {
  await workbench.page.mouse.move(0, 0);
  await workbench.page.locator('.workbench-hover-container:visible').waitFor({ state: 'detached' });
}
