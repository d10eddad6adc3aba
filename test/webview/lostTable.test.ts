import assert from 'node:assert/strict';
import type { FixtureHarness } from '../support/webviewHarness/fixtureHost.js';
import { openPage } from './support/openPage.js';
import { behavior, last, sent } from './support/reportPage.js';

declare global {
  interface Window {
    fixtureHarness: FixtureHarness;
  }
}

describe('a table that the host has lost', () => {
  for (const [what, method] of [
    ['rows', 'getRows'],
    ['totals', 'getTotals'],
  ] as const) {
    behavior(`Retry beside ${what} opens the report again`, 'detail', async (page) => {
      await page.evaluate((name) => {
        const { tell, setFailing } = window.harness;
        setFailing(name, true);
        tell({
          type: 'failed',
          ref: { connection: 'c1', report: 'getTeamsUserActivityUserDetail', period: 'D30' },
          title: 'Teams user activity, user details',
          notice: { severity: 'error', text: 'The process stopped unexpectedly.', actions: [] },
          keepsData: true,
          tableLost: true,
        });
      }, method);
      await page.getByTestId('last-attempt').waitFor();
      await page.getByTestId('filter').fill('dûbois');
      await page.getByTestId('request-failure').waitFor();
      const requests = async () => (await sent(page)).filter(({ type }) => type === method).length;
      const before = await requests();
      await page.getByTestId('retry-request').click();
      assert.deepEqual(await last(page), { type: 'action', id: 'retry' });
      assert.equal(await requests(), before);
      await page.evaluate((name) => {
        window.harness.setFailing(name, false);
        window.harness.show('detail');
      }, method);
      await page.getByTestId('request-failure').waitFor({ state: 'detached' });
      await page.getByText('180 rows', { exact: true }).waitFor();
    });
  }

  it('Retry compares the snapshots again', async function () {
    const { page, problems } = await openPage(this, { page: 'snapshotDiff', state: 'diff' });
    await page.evaluate(() => window.fixtureHarness.setLost(true));
    await page.getByTestId('filter').fill('a');
    await page.getByTestId('retry-request').click();
    assert.deepEqual(await page.evaluate(() => window.fixtureHarness.sent), [{ type: 'reopen' }]);
    await page.evaluate(() => window.fixtureHarness.setLost(false));
    await page.getByTestId('request-failure').waitFor({ state: 'detached' });
    await page.locator('[data-row="0"]:not(.pending)').waitFor();
    assert.deepEqual(problems, []);
  });
});
