import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { clickUntil, until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const TITLE = 'Teams user activity, user details';
const PATH = ['Last 30 days', 'Microsoft Teams', TITLE] as const;
const FILE = '.vscode/usage-reports.views.json';

/** The formats that can leave columns out. */
const OFFERED = ['CSV, Normalized', 'Excel', 'JSON', 'Markdown', 'Apache Parquet'];

describe('a saved view', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  type Content = Awaited<ReturnType<typeof openFromSidebar>>['content'];
  const heads = (content: Content) =>
    content
      .locator('[role=columnheader]')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['column'] ?? ''));
  const head = (name: string, content: Content) => content.locator(`[role=columnheader][data-column="${name}"]`);
  /** What the table shows: its columns from the left, the first name, and how many rows. */
  const shown = async (content: Content) => ({
    heads: await heads(content),
    rows: await content.getByTestId('row-count').innerText(),
    first: await content.locator('[data-row="0"] [aria-colindex="1"]').innerText(),
  });
  const inFront = (title: string) =>
    workbench.page
      .locator('.editor .tabs-container .tab.active')
      .filter({ has: workbench.page.getByText(title, { exact: true }) })
      .waitFor();
  /** What the export of a view writes in each of these formats. Those of all formats are offered but the one that has all columns. */
  const exportedView = async (formats: readonly string[], start: () => Promise<void>) => {
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const files: { name: string; text: string }[] = [];
    for (const format of formats) {
      const before = existsSync(folder) ? readdirSync(folder) : [];
      await start();
      await workbench.quickInput.waitFor('Which format?');
      assert.deepEqual(await workbench.quickInput.labels(), OFFERED);
      await workbench.quickInput.choose(format);
      await (await workbench.notifications.find(/Exported to/)).close();
      const written = readdirSync(folder).filter((one) => !before.includes(one));
      assert.equal(written.length, 1, format);
      const [file = ''] = written;
      files.push({ name: file, text: readFileSync(path.join(folder, file), 'utf8') });
    }
    return files;
  };
  /** The button of the item: VS Code draws the tree anew at any moment, and closes a menu then. */
  const exportFromTree = async (...labels: readonly string[]) =>
    (await workbench.sideBar.view().reveal(...labels)).action('Export View…');
  const item = (name: string) => workbench.sideBar.view().reveal(...PATH, name);

  it('brings back columns, order, and filter from the tree after its report was closed', async () => {
    const { content } = await openFromSidebar(workbench, ...PATH);
    const [, , third = ''] = await heads(content);
    await head(third, content).locator('.head-button').click();
    await head(third, content).and(content.locator('[aria-sort]:not([aria-sort=none])')).waitFor();
    await head(third, content).locator('.head-button').press('Control+Shift+ArrowLeft');
    await content.locator(`[role=columnheader][aria-colindex="2"][data-column="${third}"]`).waitFor();
    await content.getByTestId('filter').fill('on');
    await content.getByTestId('row-count').filter({ hasText: ' of ' }).waitFor();
    const before = await shown(content);

    await workbench.runCommand('Usage Reports: Save View…');
    await workbench.quickInput.waitFor('Name of the view');
    await workbench.quickInput.answer('Ours');
    await workbench.quickInput.waitFor('Where is the view saved?');
    await workbench.quickInput.choose('This Computer');
    await inFront(`Ours — ${TITLE}, 30 days`);
    await content.getByTestId('saved-view').filter({ hasText: 'View: Ours' }).waitFor();
    await workbench.screenshot('saved-view');

    await workbench.runCommand('View: Close Editor');
    // What was chosen since in the report itself is none of the view's.
    const plain = await openFromSidebar(workbench, ...PATH);
    await plain.content.getByTestId('saved-view').waitFor({ state: 'detached' });
    await workbench.runCommand('View: Close Editor');

    await (await item('Ours')).click();
    const again = (await loadedPanel(workbench, TITLE)).content;
    await inFront(`Ours — ${TITLE}, 30 days`);
    await again.getByTestId('row-count').filter({ hasText: before.rows }).waitFor();
    assert.deepEqual(await shown(again), before);
    await head(third, again).and(again.locator('[aria-sort]:not([aria-sort=none])')).waitFor();
  });

  it('is exported from the tree in each format that can leave columns out, with what its table shows', async () => {
    const { content } = await workbench.reportPanel();
    const { heads: columns, rows } = await shown(content);
    const [count = ''] = /^\d+/.exec(rows) ?? [];
    const onScreen = await content
      .locator('report-grid [data-row] [aria-colindex="1"]')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText));
    assert.ok(onScreen.length > 1);

    const files = await exportedView(['CSV, Normalized', 'JSON', 'Markdown'], () => exportFromTree(...PATH, 'Ours'));
    const [csv = '', json = '', markdown = ''] = files.map(({ text }) => text);
    assert.ok(files.every(({ name }) => /_getTeamsUserActivityUserDetail_D30_sample_Ours\.[a-z.]+$/.test(name)));
    const lines: string[][] = parse(csv, { bom: true });
    const [head = [], ...records] = lines;
    // Left of the columns that are the same in every row, which the table says once, it is the order on screen.
    assert.deepEqual(
      head.filter((name) => columns.includes(name)),
      columns,
    );
    assert.equal(records.length, Number(count));
    assert.ok(records.every((cells) => cells.join('\n').toLowerCase().includes('on')));
    const users = records.map((cells) => cells[head.indexOf(columns[0] ?? '')]);
    assert.deepEqual(users.slice(0, onScreen.length), onScreen);
    const objects = JSON.parse(json) as Record<string, unknown>[];
    assert.deepEqual(objects.map(Object.keys), Array(records.length).fill(head));
    assert.deepEqual(
      objects.map((row) => row[columns[0] ?? '']),
      users,
    );
    const table = markdown.split('\n').filter((line) => line.startsWith('|'));
    assert.equal(table.length, records.length + 2);
  });

  it('brings back its groups from the tree, beside the rows of the report itself', async () => {
    const GROUPED = 'Active users, user details';
    const grouped = ['Last 30 days', 'Active users', GROUPED] as const;
    const { content } = await openFromSidebar(workbench, ...grouped);
    const name = content.locator('report-groups [data-row="0"] [data-index="0"]');
    await clickUntil(content.getByTestId('group-by'), name);
    await content.getByTestId('group-measure-3').selectOption({ index: 1 });
    await content.locator('report-groups [role=columnheader]').nth(3).waitFor();
    await content.locator('report-groups [role=columnheader][data-index="0"] .head-button').click();
    await content.locator('report-groups [role=columnheader][data-index="0"][aria-sort=ascending]').waitFor();
    await content.locator('report-groups [role=grid][aria-busy=false]').waitFor();
    const license = await name.innerText();
    await workbench.runCommand('Usage Reports: Save View…');
    await workbench.quickInput.waitFor('Name of the view');
    await workbench.quickInput.answer('By license');
    await workbench.quickInput.waitFor('Where is the view saved?');
    await workbench.quickInput.choose('This Computer');
    await inFront(`By license — ${GROUPED}, 30 days`);
    await clickUntil(content.getByTestId('back-to-rows'), content.getByTestId('group-by'));
    await inFront(`By license (changed) — ${GROUPED}, 30 days`);
    await workbench.runCommand('View: Close Editor');

    await (await workbench.sideBar.view().reveal(...grouped, 'By license')).click();
    const again = (await loadedPanel(workbench, GROUPED)).content;
    await inFront(`By license — ${GROUPED}, 30 days`);
    await again.locator('report-groups [data-row="0"] [data-index="0"]').filter({ hasText: license }).waitFor();
    await again.locator('report-groups [role=columnheader]').nth(3).waitFor();
    await again.locator('report-groups [role=columnheader][data-index="0"][aria-sort=ascending]').waitFor();
    await workbench.screenshot('saved-view-groups');
    const cells = await again
      .locator('report-groups [data-row] [data-index="0"], report-groups [data-row] [data-index="1"]')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText.trim()));
    const [groups] = await exportedView(['CSV, Normalized'], () => exportFromTree(...grouped, 'By license'));
    assert.match(groups?.name ?? '', /_sample_By-license_by-Assigned-Products\.normalized\.csv$/);
    const [, ...records]: string[][] = parse(groups?.text ?? '', { bom: true });
    assert.deepEqual(
      records.flatMap(([key = '', users = '']) => [key, users]),
      cells.map((text) => text.replace(/^\([Bb]lank\)$/, '')),
    );
    await workbench.reload();
    await inFront(`By license — ${GROUPED}, 30 days`);
    const reloaded = (await loadedPanel(workbench, GROUPED)).content;
    await reloaded.locator('report-groups [data-row="0"] [data-index="0"]').filter({ hasText: license }).waitFor();
    await reloaded.locator('report-groups [role=columnheader][data-index="0"][aria-sort=ascending]').waitFor();
    await workbench.runCommand('View: Close Editor');
    await (await item('Ours')).click();
    await inFront(`Ours — ${TITLE}, 30 days`);
  });

  it('says that it is changed, survives a reload, and is reset or saved', async () => {
    const { content } = await workbench.reportPanel();
    await content.getByTestId('filter').fill('an');
    await inFront(`Ours (changed) — ${TITLE}, 30 days`);
    await content.getByTestId('saved-view').filter({ hasText: 'changed' }).waitFor();
    await workbench.screenshot('saved-view-changed');
    await workbench.reload();
    await inFront(`Ours (changed) — ${TITLE}, 30 days`);
    const again = (await loadedPanel(workbench, TITLE)).content;
    await again.getByRole('button', { name: 'Reset View' }).click();
    await inFront(`Ours — ${TITLE}, 30 days`);
    await until(async () => assert.equal(await again.getByTestId('filter').inputValue(), 'on'));
    await again.getByTestId('filter').fill('ar');
    await again.getByRole('button', { name: 'Save View' }).click();
    await inFront(`Ours — ${TITLE}, 30 days`);
    await again.getByRole('button', { name: 'Reset View' }).waitFor({ state: 'detached' });
  });

  it('is shared in a file of the workspace after a question about the users that it names', async () => {
    await workbench.openViewContainer(CONTAINER);
    await (await item('Ours')).menu('Share View to Workspace…');
    const text = await workbench.dialog.text();
    assert.match(text, /Share the view "Ours" although it might name users\?/);
    assert.match(text, /search text "ar" might be the name of a user: it also searches the column User Principal Name/);
    await workbench.screenshot('saved-view-share');
    await workbench.dialog.click('Cancel');
    const file = path.join(workbench.workspaceFolder, FILE);
    assert.ok(!existsSync(file));
    await (await item('Ours')).menu('Share View to Workspace…');
    await workbench.dialog.click('Share');
    await workbench.page.locator('.statusbar').getByText(`View "Ours" shared in ${FILE}`).waitFor();
    const { views } = JSON.parse(readFileSync(file, 'utf8')) as { views: { name: string; filter: string }[] };
    assert.deepEqual(
      views.map(({ name, filter }) => ({ name, filter })),
      [{ name: 'Ours', filter: 'ar' }],
    );
    // The tree is drawn anew for it, and VS Code forgets what a menu was opened on before.
    await workbench.page.locator('.sidebar').getByText('in the workspace').first().waitFor();
  });

  it('asks what becomes of a shared view of the same name: replaces it, keeps both, or changes nothing', async () => {
    const file = path.join(workbench.workspaceFolder, FILE);
    const views = () =>
      (JSON.parse(readFileSync(file, 'utf8')) as { views: { name: string; report: string; filter?: string }[] }).views;
    const [{ report } = { report: '' }] = views();
    // A colleague has saved another one since, as a newer version does.
    writeFileSync(file, JSON.stringify({ version: 1, views: [{ name: 'Ours', report, newer: true }] }));
    // The tree is drawn anew without it, and VS Code forgets what a menu was opened on before.
    await workbench.page.locator('.sidebar').getByText('in the workspace').first().waitFor({ state: 'detached' });
    const share = async (answer: string) => {
      await (await item('Ours')).menu('Share View to Workspace…');
      assert.match(await workbench.dialog.text(), /A view of this report is already named "Ours"/);
      // Their order is the platform's.
      assert.deepEqual((await workbench.dialog.buttons()).toSorted(), ['Cancel', 'Keep Both…', 'Replace']);
      // Another question may follow at once, in a dialog that looks the same.
      await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: answer, exact: true }).click();
    };
    await share('Cancel');
    await workbench.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
    assert.deepEqual(views(), [{ name: 'Ours', report, newer: true }]);
    await share('Keep Both…');
    await workbench.quickInput.waitFor('Name of the view');
    await workbench.screenshot('saved-view-keep-both');
    await workbench.quickInput.accept();
    await workbench.dialog.click('Share');
    await workbench.page.locator('.statusbar').getByText(`View "Ours (2)" shared in ${FILE}`).waitFor();
    assert.deepEqual(
      views().map(({ name }) => name),
      ['Ours', 'Ours (2)'],
    );
    await workbench.page.locator('.sidebar').getByText('Ours (2)').first().waitFor();
    await share('Replace');
    await workbench.page.locator('.monaco-dialog-box').getByText('although it might name users').first().waitFor();
    await workbench.dialog.click('Share');
    await workbench.page.locator('.statusbar').getByText(`View "Ours" shared in ${FILE}`).waitFor();
    assert.deepEqual(
      views().map(({ name, filter }) => ({ name, filter })),
      ['Ours', 'Ours (2)'].map((name) => ({ name, filter: 'ar' })),
    );
    await workbench.page.locator('.sidebar').getByText('in the workspace').nth(1).waitFor();
  });

  it('is renamed and deleted in the tree, and found by its name', async () => {
    await (await item('Ours')).menu('Rename View…');
    await workbench.quickInput.replace('Voices');
    await workbench.quickInput.accept();
    await inFront(`Voices — ${TITLE}, 30 days`);
    await workbench.runCommand('Usage Reports: Open Report…');
    await workbench.quickInput.type('voices');
    await workbench.quickInput.first('Voices', 'Saved Views');
    await workbench.quickInput.choose('Voices');
    await inFront(`Voices — ${TITLE}, 30 days`);
    await (await item('Voices')).menu('Delete View…');
    await workbench.dialog.click('Delete');
    await workbench.sideBar.view().without('Voices');
    await inFront(`${TITLE}, 30 days`);
    assert.deepEqual((await workbench.reportPanel()).consoleErrors(), []);
  });
});
