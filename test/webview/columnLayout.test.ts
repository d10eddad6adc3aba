import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { PanelState } from '../../src/shared/pages/report.js';
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

  behavior(
    'what is the same in every row is said once, and comes back as columns',
    'getMailboxUsageDetail',
    async (page) => {
      const line = page.getByTestId('constant-columns');
      assert.match(
        (await line.innerText()).replaceAll('\u00a0', ' '),
        /^Report Refresh Date: \w{3} \d+, 2026 · .*Report Period: 30 days/,
      );
      const before = (await columnsOf(page)).names;
      assert.ok(!before.includes('Report Refresh Date') && !before.includes('Report Period'));
      await page.getByTestId('filter').fill('a');
      await page.getByTestId('row-count').filter({ hasText: /of/ }).waitFor();
      assert.deepEqual((await columnsOf(page)).names, before, 'a filter changes no column');
      await page.getByTestId('toggle-constant').click();
      await page.locator('[role=columnheader][data-column="Report Period"]').waitFor();
      const { names } = await columnsOf(page);
      assert.deepEqual([names[0], names[1]], ['User Principal Name', 'Report Refresh Date']);
      assert.ok(before.every((name) => names.includes(name)));
      assert.deepEqual(await page.evaluate(() => (window.harness.kept() as PanelState).columnChoices), {
        showConstant: true,
      });
      await page.getByTestId('toggle-constant').click();
      await page.locator('[role=columnheader][data-column="Report Period"]').waitFor({ state: 'detached' });
      assert.deepEqual((await columnsOf(page)).names, before);
    },
  );

  behavior('a column that is left out comes back when it is asked for', 'detail', async (page) => {
    const index = 41;
    assert.ok(!(await columnsOf(page)).names.includes('Report Period'));
    await reveal(page, index);
    await page.locator(`[role=columnheader][data-index="${index}"]`).waitFor();
  });

  behavior('headers say the unit of all their cells, in up to two lines', 'getMailboxUsageDetail', async (page) => {
    const head = page.locator('[role=columnheader][data-column="Storage Used (Byte)"]');
    assert.equal(await head.locator('.head-name').innerText(), 'Storage Used (GB)');
    const index = await head.getAttribute('data-index');
    const cells = await page.locator(`.grid-body [data-index="${index}"]`).allInnerTexts();
    assert.ok(cells.length > 10 && cells.every((text) => /^(–|0|<0\.01|[\d,]+\.\d\d)$/.test(text)), cells.join(' '));
    assert.match(
      (await page.locator(`.grid-body [data-index="${index}"]`).first().getAttribute('title')) ?? '',
      /bytes$/,
    );
    assert.match(await page.locator('[data-total="Storage Used (Byte)"] .foot-sum').innerText(), /^[\d,]+\.\d\d$/);
    const lines = await page
      .locator('.head-name')
      .evaluateAll((names) => names.map((name) => Math.round((name.clientHeight - 10) / 17)));
    assert.ok(lines.every((count) => count <= 2) && lines.includes(2) && lines.includes(1), lines.join(' '));
    assert.deepEqual(
      await page
        .locator('.head-summary')
        .evaluateAll((all) => [...new Set(all.map((one) => one.getBoundingClientRect().top))].length),
      1,
      'summaries stand on one line',
    );
    await head.getByTestId('head-filter').click();
    await page.locator('#filter-hint').filter({ hasText: 'A number without a unit is in GB.' }).waitFor();
    await page.locator('.filter-bounds input').first().fill('1');
    await page.getByTestId('apply-filter').click();
    await page
      .getByTestId('chip')
      .filter({ hasText: /at least 1.GB/ })
      .waitFor();
  });
});
