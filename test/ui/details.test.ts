import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import type { Workbench } from './support/workbench.js';

const REPORT = ['Last 30 days', 'Exchange', 'Mailbox usage, mailbox details'] as const;
const STORAGE = 'Storage Used (Byte)';

describe('a detail report, filtered', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: { 'notes.md': '# Notes' }, size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const rowsShown = async (content: Awaited<ReturnType<Workbench['reportPanel']>>['content']) =>
    Number.parseInt((await content.getByTestId('row-count').innerText()).replaceAll(',', ''));

  it('filters by quick filter and by keyboard; totals, copy, and export follow, and a reload restores the filter', async () => {
    const panel = await openFromSidebar(workbench, ...REPORT);
    const { content } = panel;
    const { keyboard } = workbench.page;
    const count = content.getByTestId('row-count');
    const filtered = count.filter({ hasText: /of [\d,]+ rows/ });
    const sum = content.locator(`[data-total="${STORAGE}"] .foot-sum`);
    await sum.filter({ hasText: /\d/ }).waitFor();
    const [allRows, allSum] = [await rowsShown(content), await sum.innerText()];

    const inactive = content.locator('[data-kind=inactive-30]');
    const promised = Number((await inactive.locator('.quick-count').innerText()).replaceAll(',', ''));
    await inactive.click();
    await filtered.waitFor();
    assert.equal(await rowsShown(content), promised);
    assert.ok(promised > 0 && promised < allRows, `${promised} of ${allRows}`);
    await sum.filter({ hasNotText: allSum }).waitFor();

    // From the first cell up into the header, and along it.
    const column =
      Number(await content.locator(`[role=columnheader][data-column="${STORAGE}"]`).getAttribute('aria-colindex')) - 1;
    const headFocused = (index: number) =>
      content.locator(`[role=columnheader][aria-colindex="${index + 1}"] .head-button:focus`).waitFor();
    await content.locator('[data-row="0"] [aria-colindex="1"]').click();
    await content.locator('[data-row="0"] [aria-colindex="1"]:focus').waitFor();
    await keyboard.press('ArrowUp');
    await headFocused(0);
    for (let at = 1; at <= column; at++) {
      await keyboard.press('ArrowRight');
      await headFocused(at);
    }
    await keyboard.press('Alt+ArrowDown');
    const menu = content.getByRole('dialog', { name: 'Filter Storage Used (GB)' });
    await menu.locator('input:focus').waitFor();
    await workbench.screenshot('details-filter-menu');
    assert.deepEqual(await panel.accessibilityViolations(), []);
    await keyboard.type('1 MB');
    await keyboard.press('Enter');
    const chip = content.locator(`[data-testid=chip][data-column="${STORAGE}"]`);
    await chip.filter({ hasText: 'at least 1' }).waitFor();
    await content.locator(`[role=columnheader][data-column="${STORAGE}"] .head-button:focus`).waitFor();

    const others = content.locator('[data-testid=chip][data-quick]');
    await others.press('Enter');
    await others.waitFor({ state: 'detached' });
    assert.equal(await inactive.getAttribute('aria-pressed'), 'false');
    await content.locator(`[data-testid=chip][data-column="${STORAGE}"]:focus`).waitFor();

    await content.locator('[data-kind=neverActive]').click();
    await others.waitFor();
    await content.locator('[data-kind=neverActive]').click();
    await others.waitFor({ state: 'detached' });
    await inactive.click();
    await others.waitFor();
    await content.locator('report-grid [role=grid][aria-busy=false]').waitFor();
    const shown = await rowsShown(content);

    await emptyClipboard(workbench.page);
    await content.locator('[data-row="0"] [aria-colindex="1"]').click();
    await content.locator('[data-row="0"] [aria-colindex="1"]:focus').waitFor();
    await keyboard.press('Control+a');
    await content
      .getByTestId('selection')
      .filter({ hasText: String(shown) })
      .waitFor();
    await keyboard.press('Control+Shift+c');
    await workbench.page
      .locator('.statusbar')
      .getByText(/rows? copied as Markdown/)
      .waitFor();
    const lines = (await copiedText(workbench.page)).trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^\| Report Refresh Date \| /);
    assert.match(lines[1] ?? '', /^\| --- \| /);
    assert.equal(lines.length, shown + 2);

    await content.getByTestId('export').click();
    await workbench.quickInput.waitFor('Which rows?');
    await workbench.quickInput.choose(`Displayed Rows (${shown.toLocaleString('en')})`);
    await workbench.quickInput.choose('JSON');
    await (await workbench.notifications.find(/Exported to/)).close();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [name = ''] = readdirSync(folder);
    assert.match(name, /_getMailboxUsageDetail_D30_sample_as-shown\.json$/);
    assert.equal((JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown[]).length, shown);

    await workbench.reload();
    const restoreModel = await loadedPanel(workbench, REPORT[2]);
    await restoreModel.content.locator(`[data-testid=chip][data-column="${STORAGE}"]`).waitFor();
    await restoreModel.content
      .getByTestId('row-count')
      .filter({ hasText: `${shown.toLocaleString('en')} of` })
      .waitFor();
    await restoreModel.content.getByTestId('clear-all').click();
    await restoreModel.content.locator(`[data-total="${STORAGE}"] .foot-sum`).filter({ hasText: allSum }).waitFor();
    assert.deepEqual(restoreModel.consoleErrors(), []);
  });
});
