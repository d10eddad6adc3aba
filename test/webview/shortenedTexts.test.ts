import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { takeScreenshot } from './support/checkState.js';
import { openPage, type PageName } from './support/openPage.js';

/** What may end in an ellipsis: names and values that come from data and can be of any length. A tooltip has them whole. */
const OF_ANY_LENGTH = [
  '.grid-cell',
  '.head-name',
  '.head-value-text',
  '.bar-label',
  '.card-name',
  '.card-key',
  '.overview-measure',
  '.overview-other-name',
].join(', ');

const WIDTHS = [400, 640, 1180] as const;

/** The states with most texts of our own beside numbers: changes, means, medians, filters. */
const STATES: readonly { readonly page: PageName; readonly state: string }[] = [
  ...[
    'dailySeries',
    'withPrevious',
    'columnFilters',
    'detail',
    'shares',
    'history',
    'getTeamsUserActivityCounts',
    'getTeamsUserActivityUserDetail',
    'getMailboxUsageDetail',
    'getSharePointSiteUsageStorage',
  ].map((state) => ({ page: 'report', state }) as const),
  { page: 'overview', state: 'overview' },
  { page: 'tenants', state: 'tenants' },
  { page: 'snapshotDiff', state: 'diff' },
  { page: 'userSearch', state: 'user' },
];

describe('what the extension says beside names and values', () => {
  for (const { page: name, state } of STATES) {
    for (const width of WIDTHS) {
      it(`is whole on ${name}, ${state}, at ${width} px`, async function () {
        const { page, problems } = await openPage(this, { page: name, state, width });
        await takeScreenshot(page, `whole-${name}-${state}-${width}`, true);
        assert.deepEqual([...problems, ...(await shortened(page))], []);
      });
    }
  }

  // Cards are narrowest where just one more has room.
  for (const state of ['getTeamsUserActivityCounts', 'withPrevious', 'dailySeries']) {
    it(`is whole in the cards of ${state}, however many stand in a row`, async function () {
      const { page } = await openPage(this, { page: 'report', state });
      const cut: string[] = [];
      for (let width = 480; width <= 1280; width += 20) {
        await page.setViewportSize({ width, height: 860 });
        cut.push(...(await shortened(page)).map((text) => `${width} px: ${text}`));
      }
      assert.deepEqual(cut, []);
    });
  }
});

/** Texts on the page that end in an ellipsis, and may not. */
function shortened(page: Page): Promise<string[]> {
  return page.evaluate((allowed) => {
    const hides = ['hidden', 'clip'];
    return [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((element) => {
        const { overflowX, textOverflow } = getComputedStyle(element);
        return (
          hides.includes(overflowX) &&
          textOverflow === 'ellipsis' &&
          element.scrollWidth > element.clientWidth + 1 &&
          element.checkVisibility({ visibilityProperty: true }) &&
          element.closest(allowed) === null
        );
      })
      .map(
        (element) => `${element.className}: ${element.innerText} (${element.clientWidth} of ${element.scrollWidth} px)`,
      );
  }, OF_ANY_LENGTH);
}
