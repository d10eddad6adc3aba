import assert from 'node:assert/strict';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { showTenant } from './support/tenant.js';
import type { TreeItem } from './support/sideBar.js';
import type { Workbench } from './support/workbench.js';

describe('the preview of a report', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench();
    await workbench.openViewContainer(CONTAINER);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const item = (title: string): Promise<TreeItem> =>
    workbench.sideBar.view().reveal('Last 7 days', 'SharePoint', title);
  const preview = async (title: string) => {
    await (await item(title)).click();
    await loadedPanel(workbench, title);
  };
  /** Titles of the tabs with reports, once the one in front is this. VS Code may have a tab of its own beside them. */
  async function tabs(inFront: string): Promise<string[]> {
    await workbench.page
      .locator('.editor .tabs-container .tab.active')
      .filter({ has: workbench.page.getByText(inFront, { exact: true }) })
      .waitFor();
    const titles = await workbench.page.locator('.editor .tabs-container .tab .label-name').allInnerTexts();
    return titles.filter((title) => title.includes(', 7 days'));
  }

  it('takes over the tab of the one before', async () => {
    await preview('Site files, daily');
    assert.deepEqual(await tabs('Site files, daily, 7 days (preview)'), ['Site files, daily, 7 days (preview)']);
    await preview('Site storage, daily');
    assert.deepEqual(await tabs('Site storage, daily, 7 days (preview)'), ['Site storage, daily, 7 days (preview)']);
    await workbench.screenshot('preview-tab');
  });

  it('stays with a double click', async () => {
    await (await item('Site storage, daily')).row.locator('.label-name').dblclick();
    assert.deepEqual(await tabs('Site storage, daily, 7 days'), ['Site storage, daily, 7 days']);
    await (await item('Site usage, daily')).row.locator('.label-name').dblclick();
    assert.deepEqual(await tabs('Site usage, daily, 7 days'), [
      'Site storage, daily, 7 days',
      'Site usage, daily, 7 days',
    ]);
  });

  it('stays once somebody works with the report', async () => {
    await preview('Site files, daily');
    await tabs('Site files, daily, 7 days (preview)');
    const { content } = await workbench.reportPanel();
    await content.getByTestId('filter').fill('2');
    await tabs('Site files, daily, 7 days');
  });

  it('stays with Keep Open, and where the palette opened it', async () => {
    await preview('Pages visited, daily');
    await tabs('Pages visited, daily, 7 days (preview)');
    await workbench.runCommand('Usage Reports: Keep Open');
    await tabs('Pages visited, daily, 7 days');
    assert.ok(!(await workbench.commandsFor('Usage Reports: Keep Open')).includes('Usage Reports: Keep Open'));
    await preview('Site page views, daily');
    await tabs('Site page views, daily, 7 days (preview)');
    await (await item('Site page views, daily')).menu('Open Report');
    assert.equal((await tabs('Site page views, daily, 7 days')).length, 5);
  });

  it('is a preview again after a reload', async () => {
    await preview('SharePoint active users, daily');
    await tabs('SharePoint active users, daily, 7 days (preview)');
    await workbench.reload();
    await loadedPanel(workbench, 'SharePoint active users, daily');
    const before = await tabs('SharePoint active users, daily, 7 days (preview)');
    assert.equal(before.length, 6);
    await workbench.openViewContainer(CONTAINER);
    await preview('SharePoint file activity, daily');
    const after = await tabs('SharePoint file activity, daily, 7 days (preview)');
    assert.deepEqual(after.slice(0, 5), before.slice(0, 5));
    assert.equal(after.length, 6);
  });
});

describe('a report where the user wants no previews', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ settings: { 'workbench.editor.enablePreview': false } });
    await workbench.openViewContainer(CONTAINER);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const open = async (title: string) => {
    await (await workbench.sideBar.view().reveal('Last 7 days', 'SharePoint', title)).click();
    await loadedPanel(workbench, title);
  };
  /** Titles of the tabs with reports. VS Code may have a tab of its own beside them. */
  async function titles(...expected: readonly string[]): Promise<void> {
    const labels = workbench.page.locator('.editor .tabs-container .tab .label-name');
    for (const title of expected) {
      await labels.getByText(title, { exact: true }).waitFor();
    }
    const shown = (await labels.allInnerTexts()).filter((title) => title.includes(', 7 days'));
    assert.deepEqual(shown.sort(), [...expected].sort());
  }

  it('has a tab of its own with a single click', async () => {
    await open('Site files, daily');
    await open('Site storage, daily');
    await titles('Site files, daily, 7 days', 'Site storage, daily, 7 days');
  });

  it('names its tenant in the tab while another tenant has a report open', async () => {
    await showTenant(workbench, 'Fabrikam');
    // The items of the tenant before have the same names.
    await (
      await workbench.sideBar.view().reveal('Last 7 days', 'SharePoint', 'Site files, daily')
    ).spoken(/never opened/);
    await open('Site files, daily');
    const [site, storage] = ['Site files, daily, 7 days', 'Site storage, daily, 7 days'];
    await titles(site, storage, `${site} – Fabrikam`);
    await workbench.screenshot('tabs-two-tenants');
    await workbench.runCommand('View: Close Editor');
    await titles(site, storage);
  });
});
