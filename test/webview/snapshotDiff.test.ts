import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { SnapshotDiffEvent, SnapshotDiffMessage } from '../../src/shared/pages/snapshotDiff.js';
import type { FixtureHarness } from '../support/webviewHarness/fixtureHost.js';
import { openPage } from './support/openPage.js';

declare global {
  interface Window {
    fixtureHarness: FixtureHarness;
  }
}

const cellAt = (page: Page, row: number, place: number) =>
  page.locator(`[data-row="${row}"] [aria-colindex="${place + 1}"]`);
const placeOf = (page: Page, column: string) =>
  page
    .locator('[role=columnheader]')
    .evaluateAll((heads, name) => heads.findIndex((head) => head.getAttribute('data-column') === name), column);
const tell = (page: Page, event: SnapshotDiffEvent) => page.evaluate((told) => window.fixtureHarness.tell(told), event);
const sent = (page: Page) => page.evaluate(() => window.fixtureHarness.sent as SnapshotDiffMessage[]);
const contextOf = async (page: Page, row: number, place: number): Promise<unknown> =>
  JSON.parse((await cellAt(page, row, place).getAttribute('data-vscode-context')) ?? 'null');

describe('the table of what changed between two snapshots', () => {
  it('says what selected cells come to now, to a screen reader once', async function () {
    const { page, problems } = await openPage(this, { page: 'snapshotDiff', state: 'diff' });
    const place = await placeOf(page, 'Storage Used (Byte)');
    await cellAt(page, 0, place).click();
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Shift');
    const foot = page.getByTestId('selection-foot');
    await foot.filter({ hasText: 'Sum: ' }).waitFor();
    const parts = (await foot.locator('span').allInnerTexts()).map((text) => text.trim());
    assert.deepEqual(parts.slice(0, 2), ['3 cells selected', 'Values of the newer snapshot']);
    assert.equal(await page.getByTestId('selection-status').innerText(), parts.join('; '));
    await page.keyboard.press('Escape');
    await foot.waitFor({ state: 'detached' });
    assert.deepEqual(problems, []);
  });

  it('has a context menu that copies, sorts, and knows whom a row names', async function () {
    const { page, problems } = await openPage(this, { page: 'snapshotDiff', state: 'diff' });
    await cellAt(page, 1, 0).click({ button: 'right' });
    const context = (await contextOf(page, 1, 0)) as object;
    assert.deepEqual(context, {
      ...context,
      webviewSection: 'usageReportsCell',
      row: 1,
      column: 0,
      isUser: true,
      userColumn: 0,
    });
    await cellAt(page, 1, 1).click({ button: 'right' });
    const other = (await contextOf(page, 1, 1)) as object;
    assert.deepEqual(other, { ...other, isUser: true, userColumn: 0, column: 1 });
    await tell(page, { type: 'actOnTable', action: 'copyCell', row: 1, column: 1 });
    await tell(page, { type: 'actOnTable', action: 'copyAsJson', row: 2, column: 1 });
    await tell(page, { type: 'actOnTable', action: 'sortDescending', column: 1 });
    await page.locator('[role=columnheader][data-index="1"][aria-sort=descending]').waitFor();
    assert.deepEqual(await sent(page), [
      { type: 'copyRows', view: {}, rows: [{ start: 1, end: 2 }], columns: [1], withoutNames: true },
      { type: 'copyRows', view: {}, rows: [{ start: 1, end: 2 }], format: 'json' },
    ]);
    assert.deepEqual(problems, []);
  });
});
