import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { behavior } from './support/reportPage.js';

const ask = (page: Page, measure: string) =>
  page.evaluate((name) => window.harness.tell({ type: 'showMeasure', measure: name }), measure);
const large = (page: Page) => page.getByTestId('large-chart');
const pressed = (page: Page) =>
  page
    .locator('[data-testid=pick][aria-pressed=true]')
    .evaluateAll((buttons) => buttons.map((button) => button.closest('[data-column]')?.getAttribute('data-column')));

describe('a measure that the overview asks for', () => {
  behavior('is drawn, alone, in view, and once', 'dailySeries', async (page) => {
    await page.locator('[data-column="Team Chat Messages"]').getByTestId('pick').click();
    await large(page).waitFor();
    await page.getByTestId('fold-charts').click();
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await ask(page, 'Private Chat Messages');
    await large(page)
      .getByRole('slider', { name: /^Private Chat Messages/ })
      .waitFor();
    assert.deepEqual(await pressed(page), ['Private Chat Messages']);
    assert.ok(
      await large(page).evaluate((chart) => {
        const { top, bottom } = chart.getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight;
      }),
    );
    // Whoever removes it is not asked again by the next report that arrives.
    await page.getByTestId('close-chart').click();
    await page.evaluate(() => window.harness.show('dailySeries'));
    await page.locator('[data-testid=report-app][data-state=idle]').waitFor();
    assert.deepEqual(await pressed(page), []);
  });

  for (const overlay of ['previous', 'month'] as const) {
    behavior(
      `lies over what a command asks for, the first one if none is drawn: ${overlay}`,
      'dailySeries',
      async (page) => {
        const askOverlay = () =>
          page.evaluate((asked) => window.harness.tell({ type: 'showMeasure', overlay: asked }), overlay);
        await page.getByTestId('fold-charts').click();
        await askOverlay();
        await large(page).waitFor();
        assert.equal(await page.getByTestId('overlay').inputValue(), overlay);
        assert.equal((await pressed(page)).length, 1);
        // What is drawn stays, and is of days again.
        await page.locator('[data-testid=pick][aria-pressed=false]').first().click();
        const granularity = page.getByTestId('granularity');
        await granularity.selectOption('weeks');
        const drawn = await pressed(page);
        assert.equal(drawn.length, 2);
        await askOverlay();
        await page.waitForFunction(
          () => document.querySelector<HTMLSelectElement>('[data-testid=granularity]')?.value === 'days',
        );
        assert.deepEqual(await pressed(page), drawn);
        assert.equal(await page.getByTestId('overlay').inputValue(), overlay);
      },
    );
  }

  behavior('leaves what is drawn where the report does not have it', 'dailySeries', async (page) => {
    await page.locator('[data-column="Team Chat Messages"]').getByTestId('pick').click();
    await large(page).waitFor();
    await ask(page, 'Coffees');
    await ask(page, '__proto__');
    await page.evaluate(() => window.harness.show('dailySeries'));
    assert.deepEqual(await pressed(page), ['Team Chat Messages']);
  });

  behavior('waits for the report', 'outline', async (page) => {
    await page.getByTestId('charts-placeholder').waitFor();
    await ask(page, 'Private Chat Messages');
    await page.evaluate(() => window.harness.show('dailySeries'));
    await large(page)
      .getByRole('slider', { name: /^Private Chat Messages/ })
      .waitFor();
    assert.deepEqual(await pressed(page), ['Private Chat Messages']);
  });
});
