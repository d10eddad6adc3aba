import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Theme } from '../support/host/settings.mjs';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import type { ReportPanel } from './support/reportPanel.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { clickUntil } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const COMMAND = 'Usage Reports: Add Past Months to the Sample Tenant';
const ADDED = /has past months now: \d+ snapshots of sample data were added\./;

/** The first cell of a column that says something. */
async function firstNumber({ content }: ReportPanel, column: string): Promise<Locator> {
  const index = await content.locator(`[role=columnheader][data-column="${column}"]`).getAttribute('data-index');
  return content.locator(`[data-row]:not(.pending) [data-index="${index}"]`).filter({ hasText: /\d/ }).first();
}

for (const theme of ['light', 'dark', 'high-contrast-dark', 'high-contrast-light'] as Theme[]) {
  describe(`past months of the sample tenant in ${theme}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await launchWorkbench({ theme, size: { width: 1440, height: 1000 } });
    });
    after(() => workbench.close());
    screenshotOnFailure(() => workbench);

    it('palette → licenses with their change and their line', async () => {
      await workbench.runCommand(COMMAND);
      await (await workbench.notifications.find(ADDED)).click('Show Licenses');
      const panel = await loadedPanel(workbench, 'Licenses');
      const { content } = panel;
      await (await firstNumber(panel, 'Change of Assigned')).waitFor();
      await content.getByRole('button', { name: 'Add Past Months' }).waitFor({ state: 'detached' });
      const overTime = content.getByTestId('table-over-time');
      await overTime.getByText(/4 archived days/).waitFor();
      await workbench.screenshot(`past-licenses-${theme}`);
      await overTime.scrollIntoViewIfNeeded();
      await workbench.screenshot(`past-licenses-over-time-${theme}`);
      assert.deepEqual(await panel.accessibilityViolations(), []);
      assert.deepEqual(panel.consoleErrors(), []);
    });

    it('storage with growth and days left, and nothing is added twice', async () => {
      await workbench.runCommand(COMMAND);
      await (
        await workbench.notifications.find(/has its past months already\. Nothing was added\./)
      ).click('Show Storage');
      const panel = await loadedPanel(workbench, 'Storage');
      await (await firstNumber(panel, 'Growth per Month (Byte)')).waitFor();
      await (await firstNumber(panel, 'Days Left')).waitFor();
      await panel.content.getByText(/Growth isn't known/).waitFor({ state: 'detached' });
      await workbench.screenshot(`past-storage-${theme}`);
      assert.deepEqual(await panel.accessibilityViolations(), []);
      assert.deepEqual(panel.consoleErrors(), []);
    });
  });
}

describe('a page without an earlier snapshot', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 1000 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('offers past months in the sample tenant, and shows them when they are there, as the other page does', async () => {
    await workbench.openViewContainer(CONTAINER);
    await (await workbench.sideBar.view().reveal('Licenses')).click();
    const licenses = await loadedPanel(workbench, 'Licenses');
    await licenses.content.getByRole('button', { name: 'Add Past Months' }).waitFor();
    await workbench.screenshot('past-offered-licenses');
    await (await workbench.sideBar.view().reveal('Storage')).click();
    const storage = await loadedPanel(workbench, 'Storage');
    const offered = storage.content.getByRole('button', { name: 'Add Past Months' });
    await offered.waitFor();
    await workbench.screenshot('past-offered-storage');
    await clickUntil(offered, await firstNumber(storage, 'Growth per Month (Byte)'));
    await offered.waitFor({ state: 'detached' });
    await (await workbench.notifications.find(ADDED)).close();

    const tab = workbench.page.getByRole('tab', { name: 'Licenses', exact: true });
    await clickUntil(tab, tab.and(workbench.page.locator('[aria-selected=true]')));
    const followed = await loadedPanel(workbench, 'Licenses');
    await followed.content
      .getByTestId('table-over-time')
      .getByText(/4 archived days/)
      .waitFor();
  });
});
