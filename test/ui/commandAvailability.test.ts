import assert from 'node:assert/strict';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

const DAILY = 'Email activity, daily';
const DETAILS = 'Email activity, user details';

/** Which of these commands the palette offers. */
const ABOUT_WHAT_IS_IN_FRONT = ['Refresh', 'Compare With…', 'Open as Text', 'Open History', 'Open History…'];

describe('commands are offered where they can act', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  /** The list shows only what fits the window, so each command is searched for by its title. */
  const offered = async (titles: readonly string[]) => {
    const found: string[] = [];
    for (const title of titles) {
      const labels = await workbench.commandsFor(`Usage Reports: ${title}`);
      found.push(...labels.filter((label) => label === `Usage Reports: ${title}`).map(() => title));
    }
    return found;
  };
  const open = async (report: string) => {
    await workbench.runCommand('Usage Reports: Open Report…');
    await workbench.quickInput.waitFor(/^Which report\?/);
    await workbench.quickInput.type(report);
    await workbench.quickInput.first(report);
    await workbench.quickInput.choose(report);
    await workbench.quickInput.waitFor('Which period?');
    await workbench.quickInput.choose('Last 30 days');
    await loadedPanel(workbench, report);
  };
  /** Labels of the menu that the editor's More Actions button opens, VS Code's own among them. */
  const titleMenu = async () => {
    const button = workbench.page.locator('.editor-actions').getByRole('button', { name: 'More Actions...' }).first();
    await workbench.contextMenu.open((patience) => button.click({ timeout: patience }));
    return workbench.contextMenu.labels();
  };

  it('nothing is open, and there is only the sample tenant', async () => {
    assert.deepEqual(await offered(ABOUT_WHAT_IS_IN_FRONT), ['Open History…']);
    const aboutConnections = ['Sign In', 'Sign Out', 'Edit Connection…', 'Test Connection', 'Remove Connection…'];
    const aboutCollections = ['Pause Collection', 'Resume Collection', 'Cancel Collection'];
    assert.deepEqual(await offered([...aboutConnections, ...aboutCollections, 'Clear Filter', 'Browse Reports']), []);
    assert.deepEqual(await offered(['Register an App', 'Collect Reports…', 'Group by Product']), [
      'Register an App',
      'Collect Reports…',
      'Group by Product',
    ]);
  });

  it('a daily report is in front', async () => {
    await open(DAILY);
    assert.deepEqual(await offered(ABOUT_WHAT_IS_IN_FRONT), [
      'Refresh',
      'Compare With…',
      'Open as Text',
      'Open History',
    ]);
    const entries = await titleMenu();
    await workbench.screenshot('menu-daily-report');
    for (const entry of ['Open History', 'Compare With…', 'Compare Snapshots…', 'Refresh', 'Export Report…']) {
      assert.ok(entries.includes(entry), `${entry} in ${entries.join(', ')}`);
    }
    await workbench.contextMenu.choose('Open History');
    const panel = await loadedPanel(workbench, DAILY);
    await panel.content.getByTestId('history').waitFor();
    assert.deepEqual(await offered(['Open History', 'Open History…', 'Compare With…']), [
      'Open History…',
      'Compare With…',
    ]);
  });

  it('a detail report is in front', async () => {
    await open(DETAILS);
    assert.deepEqual(await offered(ABOUT_WHAT_IS_IN_FRONT), ['Refresh', 'Open as Text', 'Open History…']);
    const entries = await titleMenu();
    assert.ok(entries.includes('Refresh') && !entries.includes('Compare With…') && !entries.includes('Open History'));
    await workbench.contextMenu.dismiss();
  });

  it('an overview is in front, then nothing any more', async () => {
    await workbench.runCommand('Usage Reports: Open Overview');
    await workbench.editorTab('Overview: ').and(workbench.page.locator('.active')).waitFor();
    assert.deepEqual(await offered(ABOUT_WHAT_IS_IN_FRONT), ['Refresh', 'Open History…']);
    await workbench.runCommand('View: Close All Editors');
    await workbench.editorTab('').first().waitFor({ state: 'detached' });
    assert.deepEqual(await offered(ABOUT_WHAT_IS_IN_FRONT), ['Open History…']);
  });

  it('the palette finds them by the words of what people want', async () => {
    for (const [typed, title] of [
      ['make report', 'Make Report…'],
      ['excel', 'Export Report to Excel, CSV, Parquet…'],
      ['parquet', 'Export Report to Excel, CSV, Parquet…'],
      ['alert', 'Show Alerts'],
      ['alert rules', 'Edit Alert Rules'],
      ['alert check', 'Check Alert Rules'],
      ['unused licenses', 'Show Unused Licenses…'],
      ['sql', 'Create SQL Views…'],
    ] as const) {
      const found = await workbench.commandsFor(typed);
      assert.ok(found.includes(`Usage Reports: ${title}`), `${typed}: ${found.join(', ')}`);
    }
  });

  it('the views have the others in their menus', async () => {
    await workbench.openViewContainer(CONTAINER);
    const view = workbench.sideBar.view();
    await view.reveal('Last 7 days');
    await workbench.contextMenu.open(async (patience) => {
      await view.root.hover({ timeout: patience });
      await view.root
        .getByRole('button', { name: /^(Views and )?More Actions/ })
        .first()
        .click({ timeout: patience });
    });
    const labels = await workbench.contextMenu.labels();
    await workbench.screenshot('menu-reports-view');
    const inOrder = [
      'Show Unused Licenses…',
      'Open Report…',
      'Open History…',
      'Collect Reports…',
      'Make Report…',
      'Create SQL Views…',
      'Edit Alert Rules',
      'Move Archived Reports…',
      'Get Started',
    ];
    assert.deepEqual(
      labels.filter((label) => inOrder.includes(label)),
      inOrder,
      labels.join(', '),
    );
    await workbench.contextMenu.dismiss();
  });
});
