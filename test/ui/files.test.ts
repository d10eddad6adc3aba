import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MS_PER_DAY } from '../../src/base/dates.js';
import { catalog } from '../support/catalog.js';
import type { GraphServer } from '../support/graphServer.js';
import { sampleFile } from '../support/sampleFiles.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWithTenant, showTenant, TENANT } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

/** A name that means something else as a pattern. */
const DETAIL = 'Mail {activity} [1].csv';
const AGENTS = 'agents.csv';
const AGENTS_CSV =
  'Agent ID;Agent name;Creator type;Active users (licensed);Active users (unlicensed);Responses sent to users;Last activity date (UTC)\nx;Notes;Microsoft;2;1;12;Sep 12, 2026\n';
const OTHER = 'settings.json';

/** Opens a file from the menu of the explorer. */
async function openAsReport(workbench: Workbench, name: string) {
  const { page } = workbench;
  await workbench.runCommand('View: Show Explorer');
  const file = page.locator('.explorer-folders-view .monaco-list-row').getByText(name, { exact: true });
  await workbench.contextMenu.openOn(file);
  await workbench.contextMenu.choose('Open as Usage Report');
  await workbench.editorTab(name).and(page.locator('.active')).waitFor();
  return workbench.reportPanel();
}

describe('a file opened as a report', () => {
  let workbench: Workbench;
  before(async () => {
    const detail = catalog.find('getEmailActivityUserDetail') ?? assert.fail();
    workbench = await launchWorkbench({
      size: { width: 1440, height: 900 },
      files: {
        [DETAIL]: (await sampleFile(detail, 'csv')) ?? assert.fail(),
        [AGENTS]: AGENTS_CSV,
        [OTHER]: '{ "editor.fontSize": 12 }',
      },
    });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const onDisk = (name: string) => path.join(workbench.workspaceFolder, name);

  it('is known by its columns, follows the file, and comes back after a reload', async () => {
    let { content } = await openAsReport(workbench, DETAIL);
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
    const panel = await openAsReport(workbench, AGENTS);
    const { content } = panel;
    await content.getByTestId('report-title').filter({ hasText: 'Agent usage, agent details' }).waitFor();
    await content.locator('[data-row="0"]').getByText('Notes').waitFor();
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('says what is wrong with a file of something else, and opens it as text', async () => {
    const { content } = await openAsReport(workbench, OTHER);
    await content.getByText('The JSON in this file has no rows of a report.').waitFor();
    await workbench.screenshot('file-of-something-else');
    await content.getByRole('button', { name: 'Open as Text' }).click();
    await workbench.page.locator('.editor-instance .view-lines').getByText('editor.fontSize').waitFor();
    // It is a report as soon as the file is one.
    const again = await openAsReport(workbench, OTHER);
    writeFileSync(onDisk(OTHER), '[{ "Day": "2026-11-01", "Visits": 3 }]');
    await again.content.getByText("This file isn't a known usage report.").waitFor();
  });
});

describe('a file that somebody downloaded, and the same report as it is fetched', () => {
  const DOWNLOADED = 'EmailActivityCounts 8 days ago.csv';
  const SERIES = 'Email activity, daily';
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    const series = catalog.find('getEmailActivityCounts') ?? assert.fail();
    const downloadedAt = new Date(Date.now() - 8 * MS_PER_DAY);
    ({ workbench, server } = await launchWithTenant({
      size: { width: 1440, height: 900 },
      files: {
        [DOWNLOADED]: (await sampleFile(series, 'csv', 'D30', downloadedAt)) ?? assert.fail(),
        [AGENTS]: AGENTS_CSV,
      },
    }));
    await showTenant(workbench, TENANT);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('opens as a report, is added to the archive, and is compared with what was fetched', async () => {
    const fetched = await openFromSidebar(workbench, 'Last 30 days', 'Exchange', SERIES);
    const fetchedDay = await fetched.content.getByTestId('refresh-date').innerText();

    const file = await openAsReport(workbench, DOWNLOADED);
    await file.content.getByTestId('report-title').filter({ hasText: SERIES }).waitFor();
    await file.content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    const fileDay = await file.content.getByTestId('refresh-date').innerText();
    assert.notEqual(fileDay, fetchedDay);

    await workbench.page.locator('.editor-actions').getByRole('button', { name: 'Add to Archive…' }).click();
    await workbench.quickInput.waitFor(`Which tenant is ${DOWNLOADED} from?`);
    await workbench.quickInput.first(TENANT);
    await workbench.quickInput.choose(TENANT);
    const added = await workbench.notifications.find(/^Added to the archive of Northlight: .*Email activity, daily/);
    assert.deepEqual(await added.buttons(), ['Open', 'Remove']);
    await added.close();

    await workbench.runCommand('Usage Reports: Compare Snapshots…');
    await workbench.quickInput.waitFor('Which report? Those with two archived snapshots are listed');
    assert.deepEqual(await workbench.quickInput.labels(), [SERIES]);
    await workbench.quickInput.choose(SERIES);
    await workbench.quickInput.waitFor('Which two snapshots?');
    const [newer, older, ...others] = await workbench.quickInput.entries();
    assert.deepEqual(others, []);
    assert.match(newer ?? '', /fetched /);
    assert.match(older ?? '', new RegExp(`added from ${DOWNLOADED}, 30 rows`));
    await workbench.screenshot('compare-with-file');
    await workbench.quickInput.accept();

    await workbench.editorTab(`Changes: ${SERIES}`).waitFor();
    const changes = await workbench.reportPanel();
    const { content } = changes;
    await content
      .getByTestId('snapshot-before')
      .filter({ hasText: `30 rows · added from ${DOWNLOADED}` })
      .waitFor();
    assert.match(await content.getByTestId('snapshot-after').innerText(), /30 rows · fetched /);
    await content
      .getByTestId('tab-added')
      .filter({ hasText: /New days\s*8/ })
      .waitFor();
    assert.match(await content.getByTestId('tab-gone').innerText(), /Days no longer included\s*8/);
    await workbench.screenshot('difference-with-file');
    assert.deepEqual(await changes.accessibilityViolations(), []);
    assert.deepEqual(changes.consoleErrors(), []);
  });

  it('of a report that has no API is opened by Open Report… once it is added, says its file, and is exported as it came', async () => {
    const TITLE = 'Agent usage, agent details';
    const file = await openAsReport(workbench, AGENTS);
    await file.content.getByTestId('report-title').filter({ hasText: TITLE }).waitFor();
    await file.content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    await workbench.page.locator('.editor-actions').getByRole('button', { name: 'Add to Archive…' }).click();
    await workbench.quickInput.waitFor(`Which tenant is ${AGENTS} from?`);
    await workbench.quickInput.choose(TENANT);
    await (await workbench.notifications.find(/^Added to the archive of Northlight: .*Agent usage/)).close();
    await workbench.runCommand('View: Close Editor');

    const requests = server.requests.length;
    await workbench.runCommand('Usage Reports: Open Report…');
    await workbench.quickInput.waitFor(/^Which report\?/);
    await workbench.quickInput.type('agent usage');
    await workbench.quickInput.first(TITLE, '1 report');
    await workbench.quickInput.accept();
    const { content } = await loadedPanel(workbench, TITLE);
    await content.getByText(AGENTS).first().waitFor();
    assert.equal(await content.getByTestId('refresh').count(), 0, 'there is nothing to request');
    await workbench.screenshot('opened-added-file');

    await content.getByTestId('export').click();
    await workbench.quickInput.choose('CSV, as Delivered');
    await (await workbench.notifications.find(/Exported to/)).close();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const exported = readdirSync(folder).find((name) => name.includes('exportAgent')) ?? assert.fail();
    assert.equal(readFileSync(path.join(folder, exported), 'utf8'), AGENTS_CSV);
    assert.equal(server.requests.length, requests, 'nothing was requested');
  });

  it('is deleted from the archive again, in the menu of its report or chosen of all, after a question that says what it is', async () => {
    const TITLE = 'Agent usage, agent details';
    await workbench.openViewContainer(CONTAINER);
    const item = await workbench.sideBar.view().reveal('Added from files', TITLE);
    await item.menu('Delete Added Files…');
    const text = await workbench.dialog.text();
    assert.match(text, new RegExp(`Delete "${AGENTS}" from the archive of Northlight\\?`));
    assert.match(text, /Agent usage, agent details/);
    await workbench.screenshot('delete-added-file');
    await workbench.dialog.click('Cancel');

    await workbench.runCommand('Usage Reports: Delete Added Files…');
    await workbench.quickInput.waitFor('Which files are deleted from the archive?');
    assert.deepEqual((await workbench.quickInput.labels()).toSorted(), [AGENTS, DOWNLOADED].toSorted());
    await workbench.quickInput.tick(AGENTS);
    await workbench.quickInput.accept();
    await workbench.dialog.click('Delete');
    await workbench.page.locator('.statusbar').getByText('Removed from the archive').waitFor();
    await workbench.sideBar.view().without(TITLE);

    await workbench.runCommand('Usage Reports: Delete Added Files…');
    assert.match(await workbench.dialog.text(), new RegExp(`Delete "${DOWNLOADED}" from the archive`));
    await workbench.dialog.click('Cancel');
  });
});
