import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { BLANK_MARK, formatText } from '../../src/shared/format/formatText.js';
import { cutOffTexts } from '../support/cutOffTexts.js';
import type { GraphServer } from '../support/graphServer.js';
import { removeFolder, scratchFolder } from '../support/host/cache.mjs';
import { extensionFolder } from '../support/host/checkout.mjs';
import { copyWithTranslation } from '../support/pseudoTexts/pseudoExtension.js';
import { pseudoText } from '../support/pseudoTexts/pseudoText.js';
import { startSampleServer } from '../support/sampleServer.js';
import { seedArchive } from '../support/seedArchive.js';
import { statusBarItem } from './support/connection.js';
import { CELLS, COLUMN_NAMES, englishTexts, NAMES_OF_VSCODE } from './support/englishTexts.js';
import { launchWorkbench } from './support/launch.js';
import { archiveFolder } from './support/overview.js';
import type { ReportPanel } from './support/reportPanel.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { shownTexts } from './support/shownTexts.js';
import { TENANT } from './support/tenant.js';
import { Walkthrough } from './support/walkthrough.js';
import type { Workbench } from './support/workbench.js';

/** A language with another script: what `Intl` writes in English, such as the name of a month, is found as well. */
const LANGUAGE = 'ru';
const SERIES = 'getTeamsUserActivityCounts';
const DETAIL = 'getMailboxUsageDetail';
const SERIES_TITLE = translated('User activity, daily (licensed users)');
const DETAIL_TITLE = translated('Mailbox usage, mailbox details');

