import assert from 'node:assert/strict';
import { copiedText, emptyClipboard } from './support/clipboard.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import type { Workbench } from './support/workbench.js';

const OPEN = 'Usage Reports: Open Report…';
const QUESTION = /^Which report\?/;

describe('finding a report', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('finds by the names of the admin center, by synonyms, and by words in any order, best first', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand(OPEN);
    await quickInput.waitFor(QUESTION);
    for (const [typed, first, heading] of [
      ['mailbox quota', 'Mailbox quota status, daily', /^\d+ reports$/],
      ['activity user teams', 'Teams user activity, user details', /^\d+ reports$/],
      ['site usage', 'Site usage, daily', /^\d+ reports$/],
      ['m365 apps usage', 'Microsoft 365 apps usage, daily', /^\d+ reports$/],
      ['lync peer minutes', 'Peer-to-peer minutes, daily', '1 report'],
      ['getMailboxUsageStorage', 'Mailbox storage, daily', '1 report'],
    ] as const) {
      await quickInput.type(typed);
      await quickInput.first(first, heading);
    }
    // VS Code would put the titles that have this word before others, in the order of the alphabet.
    await quickInput.type('mailbox');
    await quickInput.first('Mailbox usage, daily');
    assert.deepEqual((await quickInput.labels()).slice(0, 4), [
      'Mailbox usage, daily',
      'Mailbox usage, mailbox details',
      'Mailbox quota status, daily',
      'Mailbox storage, daily',
    ]);
    await workbench.screenshot('find-report');
    await quickInput.dismiss();
  });

  it('says that nothing matches, and shows all reports again', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand(OPEN);
    await quickInput.waitFor(QUESTION);
    await quickInput.type('coffee machine');
    await quickInput.first('No report matches "coffee machine". Show All Reports');
    assert.equal((await quickInput.labels()).length, 1);
    await workbench.screenshot('find-report-none');
    await quickInput.accept();
    await quickInput.holds('');
    await quickInput.first('Active users, daily', 'Active users');
    await quickInput.dismiss();
  });

  it('picks what is first when the text and Enter come at once', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand(OPEN);
    await quickInput.waitFor(QUESTION);
    await quickInput.type('mailbox quota');
    await quickInput.accept();
    await quickInput.waitFor('Which period?');
    assert.equal(await quickInput.title(), 'Open Report: Mailbox quota status, daily');
    await quickInput.choose('Last 90 days');
    await loadedPanel(workbench, 'Mailbox quota status, daily');
  });

  it('begins with the report and the period that were opened last, then with the favorites', async () => {
    const { quickInput } = workbench;
    await workbench.runCommand(OPEN);
    await quickInput.waitFor(QUESTION);
    await quickInput.first('Mailbox quota status, daily', 'Recently Opened');
    await quickInput.type('site usage');
    await quickInput.first('Site usage, daily');
    await quickInput.pressButton('Site usage, daily', 'Add to Favorites');
    await quickInput.hasButton('Site usage, daily', 'Remove from Favorites');
    await quickInput.type('');
    await quickInput.first('Mailbox quota status, daily', 'Recently Opened');
    assert.deepEqual((await quickInput.labels()).slice(0, 3), [
      'Mailbox quota status, daily',
      'Site usage, daily',
      'Active users, daily',
    ]);
    await workbench.screenshot('find-report-recent');
    await quickInput.choose('Site usage, daily');
    await quickInput.waitFor('Which period?');
    await quickInput.first('Last 90 days', 'Recently Opened');
    await quickInput.click('Back');
    await quickInput.waitFor(QUESTION);
    await quickInput.dismiss();
  });

  it('finds the same in the sidebar, and shows it', async () => {
    await workbench.runCommand('View: Show Explorer');
    await workbench.runCommand('Usage Reports: Filter Reports…');
    await workbench.quickInput.answer('lync peer minutes');
    const view = workbench.sideBar.view();
    await view.says(/Filtered by "lync peer minutes"/);
    // No report of Skype for Business has the period at the top.
    await view.without('Other periods');
    await view.reveal('Last 7 days', 'Skype for Business', 'Peer-to-peer minutes, daily');
    await view.without('Microsoft Teams');
    await workbench.screenshot('find-report-sidebar');
  });

  for (const [command, row] of [
    ['Clear Filter', 'Other periods'],
    ['Group by Product', 'Microsoft Teams'],
    ['Group by Period', 'Last 7 days'],
  ] as const) {
    it(`shows the sidebar after ${command}`, async () => {
      await workbench.runCommand('View: Show Explorer');
      await workbench.runCommand(`Usage Reports: ${command}`);
      await workbench.sideBar.view().reveal(row);
    });
  }

  it('says that a function name was copied', async () => {
    await workbench.openViewContainer(CONTAINER);
    const report = await workbench.sideBar.view().reveal('Last 7 days', 'Exchange', 'Email activity, daily');
    await emptyClipboard(workbench.page);
    await report.menu('Copy Function Name');
    await workbench.page.locator('.statusbar').getByText('Function name copied').waitFor();
    assert.equal(await copiedText(workbench.page), 'getEmailActivityCounts');
  });
});
