import assert from 'node:assert/strict';
import type { Theme } from '../support/host/settings.mjs';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { openFromSidebar } from './support/openReport.js';
import { openOverview } from './support/overview.js';
import type { Workbench } from './support/workbench.js';

/** One report of each kind, the shape of its charts, and the longest and strangest of each. */
const REPORTS = {
  series: ['Last 30 days', 'Microsoft Teams', 'User activity, daily (licensed users)'],
  seriesOfTwoKeys: ['Last 90 days', 'OneDrive', 'OneDrive storage, daily'],
  distribution: ['Last 30 days', 'Microsoft Teams', 'Device usage, period total (licensed users)'],
  snapshot: ['Current state', 'Office activations', 'Office activations, by product'],
  services: ['Last 30 days', 'Active users', 'Active and inactive users, by service'],
  detail: ['Last 30 days', 'Exchange', 'Mailbox usage, mailbox details'],
  concealed: ['Last 30 days', 'OneDrive', 'OneDrive activity, user details'],
  noRows: ['Last 30 days', 'Skype for Business', 'Device usage, user details'],
} as const;

for (const theme of ['light', 'dark', 'high-contrast-dark', 'high-contrast-light'] as Theme[]) {
  describe(`every kind of report in ${theme}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await launchWorkbench({ theme, size: { width: 1440, height: 900 } });
    });
    after(() => workbench.close());
    screenshotOnFailure(() => workbench);

    for (const [kind, path] of Object.entries(REPORTS)) {
      it(`${kind}: no accessibility violations, no console errors`, async () => {
        const panel = await openFromSidebar(workbench, ...path);
        await workbench.screenshot(`${theme}-${kind}`);
        assert.deepEqual(await panel.accessibilityViolations(), []);
        assert.deepEqual(panel.consoleErrors(), []);
      });
    }

    it('large chart: no accessibility violations, no console errors', async () => {
      const panel = await openFromSidebar(workbench, ...REPORTS.series);
      for (const column of ['Private Chat Messages', 'Meetings', 'Audio Duration']) {
        await panel.content.locator(`[data-column="${column}"]`).getByTestId('pick').click();
      }
      await panel.content.locator('h1').scrollIntoViewIfNeeded();
      await panel.content.getByTestId('large-chart').getByRole('slider').hover();
      await panel.content.getByTestId('large-chart').getByTestId('plot-readout').waitFor();
      await workbench.screenshot(`${theme}-chart`);
      assert.deepEqual(await panel.accessibilityViolations(), []);
      assert.deepEqual(panel.consoleErrors(), []);
    });

    it('overview: no accessibility violations, no console errors', async () => {
      const panel = await openOverview(workbench);
      await workbench.screenshot(`${theme}-overview`);
      assert.deepEqual(await panel.accessibilityViolations(), []);
      assert.deepEqual(panel.consoleErrors(), []);
    });
  });
}
