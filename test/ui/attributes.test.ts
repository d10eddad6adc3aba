import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { sampleAttributes } from '../../src/services/sample/attributes.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import { showFirstGroup } from './support/firstGroup.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { clickUntil } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const TITLE = 'Active users, user details';
const CHOOSE = 'Usage Reports: Choose Attributes File…';

describe('attributes of users from a file', () => {
  let workbench: Workbench;
  let file: string;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
    file = path.join(workbench.userDataFolder, 'hr.csv');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const chooseFile = async () => {
    await workbench.runCommand(CHOOSE);
    await workbench.quickInput.waitFor('Which file?');
    await workbench.quickInput.choose('Choose File…');
    await workbench.quickInput.waitFor('Choose Attributes File');
    await workbench.quickInput.replace(`${workbench.userDataFolder}/`);
    await workbench.quickInput.choose(path.basename(file));
  };

  it('a file is chosen with its columns → the open report has them → grouped by department → a click shows the users', async () => {
    const panel = await openFromSidebar(workbench, 'Last 30 days', 'Active users', TITLE);
    const { content } = panel;
    writeFileSync(file, sampleAttributes());
    await chooseFile();
    // Its column "Hire Year" is none that is known.
    await workbench.quickInput.waitFor('Every report about users then has these columns');
    await workbench.screenshot('attributes-columns');
    await workbench.quickInput.accept();
    const told = await workbench.notifications.find(/^Reports about users have columns from hr\.csv: Department, /);
    await workbench.screenshot('attributes-chosen');
    await told.close();

    await showFirstGroup(panel, 'Department');
    await content.locator('[role=grid] :focus').press('Control+End');
    const header = content.locator('[role=columnheader][data-column="Cost Center"] .head-button');
    await header.and(content.locator('[title*="From attributes file hr.csv"]')).waitFor();
    await workbench.screenshot('attributes-rows');
  });

  it('all users have them: grouped by department, and a click shows those of one', async () => {
    await workbench.openViewContainer(CONTAINER);
    await (await workbench.sideBar.view().reveal('Users')).click();
    const panel = await loadedPanel(workbench, 'Users');
    await panel.content.getByText("The attributes file hr.csv doesn't have").first().waitFor();
    await showFirstGroup(panel, 'Department');
    await workbench.screenshot('attributes-users');
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('unused licenses have them: from a department to its unused seats, and to a file of them', async () => {
    await workbench.runCommand('Usage Reports: Show Unused Licenses…');
    await workbench.quickInput.waitFor('Select a product');
    await workbench.quickInput.choose('All products');
    const panel = await loadedPanel(workbench, 'Unused licenses');
    const { name: department, rows } = await showFirstGroup(panel, 'Department');
    await workbench.screenshot('attributes-unused');

    await panel.content.getByTestId('export').click();
    await workbench.quickInput.waitFor('Which rows?');
    await workbench.quickInput.choose(`Displayed Rows (${rows.toLocaleString('en')})`);
    await workbench.quickInput.choose('CSV, Normalized');
    await (await workbench.notifications.find(/Exported to/)).close();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [name = ''] = readdirSync(folder);
    const records: Record<string, string>[] = parse(readFileSync(path.join(folder, name)), {
      bom: true,
      columns: true,
    });
    assert.equal(records.length, rows);
    const known: Record<string, string>[] = parse(sampleAttributes(), { bom: true, columns: true });
    const costCenters = new Map(known.map((one) => [one['userPrincipalName'], one['costCenter']]));
    for (const record of records) {
      assert.equal(record['Department'], department);
      assert.match(record['License Status'] ?? '', /^(Unused|User deleted)$/);
      assert.equal(record['Cost Center'], costCenters.get(record['User Principal Name']));
    }
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('a file that is gone is said, with the way to another one, and the table opens without it', async () => {
    rmSync(file);
    await workbench.runCommand('Usage Reports: Refresh');
    const { content } = await workbench.reportPanel();
    await content.getByText("The attributes file hr.csv can't be used").first().waitFor();
    await clickUntil(content.getByTestId('group-by'), content.getByTestId('group-key'));
    const keys = await content.getByTestId('group-key').locator('option').allInnerTexts();
    assert.ok(keys.length > 1 && !keys.includes('Department'), keys.join());

    await content.getByRole('button', { name: 'Choose Attributes File…' }).click();
    await workbench.quickInput.waitFor('Which file?');
    await workbench.screenshot('attributes-gone');
  });
});
