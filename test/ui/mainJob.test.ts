import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import type { Workbench } from './support/workbench.js';

const REPORT = 'User activity, daily (licensed users)';

describe('the main tasks on the sample tenant', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: { 'notes.md': '# Notes' }, size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const exportsFolder = () => path.join(workbench.workspaceFolder, 'usage-reports');

  it('palette → report → table and sparklines', async () => {
    await workbench.runCommand('Usage Reports: Open Report…');
    await workbench.quickInput.waitFor('Which report?');
    await workbench.quickInput.type('getTeamsUserActivityCounts');
    await workbench.quickInput.first(REPORT);
    await workbench.quickInput.choose(REPORT);
    await workbench.quickInput.waitFor('Which period?');
    await workbench.quickInput.choose('Last 30 days');
    const panel = await loadedPanel(workbench, REPORT);
    assert.equal(await panel.content.getByTestId('report-name').innerText(), 'getTeamsUserActivityCounts');
    assert.match(await panel.content.getByTestId('tenant').innerText(), /Sample/);
    assert.match(await panel.content.getByTestId('refresh-date').innerText(), /2 days ago/);
    assert.equal(await panel.content.locator('[data-testid=chart-card][data-kind=series]').count(), 11);
    const card = panel.content.locator('[data-testid=chart-card][data-column="Private Chat Messages"]');
    assert.match(await card.innerText(), /vs\. the previous \d+ days[\s\S]*Weekdays[\s\S]*Weekends/);
    assert.match(await panel.content.getByTestId('row-count').innerText(), /30 rows/);
    await panel.content.locator('[data-row="0"]').waitFor();
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('shows several measures in the large chart, which the keyboard can read, and keeps them when the period changes', async () => {
    const { content } = await workbench.reportPanel();
    for (const column of ['Calls', 'Meetings']) {
      await content.locator(`[data-column="${column}"]`).getByTestId('pick').click();
    }
    const largeChart = content.getByTestId('large-chart');
    await largeChart.getByRole('slider').press('End');
    // The table's first row is the newest day; its cells are what the chart has to say of it.
    const cell = async (name: string) => {
      const index = await content.locator(`[role=columnheader][data-column="${name}"]`).getAttribute('data-index');
      return content.locator(`[data-row="0"] [data-index="${index}"]`).innerText();
    };
    const said = (await largeChart.getByTestId('plot-readout').innerText()).replace(/^.*?\d{4}: /, '');
    assert.equal(said, `1:1 calls ${await cell('Calls')} · Total meetings ${await cell('Meetings')}`);
    await content.locator('[data-testid=periods] [data-period=D90]').click();
    await content.locator('[data-testid=periods] [data-period=D90][aria-checked=true]').waitFor();
    await content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    assert.equal(await largeChart.getByTestId('chart-measure').count(), 2);
    await content.locator('[data-testid=periods] [data-period=D30]').click();
    await content.locator('[data-testid=periods] [data-period=D30][aria-checked=true]').waitFor();
    await content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    await largeChart.getByTestId('close-chart').click();
    await largeChart.waitFor({ state: 'detached' });
  });

  it('exports a file, and exporting again changes nothing', async () => {
    await workbench.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
    await workbench.quickInput.waitFor('Which format?');
    await workbench.quickInput.choose('CSV, as Delivered');
    const toast = await workbench.notifications.find(/Exported to/);
    assert.deepEqual(await toast.buttons(), ['Open File', 'Show in Explorer']);
    const [name = ''] = readdirSync(exportsFolder());
    assert.match(name, /^\d{4}-\d{2}-\d{2}_getTeamsUserActivityCounts_D30_sample\.csv$/);
    const bytes = readFileSync(path.join(exportsFolder(), name));
    const records: string[][] = parse(bytes, { bom: true });
    assert.equal(records.length, 31);
    await toast.close();

    await workbench.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
    await workbench.quickInput.choose('CSV, as Delivered');
    await (await workbench.notifications.find(/already exists with the same content/)).close();
    assert.deepEqual(readFileSync(path.join(exportsFolder(), name)), bytes);
  });

  it('export never replaces a different file without asking', async () => {
    const [name = ''] = readdirSync(exportsFolder());
    const file = path.join(exportsFolder(), name);
    writeFileSync(file, 'mine');
    await workbench.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
    await workbench.quickInput.choose('CSV, as Delivered');
    assert.match(await workbench.dialog.text(), /already exists with different content/);
    await workbench.dialog.click('Keep Both');
    await (await workbench.notifications.find(/Exported to .*\(2\)/)).close();
    assert.equal(readFileSync(file, 'utf8'), 'mine');
    assert.ok(existsSync(path.join(exportsFolder(), name.replace('.csv', ' (2).csv'))));
  });

  it('switches the period in place', async () => {
    const panel = await workbench.reportPanel();
    await panel.content.locator('[data-testid=periods] [data-period=D7]').click();
    await workbench.editorTab('7 days').waitFor();
    await panel.content.getByTestId('row-count').filter({ hasText: '7 rows' }).waitFor();
  });

  it('sidebar → detail report: sort, filter, copy', async () => {
    const panel = await openFromSidebar(
      workbench,
      'Last 7 days',
      'Microsoft Teams',
      'Teams user activity, user details',
    );
    const { content } = panel;
    assert.ok((await content.locator('[data-testid=chart-card][data-kind=histogram]').count()) >= 1);
    assert.ok((await content.locator('.head-chart').count()) > 3);

    const header = content.locator('[role=columnheader]').filter({ hasText: 'User Principal Name' }).first();
    const column = await header.getAttribute('data-index');
    const first = content.locator(`[data-row="0"] [data-index="${column}"]`);
    await header.getByRole('button').first().click();
    await header.and(content.locator('[aria-sort=ascending]')).waitFor();
    await content.locator('report-grid [role=grid][aria-busy=false]').waitFor();
    const ascending = await first.innerText();
    await header.getByRole('button').first().click();
    await header.and(content.locator('[aria-sort=descending]')).waitFor();
    await first.filter({ hasNotText: ascending }).waitFor();

    await content.getByTestId('filter').fill('ada.');
    await content
      .getByTestId('row-count')
      .filter({ hasText: /of \d+ rows/ })
      .waitFor();
    const shown = Number.parseInt(await content.getByTestId('row-count').innerText());
    assert.ok(shown >= 1 && shown < 10, `${shown} rows contain the name`);

    await emptyClipboard(workbench.page);
    await content.getByTestId('copy').click();
    await workbench.page
      .locator('.statusbar')
      .getByText(/rows? copied/)
      .waitFor();
    const copied = await copiedText(workbench.page);
    assert.equal(copied.split('\n').length, shown + 1);
    assert.match(copied.split('\n')[0] ?? '', /User Principal Name\t/);
  });

  it('the keyboard moves through the table, selects and copies', async () => {
    const { content } = await workbench.reportPanel();
    await emptyClipboard(workbench.page);
    await content.locator('[data-row="0"] [aria-colindex="1"]').click();
    await content.locator('[data-row="0"] [aria-colindex="1"]:focus').waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await content.locator('[data-row="1"] [aria-colindex="1"]:focus').waitFor();
    const cell = await content.locator('[data-row="1"] [aria-colindex="1"]').innerText();
    await workbench.page.keyboard.press('Control+c');
    await workbench.page.locator('.statusbar').getByText('1 cell copied').waitFor();
    assert.equal(await copiedText(workbench.page), cell);
    await emptyClipboard(workbench.page);
    await workbench.page.keyboard.press('Control+a');
    await workbench.page.keyboard.press('Control+c');
    const rows = Number.parseInt(await content.getByTestId('row-count').innerText());
    await workbench.page.locator('.statusbar').getByText(`${rows} rows copied`).waitFor();
    // VS Code asks the page to copy as well, and so the cell can come once more.
    await workbench.page.waitForFunction(
      async (lines) => (await navigator.clipboard.readText()).split('\n').length === lines,
      rows + 1,
    );
    assert.equal(await content.locator('body').evaluate(() => getSelection()?.toString()), '');
  });

  it('says so when no row matches the filter', async () => {
    const { content } = await workbench.reportPanel();
    await content.getByTestId('filter').fill('nobody is called this');
    await content.getByTestId('no-match').waitFor();
    await content.getByTestId('no-match').getByRole('button').click();
    await content.getByTestId('row-count').filter({ hasNotText: 'of' }).waitFor();
  });

  it('shows the state of each report in the sidebar', async () => {
    await workbench.openViewContainer(CONTAINER);
    const opened = await workbench.sideBar
      .view()
      .reveal('Last 7 days', 'Microsoft Teams', 'Teams user activity, user details');
    await opened.spoken(/Last 7 days, fetched .*, data up to/);
    const other = await workbench.sideBar
      .view()
      .reveal('Last 7 days', 'Microsoft Teams', 'Team activity, team details');
    await other.spoken(/Last 7 days, never opened$/);
  });

  it('a single day is a report like any other', async () => {
    // The newest days have no data yet, which is another case.
    const day = new Date(Date.now() - 5 * 86_400_000);
    const short = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
    const date = day.toLocaleDateString('en', { ...short, weekday: 'short', year: 'numeric' });
    await (
      await workbench.sideBar.view().reveal('Other periods', 'Single day', 'SharePoint', 'Activity, user details', date)
    ).click();
    await workbench.editorTab(`SharePoint activity, user details, ${day.toLocaleDateString('en', short)}`).waitFor();
    const panel = await workbench.reportPanel();
    await panel.content.locator('[data-row="0"]').waitFor();
  });

  it('exports all reports of a period into folders of their products, with an index, and leaves out what is asked', async () => {
    const { quickInput, notifications } = workbench;
    await workbench.runCommand('Usage Reports: Export All Reports for a Period…');
    await quickInput.choose('Last 7 days');
    await quickInput.choose('CSV, as Delivered');
    await quickInput.waitFor('Which reports do you also want to export?');
    await workbench.screenshot('export-leave-out');
    await quickInput.tick('Reports without rows');
    await quickInput.tick('Reports of retired services (15)');
    await quickInput.accept();
    const toast = await notifications.find(/Exported \d+ reports to .*_D7_sample\. \d+ reports were left out\./);
    const [written = '', leftOut = ''] = /Exported (\d+) reports .* (\d+) reports were/
      .exec(await toast.text())!
      .slice(1);
    const name = readdirSync(exportsFolder()).find((one) => one.endsWith('_D7_sample')) ?? assert.fail('no folder');
    const folder = path.join(exportsFolder(), name);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.csv'));
    assert.equal(files.length, Number(written));
    assert.ok(
      files.every((file) => /^[a-z0-9]+\/\d{4}-\d{2}-\d{2}_get\w+_D7_sample(\.normalized)?\.csv$/i.test(file)),
      files.join(),
    );
    assert.ok(!files.some((file) => file.includes('Skype')));
    const index = readFileSync(path.join(folder, 'index.md'), 'utf8');
    for (const file of files) {
      assert.ok(index.includes(`(<${file}>)`), `${file} is in the index`);
    }
    assert.equal(index.split('## Left out')[1]?.match(/^- /gm)?.length, Number(leftOut));
    await toast.click('Open Index');
    await workbench.editorTab('Preview index.md').waitFor();
    const preview = await workbench.reportPanel();
    await preview.content.getByRole('heading', { name: 'Left out' }).waitFor({ state: 'attached' });
    await workbench.screenshot('export-index');
  });

  it('filters the tree, and says so', async () => {
    await workbench.runCommand('Usage Reports: Filter Reports…');
    await workbench.quickInput.answer('skype peer');
    const view = workbench.sideBar.view();
    await view.says(/Filtered by "skype peer"/);
    // What is no report is hidden, so that all others are in other places.
    for (const label of ['Users', 'Licenses', 'Storage', 'Directory']) {
      await view.without(label);
    }
    await view.reveal('Last 7 days', 'Skype for Business');
    await view.without('Microsoft Teams');
    await workbench.runCommand('Usage Reports: Filter Reports…');
    await workbench.quickInput.answer('no such report');
    await workbench.page.locator('.sidebar').getByText('No reports match the filter.').waitFor();
    await workbench.page.locator('.sidebar').getByRole('button', { name: 'Clear Filter' }).last().click();
    await view.reveal('Last 7 days', 'Microsoft Teams');
  });

  it('groups by product, and remembers it', async () => {
    await workbench.runCommand('Usage Reports: Group by Product');
    const item = await workbench.sideBar.view().reveal('Skype for Business');
    await item.described('retired');
    await workbench.reload();
    await workbench.openViewContainer(CONTAINER);
    await workbench.sideBar.view().reveal('Skype for Business');
    await workbench.runCommand('Usage Reports: Group by Period');
    await workbench.sideBar.view().reveal('Last 7 days');
  });

  it('offers its commands in the palette, and none that needs a tree item', async () => {
    // The list only shows what fits the window, so each command is searched for by its title.
    const offers = async (title: string) =>
      (await workbench.commandsFor(`Usage Reports: ${title}`)).includes(`Usage Reports: ${title}`);
    for (const title of [
      'Open Report…',
      'Export Report to Excel, CSV, Parquet…',
      'Export All Reports for a Period…',
      'Show Log',
      'Switch Tenant…',
      'Group by Product',
    ]) {
      assert.ok(await offers(title), `${title} is offered`);
    }
    for (const title of ['Copy Function Name', 'Group by Period', 'Clear Filter']) {
      assert.ok(!(await offers(title)), `${title} is not offered`);
    }
  });

  it('a window reload restores the panel', async () => {
    const panel = await openFromSidebar(workbench, 'Last 90 days', 'Exchange', 'Email activity, user details');
    await panel.content.getByTestId('filter').fill('ada.');
    await panel.content
      .getByTestId('row-count')
      .filter({ hasText: /of \d+ rows/ })
      .waitFor();
    const before = await panel.content.getByTestId('row-count').innerText();
    await workbench.reload();
    const restoreModel = await loadedPanel(workbench, 'Email activity, user details');
    await restoreModel.content.getByTestId('row-count').filter({ hasText: before }).waitFor();
    assert.deepEqual(restoreModel.consoleErrors(), []);
  });
});

describe('a window without a folder', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: null });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('export asks for a folder', async () => {
    await openFromSidebar(workbench, 'Last 7 days', 'Microsoft Teams', 'Team activity, team details');
    await workbench.runCommand('Usage Reports: Export Report to Excel, CSV, Parquet…');
    await workbench.quickInput.choose('JSON');
    await workbench.quickInput.waitFor('Export Folder');
    const folder = path.join(workbench.userDataFolder, 'exports');
    mkdirSync(folder);
    await workbench.quickInput.goTo(folder);
    await workbench.quickInput.take('Export to Folder');
    await workbench.notifications.find(/Exported to/);
    const [name = ''] = readdirSync(folder);
    assert.match(name, /_getTeamsTeamActivityDetail_D7_sample\.json$/);
    assert.ok(Array.isArray(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))));
  });

  it('archived reports can be moved to another folder, and deleted there', async () => {
    const { quickInput, notifications, dialog } = workbench;
    const folder = path.join(workbench.userDataFolder, 'kept');
    mkdirSync(folder);
    await workbench.runCommand('Usage Reports: Move Archived Reports…');
    await quickInput.waitFor('Archive Folder');
    await quickInput.goTo(folder);
    await quickInput.take('Use as Archive Folder');
    await (await notifications.find(/Reports are now archived in/)).click('Move');
    await notifications.find(/Moved 1 archived snapshot/);
    assert.deepEqual(readdirSync(folder), ['tenant=sample']);
    await workbench.runCommand('Usage Reports: Show Archive Folder');
    await workbench.screenshot('archive-folder');
    await (await notifications.find(`Reports are archived in ${folder}`)).close();
    // One tenant is archived, so the first question is the last.
    await workbench.runCommand('Usage Reports: Delete Archived Reports…');
    assert.match(
      await dialog.text(),
      /Delete all archived reports of Sample tenant: 1 snapshot, [\d.]+ kB\?[\s\S]*180 days/,
    );
    await workbench.screenshot('archive-delete');
    await dialog.click('Delete');
    await notifications.find(/were deleted/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
