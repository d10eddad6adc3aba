import assert from 'node:assert/strict';
import { catalog } from '../support/catalog.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { openOverview } from './support/overview.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { TreeRow } from './support/sideBar.js';
import type { Workbench } from './support/workbench.js';

/** The side bar's width before anybody changes it. */
const DEFAULT_WIDTH = 300;

describe('the tree of reports', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench();
    await workbench.openViewContainer(CONTAINER);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const tree = () => workbench.sideBar.view();

  /** All rows below the root: a filtered tree starts out expanded, and every search finds the word report. */
  async function expandedRows(): Promise<TreeRow[]> {
    await workbench.runCommand('Usage Reports: Filter Reports…');
    await workbench.quickInput.answer('report');
    await tree().says(/Filtered by "report"/);
    await tree().root.locator('[role=treeitem][aria-level="3"]').first().waitFor();
    const rows = await tree().allRows();
    await workbench.runCommand('Usage Reports: Clear Filter');
    // Else the next step counts rows in the expanded tree, which has others in a moment.
    await tree().root.locator('[role=treeitem][aria-level="3"]').first().waitFor({ state: 'detached' });
    return rows;
  }

  for (const [grouping, leaves] of [
    ['Period', catalog.reports.reduce((sum, { periods }) => sum + Math.max(1, periods.length), 0)],
    ['Product', catalog.reports.length],
  ] as const) {
    it(`by ${grouping.toLowerCase()}: no label is cut at the default width, and all titles are spoken`, async () => {
      if (grouping === 'Product') {
        await workbench.runCommand('Usage Reports: Group by Product');
      }
      const width = (await workbench.page.locator('.part.sidebar').boundingBox())?.width ?? Infinity;
      assert.ok(width <= DEFAULT_WIDTH, `the side bar is ${width} px wide`);
      const rows = await expandedRows();
      assert.ok(rows.length > leaves, `${rows.length} rows`);
      assert.deepEqual(
        rows.filter(({ cut }) => cut > 0).map(({ label, cut }) => `${label}: ${cut} px`),
        [],
      );
      const titles = new Set(catalog.reports.map(({ title }) => title));
      const spoken = new Set(rows.map((row) => [...titles].find((title) => row.spoken.startsWith(title))));
      assert.deepEqual(
        [...titles].filter((title) => !spoken.has(title)),
        [],
      );
      // A path or an ID would have a slash or a function's name.
      assert.deepEqual(
        rows.map((row) => row.spoken).filter((name) => name === '' || /\bget[A-Z]|\//.test(name)),
        [],
      );
    });
  }

  it('by product: products, reports and periods are spoken by their names', async () => {
    assert.equal(await (await tree().reveal('Skype for Business')).accessibleName(), 'Skype for Business, retired');
    const group = await tree().reveal('Exchange', 'Email activity, daily');
    assert.equal(await group.accessibleName(), 'Email activity, daily');
    const leaf = await tree().reveal('Exchange', 'Email activity, daily', 'Last 30 days');
    assert.equal(await leaf.accessibleName(), 'Last 30 days, Email activity, daily, never opened');
    await (await tree().reveal('Office activations', 'By product')).described('current state');
  });

  it('has favorites at the top, at once and in both groupings', async () => {
    await (await tree().reveal('Exchange', 'Email activity, daily')).menu('Add to Favorites');
    const favorite = await tree().reveal('Favorites', 'Email activity, daily');
    await favorite.described('Exchange · 30 days');
    await favorite.spoken(/^Email activity, daily, Last 30 days, Exchange, never opened, favorite$/);
    assert.deepEqual((await tree().labels()).slice(0, 5), ['Users', 'Licenses', 'Storage', 'Directory', 'Favorites']);
    await workbench.runCommand('Usage Reports: Group by Period');
    await (await tree().reveal('Last 7 days', 'Exchange', 'Email activity, daily')).described('★');
    assert.equal((await tree().allRows())[4]?.label, 'Favorites');
    await workbench.screenshot('tree-favorites');
  });

  it('shows a favorite for the period that it was opened with last', async () => {
    await (await tree().reveal('Last 7 days', 'Exchange', 'Email activity, daily')).click();
    await loadedPanel(workbench, 'Email activity, daily');
    await (await tree().reveal('Favorites', 'Email activity, daily')).described('Exchange · 7 days');
    await (await tree().reveal('Favorites', 'Email activity, daily')).menu('Remove from Favorites');
    await tree().without('Favorites');
  });

  it('has the time of a fetch whole at the default width, or a mark', async () => {
    await openOverview(workbench);
    const long = await tree().reveal('Last 180 days', 'Exchange', 'Mailbox quota status, daily');
    await long.described('✓');
    await long.spoken(/^Mailbox quota status, daily, Last 180 days, fetched \d+:\d\d/);
    await (await tree().reveal('Last 180 days', 'Microsoft Teams', 'Team activity, daily')).described(/^\d+:\d\d/);
    const cut = await tree().cutOff();
    assert.deepEqual(
      cut.filter((row) => /✓|\d:\d\d|…/.test(row)),
      [],
    );
    await workbench.screenshot('tree-times');
  });

  it('has the four common periods together, then the current state and the others', async () => {
    const rows = await tree().allRows();
    assert.deepEqual(
      rows.filter(({ level }) => level === 1).map(({ label }) => label),
      [
        'Users',
        'Licenses',
        'Storage',
        'Directory',
        'Last 7 days',
        'Last 30 days',
        'Last 90 days',
        'Last 180 days',
        'Current state',
        'Other periods',
      ],
    );
    assert.equal(rows.find(({ label }) => label === 'Current state')?.spoken, 'Current state, no period');
    await tree().reveal('Other periods', 'All available time');
    await tree().reveal('Other periods', 'Single day');
  });

  it('offers what a product, a period and the favorites can be used for', async () => {
    await (await tree().reveal('Last 30 days', 'Exchange')).menu('Collect Reports…');
    await workbench.quickInput.waitFor('Collect Now');
    await workbench.quickInput.dismiss();
  });
});
