import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { behavior } from './support/reportPage.js';

/** Pixels, in a window of so many: most of it, and no less than can be read, as far as it has that. */
const leastHeight = (window: number) => Math.max(Math.min(400, window - 72), Math.floor(window * 0.6));
/** What stays free below the table: the line of its foot, and the margin of the page. */
const BELOW = 60;

const measured = (page: Page) =>
  page.evaluate(() => {
    const { scrollHeight, clientHeight } = document.documentElement;
    const grid = document.querySelector('report-grid')!.getBoundingClientRect();
    const scroller = document.querySelector('.grid-scroller')!;
    return {
      pageScrolls: scrollHeight > clientHeight,
      tableScrolls: scroller.scrollHeight > scroller.clientHeight,
      height: Math.round(grid.height),
      below: Math.round(scrollHeight - grid.bottom - window.scrollY),
      window: clientHeight,
    };
  });

describe('the height of the table', () => {
  for (const state of ['getMailboxUsageDetail', 'detail', 'openedFile']) {
    for (const isFolded of [true, false]) {
      const title = `is what is left of the window, but enough to read it: ${state}, charts ${isFolded ? 'folded' : 'shown'}`;
      behavior(title, state, async (page) => {
        const fold = page.getByTestId('fold-charts');
        if (isFolded && (await fold.count()) > 0) {
          await fold.click();
        }
        for (const width of [400, 590, 1180, 2000]) {
          for (const height of [500, 640, 860, 1200, 1900]) {
            await page.setViewportSize({ width, height });
            const seen = await measured(page);
            const said = `${width} × ${height}: ${JSON.stringify(seen)}`;
            assert.ok(seen.height >= leastHeight(height), said);
            // Both scroll only where the page has more above the table than leaves it its least height.
            assert.ok(!seen.pageScrolls || seen.height <= leastHeight(height) + 1, said);
            assert.ok(seen.below >= 0 && seen.below <= BELOW, said);
          }
        }
      });
    }
  }

  behavior('is that of the rows where these are few, or daily', 'dailySeries', async (page) => {
    for (const height of [860, 1900]) {
      await page.setViewportSize({ width: 1180, height });
      const seen = await measured(page);
      assert.ok(seen.height <= height - 72, JSON.stringify(seen));
    }
    assert.equal((await measured(page)).tableScrolls, false);
  });

  behavior(
    'leaves nothing between the table and what says that no row matches',
    'getMailboxUsageDetail',
    async (page) => {
      // With the filter of a column the headers stay, to change it.
      await page.locator('[data-testid=quick][data-kind=deleted]').click();
      await page.getByTestId('chip').waitFor();
      await page.locator('report-filter-box input').fill('no such text anywhere');
      await page.getByTestId('no-match').waitFor();
      const gap = await page.evaluate(() => {
        const message = document.querySelector('[data-testid=no-match]')!;
        return message.getBoundingClientRect().top - message.previousElementSibling!.getBoundingClientRect().bottom;
      });
      assert.ok(Math.abs(gap) < 2, String(gap));
    },
  );
});
