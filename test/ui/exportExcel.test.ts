import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatOf, readWorkbook } from '../support/readWorkbook.js';
import { launchWorkbench } from './support/launch.js';
import { openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

describe('an export as an Excel workbook', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: { 'notes.md': '# Notes' }, size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('is read by another program, with types, as many rows as the panel shows, and what they are', async () => {
    const title = 'Mailbox usage, mailbox details';
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', title);
    await content.locator('[data-row="0"]').waitFor();
    const rowCount = Number((await content.getByTestId('row-count').innerText()).replace(/\D/g, ''));
    await content.getByTestId('export').click();
    await workbench.quickInput.waitFor('Which format?');
    await workbench.screenshot('export-formats-excel');
    await workbench.quickInput.choose('Excel');
    const notification = await workbench.notifications.find(/Exported to/);
    // Programs of this computer can't open a file of the server, and the editor would show bytes.
    assert.deepEqual(await notification.buttons(), ['Show in Explorer']);
    await notification.close();

    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [name = '', ...more] = readdirSync(folder);
    assert.deepEqual([name.endsWith('_getMailboxUsageDetail_D30_sample.xlsx'), more], [true, []], name);
    const { sheets } = await readWorkbook([readFileSync(path.join(folder, name))]);
    const [rows, about, ...others] = sheets;
    assert.deepEqual([rows?.name, about?.name, others], [title, 'About', []]);
    assert.equal(rows?.rows.length, rowCount + 1);
    const names = rows?.rows[0] ?? [];
    const cell = (column: string) => rows?.rows[1]?.[names.indexOf(column)];
    assert.ok(cell('Report Refresh Date') instanceof Date);
    assert.equal(typeof cell('Storage Used (Byte)'), 'number');
    assert.match(formatOf(rows, 1, names.indexOf('Storage Used (Byte)')) ?? '', /GB/);
    const facts = new Map(about?.rows.map(([label, text]) => [label, text]));
    assert.deepEqual(
      [facts.get('Report'), facts.get('Name'), facts.get('Rows')],
      [title, 'getMailboxUsageDetail', 'All'],
    );
  });

  it('is made of a table of several reports from its menu in the sidebar, without opening it', async () => {
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const tabs = await workbench.editorTab('').count();
    for (const [label, named] of [
      ['Users', '_users_'],
      ['Licenses', '_licenses_'],
      ['Storage', '_storage_'],
    ] as const) {
      const item = await workbench.sideBar.view().reveal(label);
      await item.menu('Export Table…');
      await workbench.quickInput.waitFor('Which format?');
      await workbench.quickInput.choose('Excel');
      await (await workbench.notifications.find(/Exported to/)).close();
      const [name = assert.fail(label)] = readdirSync(folder).filter((one) => one.includes(named));
      const { sheets } = await readWorkbook([readFileSync(path.join(folder, name))]);
      assert.ok((sheets[0]?.rows.length ?? 0) > 1, name);
    }
    assert.equal(await workbench.editorTab('').count(), tabs);
  });
});
