import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { GraphServer } from '../support/graphServer.js';
import { statusBarItem } from './support/connection.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { CONTAINER } from './support/openReport.js';
import { launchWithTenant, showTenant, TENANT } from './support/tenant.js';
import type { TreeItem } from './support/sideBar.js';
import type { Workbench } from './support/workbench.js';

const REPORT = ['Last 30 days', 'Exchange', 'Email activity, daily'] as const;

describe('two windows of one user at once', () => {
  let windows: [Workbench, Workbench];
  let server: GraphServer;
  before(async () => {
    const { workbench, server: started } = await launchWithTenant();
    server = started;
    windows = [workbench, await workbench.openAnotherWindow()];
    for (const window of windows) {
      await window.page.bringToFront();
      await showTenant(window, TENANT);
      await window.openViewContainer(CONTAINER);
    }
  });
  after(async () => {
    await windows[0].close();
    await server.close();
  });
  screenshotOnFailure(() => windows[1]);

  it('fetch one report at the same time, and archive it once', async () => {
    // Neither window gets its file before both have requested it.
    server.addFault({ at: 'download', effect: { kind: 'hold' } });
    const asked = () => server.requests.filter(({ port }) => port === 'download').length;
    const items: TreeItem[] = [];
    for (const { page, sideBar } of windows) {
      await page.bringToFront();
      items.push(await sideBar.view().reveal(...REPORT));
    }
    for (const [index, { page }] of windows.entries()) {
      await page.bringToFront();
      await items[index]?.click();
    }
    await server.requestArrived(() => asked() === 2);
    server.clearFaults();
    // Of two windows in one browser only the one in front loads its webviews, so the tree has to tell.
    for (const [index, { page }] of windows.entries()) {
      await items[index]?.row.and(page.locator('[aria-label*="fetched"]')).waitFor();
    }
    assert.equal(asked(), 2, 'both windows asked, once');
    const kept = readdirSync(windows[0].userDataFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /archive.*getEmailActivityCounts.*fetched=[^/]*\//.test(file))
      .map((file) => file.slice(file.lastIndexOf('/') + 1));
    assert.equal(kept.filter((name) => name.startsWith('part.')).length, 1, kept.join(', '));
    // The second to arrive notes that the same bytes came again; nothing half written is left.
    assert.deepEqual(
      kept.filter((name) => !['part.csv', 'meta.json', 'checked.json'].includes(name)),
      [],
    );
  });

  it('notice an account that is removed in the other window', async () => {
    windows[0].accounts.set([]);
    for (const window of windows) {
      await window.page.bringToFront();
      await statusBarItem(window)
        .filter({ hasText: `${TENANT}: signed out` })
        .waitFor();
    }
  });
});
