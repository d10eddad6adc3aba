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

const STATES: readonly LongState[] = [
  ...[
    'detail',
    'columnFilters',
    'loading',
    'failed',
    'failedWithData',
    'notices',
    'shares',
    'distribution',
    'stale',
  ].map((state) => ({ page: 'report' as const, state })),
  ...['dailySeries', 'withPrevious', 'compared', 'comparisonFailed'].map((state) => ({
    page: 'report' as const,
    state,
    prepare: drawLargeChart,
  })),
  { page: 'report', state: 'history', prepare: openHistory },
  ...['overview', 'quiet', 'empty', 'failed'].map((state) => ({ page: 'overview' as const, state })),
  ...['diff', 'diffNone', 'diffConcealed'].map((state) => ({ page: 'snapshotDiff' as const, state })),
  ...['user', 'userBusy', 'userConcealed'].map((state) => ({ page: 'userSearch' as const, state })),
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
