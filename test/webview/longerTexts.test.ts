import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { cutOffTexts } from '../support/cutOffTexts.js';
import { takeScreenshot } from './support/checkState.js';
import { openPage, type PageName } from './support/openPage.js';

interface LongState {
  readonly page: PageName;
  readonly state: string;
  /** What a user does before the page is looked at. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** The main states of each page. */
const STATES: readonly LongState[] = [
  ...['detail', 'columnFilters', 'loading', 'failed', 'notices', 'shares', 'stale'].map(
    (state) => ({ page: 'report', state }) as const,
  ),
  ...['withPrevious', 'compared'].map((state) => ({ page: 'report', state, prepare: drawLargeChart }) as const),
  { page: 'report', state: 'history', prepare: openHistory },
  ...['overview', 'empty', 'failed'].map((state) => ({ page: 'overview', state }) as const),
  ...['tenants', 'failed'].map((state) => ({ page: 'tenants', state }) as const),
  ...['diff', 'diffConcealed'].map((state) => ({ page: 'snapshotDiff', state }) as const),
  ...['user', 'userConcealed'].map((state) => ({ page: 'userSearch', state }) as const),
];

describe('texts that are 40 % longer than English', () => {
  for (const { page: name, state, prepare } of STATES) {
    for (const width of [400, 1180]) {
      it(`fit into ${name}, ${state}, at ${width} px`, async function () {
        const { page, problems } = await openPage(this, { page: name, state, width, longerTexts: true });
        await prepare?.(page);
        await takeScreenshot(page, `longer-${name}-${state}-${width}`, true);
        assert.deepEqual([...problems, ...(await page.evaluate(cutOffTexts))], []);
      });
    }
  }

  for (const width of [400, 1180]) {
    it(`fit into the link to the table while it has the focus, at ${width} px`, async function () {
      const { page, problems } = await openPage(this, { page: 'report', state: 'detail', width, longerTexts: true });
      const link = page.getByTestId('skip-to-table');
      await link.focus();
      await takeScreenshot(page, `longer-skip-link-${width}`);
      const problemsOfLink = (await page.evaluate(cutOffTexts)).filter((problem) => problem.includes('skip-to-table'));
      // It may cover what stands there until it has lost the focus, so only its own text counts.
      const lost = problemsOfLink.filter((problem) => !problem.startsWith('on “'));
      const box = await link.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        const frame = element.getBoundingClientRect();
        return {
          isShown: getComputedStyle(element).clipPath === 'none',
          isInFrame:
            left >= frame.left && right <= frame.right && top >= frame.top - 1.5 && bottom <= frame.bottom + 1.5,
          isInWindow: frame.left >= 0 && frame.top >= 0 && frame.right <= document.documentElement.clientWidth,
        };
      });
      assert.deepEqual([...problems, ...lost], []);
      assert.deepEqual(box, { isShown: true, isInFrame: true, isInWindow: true });
    });
  }
});

async function drawLargeChart(page: Page): Promise<void> {
  for (const pick of (await page.getByTestId('pick').all()).slice(0, 3)) {
    await pick.click();
  }
}

async function openHistory(page: Page): Promise<void> {
  await page.getByTestId('show-revised').click();
  await page.getByTestId('revised').waitFor();
}
