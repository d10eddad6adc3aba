import assert from 'node:assert/strict';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { behavior, last } from './support/reportPage.js';

describe('a table of licenses', () => {
  checkState({ page: 'report', name: 'licenses', sizes: [NARROW, ZOOMED] });

  checkState({ page: 'report', name: 'noneUnused', sizes: [NARROW] });

  behavior('says why it has no rows, where its feature knows', 'noneUnused', async (page) => {
    const said = page.getByTestId('no-rows');
    assert.equal(await said.getByRole('heading').innerText(), 'No report shows the use of VISIO PLAN 2');
    assert.doesNotMatch(await said.innerText(), /Microsoft returned/);
  });

  behavior('writes money in its currency, and adds up no prices', 'licenses', async (page) => {
    await page.locator('[data-row="0"]').getByText('€328.50', { exact: true }).waitFor();
    await page.locator('[data-row="0"]').getByText('€54.75', { exact: true }).waitFor();
    await page.getByText('Unused licenses cost €750.00 per month.').waitFor();
    await page.getByRole('button', { name: 'Set Prices…' }).click();
    assert.deepEqual(await last(page), { type: 'action', id: 'setLicensePrices' });
  });

  behavior('offers the unused ones, and nothing that is only done with a report', 'licenses', async (page) => {
    await page.getByRole('button', { name: 'Show Unused Licenses…' }).click();
    assert.deepEqual(await last(page), { type: 'action', id: 'showUnusedLicenses' });
    assert.equal(await page.getByTestId('compare').count(), 0);
    assert.equal(await page.getByTestId('refresh').count(), 0);
    assert.equal(await page.getByTestId('export').isEnabled(), true);
  });

  behavior('are drawn over time, all products or one of them, once the page is shown', 'licenses', async (page) => {
    const overTime = page.getByTestId('table-over-time');
    const figures = () => overTime.getByTestId('group-line').locator('td').allInnerTexts();
    const notes = overTime.getByTestId('over-time-notes');
    await notes.filter({ hasText: 'All products are those whose use is known.' }).waitFor();
    assert.deepEqual(await figures(), ['108', '100', '108', '85', '80', '85', '21', '18', '21']);
    await overTime.getByTestId('over-time-choice').selectOption('VISIO PLAN 2');
    await overTime.getByTestId('group-line').nth(1).waitFor({ state: 'detached' });
    assert.deepEqual(await figures(), ['10', '9', '10']);
    // What is said of all products does not hold for one of them.
    assert.equal(await notes.innerText(), '3 archived days. 1 day without values is a gap.');
    // The lines are where the axis is.
    const [axis, plot] = await Promise.all(
      ['.chart-axis', 'report-plot svg'].map((part) => overTime.locator(part).first().boundingBox()),
    );
    assert.ok(plot!.width > 300 && Math.abs(plot!.y - axis!.y) < 40, JSON.stringify([axis, plot]));
  });

  behavior('are read day by day, which is told and can be stopped, and begun again', 'licenses', async (page) => {
    const overTime = page.getByTestId('table-over-time');
    await overTime.getByText('3 archived days').waitFor();
    await page.evaluate(() => {
      window.harness.setSilent('getTableOverTime');
      window.harness.show('licenses');
    });
    await page.getByTestId('over-time-reading').waitFor();
    await page.evaluate(() => window.harness.tell({ type: 'snapshotsRead', read: 2, total: 14 }));
    await page.getByTestId('over-time-reading').getByText('2 of 14').waitFor();
    const canceled = await page.evaluate(() => window.harness.canceled());
    await page.getByTestId('stop-over-time').click();
    await page.waitForFunction((before) => window.harness.canceled() > before, canceled);
    await page.getByTestId('show-over-time').click();
    await page.getByTestId('over-time-reading').waitFor();
  });

  behavior('have whole names of products on their bars in a narrow page', 'licenses', async (page) => {
    await page.setViewportSize({ width: 320, height: 860 });
    const labels = page.locator('.bar-label');
    await labels.filter({ hasText: 'MICROSOFT 365 COPILOT' }).waitFor();
    const boxes = await labels.evaluateAll((all) =>
      all.map((label) => ({
        lines: Math.round(label.clientHeight / Number.parseFloat(getComputedStyle(label).lineHeight)),
        // Letters may reach a little beyond their line.
        isCut: label.scrollWidth > label.clientWidth || label.scrollHeight > label.clientHeight + 6,
      })),
    );
    assert.deepEqual(
      boxes.filter(({ isCut }) => isCut),
      [],
    );
    assert.ok(
      boxes.some(({ lines }) => lines === 2),
      JSON.stringify(boxes),
    );
  });
});
