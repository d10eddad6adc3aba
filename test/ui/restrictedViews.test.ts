import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

const TITLE = 'Teams user activity, user details';
const PATH = ['Last 30 days', 'Microsoft Teams', TITLE] as const;
const FILE = '.vscode/usage-reports.views.json';
const USER = 'User Principal Name';
/** A name that would be a link and an icon where it is no text. */
const NAME = '[Click me](command:workbench.action.closeWindow) $(zap)';
const text = JSON.stringify(
  {
    version: 1,
    views: [
      {
        name: NAME,
        report: 'getTeamsUserActivityUserDetail',
        columns: { order: ['Private Chat Message Count', USER] },
        sort: [{ column: 'Private Chat Message Count', descending: true }],
      },
      { name: 'Broken', report: 'getTeamsUserActivityUserDetail', filters: [{ column: USER, kind: 'like' }] },
    ],
  },
  undefined,
  1,
);
const seen = (shown: string) => shown.replaceAll('\u2060', '').replaceAll('\u00A0', ' ');

describe('the views that a workspace shares, in Restricted Mode', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ restricted: true, files: { [FILE]: text, 'README.md': '# Ours' } });
    await workbench.page.locator('.statusbar').getByText('Restricted Mode').waitFor();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const files = () => readdirSync(workbench.workspaceFolder, { recursive: true }).map(String).sort();
  const shared = () => readFileSync(path.join(workbench.workspaceFolder, FILE), 'utf8');

  it('are read as data: shown as text in the tree, opened by a click, and what is wrong is said', async () => {
    await workbench.openViewContainer(CONTAINER);
    await (await workbench.sideBar.view().reveal(...PATH)).expand();
    const row = workbench.page.locator('.sidebar .monaco-list-row').filter({ hasText: 'Click me' });
    await row.waitFor();
    assert.ok(seen(await row.innerText()).includes(NAME));
    assert.equal(await row.locator('a[data-href], a[href]').count(), 0, 'no link');
    assert.equal(await row.locator('.codicon-zap').count(), 0, 'no icon');
    const said = await workbench.notifications.find(/Not all saved views/);
    assert.match(await said.text(), /views\.1\.filters\.0\.kind/);
    await said.close();
    await row.click();
    const panel = await loadedPanel(workbench, TITLE);
    const { content } = panel;
    await content.getByTestId('saved-view').filter({ hasText: 'Click me' }).waitFor();
    await content
      .locator('[role=columnheader][data-column="Private Chat Message Count"][aria-sort=descending]')
      .waitFor();
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('stay as they are, and nothing else is written, until somebody saves a view there', async () => {
    const before = files();
    const { content } = await workbench.reportPanel();
    await content.getByTestId('filter').fill('an');
    await content.getByTestId('saved-view').filter({ hasText: 'changed' }).waitFor();
    await content.getByRole('button', { name: 'Reset View' }).click();
    await content.getByRole('button', { name: 'Reset View' }).waitFor({ state: 'detached' });
    await workbench.runCommand('Usage Reports: Save View…');
    await workbench.quickInput.waitFor('Name of the view');
    await workbench.quickInput.answer('Mine');
    await workbench.quickInput.waitFor('Where is the view saved?');
    await workbench.quickInput.choose('This Computer');
    await content.getByTestId('saved-view').filter({ hasText: 'View: Mine' }).waitFor();
    assert.equal(shared(), text);
    assert.deepEqual(files(), before);

    await workbench.runCommand('Usage Reports: Save View…');
    await workbench.quickInput.waitFor('Name of the view');
    await workbench.quickInput.answer('Ours');
    await workbench.quickInput.waitFor('Where is the view saved?');
    await workbench.quickInput.choose('workspace');
    await workbench.page.locator('.statusbar').getByText('View "Ours" saved').waitFor();
    const { views } = JSON.parse(shared()) as { views: readonly { name: string }[] };
    assert.deepEqual(
      views.map(({ name }) => name),
      [NAME, 'Broken', 'Ours'],
    );
    assert.deepEqual(files(), before, 'no other file, and no temporary one');
  });
});