describe('in another language', () => {
  let scratch: string;
  let server: GraphServer;
  let workbench: Workbench;
  before(async () => {
    scratch = scratchFolder('translated');
    const extension = path.join(scratch, 'extension');
    copyWithTranslation(extensionFolder(), extension, LANGUAGE);
    server = await startSampleServer();
    workbench = await launchWorkbench({
      extension,
      language: LANGUAGE,
      accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: true }],
      machineSettings: {
        'usageReports.connections': [{ id: 'northlight', name: TENANT, graphEndpoint: server.origin }],
        'usageReports.archive.detailSnapshots': 5,
      },
      size: { width: 1440, height: 900 },
    });
    await workbench.openViewContainer(translated('Usage Reports'));
  });
  after(async () => {
    await workbench?.close();
    await server?.close();
    removeFolder(scratch);
  });
  screenshotOnFailure(() => workbench);

  /** Nothing in the window, and in this page of it, is in English or cut off. */
  async function check(panel?: ReportPanel): Promise<void> {
    const page = await panel?.frame();
    const texts = await Promise.all([
      shownTexts(workbench.page.mainFrame(), NAMES_OF_VSCODE),
      ...(page === undefined ? [] : [shownTexts(page, CELLS, COLUMN_NAMES)]),
    ]);
    assert.ok(texts.every((all) => all.some(({ text }) => text.includes('⟦'))));
    assert.deepEqual([...englishTexts(texts.flat()), ...((await page?.evaluate(cutOffTexts)) ?? [])], []);
  }

  const run = (command: string) => workbench.runCommand(`${translated('Usage Reports')}: ${translated(command)}`);

  /** The panel in front, once it shows rows of this report. */
  async function openedReport(title: string): Promise<ReportPanel> {
    await workbench.editorTab(title).and(workbench.page.locator('.active')).waitFor();
    const panel = await workbench.reportPanel();
    await panel.content.getByTestId('report-title').filter({ hasText: title }).waitFor();
    await panel.content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    await panel.content.locator('[data-row="3"]').waitFor();
    return panel;
  }

  async function openReport(title: string, days: number): Promise<void> {
    const { quickInput } = workbench;
    await run('Open Report…');
    await quickInput.waitFor(translated('Open Report'));
    await quickInput.type(title);
    await quickInput.choose(title);
    await quickInput.choose(translated('Last {0} days', days));
  }

  it('are the sidebar and the status bar', async () => {
    const { sideBar } = workbench;
    await sideBar.view(translated('Connections')).reveal(TENANT);
    await run('Open Overview');
    await statusBarItem(workbench)
      .filter({ hasText: translated('Sample tenant') })
      .waitFor();
    await sideBar
      .view()
      .reveal(translated('Last {0} days', 7), translated('Exchange'), translated('Email activity, daily'));
    await check();
  });

  it('is the overview, empty and with reports', async () => {
    const panel = await workbench.reportPanel();
    await panel.content.locator('[data-testid=overview][data-state=idle]').waitFor();
    // Its cards have the names of hundreds of columns, which are data. Few reports have the same texts.
    await rm(archiveFolder(workbench), { recursive: true });
    await panel.content.getByTestId('overview-reload').click();
    await panel.content.getByTestId('overview-empty').waitFor();
    await check(panel);
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    await seedArchive(archiveFolder(workbench), [
      { at: daysAgo(430), period: 'D180', reports: [SERIES] },
      { at: daysAgo(30), period: 'D180', reports: [SERIES] },
      { at: daysAgo(9), period: 'D30', reports: [DETAIL] },
      { at: daysAgo(1), period: 'D90', reports: [SERIES, 'getEmailActivityCounts', 'getMailboxUsageStorage'] },
      { at: daysAgo(1), period: 'D30', reports: [DETAIL, 'getTeamsDeviceUsageUserDetail'] },
    ]);
    await panel.content.getByTestId('overview-reload').click();
    await panel.content.locator(`[data-testid=overview-card][data-report=${SERIES}]`).waitFor();
    await panel.content.locator('[data-testid=overview][data-state=idle]').waitFor();
    await check(panel);
  });

  it('are a report, its charts, its history, and the lists that lead to it', async () => {
    const { quickInput } = workbench;
    await run('Open Report…');
    await quickInput.waitFor(translated('Open Report'));
    await quickInput.labels();
    await check();
    await quickInput.type(SERIES_TITLE);
    await quickInput.choose(SERIES_TITLE);
    await quickInput.waitFor(translated('Which period?'));
    await check();
    await quickInput.choose(translated('Last {0} days', 90));
    const panel = await openedReport(SERIES_TITLE);
    const { content } = panel;
    for (const pick of (await content.getByTestId('pick').all()).slice(0, 2)) {
      await pick.click();
    }
    await content.getByTestId('overlay').waitFor();
    await content.getByTestId('save-menu').nth(1).getByTestId('menu-button').click();
    await content.getByRole('menuitem').first().waitFor();
    await check(panel);
    await content.getByRole('menuitem').first().press('Escape');
    await content.locator('[data-period=history]').click();
    await content.getByTestId('show-missing').click();
    await content.getByTestId('missing-days').waitFor();
    await check(panel);
  });

  it('are a table of users or mailboxes, its filters, and an export', async () => {
    const { quickInput, notifications } = workbench;
    await openReport(translated('Device usage, user details'), 30);
    await check(await openedReport(translated('Device usage, user details')));
    await openReport(DETAIL_TITLE, 30);
    const panel = await openedReport(DETAIL_TITLE);
    const { content } = panel;
    await content.locator('[data-column="Storage Used (Byte)"]').getByTestId('head-filter').click();
    const menu = content.getByTestId('filter-menu');
    await menu.waitFor();
    await check(panel);
    // As the language writes it.
    await menu.getByTestId('filter-from').fill('1,5 МБ');
    await menu.getByTestId('filter-from').press('Enter');
    await content.getByTestId('chip').filter({ hasText: '1,5 МБ' }).waitFor();
    await check(panel);
    await content.getByTestId('export').click();
    await quickInput.waitFor(translated('Which rows?'));
    await check();
    await quickInput.accept();
    await quickInput.waitFor(translated('Which format?'));
    await check();
    await quickInput.choose('JSON');
    const exported = await notifications.find(/usage-reports.*json/);
    await check();
    await exported.close();
  });

  it('are two snapshots side by side', async () => {
    await run('Compare Snapshots…');
    await workbench.quickInput.labels();
    await check();
    await workbench.quickInput.accept();
    await workbench.editorTab(translated('Changes: {0}', DETAIL_TITLE)).waitFor();
    const panel = await workbench.reportPanel();
    await panel.content.locator('[data-row="3"]').waitFor();
    await check(panel);
  });

  it('is the page about a user', async () => {
    await run('Find a User…');
    await workbench.quickInput.waitFor(translated('Find a User'));
    await check();
    await workbench.quickInput.answer('zoe.lindqvist@northlight.example');
    await workbench.editorTab(translated('User')).waitFor();
    const panel = await workbench.reportPanel();
    await panel.content.getByTestId('user-heading').waitFor();
    await check(panel);
  });

  it('are unused licenses: their states, how certain that is, why, and their groups', async () => {
    await run('Show Unused Licenses…');
    await workbench.quickInput.waitFor(translated('Select a product'));
    await workbench.quickInput.choose(translated('All products'));
    await workbench.editorTab(translated('Unused licenses')).and(workbench.page.locator('.active')).waitFor();
    const panel = await workbench.reportPanel();
    const { content } = panel;
    await content.locator('[data-testid=report-app][data-state=idle]').waitFor();
    await content.locator('[data-row="3"]').waitFor();
    await check(panel);
    for (const column of ['License Status', 'Confidence', 'Reason', 'What Would Change It']) {
      const index = await content.locator(`[role=columnheader][data-column="${column}"]`).getAttribute('data-index');
      const cells = content.locator(`[data-row]:not(.pending) [data-index="${index}"]`);
      await cells.first().waitFor();
      const shown = await cells.allInnerTexts();
      assert.deepEqual(
        shown.filter((text) => text !== BLANK_MARK && !text.includes('⟦')),
        [],
        column,
      );
      assert.ok(shown.some((text) => text !== BLANK_MARK));
    }
  });

  it('are the questions about a collection and about a new connection', async () => {
    const { quickInput } = workbench;
    await run('Collect Reports…');
    await quickInput.waitFor(translated('Which reports?'));
    await check();
    await quickInput.dismiss();
    await run('Add Connection…');
    await quickInput.waitFor(translated('Who signs in?'));
    await check();
    await quickInput.choose(translated('Sign in as an app, without a user'));
    await quickInput.waitFor(translated('Which Microsoft cloud is the tenant in?'));
    await check();
    await quickInput.choose(translated('Worldwide'));
    await quickInput.answer('not a tenant');
    await quickInput.waitFor(/⟦Éñŧéŕ å ďöɱåîñ/);
    await check();
    await quickInput.dismiss();
  });

  it('is an error with its buttons, on the page, in the tree and in the status bar', async () => {
    const body = '{"error":{"code":"S2SUnauthorized","message":"Invalid permission."}}';
    const headers = { 'content-type': 'application/json', 'request-id': 'abc-123' };
    server.addFault({ effect: { kind: 'respond', status: 403, headers, body } });
    await run('Switch Tenant…');
    await workbench.quickInput.labels();
    await check();
    await workbench.quickInput.choose(TENANT);
    await statusBarItem(workbench).filter({ hasText: TENANT }).waitFor();
    const title = translated('Email activity, daily');
    await openReport(title, 30);
    await workbench.editorTab(title).and(workbench.page.locator('.active')).waitFor();
    const panel = await workbench.reportPanel();
    await panel.content.getByTestId('failed').getByRole('button').first().waitFor();
    // One report that is denied says nothing about the tenant; a denied test does.
    await run('Test Connection');
    await statusBarItem(workbench)
      .filter({ hasText: translated('no permission') })
      .waitFor();
    await check(panel);
  });

  it('are the walkthrough and the settings', async () => {
    const { page } = workbench;
    await run('Get Started');
    const walkthrough = new Walkthrough(page);
    await walkthrough.waitFor(translated('Get Started with Usage Reports'));
    const step = walkthrough.step(translated('Register an app in your tenant'));
    await step.select();
    await step.media.getByText('⟦').first().waitFor();
    const beside = await (await step.media.elementHandle())?.ownerFrame();
    assert.deepEqual(englishTexts(await shownTexts(beside!, 'code')), []);
    await check();
    await page.keyboard.press('Control+,');
    await page.locator('.settings-editor .suggest-input-container').click();
    await page.keyboard.type('@ext:usage-reports.m365-usage-reports');
    await page.locator('.settings-tree-container .setting-item-description').filter({ hasText: '⟦' }).first().waitFor();
    await check();
  });
});

/** A text as the translation has it, with its values. */
function translated(text: string, ...values: readonly (string | number)[]): string {
  return formatText(pseudoText(text), ...values.map(String));
}
