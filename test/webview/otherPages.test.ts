import assert from 'node:assert/strict';
import { pageFixtures } from '../support/webviewHarness/pageFixtures.js';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { openPage } from './support/openPage.js';

describe('overview', () => {
  for (const state of [
    ...['overview', 'arranged', 'reading', 'filling', 'quiet', 'empty', 'failed'],
    ...['alerts', 'alertsAlone', 'alertsFailed'],
  ]) {
    checkState({ page: 'overview', name: `overview-${state}`, state, sizes: [NARROW, ZOOMED] });
  }
});

describe('snapshot diff and user search', () => {
  for (const [page, state] of [
    ['snapshotDiff', 'diff'],
    ['userSearch', 'user'],
  ] as const) {
    it(`${page} names no unit where each value has its own`, async function () {
      const { page: opened } = await openPage(this, { page, state });
      const text = await opened.locator('main').innerText();
      assert.match(text, /Storage Used/);
      await opened
        .locator('main')
        .getByText(/\d\sMB/)
        .first()
        .waitFor();
      assert.doesNotMatch(text, /\(Byte\)/);
    });
  }

  for (const [name, { page }] of Object.entries(pageFixtures)) {
    checkState({ page, name, sizes: [NARROW] });
  }
});
