import assert from 'node:assert/strict';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { launchWorkbench } from './support/launch.js';
import { openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

describe("the context menu of a report's table", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const entries = () => workbench.page.locator('.context-view').getByRole('menuitem');
  const labels = async () => {
    await entries().first().waitFor();
    return entries().evaluateAll((all) => all.map((entry) => entry.getAttribute('aria-label') ?? entry.textContent));
  };
  const choose = async (name: string) => {
    const entry = entries().and(workbench.page.getByRole('menuitem', { name, exact: true }));
    // A menu takes no click in its first moments, but it does take keys.
    await entry.hover();
    await entry.and(workbench.page.locator(':focus')).waitFor();
    await workbench.page.keyboard.press('Enter');
    await entry.waitFor({ state: 'detached' });
  };

  it('acts on the cell under the pointer, or the one that has the focus', async () => {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email activity, user details');
    const { content } = panel;
    const name = content.locator('[data-row="2"] [aria-colindex="1"]');
    await name.click({ button: 'right' });
    assert.deepEqual(await labels(), [
      ...['Copy Cell', 'Copy Rows', 'Filter by This Value', 'Find This User', 'Open as Text'],
    ]);
    await workbench.screenshot('table-context-menu');
    const user = (await name.innerText()).trim();
    await choose('Filter by This Value');
    const chip = content.getByTestId('chip').filter({ hasText: user });
    await chip.waitFor();
    await content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();

    await content.locator('[data-row="0"] [aria-colindex="1"]').click();
    await content.locator('[data-row="0"] [aria-colindex="1"]:focus').waitFor();
    await emptyClipboard(workbench.page);
    await content.locator('[data-row="0"] [aria-colindex="1"]').press('Shift+F10');
    await labels();
    await choose('Copy Cell');
    await workbench.page.locator('.statusbar').getByText('Cell copied').waitFor();
    assert.equal(await copiedText(workbench.page), user);

    await content.locator('[role=columnheader][aria-colindex="1"] .head-name').click({ button: 'right' });
    assert.deepEqual(await labels(), ['Sort Ascending', 'Sort Descending', 'Filter…']);
    await choose('Sort Descending');
    await content.locator('[role=columnheader][aria-colindex="1"][aria-sort=descending]').waitFor();

    await content.locator('[data-row="0"] [aria-colindex="1"]').click({ button: 'right' });
    await labels();
    await choose('Find This User');
    await workbench.page.getByRole('tab', { name: 'User', exact: true }).waitFor();
    const found = await workbench.reportPanel();
    await found.content.locator('main').getByText(user).first().waitFor();
    assert.deepEqual(found.consoleErrors(), []);
  });
});
