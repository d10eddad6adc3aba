/**
 * Scrolling the table of a report of a million rows, with 24 columns in another order than the file's and three of them pinned: what a frame
 * takes of the page's thread, in processor time, which a busy machine changes least, and the time between frames. Beside it, in the same
 * browser and in turns, a page that only scrolls a box of coloured lines. `FRAMES` (300) can be set in the environment.
 */
import type { CDPSession, Page } from 'playwright-core';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { launchChromium } from '../support/host/chromium.mjs';
import type { ColumnChoices } from '../../src/shared/pages/columnChoices.js';
import { servePages } from '../support/webviewHarness/serve.mjs';
import { openPage } from '../webview/support/openPage.js';
import { type Figure, type Result, summaryOf } from './figures.mjs';

const FRAMES = Number(process.env['FRAMES'] ?? 300);
const ROUNDS = 5;
const COLUMNS = 24;
const PINNED = 3;
/** Milliseconds of a frame at 60 a second. */
const TARGET = 1000 / 60;
/** Rows that a person scrolls by in a frame with a wheel, in pixels; and sideways. */
const STEP = { down: 90, right: 6 };
const SCROLLER = '[data-testid=grid-scroller]';

/** One round of scrolling: milliseconds. */
interface Round {
  /** Processor time of the page's thread, by frame. */
  readonly work: number;
  /** The time between two frames that 95 % do not exceed. */
  readonly between: number;
}

export async function measureGrid(): Promise<Result> {
  const [pages, browser] = await Promise.all([servePages(checkoutRoot()), launchChromium()]);
  try {
    const { page } = await openPage({ browser, origin: pages.origin }, { page: 'report', state: 'million' });
    await arrange(page);
    const empty = await (await browser.newContext({ viewport: { width: 1180, height: 860 } })).newPage();
    await empty.setContent(EMPTY_PAGE);
    const [own, other] = [await clockOf(page), await clockOf(empty)];
    const grid: Round[] = [];
    const box: Round[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      await page.bringToFront();
      grid.push(await scroll(page, own));
      await empty.bringToFront();
      box.push(await scroll(empty, other));
    }
    // The first of both is a warm-up.
    const figure = (name: string, of: (round: Round) => number): Figure => ({
      name,
      unit: 'ms',
      value: summaryOf(grid.slice(1).map(of)),
      baseline: { name: 'a box of lines', value: summaryOf(box.slice(1).map(of)) },
      target: Math.floor(TARGET * 10) / 10,
    });
    return {
      figures: [
        figure('a frame: processor time of the page', ({ work }) => work),
        figure('between two frames, 95 %', ({ between }) => between),
      ],
    };
  } finally {
    await browser.close();
    pages.close();
  }
}

type ArrangedSection = HTMLElement & {
  readonly columns: readonly { readonly name: string }[];
  columnChoices: ColumnChoices;
};

/** The last of the columns first, and as many as are meant. */
async function arrange(page: Page): Promise<void> {
  await page.evaluate(
    ([count, pinned]) => {
      const section = document.querySelector<ArrangedSection>('report-table-section')!;
      const order = section.columns.map(({ name }) => name).toReversed();
      section.columnChoices = {
        showConstant: true,
        order,
        pinned: order.slice(0, pinned),
        hidden: order.slice(count),
      };
    },
    [COLUMNS, PINNED] as const,
  );
  await page.waitForFunction(
    (count) => document.querySelector('[role=grid]')?.getAttribute('aria-colcount') === String(count),
    COLUMNS,
  );
  await page.locator(SCROLLER).scrollIntoViewIfNeeded();
}

async function clockOf(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return session;
}

/** Milliseconds of processor time that the page's thread has taken. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
}

async function scroll(page: Page, session: CDPSession): Promise<Round> {
  const before = await workOf(session);
  const times = await page.locator(SCROLLER).evaluate(
    (scroller, { frames, step }) =>
      new Promise<number[]>((resolve) => {
        const seen: number[] = [];
        scroller.scrollTop = 0;
        scroller.scrollLeft = 0;
        const next = (time: number) => {
          seen.push(time);
          if (seen.length > frames) {
            resolve(seen);
            return;
          }
          scroller.scrollTop += step.down;
          scroller.scrollLeft += step.right;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { frames: FRAMES, step: STEP },
  );
  const work = ((await workOf(session)) - before) / FRAMES;
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return { work, between: gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length * 0.95)] ?? Number.NaN };
}

const EMPTY_PAGE = `<style>
  [data-testid] { height: 400px; overflow: auto }
  [data-testid] div { width: 4000px; height: 40000px; background: repeating-linear-gradient(#888 0 1px, #222 1px 24px) }
</style><div data-testid="grid-scroller"><div></div></div>`;
