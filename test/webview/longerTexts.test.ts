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
