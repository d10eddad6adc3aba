import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sampleAttributes } from '../../src/services/sample/attributes.js';
import { launchWorkbench } from './support/launch.js';
import { openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
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
    const { content } = await openFromSidebar(workbench, 'Last 30 days', 'Active users', TITLE);
    writeFileSync(file, sampleAttributes());
    await chooseFile();
    // Its column "Hire Year" is none that is known.
    await workbench.quickInput.waitFor('Every report about users then has these columns');
    await workbench.screenshot('attributes-columns');
    await workbench.quickInput.accept();
    const told = await workbench.notifications.find(/^Reports about users have columns from hr\.csv: Department, /);
    await workbench.screenshot('attributes-chosen');
    await told.close();

    await content.getByTestId('group-by').click();
    await content.getByTestId('group-key').selectOption({ label: 'Department' });
    await content
      .getByTestId('groups-heading')
      .filter({ hasText: /^\s*Users by Department, 8 groups\s*$/i })
      .waitFor();
    const cell = (column: number) => content.locator(`report-groups [data-row="0"] [data-index="${column}"]`);
    const users = Number((await cell(1).innerText()).replaceAll(',', ''));
    const department = (await cell(0).innerText()).trim();
    assert.ok(users > 1);
    await workbench.screenshot('attributes-groups');
    await cell(0).click();
    await content.getByTestId('chip').filter({ hasText: department }).waitFor();
    await content
      .getByTestId('row-count')
      .filter({ hasText: new RegExp(`^${users} of \\d+ rows`) })
      .waitFor();
    await content.locator('[role=grid] :focus').press('Control+End');
    const header = content.locator('[role=columnheader][data-column="Cost Center"] .head-button');
    await header.and(content.locator('[title*="From attributes file hr.csv"]')).waitFor();
    await workbench.screenshot('attributes-rows');
  });

  it('a file that is gone is said, and the report opens without it', async () => {
    rmSync(file);
    await workbench.runCommand('Usage Reports: Refresh');
    const { content } = await workbench.reportPanel();
    await content.getByText("The attributes file hr.csv can't be used").first().waitFor();
    await content.getByTestId('group-by').click();
    const keys = await content.getByTestId('group-key').locator('option').allInnerTexts();
    assert.ok(keys.length > 1 && !keys.includes('Department'), keys.join());
  });
});
