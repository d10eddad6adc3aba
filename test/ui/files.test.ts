import assert from 'node:assert/strict';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalog } from '../support/catalog.js';
import { sampleFile } from '../support/sampleFiles.js';
import { launchWorkbench } from './support/launch.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

/** A name that means something else as a pattern. */
const DETAIL = 'Mail {activity} [1].csv';
const AGENTS = 'agents.csv';
const OTHER = 'settings.json';

describe('a file opened as a report', () => {
  let workbench: Workbench;
  before(async () => {
    const detail = catalog.find('getEmailActivityUserDetail') ?? assert.fail();
    workbench = await launchWorkbench({
      size: { width: 1440, height: 900 },
      files: {
        [DETAIL]: (await sampleFile(detail, 'csv')) ?? assert.fail(),
        [AGENTS]:
          'Agent ID;Agent name;Creator type;Active users (licensed);Active users (unlicensed);Responses sent to users;Last activity date (UTC)\nx;Notes;Microsoft;2;1;12;Sep 12, 2026\n',
        [OTHER]: '{ "editor.fontSize": 12 }',
      },
    });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const onDisk = (name: string) => path.join(workbench.workspaceFolder, name);

  /** Opens a file from the menu of the explorer. */
  async function openAsReport(name: string) {
    const { page } = workbench;
    await workbench.runCommand('View: Show Explorer');
    await page
      .locator('.explorer-folders-view .monaco-list-row')
      .getByText(name, { exact: true })
      .click({ button: 'right' });
    const entry = page.locator('.context-view').getByRole('menuitem', { name: 'Open as Usage Report', exact: true });
    await entry.hover();
    await entry.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await workbench.editorTab(name).and(page.locator('.active')).waitFor();
    return workbench.reportPanel();
  }

  it('is known by its columns, follows the file, and comes back after a reload', async () => {
    let { content } = await openAsReport(DETAIL);
    await content.getByTestId('report-title').filter({ hasText: 'Email activity, user details' }).waitFor();
    await content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    assert.equal(await content.getByTestId('file').innerText(), DETAIL);
    for (const absent of ['refresh', 'compare', 'periods', 'tenant']) {
      assert.equal(await content.getByTestId(absent).count(), 0, absent);
    }
    await workbench.screenshot('file-as-report');

    await content.getByTestId('filter').fill('added-later');
    await content.getByTestId('row-count').filter({ hasText: /^0 of/ }).waitFor();
    appendFileSync(onDisk(DETAIL), '2026-11-19,added-later@contoso.com,Ada,False,,2026-11-18,3,4,5,0,0,,7\r\n');
    await content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();

    await workbench.reload();
    ({ content } = await workbench.reportPanel());
    await content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();
    assert.equal(await content.getByTestId('filter').inputValue(), 'added-later');

    rmSync(onDisk(DETAIL));
    await content.getByTestId('last-attempt').getByText("The file doesn't exist anymore.").waitFor();
    await content.getByTestId('row-count').filter({ hasText: /^1 of/ }).waitFor();
  });

  it('is an export that only the admin center has, also as a spreadsheet saves it', async () => {
    const panel = await openAsReport(AGENTS);
    const { content } = panel;
    await content.getByTestId('report-title').filter({ hasText: 'Agent usage, agent details' }).waitFor();
    await content.locator('[data-row="0"]').getByText('Notes').waitFor();
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('says what is wrong with a file of something else, and opens it as text', async () => {
    const { content } = await openAsReport(OTHER);
    await content.getByText('The JSON in this file has no rows of a report.').waitFor();
    await workbench.screenshot('file-of-something-else');
    await content.getByRole('button', { name: 'Open as Text' }).click();
    await workbench.page.locator('.editor-instance .view-lines').getByText('editor.fontSize').waitFor();
    // It is a report as soon as the file is one.
    const again = await openAsReport(OTHER);
    writeFileSync(onDisk(OTHER), '[{ "Day": "2026-11-01", "Visits": 3 }]');
    await again.content.getByText("This file isn't a known usage report.").waitFor();
  });
});
