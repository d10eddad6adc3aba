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
});
