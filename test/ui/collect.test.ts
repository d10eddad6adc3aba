import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { GraphServer } from '../support/graphServer.js';
import { screenshotOnFailure } from './support/screenshotOnFailure.js';
import { CONTAINER } from './support/openReport.js';
import { launchWithTenant, showTenant, TENANT } from './support/tenant.js';
import type { Workbench } from './support/workbench.js';

describe('collecting the reports of a tenant', () => {
  let workbench: Workbench;
  let server: GraphServer;
  before(async () => {
    ({ workbench, server } = await launchWithTenant());
    await showTenant(workbench, TENANT);
    await workbench.openViewContainer(CONTAINER);
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  screenshotOnFailure(() => workbench);

  const status = (): Locator => workbench.page.locator('.statusbar-item[id$="usageReports.collect"]');
  /** What the view of the reports says of a collection that can be resumed. */
  const note = () =>
    workbench.page
      .locator('.sidebar .message')
      .filter({ hasText: /The collection of reports for Northlight isn't finished: \d+ of \d+ done\./ });
  const asked = () => server.requests.filter(({ port }) => port === 'graph').length;

  it('shows a plan, can be paused, resumed, and canceled, and reports the result', async () => {
    // The first two requests stay unanswered until the collection is paused, however long that takes.
    server.addFault({ effect: { kind: 'hold' } });
    await workbench.runCommand('Usage Reports: Collect Reports…');
    await workbench.quickInput.waitFor('Which reports?');
    assert.deepEqual((await workbench.quickInput.labels()).slice(0, 2), ['All daily reports', 'All reports']);
    await workbench.screenshot('collect-sets');
    await workbench.quickInput.type('Skype');
    await workbench.quickInput.choose('Skype for Business');
    await workbench.quickInput.waitFor(/23 requests, about 46 seconds/);
    await workbench.screenshot('collect-plan');
    await workbench.quickInput.choose('Collect Now');

    const progress = await workbench.notifications.find(/Collecting reports for Northlight: /);
    await server.requestArrived();
    await workbench.screenshot('collect-running');
    await progress.follow('Pause');
    await status().filter({ hasText: 'paused' }).waitFor();
    await progress.gone();
    const paused = await workbench.notifications.find(/The collection of reports for Northlight is paused/);
    assert.deepEqual(await paused.buttons(), ['Resume', 'Cancel']);
    await workbench.screenshot('collect-paused');
    await paused.close();

    server.clearFaults();
    server.addFault({ path: 'getSkypeForBusinessPeerToPeerActivityCounts', effect: { kind: 'hangBeforeHeaders' } });
    server.addFault({
      path: 'getSkypeForBusinessParticipantActivityCounts',
      times: 1,
      effect: { kind: 'respond', status: 403, body: '{"error":{"code":"Forbidden","message":"No."}}' },
    });
    await status().click();
    await status().filter({ hasText: '22 of 23' }).waitFor();
    await (await workbench.notifications.find(/22 of 23/)).click('Cancel');
    const summary = await workbench.notifications.find(
      /The collection of reports for Northlight ended early: 21 fetched, 1 failed, 1 not requested/,
    );
    const buttons = await summary.buttons();
    assert.ok(buttons.includes('Resume') && buttons.includes('Show Failed Reports'), buttons.join());
    // Not finished is not finished, wherever one looks.
    await status().filter({ hasText: '22 of 23, not finished' }).waitFor();
    await note().waitFor();
    await workbench.screenshot('collect-canceled');

    server.clearFaults();
    server.clearRequests();
    await summary.click('Resume');
    await (
      await workbench.notifications.find(/Collected reports for Northlight: 2 fetched, 21 already up to date/)
    ).close();
    assert.equal(asked(), 2);
    await status().waitFor({ state: 'detached' });
    await note().waitFor({ state: 'detached' });
  });

  it('marks a favorite, and offers the favorites', async () => {
    const view = workbench.sideBar.view();
    await (await view.reveal('Last 30 days', 'Exchange', 'Email activity, daily')).menu('Add to Favorites');
    await view.reveal('Favorites', 'Email activity, daily');
    await (await view.reveal('Last 30 days', 'Exchange', 'Email activity, daily')).described('★');
    await workbench.runCommand('Usage Reports: Collect Reports…');
    await workbench.quickInput.choose('Favorites');
    await workbench.quickInput.waitFor(/1 request, about/);
    await workbench.quickInput.choose('Collect Now');
    await (await workbench.notifications.find(/Collected reports for Northlight: 1 fetched/)).close();
  });

  it('offers to resume after the window was reloaded during a collection', async () => {
    server.addFault({ path: 'Activation', effect: { kind: 'hangBeforeHeaders' } });
    server.clearRequests();
    await workbench.runCommand('Usage Reports: Collect Reports…');
    await workbench.quickInput.type('activations');
    await workbench.quickInput.choose('Office activations');
    await workbench.quickInput.choose('Collect Now');
    await server.requestArrived(({ path }) => path.includes('Activation'));
    await workbench.reload();
    server.clearFaults();
    const offer = await workbench.notifications.find(/The collection of reports for Northlight isn't finished/);
    await workbench.screenshot('collect-interrupted');
    await offer.click('Resume');
    await workbench.notifications.find(/Collected reports for Northlight: \d+ fetched/);
  });

  it('counts down a pause that Microsoft asks for, and is discarded by canceling twice', async () => {
    server.addFault({ effect: { kind: 'throttle', retryAfter: '600' } });
    await workbench.runCommand('Usage Reports: Collect Reports…');
    await workbench.quickInput.type('Forms');
    await workbench.quickInput.choose('Forms');
    await workbench.quickInput.choose('Collect Now');
    await status()
      .filter({ hasText: /resumes in \d+:\d\d/ })
      .waitFor();
    const before = await status().innerText();
    await status()
      .filter({ hasText: /resumes in \d+:\d\d/ })
      .filter({ hasNotText: before })
      .waitFor();
    const progress = await workbench.notifications.find(/resumes in \d+:\d\d: Microsoft's request limits/);
    const budget = workbench.page.locator('.statusbar-item[id$="usageReports.budget"]');
    await budget.filter({ hasText: /Northlight: \d+ of \d+ requests left/ }).waitFor();
    await workbench.screenshot('collect-waiting');
    await workbench.runCommand('Usage Reports: Cancel Collection');
    await progress.gone();
    await status()
      .filter({ hasText: /^\s*0 of \d+, not finished/ })
      .waitFor();
    await (await workbench.notifications.find(/ended early/)).close();
    await workbench.runCommand('Usage Reports: Cancel Collection');
    await status().waitFor({ state: 'detached' });
    await note().waitFor({ state: 'detached' });
  });
});
