import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seedArchive } from '../support/seedArchive.js';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { archiveFolder, openOverview } from './support/overview.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

/** As narrow as people make it beside an editor. */
const NARROW = 260;
const RULES = '.vscode/usage-reports.rules.json';

/** Of the mailbox details: a report, filtered. */
const RULE = {
  id: 'large-mailboxes',
  title: 'Large mailboxes',
  sentence: 'Mailboxes with more than 1,000 items: {value}',
  severity: 'warning',
  query: {
    version: 1,
    source: { report: 'getMailboxUsageDetail', period: 'D30' },
    filters: [{ kind: 'range', column: 'Item Count', from: 1001 }],
    aggregates: [{ kind: 'count' }],
  },
  compare: { kind: 'number', above: 0 },
};
const rulesText = (compare: object) => JSON.stringify({ version: 1, rules: [{ ...RULE, compare }] }, undefined, 2);

describe('alerts', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({
      size: { width: 1440, height: 900 },
      files: { [RULES]: rulesText(RULE.compare) },
    });
    await workbench.openViewContainer(CONTAINER);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const item = (name: RegExp) => workbench.page.getByRole('treeitem', { name });
  const rules = () => path.join(workbench.workspaceFolder, RULES);
  /** The number that a text begins with. */
  const countOf = (text: string) => Number.parseInt(text.replaceAll(',', ''));

  it('collection → notification → the report, with the rows that the alert is about', async () => {
    await workbench.runCommand('Usage Reports: Collect Reports…');
    await workbench.quickInput.type('Exchange');
    await workbench.quickInput.choose('Exchange');
    await workbench.quickInput.choose('Collect Now');
    const notice = await workbench.notifications.find(/Large mailboxes – Mailboxes with more than 1,000 items: \d/);
    const [, told = ''] = /items: ([\d,]+)$/.exec(await notice.text()) ?? [];
    assert.deepEqual(await notice.buttons(), ['Open Report', 'Show Alerts']);
    // Nobody has opened the view.
    await workbench.page.locator('.activitybar .badge-content').filter({ hasText: /^1$/ }).waitFor();
    await workbench.screenshot('alerts-notification');
    await notice.click('Open Report');
    const { content } = await loadedPanel(workbench, 'Mailbox usage, mailbox details');
    const shown = content.getByTestId('row-count').filter({ hasText: /^[\d,]+ of [\d,]+ rows/ });
    await shown.waitFor();
    assert.equal(countOf(await shown.innerText()), countOf(told));
    await workbench.screenshot('alerts-report');
  });

  it('stand in the overview: their report is one click away, and so is the list', async () => {
    const panel = await openOverview(workbench);
    const alert = panel.content.getByTestId('overview-alert').filter({ hasText: 'Warning: Large mailboxes' });
    await alert.waitFor();
    await workbench.screenshot('alerts-overview');
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);
    await panel.content.getByTestId('show-alerts').click();
    await item(/^Warning, Large mailboxes, Mailboxes with more than 1,000 items: /).waitFor();
    await alert.getByRole('button', { name: 'Open Report: Large mailboxes' }).click();
    await loadedPanel(workbench, 'Mailbox usage, mailbox details');
  });

  it('have a menu, which the keyboard opens, too: edit their rule at its line, copy what they say', async () => {
    const { page } = workbench;
    const alert = async () => workbench.sideBar.view('Alerts').reveal('Large mailboxes');
    await (await alert()).menu('Edit Rule');
    await workbench.editorTab('usage-reports.rules.json').and(page.locator('.active')).waitFor();
    // The rule begins there, behind `"rules": [`.
    await page.locator('.statusbar-item', { hasText: 'Ln 4, Col 5' }).waitFor();
    await emptyClipboard(page);
    await workbench.contextMenu.open(async (patience) => {
      await workbench.runCommand('Usage Reports: Show Alerts');
      await page.keyboard.press('Home');
      await (await alert()).row.and(page.locator('.focused')).waitFor({ timeout: patience });
      await page.keyboard.press('Shift+F10');
    });
    await workbench.screenshot('alerts-menu');
    assert.deepEqual(await workbench.contextMenu.labels(), ['Open Report', 'Edit Rule', 'Copy']);
    await workbench.contextMenu.choose('Copy');
    assert.match(
      await copiedText(page),
      /^Warning: Large mailboxes\nMailboxes with more than 1,000 items: [\d,]+\nsince /,
    );
  });

  it('are gone from the list and the overview when a check finds that they are', async () => {
    writeFileSync(rules(), rulesText({ kind: 'number', above: 1_000_000 }));
    await workbench.runCommand('Usage Reports: Check Alert Rules');
    await item(/^No alerts$/).waitFor();
    const { content } = await openOverview(workbench);
    await content.getByTestId('overview-alerts').waitFor({ state: 'detached' });
  });

  it('of the rules to start from have title and number in a narrow sidebar, and open storage with their rows', async () => {
    rmSync(rules());
    await seedArchive(archiveFolder(workbench), [
      { at: new Date(), period: 'D180', reports: ['getMailboxUsageDetail'] },
    ]);
    await workbench.runCommand('Usage Reports: Edit Alert Rules');
    await workbench.editorTab('usage-reports.rules.json').waitFor();
    await workbench.runCommand('Usage Reports: Check Alert Rules');
    const full = item(/^Error, Mailboxes are nearly full, Mailboxes that have used 95% of their quota or more: \d+, /);
    await full.waitFor();
    await workbench.sideBar.resize(NARROW);
    await workbench.screenshot('alerts-narrow');
    // What of the row is beyond its right edge isn't seen.
    const [title, number = ''] = await full.evaluate((row) => {
      const right = row.getBoundingClientRect().right;
      const seen = (selector: string) => {
        const part = row.querySelector(selector);
        const text = part && document.createTreeWalker(part, NodeFilter.SHOW_TEXT).nextNode();
        const range = document.createRange();
        let length = text?.textContent?.length ?? 0;
        for (; text !== undefined && text !== null && length > 0; length--) {
          range.setStart(text, 0);
          range.setEnd(text, length);
          if (range.getBoundingClientRect().right <= right) {
            break;
          }
        }
        return (text?.textContent ?? '').slice(0, length);
      };
      return [seen('.label-name'), seen('.label-description')];
    });
    assert.equal(title, 'Mailboxes are nearly full');
    assert.match(number, /^\d+ ·/);
    await full.locator('.label-name').dispatchEvent('click');
    const { content } = await loadedPanel(workbench, 'Storage');
    const shown = content.getByTestId('row-count').filter({ hasText: /^[\d,]+ of [\d,]+ rows/ });
    await shown.waitFor();
    assert.equal(countOf(await shown.innerText()), Number.parseInt(number));
    await workbench.screenshot('alerts-storage');
  });

  it('come from rules that the editor completes with the columns of their report', async () => {
    const [before, after] = ['{"rules":[{"query":{"source":{"report":"getMailboxUsageDetail"},"columns":["', '"]}}]}'];
    writeFileSync(rules(), before + after);
    await workbench.runCommand('Usage Reports: Edit Alert Rules');
    const editor = workbench.page.locator('.editor-instance .view-lines').filter({ hasText: 'getMailboxUsageDetail' });
    await editor.click();
    await workbench.page.keyboard.press('Control+End');
    for (let left = after.length; left > 0; left--) {
      await workbench.page.keyboard.press('ArrowLeft');
    }
    await workbench.page.keyboard.type('Item');
    const offered = workbench.page
      .locator('.suggest-widget.visible .monaco-list-row')
      .filter({ hasText: 'Item Count' })
      .first();
    // Until the names of columns are known, the editor has nothing to suggest, and does not ask again by itself.
    await until(async (patience) => {
      await workbench.page.keyboard.press('Escape');
      await workbench.page.keyboard.press('Control+Space');
      await offered.waitFor({ timeout: patience });
    });
    await workbench.screenshot('alerts-rules-completion');
    await offered.click();
    await editor.filter({ hasText: '"columns":["Item Count"]' }).waitFor();
  });
});
