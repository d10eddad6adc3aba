import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const TITLE = 'Mailbox usage, mailbox details';
const ROW = 30;

describe('a table in a tab that was left', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const cell = (content: FrameLocator, row: number, place: number) =>
    content.locator(`[data-row="${row}"] [aria-colindex="${place}"]`);
  const focused = (content: FrameLocator, row: number, place: number) =>
    cell(content, row, place).and(content.locator(':focus')).waitFor();
  /** Where the row is in the window. */
  const topOf = (content: FrameLocator) =>
    cell(content, ROW, 2).evaluate((element) => element.getBoundingClientRect().top);
  const isAt = (content: FrameLocator, top: number) =>
    until(async () => assert.equal(await topOf(content), top, 'the row is where it was'));
  const isSelected = (content: FrameLocator) =>
    content.getByTestId('selection-foot').filter({ hasText: '6 cells selected' }).waitFor();

  it('has the same rows, the same selection, and the focus', async () => {
    const { page } = workbench;
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', TITLE);
    await cell(content, 0, 2).click();
    for (let row = 1; row <= ROW; row++) {
      await page.keyboard.press('ArrowDown');
      await focused(content, row, 2);
    }
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown']) {
      await page.keyboard.press(key);
    }
    await isSelected(content);
    await focused(content, ROW + 2, 3);
    const top = await topOf(content);

    await workbench.runCommand('File: New Untitled Text File');
    await workbench.editorTab('Untitled-1').and(page.locator('.active')).waitFor();
    await workbench.showTab(TITLE);
    const again = await loadedPanel(workbench, TITLE);
    await isSelected(again.content);
    await focused(again.content, ROW + 2, 3);
    await isAt(again.content, top);
    await page.keyboard.press('Shift+ArrowDown');
    await again.content.getByTestId('selection-foot').filter({ hasText: '8 cells selected' }).waitFor();
    await page.keyboard.press('Shift+ArrowUp');
    await isSelected(again.content);
    await focused(again.content, ROW + 2, 3);

    const before = await topOf(again.content);
    await workbench.reload();
    const reloaded = await loadedPanel(workbench, TITLE);
    await isSelected(reloaded.content);
    await isAt(reloaded.content, before);
    assert.deepEqual(reloaded.consoleErrors(), []);
  });
});
