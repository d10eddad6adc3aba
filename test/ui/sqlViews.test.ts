import assert from 'node:assert/strict';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

describe('views of SQL over the archive', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('are not made of an archive that is empty, and a report that was opened has its own', async () => {
    await workbench.runCommand('Usage Reports: Create SQL Views…');
    await workbench.quickInput.waitFor('What reads the archive?');
    await workbench.quickInput.choose('DuckDB');
    const none = await workbench.notifications.find(/No reports are archived yet/);
    assert.deepEqual(await none.buttons(), ['Collect Reports…']);
    await none.close();

    const title = 'Email activity, user details';
    await openFromSidebar(workbench, 'Last 30 days', 'Exchange', title);
    await loadedPanel(workbench, title);
    await workbench.runCommand('Usage Reports: Create SQL Views…');
    await workbench.quickInput.waitFor('What reads the archive?');
    await workbench.quickInput.choose('DuckDB');
    await workbench.editorTab('Untitled-1').waitFor();
    const editor = workbench.page.locator('.editor-instance .view-lines').filter({ hasText: 'usage_reports_archive' });
    await editor.waitFor();
    await workbench.screenshot('sql-views');
    assert.match(await editor.innerText(), /SET\sVARIABLE\susage_reports_archive/);
  });
});
