import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { behavior } from './support/reportPage.js';

/** A text of the page's table section, which reveals columns by their index in the report. */
const reveal = (page: Page, column: number) =>
  page.locator('report-table-section').evaluate((section: HTMLElement, index) => {
    (section as HTMLElement & { revealColumn(column: number): void }).revealColumn(index);
  }, column);

/** Names of the columns from left to right, and what the header and the first row say of their places. */
const columnsOf = (page: Page) =>
  page.evaluate(() => {
    const heads = [...document.querySelectorAll<HTMLElement>('[role=columnheader]')];
    const cells = [...document.querySelectorAll<HTMLElement>('[data-row="0"] [role=gridcell]')];
    return {
      names: heads.map((head) => head.dataset['column'] ?? ''),
      headPlaces: heads.map((head) => Number(head.getAttribute('aria-colindex'))),
      cellPlaces: cells.map((cell) => Number(cell.getAttribute('aria-colindex'))),
      count: Number(document.querySelector('[role=grid]')?.getAttribute('aria-colcount')),
    };
  });

describe('columns of the report panel', () => {
  for (const [report, key] of [
    ['getMailboxUsageDetail', 'User Principal Name'],
    ['getTeamsUserActivityUserDetail', 'User Principal Name'],
    ['getTeamsTeamActivityDetail', 'Team Name'],
    ['getOneDriveUsageStorage', 'Report Date'],
    ['getOffice365ActivationCounts', 'Product Type'],
  ] as const) {
    behavior(`the key comes first and stays in view at every width: ${report}`, report, async (page) => {
      const { names, headPlaces, cellPlaces, count } = await columnsOf(page);
      assert.equal(names[0], key);
      const places = names.map((_, index) => index + 1);
      assert.deepEqual([headPlaces, cellPlaces, count], [places, places, names.length]);
      for (const width of [320, 400, 640, 1180]) {
        await page.setViewportSize({ width, height: 860 });
        const seen = await page.getByTestId('grid-scroller').evaluate((scroller) => {
          scroller.scrollLeft = scroller.scrollWidth;
          const frame = scroller.getBoundingClientRect();
          return ['[role=columnheader]', '[data-row="0"] [role=gridcell]'].map((selector) => {
            const box = scroller.querySelector(selector)?.getBoundingClientRect();
            return { left: Math.round((box?.left ?? 0) - frame.left), share: (box?.width ?? 0) / scroller.clientWidth };
          });
        });
        for (const { left, share } of seen) {
          assert.ok(left >= 0 && left <= 2, `at ${width} px it is at ${left}`);
          assert.ok(share > 0 && share <= 0.401, `at ${width} px it takes ${share}`);
        }
      }
    });
  }

  behavior(
    'a column that is asked for comes into view beside the key, and only as far as needed',
    'detail',
    async (page) => {
      for (const width of [400, 1180]) {
        await page.setViewportSize({ width, height: 860 });
        for (const column of [40, 5, 20, 6]) {
          await reveal(page, column);
          await page.waitForFunction((index) => {
            const scroller = document.querySelector('.grid-scroller');
            const head = scroller?.querySelector(`[role=columnheader][data-index="${index}"]`);
            if (!scroller || !head) {
              return false;
            }
            const [frame, box] = [scroller.getBoundingClientRect(), head.getBoundingClientRect()];
            const pinned = scroller.querySelector('.head-cell.pinned')?.getBoundingClientRect();
            return (
              box.left >= (pinned?.right ?? frame.left) - 1 &&
              (box.right <= frame.right + 1 || box.left <= (pinned?.right ?? frame.left) + 1)
            );
          }, column);
        }
      }
    },
  );
});
