import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TEMPLATE_VERSION } from '../../src/core/handout/template.js';
import { BUILT_IN_TEMPLATES, templateText } from '../../src/l10n/handoutTemplates/builtIn.js';
import type { GraphServer } from '../support/graphServer.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, openFromSidebar } from './support/openReport.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWithTenant, showTenant, TENANT } from './support/tenant.js';
import { until } from './support/until.js';
import type { Workbench } from './support/workbench.js';

async function chooseIn(workbench: Workbench, question: string, label: string): Promise<void> {
  await workbench.quickInput.waitFor(question);
  await workbench.quickInput.choose(label);
}

/** The month before that of the newest data of the sample tenant, which are two days old, as the pick says it. */
function lastMonth(): { id: string; label: string } {
  const day = new Date(Date.now() - 2 * 86_400_000);
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 1, 1));
  return {
    id: first.toISOString().slice(0, 7),
    label: first.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  };
}

describe('a report to hand on', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ files: { 'notes.md': '# Notes' }, size: { width: 1440, height: 900 } });
    await workbench.openViewContainer(CONTAINER);
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const exports = () => path.join(workbench.workspaceFolder, 'usage-reports');
  const written = (ending: string) => readdirSync(exports()).filter((name) => name.endsWith(ending));
  const choose = (question: string, label: string) => chooseIn(workbench, question, label);

  it('palette → template → month → web page, in the folder of exports', async () => {
    await workbench.runCommand('Usage Reports: Make Report…');
    await workbench.quickInput.waitFor('Which report?');
    await workbench.screenshot('make-report-templates');
    await choose('Which report?', 'Monthly summary');
    await workbench.quickInput.waitFor('Which month?');
    await workbench.screenshot('make-report-months');
    await choose('Which month?', lastMonth().label);
    await choose('Which format?', 'Web Page (HTML)');
    // Of a month before the newest one, nothing of the sample tenant's users is archived.
    const question = await workbench.notifications.find(/^The archive has only part of .* nothing of it: Users/);
    await workbench.screenshot('make-report-part-of-month');
    assert.equal(existsSync(exports()), false, 'nothing is written before the answer');
    await question.click('Choose Another Month');
    await choose('Which month?', lastMonth().label);
    await (await workbench.notifications.find(/^The archive has only part of /)).click('Make Anyway');
    const notification = await workbench.notifications.find(/^The report is in /);
    await workbench.screenshot('make-report-made');
    // No browser of this computer has the files of the server.
    await notification.click('Open File');
    await workbench.editorTab(`${lastMonth().id}_monthly_sample.html`).waitFor();
    assert.deepEqual(written('.html'), [`${lastMonth().id}_monthly_sample.html`]);
    const html = readFileSync(path.join(exports(), written('.html')[0] ?? ''), 'utf8');
    assert.match(html, new RegExp(`<h1>Monthly summary</h1>[\\s\\S]*${lastMonth().label}`));
    assert.match(html, /<svg /);
    assert.doesNotMatch(html, /<script/);
  });

  it('a template is copied, opened, changed, and offered', async () => {
    await workbench.runCommand('Usage Reports: Copy Report Template…');
    await choose('Which template do you want to change?', 'Skype for Business');
    await workbench.editorTab('skype.usage-report.json').waitFor();
    assert.deepEqual(written('.usage-report.json'), ['skype.usage-report.json']);
    writeFileSync(
      path.join(exports(), 'skype.usage-report.json'),
      templateText({ ...BUILT_IN_TEMPLATES.skype(), title: 'What is left of Skype' }),
    );
    await workbench.runCommand('Usage Reports: Make Report…');
    await workbench.quickInput.waitFor('Which report?');
    // By its title, as the extension's templates are; where it is comes after.
    const item = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'What is left of Skype' });
    await item.filter({ hasText: 'usage-reports/skype.usage-report.json' }).waitFor();
    await workbench.screenshot('make-report-own-template');
    await choose('Which report?', 'What is left of Skype');
    await choose('Which month?', lastMonth().label);
    await choose('Which format?', 'Markdown');
    await (await workbench.notifications.find(/^The report is in /)).close();
    const [name = ''] = written('.md');
    assert.match(readFileSync(path.join(exports(), name), 'utf8'), /^# What is left of Skype\n/);
  });

  it('a copy of a template that was changed is replaced only when somebody says so', async () => {
    const copy = (name: string) => readFileSync(path.join(exports(), name), 'utf8');
    const builtIn = templateText(BUILT_IN_TEMPLATES.skype());
    const copyAgain = async () => {
      await workbench.runCommand('Usage Reports: Copy Report Template…');
      await choose('Which template do you want to change?', 'Skype for Business');
      assert.match(
        await workbench.dialog.text(),
        /skype\.usage-report\.json was already copied, and changed since then/,
      );
    };
    await copyAgain();
    await workbench.screenshot('copy-template-again');
    assert.deepEqual((await workbench.dialog.buttons()).slice().sort(), ['Cancel', 'Keep Both', 'Open It', 'Replace']);
    // What is chosen by Enter loses nothing.
    await workbench.page.locator('.monaco-dialog-box :focus', { hasText: 'Open It' }).waitFor();
    await workbench.dialog.click('Open It');
    await workbench.editorTab('skype.usage-report.json').waitFor();
    assert.match(copy('skype.usage-report.json'), /What is left of Skype/);
    await copyAgain();
    await workbench.dialog.click('Keep Both');
    await workbench.editorTab('skype (2).usage-report.json').waitFor();
    assert.equal(copy('skype (2).usage-report.json'), builtIn);
    assert.match(copy('skype.usage-report.json'), /What is left of Skype/);
    await copyAgain();
    await workbench.dialog.click('Cancel');
    assert.match(copy('skype.usage-report.json'), /What is left of Skype/);
  });

  it('the editor completes a template down to the groups of a query, and takes comments', async () => {
    const file = 'completed.usage-report.json';
    const query =
      '"query": { "version": 1, "source": { "report": "users" }, "groupBy": [{ "column": "Department", "by": ';
    const text = `// Ours.\n{ "version": 1, "title": "T", "blocks": [{ "kind": "table", ${query}`;
    writeFileSync(path.join(exports(), file), text);
    const { page } = workbench;
    await workbench.runCommand('Go to File...');
    await page.keyboard.type(file);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: file }).first().waitFor();
    await page.keyboard.press('Enter');
    await workbench.editorTab(file).waitFor();
    await page.locator('.statusbar-item', { hasText: 'JSON with Comments' }).waitFor();
    const suggested = page.locator('.suggest-widget.visible .monaco-list-row');
    // Until the editor has the focus and the schema, it has nothing to suggest, and does not ask again by itself.
    await until(async (patience) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Control+Space');
      await suggested.filter({ hasText: 'weekday' }).waitFor({ timeout: patience });
    });
    await workbench.screenshot('make-report-completion');
    assert.deepEqual(
      (await suggested.locator('.label-name').allInnerTexts()).map((name) => name.replaceAll('"', '')).sort(),
      ['activeWithin', 'domain', 'member', 'month', 'range', 'week', 'weekday'],
    );
  });

  it('what is wrong with a template is said with its line, and a button opens it there', async () => {
    writeFileSync(
      path.join(exports(), 'broken.usage-report.json'),
      '{\n  "version": 1,\n  "titel": "x",\n  "blocks": []\n}\n',
    );
    await workbench.runCommand('Usage Reports: Make Report…');
    await choose('Which report?', 'broken');
    const notification = await workbench.notifications.find(/broken\.usage-report\.json, line \d+: /);
    await workbench.screenshot('make-report-broken-template');
    await notification.click('Open Template');
    await workbench.editorTab('broken.usage-report.json').waitFor();
  });

  it('problems of a template are listed as it is, and go with its mistakes', async () => {
    const file = path.join(exports(), 'broken.usage-report.json');
    const withBlock = (block: object) =>
      `${JSON.stringify({ version: 1, title: 'Ours', blocks: [block] }, undefined, 2)}\n`;
    writeFileSync(file, withBlock({ kind: 'chart', text: 'Adoption' }));
    await workbench.runCommand('Problems: Focus on Problems View');
    const listed = (text: string) => workbench.page.locator('.markers-panel .monaco-list-row', { hasText: text });
    await listed('This has to be one of heading, text, keyFigures').waitFor();
    // The editor's own words name all kinds, too.
    await listed('Valid values: "heading", "text", "keyFigures"').waitFor();
    assert.equal(await listed('There is no property "titel" here.').count(), 0);
    await workbench.screenshot('make-report-problems');
    const calls = { report: 'getTeamsUserActivityCounts', column: 'Cals' };
    writeFileSync(file, withBlock({ kind: 'keyFigures', figures: [{ label: 'Calls', days: calls }] }));
    await listed('No column "Cals" is known here. Do you mean "Calls"?').locator('.codicon-warning').waitFor();
    await workbench.screenshot('make-report-column-warning');
    writeFileSync(file, withBlock({ kind: 'heading', text: 'Adoption' }));
    await listed('No column "Cals" is known here.').waitFor({ state: 'detached' });
    await listed('This has to be one of heading').waitFor({ state: 'detached' });
    await listed('Valid values: "heading"').waitFor({ state: 'detached' });
  });

  it('users are named only where the template asks for it and the person agrees', async () => {
    const template = {
      ...{ version: 1, title: 'Who', showsUsers: true },
      blocks: [
        {
          kind: 'table',
          title: 'Mailboxes',
          query: {
            ...{ version: 1, source: { report: 'getMailboxUsageDetail', period: 'D180' }, limit: 3 },
            columns: ['User Principal Name', 'Storage Used (Byte)'],
          },
        },
      ],
    };
    writeFileSync(path.join(exports(), 'who.usage-report.json'), JSON.stringify(template));
    for (const [button, named] of [
      ['Leave Names Out', false],
      ['Name Users', true],
    ] as const) {
      await workbench.runCommand('Usage Reports: Make Report…');
      await choose('Which report?', 'Who');
      // The mailboxes of the sample tenant are known as of today.
      await workbench.quickInput.waitFor('Which month?');
      await workbench.quickInput.choose(thisMonth());
      await choose('Which format?', 'Markdown');
      assert.match(await workbench.dialog.text(), /The template "Who" names users/);
      await workbench.screenshot(`make-report-names-${named}`);
      await workbench.dialog.click(button);
      if (named) {
        await workbench.dialog.click('Replace');
      }
      await (await workbench.notifications.find(/^The report is in /)).close();
      const file = written('.md').find((name) => name.includes('_who_')) ?? assert.fail('no file');
      assert.equal(/@\w+\.example/.test(readFileSync(path.join(exports(), file), 'utf8')), named);
    }
  });

  /** The month of the newest data of the sample tenant, which are two days old. */
  function thisMonth(): string {
    const day = new Date(Date.now() - 2 * 86_400_000);
    return day.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  }
});

