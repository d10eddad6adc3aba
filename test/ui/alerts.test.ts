import assert from 'node:assert/strict';
import type { GraphServer } from '../support/graphServer.js';
import { seedArchive } from '../support/seedArchive.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { archiveFolder } from './support/overview.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWithTenant } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

describe('alerts', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({ size: { width: 1440, height: 900 } }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('rules → check → notification → the report, and the list in the sidebar', async () => {
    await seedArchive(archiveFolder(workbench), [
      { at: new Date(), period: 'D180', reports: ['getMailboxUsageDetail'] },
    ]);
    await workbench.openViewContainer(CONTAINER);
    await workbench.runCommand('Usage Reports: Create Rules File');
    await workbench.editorTab('usage-reports.rules.json').waitFor();
    await workbench.runCommand('Usage Reports: Check Rules');
    const notice = await workbench.notifications.find(/Mailboxes that have used more than 95% of their quota: \d/);
    assert.ok(notice);
    await workbench.runCommand('Usage Reports: Show Alerts');
    const item = workbench.page.getByRole('treeitem', { name: /^Error, Mailboxes are nearly full, / });
    await item.waitFor();
    await workbench.screenshot('alerts');
    await item.click();
    await loadedPanel(workbench, 'Storage');
  });
});
