import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { seedArchive } from '../support/seedArchive.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { launchWorkbench } from './support/launch.js';
import { CONTAINER, loadedPanel, openFromSidebar } from './support/openReport.js';
import { archiveFolder, openOverview, shownOverview } from './support/overview.js';
import type { Workbench } from './support/workbench.js';

const TEAMS = 'getTeamsUserActivityCounts';
const TEAMS_TITLE = 'User activity, daily (licensed users)';
const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

describe('overview and history', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launchWorkbench({ theme: 'dark', size: { width: 1440, height: 900 } });
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('is filled at the first look at the sample tenant, without a click', async () => {
    const panel = await openOverview(workbench);
    const { content } = panel;
    // Those of the retired service are folded away.
    assert.ok((await content.getByTestId('overview-card').filter({ visible: true }).count()) > 40);
    assert.ok((await content.getByTestId('overview-highlight').count()) > 0);
    assert.equal(await content.locator('[data-group=group-retired]').getAttribute('open'), null);
    assert.deepEqual(await panel.accessibilityViolations(), []);
    await workbench.screenshot('overview-sample');
  });

  it('says that nothing was fetched, and shows a report as soon as it is fetched', async () => {
    await rm(archiveFolder(workbench), { recursive: true });
    const { content } = await shownOverview(workbench);
    await content.getByTestId('overview-reload').click();
    await content.getByTestId('overview-empty').waitFor();
    await workbench.screenshot('overview-empty');
    await content.getByTestId('overview-browse').click();
    await workbench.page.locator('.sidebar .composite.title').getByText(CONTAINER).first().waitFor();
    await openFromSidebar(workbench, 'Last 30 days', 'Exchange', 'Email activity, daily');
    await workbench.showTab('Overview: ');
    const overview = await shownOverview(workbench);
    await overview.content.locator('[data-testid=overview-card][data-report=getEmailActivityCounts]').waitFor();
    assert.equal(await overview.content.getByTestId('overview-card').count(), 1);
  });

  it('shows every archived daily report, by product, and what stands out', async () => {
    // A year ago, half a year of days; nothing for two months; then the last half year and, of one report, yesterday.
    await seedArchive(archiveFolder(workbench), [
      { at: dayAgo(430), period: 'D180', reports: [TEAMS] },
      { at: dayAgo(30), period: 'D180' },
      { at: dayAgo(1), period: 'D90' },
      { at: dayAgo(1), period: 'D7', reports: [TEAMS] },
    ]);
    const { content } = await shownOverview(workbench);
    await content.getByTestId('overview-reload').click();
    const panel = await shownOverview(workbench);
    await content.locator(`[data-report=${TEAMS}]`).first().waitFor();
    await content.locator('[data-testid=overview][data-state=idle]').waitFor();
    await workbench.screenshot('overview');
    assert.ok((await content.getByTestId('overview-card').count()) > 40);
    assert.ok((await content.getByTestId('overview-highlight').count()) > 0);
    assert.deepEqual(
      (await panel.accessibilityViolations()).map(({ rule, targets }) => `${rule} ${targets[0]}`),
      [],
    );
    assert.deepEqual(panel.consoleErrors(), []);
  });

  it('opens the measure of a highlight and of a card’s line in the large chart', async () => {
    const { content } = await shownOverview(workbench);
    const rise = content.locator('[data-testid=overview-highlight][data-kind=rise]').first();
    const report = (await rise.getAttribute('data-report')) ?? '';
    // Between the product and the change: “Microsoft Teams: Meetings +12.6%”.
    const measure = (await rise.locator('b').innerText()).replace(/^.*?: /, '').replace(/ \S+$/, '');
    await rise.click();
    const risen = await workbench.reportPanel();
    await risen.content.getByTestId('large-chart').getByRole('slider', { name: measure }).waitFor();
    await workbench.screenshot('overview-measure');
    await workbench.showTab('Overview: ');
    const line = (await shownOverview(workbench)).content
      .locator(`[data-testid=overview-card][data-report=${report}]`)
      .getByTestId('overview-other')
      .first();
    const other = await line.locator('.overview-other-name').innerText();
    await line.click();
    const shown = await workbench.reportPanel();
    await shown.content.getByTestId('large-chart').getByRole('slider', { name: other }).waitFor();
    await workbench.showTab('Overview: ');
  });

  it('keeps what is a favorite and what is hidden over a reload, and takes both back', async () => {
    const [favorite, hidden] = ['getMailboxUsageStorage', 'getTeamsTeamCounts'];
    const arrange = async (report: string, button: 'favorite' | 'hide') => {
      const { content } = await shownOverview(workbench);
      const card = content.locator(`[data-testid=overview-card][data-report=${report}]`);
      await card.hover();
      await card.getByTestId(button).click();
    };
    await arrange(favorite, 'favorite');
    await arrange(hidden, 'hide');
    await (await shownOverview(workbench)).content.getByTestId('overview-hidden-note').waitFor();
    await workbench.reload();
    await workbench.showTab('Overview: ');
    const { content } = await shownOverview(workbench);
    await content.locator(`[data-group=group-favorites] [data-report=${favorite}]`).waitFor();
    const folded = content.locator('[data-group=group-hidden]');
    await folded.locator('summary').click();
    await folded.locator(`[data-report=${hidden}]`).waitFor();
    await arrange(hidden, 'hide');
    await folded.waitFor({ state: 'detached' });
    await arrange(favorite, 'favorite');
    await content.locator('[data-group=group-favorites]').waitFor({ state: 'detached' });
  });

  it('opens a card’s report from the archive, with the previous period', async () => {
    const { content } = await shownOverview(workbench);
    await content.locator(`[data-testid=overview-card][data-report=${TEAMS}] .overview-open`).click();
    const panel = await loadedPanel(workbench, TEAMS_TITLE);
    await panel.content
      .locator('[data-period=history]')
      .filter({ hasText: /All archived days \(3\d\d\)/ })
      .waitFor();
    assert.match(await panel.content.getByTestId('fetched').innerText(), /sample/);
  });

  it('shows all archived days and the gaps between them, and is restored after a reload', async () => {
    const { content } = await workbench.reportPanel();
    await content.locator('[data-period=history]').click();
    await content.getByTestId('history').waitFor();
    const text = await content.getByTestId('history-text').innerText();
    assert.match(text, /^3\d\d days from .* · 2\d\d? days missing/);
    assert.match(await content.getByTestId('row-count').innerText(), /^3\d\d rows/);
    await content.getByTestId('show-missing').click();
    await content.getByTestId('missing-days').waitFor();
    await content.getByTestId('pick').first().click();
    await content.locator('.chart .hole').first().waitFor({ state: 'attached' });
    assert.ok((await content.locator('.chart .seam').count()) >= 2);
    await workbench.screenshot('history');
    const panel = await workbench.reportPanel();
    assert.deepEqual(await panel.accessibilityViolations(), []);
    assert.deepEqual(panel.consoleErrors(), []);

    await workbench.reload();
    const again = await workbench.reportPanel();
    await again.content.getByTestId('history').waitFor();
    await workbench.showTab('Overview: ');
    await (await shownOverview(workbench)).content.locator(`[data-report=${TEAMS}]`).first().waitFor();
  });

  it('opens a history from the palette', async () => {
    await workbench.openViewContainer(CONTAINER);
    await workbench.runCommand('Usage Reports: Open History…');
    await workbench.quickInput.waitFor('Which report?');
    await workbench.quickInput.type('Email activity');
    // Until what was typed is sought, another report is at its place.
    await workbench.quickInput.first('Email activity, daily');
    await workbench.quickInput.choose('Email activity, daily');
    const panel = await loadedPanel(workbench, 'Email activity, daily');
    await panel.content.getByTestId('history').waitFor();
  });
});
