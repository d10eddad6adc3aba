import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { launchWorkbench } from './support/launch.js';
import { loadedPanel, openFromSidebar } from './support/openReport.js';
import type { ReportPanel } from './support/reportPanel.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { clickUntil } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const TITLE = 'Active users, user details';
const LICENSES = 'Assigned Products';

describe('groups in place of the rows of a report', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: { 'notes.md': '# Notes' }, size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const cell = ({ content }: ReportPanel, row: number, column: number) =>
    content.locator(`report-groups [data-row="${row}"] [data-index="${column}"]`);
  const exported = (ending: string) => {
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const name = readdirSync(folder).find((one) => one.endsWith(`_sample_by-Assigned-Products${ending}`)) ?? ending;
    return readFileSync(path.join(folder, name), 'utf8');
  };

  it('move a column → group by it → click a group → its rows → back → export, as a file that has the groups', async () => {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Active users', TITLE);
    const { content } = panel;
    const head = content.locator(`[role=columnheader][data-column="${LICENSES}"]`);
    const from = await head.getAttribute('aria-colindex');
    const below = content.locator(`[data-row="0"] [data-index="${await head.getAttribute('data-index')}"]`);
    await below.click();
    await below.and(content.locator(':focus')).waitFor();
    await below.press('ArrowUp');
    await head.locator(':focus').waitFor();
    await workbench.page.keyboard.press('Control+Shift+ArrowLeft');
    await head.and(content.locator(`[aria-colindex="${Number(from) - 1}"]`)).waitFor();

    await workbench.contextMenu.openOn(head.locator('.head-name'));
    await workbench.contextMenu.choose('Group by This Column');
    await content
      .getByTestId('groups-heading')
      .filter({ hasText: /^\s*Users by Assigned products, \d+ groups\s*$/i })
      .waitFor();
    await cell(panel, 0, 1).waitFor();
    await workbench.screenshot('groups');
    const license = (await cell(panel, 0, 0).innerText()).trim();
    const users = Number((await cell(panel, 0, 1).innerText()).replaceAll(',', ''));
    assert.ok(users > 1);

    await clickUntil(cell(panel, 0, 0), content.getByTestId('chip').filter({ hasText: license }));
    await content
      .getByTestId('row-count')
      .filter({ hasText: new RegExp(`^${users} of \\d+ rows`) })
      .waitFor();
    await content.locator('[role=grid] :focus').waitFor();
    await content.getByTestId('chip').click();

    await clickUntil(content.getByTestId('group-by'), cell(panel, 0, 0).filter({ hasText: license }));
    await content.getByTestId('group-measure-3').selectOption({ index: 1 });
    await content.locator('report-groups [role=columnheader]').nth(3).waitFor();
    await emptyClipboard(workbench.page);
    await content.getByTestId('copy').click();
    await workbench.page
      .locator('.statusbar')
      .getByText(/rows copied/)
      .waitFor();
    const copied = (await copiedText(workbench.page)).split('\n');

    const groups = copied.length - 1;
    const formats = { 'CSV, Normalized': '.normalized.csv', JSON: '.json', Markdown: '.md' };
    for (const format of Object.keys(formats)) {
      await content.getByTestId('export').click();
      await workbench.quickInput.waitFor('Which rows?');
      await workbench.quickInput.choose(`Displayed Groups (${groups})`);
      await workbench.quickInput.choose(format);
      await (await workbench.notifications.find(/Exported to/)).close();
    }
    const [csv, json, markdown] = Object.values(formats).map(exported);
    const records: string[][] = parse(csv ?? '', { bom: true });
    assert.equal(records.length, groups + 1);
    assert.equal((JSON.parse(json ?? '') as unknown[]).length, groups);
    assert.ok(markdown?.includes(license));
    assert.deepEqual(records[1]?.slice(0, 2), [license, String(users)]);
    assert.equal(records[0]?.length, 4);
    const heads = await content.locator('report-groups [role=columnheader] .head-name').allInnerTexts();
    assert.deepEqual(
      records[0]?.slice(1, 3),
      heads.slice(1, 3).map((text) => text.trim()),
      'the file says what the screen says',
    );
    assert.deepEqual(records[0]?.slice(1, 3), ['Users', 'Percent of users']);
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('are a step back from the rows of a group, also after a reload', async () => {
    const panel = await loadedPanel(workbench, TITLE);
    const groups = await panel.content.locator('report-grid [role=grid]').getAttribute('aria-rowcount');
    await clickUntil(cell(panel, 1, 0), panel.content.getByTestId('chip'));
    await workbench.reload();
    const again = await loadedPanel(workbench, TITLE);
    await again.content.getByTestId('chip').waitFor();
    await workbench.screenshot('back-to-groups');
    await clickUntil(
      again.content.getByTestId('back-to-groups'),
      cell(again, 1, 0).and(again.content.locator(':focus')),
    );
    assert.equal(await again.content.locator('report-grid [role=grid]').getAttribute('aria-rowcount'), groups);
    assert.equal(await again.content.getByTestId('chip').count(), 0);
    assert.deepEqual(again.consoleErrors(), []);
  });

  it('are the same after a reload, and while another tab was in front', async () => {
    await workbench.reload();
    const panel = await loadedPanel(workbench, TITLE);
    await cell(panel, 0, 0).waitFor();
    assert.equal(await panel.content.getByTestId('group-key').inputValue(), `member ${LICENSES}`);
    assert.equal(await panel.content.locator('report-groups [role=columnheader]').count(), 4);
    assert.deepEqual(panel.consoleErrors(), []);

    await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email activity, user details');
    await workbench.showTab(TITLE);
    const again = await loadedPanel(workbench, TITLE);
    await cell(again, 0, 0).waitFor();
    await clickUntil(
      again.content.getByTestId('back-to-rows'),
      again.content.locator('report-table-section [data-row="0"]'),
    );
    await again.content.locator('[data-testid=group-by]:focus').waitFor();
    assert.deepEqual(again.consoleErrors(), []);
  });
});
