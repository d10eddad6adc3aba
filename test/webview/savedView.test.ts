import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ShownSavedView } from '../../src/shared/pages/report.js';
import { checkState, NARROW, ZOOMED } from './support/checkState.js';
import { behavior, last } from './support/reportPage.js';

const saved: ShownSavedView = { name: 'Nearly full', place: 'computer', isChanged: false, notes: [] };
const changed: ShownSavedView = { ...saved, isChanged: true };
const unfit: ShownSavedView = {
  ...changed,
  name: `Mailboxes of ${'all departments in the north and the south '.repeat(2).trim()}`,
  notes: [
    'The report has no column Archive Quota.',
    "The filter of Storage Used doesn't fit the column and isn't applied.",
  ],
};
const line = (page: Page) => page.getByTestId('saved-view');

async function showView(page: Page, shown: ShownSavedView | undefined): Promise<void> {
  await page.evaluate((one) => window.harness.tell({ type: 'savedView', shown: one }), shown);
  await (shown === undefined ? line(page).waitFor({ state: 'detached' }) : line(page).getByText(shown.name).waitFor());
}

describe('the line of a saved view', () => {
  for (const [name, shown] of Object.entries({ saved, changed, unfit })) {
    checkState({
      page: 'report',
      name: `savedView-${name}`,
      state: 'detail',
      prepare: (page) => showView(page, shown),
      sizes: [NARROW, ZOOMED],
    });
  }

  checkState({
    page: 'report',
    name: 'savedView-noRows',
    state: 'noRows',
    prepare: (page) => showView(page, unfit),
    sizes: [NARROW],
  });

  for (const state of ['detail', 'dailySeries', 'noRows', 'noMatch']) {
    behavior(`says which view is shown, and offers something once it is changed: ${state}`, state, async (page) => {
      const buttons = line(page).getByRole('button');
      await showView(page, saved);
      assert.equal(await buttons.count(), 0);
      await showView(page, changed);
      assert.deepEqual(
        (await buttons.allInnerTexts()).map((text) => text.trim()),
        ['Save View', 'Reset View'],
      );
      assert.match(await line(page).getByRole('status').innerText(), /View: .*Nearly full.* changed$/s);
      await showView(page, saved);
      assert.equal(await buttons.count(), 0);
      await showView(page, undefined);
    });
  }

  behavior(
    'is worked with by keyboard: Tab goes from Save View to Reset View, Enter and Space run them',
    'detail',
    async (page) => {
      await showView(page, changed);
      await line(page).getByRole('button', { name: 'Save View' }).focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(await last(page), { type: 'saveView' });
      await page.keyboard.press('Tab');
      await page.keyboard.press(' ');
      assert.deepEqual(await last(page), { type: 'resetView' });
    },
  );

  behavior('a name is text, whatever it is made of', 'detail', async (page) => {
    await showView(page, { ...changed, name: '<img src=x onerror="document.title=1">' });
    assert.equal(await line(page).locator('img').count(), 0);
  });
});