describe('a report to hand on of which the archive has only part', () => {
  const used = (report: string) => ({ label: report, days: { report, column: 'Storage Used (Byte)' } });
  const [mailboxes, onedrive] = ['getMailboxUsageStorage', 'getOneDriveUsageStorage'].map(used);
  const template = {
    version: TEMPLATE_VERSION,
    title: 'Mailboxes and OneDrive',
    blocks: [{ kind: 'keyFigures', figures: [mailboxes, onedrive] }, { kind: 'dataQuality' }],
  };
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant({
      files: { 'both.usage-report.json': JSON.stringify(template) },
    }));
    await workbench.openViewContainer(CONTAINER);
    await showTenant(workbench, TENANT);
    await openFromSidebar(workbench, 'Last 90 days', 'Exchange', 'Mailbox storage, daily');
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  it('is made after the service was asked for the rest, and nothing is asked twice', async () => {
    server.clearRequests();
    await workbench.runCommand('Usage Reports: Make Report…');
    await chooseIn(workbench, 'Which report?', template.title);
    await chooseIn(workbench, 'Which month?', lastMonth().label);
    await chooseIn(workbench, 'Which format?', 'Markdown');
    const question = await workbench.notifications.find(/^The archive has only part of .* nothing of it: OneDrive/);
    assert.deepEqual(await question.buttons(), ['Fetch Now', 'Make Anyway', 'Choose Another Month']);
    await workbench.screenshot('make-report-fetch-now');
    await question.click('Fetch Now');
    await (await workbench.notifications.find(/^The report is in /)).close();
    const folder = path.join(workbench.workspaceFolder, 'usage-reports');
    const [name = ''] = readdirSync(folder).filter((one) => one.startsWith(`${lastMonth().id}_both_`));
    const text = readFileSync(path.join(folder, name), 'utf8');
    assert.match(text, /getOneDriveUsageStorage\W+[\d.,]+\s[GT]B/);
    const asked = server.requests.filter(
      ({ port, path: address }) => port === 'graph' && address.includes('/reports/'),
    );
    assert.deepEqual(
      asked.map(({ path: address }) => /\/reports\/(\w+)\(period='(\w+)'\)/.exec(address)?.slice(1).join(' ')).sort(),
      ['getMailboxUsageStorage D180', 'getOneDriveUsageStorage D180'],
    );
  });
});
