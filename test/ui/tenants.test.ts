import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GraphServer } from '../support/graphServer.js';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { shownOverview } from './support/overview.js';
import type { ReportPanel } from './support/reportPanel.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWithTenant, TENANT } from './support/tenant.js';
import { clickUntil } from './support/until.js';
import type { Workbench } from './support/workbench.js';

const SENT = 'getEmailActivityCounts/Send';

describe('all tenants on one page', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({ size: { width: 1440, height: 900 } }));
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  /** The page in front, once it has read every tenant. */
  const shown = async (): Promise<ReportPanel> => {
    await workbench.editorTab('All Tenants').and(workbench.page.locator('.active')).waitFor();
    const panel = await workbench.reportPanel();
    await panel.content.locator('[data-testid=tenants][data-state=read]').waitFor();
    return panel;
  };
  const row = ({ content }: ReportPanel, tenant: string) =>
    content.locator(`[data-testid=tenant-row][data-tenant=${tenant}]`);
  const order = ({ content }: ReportPanel) =>
    content.getByTestId('tenant-row').evaluateAll((rows) => rows.map((each) => each.dataset['tenant']));
  const sortBySent = ({ content }: ReportPanel) => content.locator(`thead [data-column="${SENT}:value"]`).click();

  it('shows sample tenants with their numbers, says that nothing was fetched of another, and requests nothing', async () => {
    await workbench.runCommand('Usage Reports: All Tenants');
    const panel = await shown();
    assert.deepEqual(await order(panel), ['northlight', 'sample', 'sample-concealed']);
    assert.equal(await row(panel, 'sample').locator('td.amount').count(), 6);
    assert.deepEqual(
      new Set(await row(panel, 'northlight').locator('td.missing').allInnerTexts()),
      new Set(['Not fetched']),
    );
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);
    assert.equal(server.requests.length, 0);
    await workbench.screenshot('all-tenants');
  });

  it('fetches what is missing of a tenant, and shows it as it arrives', async () => {
    const panel = await shown();
    await row(panel, 'northlight').getByTestId('fetch').click();
    await row(panel, 'northlight').locator('td.missing').first().waitFor({ state: 'detached' });
    await row(panel, 'northlight').locator('td.amount').nth(5).waitFor();
    await (await workbench.notifications.find(/Northlight/)).close();
    await row(panel, 'northlight').getByTestId('fetch').waitFor({ state: 'detached' });
    await workbench.screenshot('all-tenants-fetched');
  });

  it('sorts, and keeps the order over a reload of the window', async () => {
    const panel = await shown();
    await sortBySent(panel);
    const sorted = await order(panel);
    const values = await panel.content.locator(`tbody [data-column="${SENT}:value"]`).allInnerTexts();
    const numbers = values.map((text) => Number(text.replaceAll(',', '')));
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => b - a),
    );
    await workbench.reload();
    const again = await shown();
    await again.content.locator('th[aria-sort=descending]').waitFor();
    assert.deepEqual(await order(again), sorted);
  });

  it('exports its rows in their order, and copies them', async () => {
    const panel = await shown();
    const sorted = await order(panel);
    await panel.content.getByTestId('tenants-export').click();
    await workbench.quickInput.waitFor('Which format?');
    await workbench.quickInput.choose('JSON');
    await (await workbench.notifications.find(/Exported to/)).close();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [name = ''] = readdirSync(folder);
    assert.match(name, /^\d{4}-\d{2}-\d{2}_usage_all-tenants\.json$/);
    const rows = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, unknown>[];
    assert.deepEqual(
      rows.map((each) => each['Connection']),
      sorted,
    );
    assert.ok(rows.every((each) => typeof each['getEmailActivityCounts Send'] === 'number'));

    await emptyClipboard(workbench.page);
    const copy = panel.content.getByRole('menuitem', { name: 'Copy for a Spreadsheet' });
    await clickUntil(panel.content.getByTestId('copy-menu').getByTestId('menu-button'), copy);
    await copy.click();
    await workbench.page.locator('.statusbar').getByText('3 rows copied').waitFor();
    const lines = (await copiedText(workbench.page)).trimEnd().split(/\r?\n/);
    assert.equal(lines.length, 4);
    assert.ok(lines[0]?.startsWith('Tenant\tConnection\tSample Data\t'));
  });

  it('remembers the measures that are chosen', async () => {
    await (await shown()).content.getByTestId('choose-measures').click();
    await workbench.quickInput.waitFor(/Which measures of all tenants/);
    await workbench.screenshot('all-tenants-measures');
    await workbench.quickInput.type('Mailbox storage, daily');
    await workbench.quickInput.tick('Storage Used');
    await workbench.quickInput.accept();
    const panel = await shown();
    await panel.content.locator('.measure-head').nth(6).waitFor();
    assert.match((await panel.content.locator('.measure-head').allInnerTexts()).join('\n'), /Mailbox storage, daily/);
    await row(panel, 'sample').locator('td.amount').nth(6).waitFor();
    await workbench.editorTab('All Tenants').click({ button: 'middle' });
    await workbench.editorTab('All Tenants').waitFor({ state: 'detached' });
    await workbench.runCommand('Usage Reports: All Tenants');
    assert.equal(await (await shown()).content.locator('.measure-head').count(), 7);
  });

  it('opens the overview of a tenant from its row and from its menu, and a report from its value', async () => {
    const panel = await shown();
    await row(panel, 'northlight').locator(`[data-column="${SENT}:value"]`).click();
    await workbench.editorTab('Email activity, daily').waitFor();
    await workbench.showTab('All Tenants');
    const back = await shown();
    await workbench.contextMenu.openOn(row(back, 'northlight').locator('td.change').first());
    assert.deepEqual(await workbench.contextMenu.labels(), ['Open Overview', 'Collect Reports…']);
    await workbench.contextMenu.dismiss();
    const name = row(back, 'northlight').locator('[data-column=name]');
    await name.focus();
    await name.press('Enter');
    await workbench.editorTab(`Overview: ${TENANT}`).waitFor();
    await shownOverview(workbench);
  });
});
