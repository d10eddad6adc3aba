import type { Browser, Page } from 'playwright-core';
import type { ThemeName } from '../../support/webviewHarness/themes.js';
import type { WebviewContext } from './context.js';

export type PageName = 'report' | 'overview' | 'tenants' | 'snapshotDiff' | 'userSearch';

export interface OpenedPage {
  readonly page: Page;
  /** What the page wrote to the console as an error or a warning, and errors that nothing caught. */
  readonly problems: readonly string[];
}

export interface PageOptions {
  readonly page: PageName;
  readonly state: string;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Texts as long as those of other languages. */
  readonly longerTexts?: boolean;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
}

/** The longest that one thing on a page may take. */
const WAIT_MS = 20_000;

/** A tab for each pixel ratio. Loading a page again takes a fraction of what a new tab takes, and leaves nothing of the page before. */
const tabs = new WeakMap<Browser, Map<number, Promise<Page>>>();

/** Opens a page in a state and waits until it is drawn. The page that was opened before is gone. */
export async function openPage({ browser, origin }: WebviewContext, options: PageOptions): Promise<OpenedPage> {
  const { page: name, state, theme = 'dark', longerTexts = false, width = 1180, height = 860, scale = 1 } = options;
  const page = await tabOf(browser, scale);
  page.removeAllListeners('console');
  page.removeAllListeners('pageerror');
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      problems.push(message.text().slice(0, 200));
    }
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.mouse.move(0, 0);
  await page.setViewportSize({ width, height });
  await page.goto(`${origin}/${name}?state=${state}&theme=${theme}${longerTexts ? '&texts=longer' : ''}`);
  await page.waitForFunction(isDrawn);
  await page.evaluate(finishAnimations);
  return { page, problems };
}

function tabOf(browser: Browser, scale: number): Promise<Page> {
  const ofBrowser = tabs.get(browser) ?? new Map<number, Promise<Page>>();
  tabs.set(browser, ofBrowser);
  const tab = ofBrowser.get(scale) ?? newTab(browser, scale);
  ofBrowser.set(scale, tab);
  return tab;
}

async function newTab(browser: Browser, scale: number): Promise<Page> {
  const page = await (await browser.newContext({ deviceScaleFactor: scale })).newPage();
  page.setDefaultTimeout(WAIT_MS);
  return page;
}

/** Runs in the page. */
function isDrawn(): boolean {
  const main = document.querySelector('main');
  const grid = document.querySelector<HTMLElement>('report-grid');
  const rowsAreHere =
    grid === null ||
    !grid.checkVisibility() ||
    document.querySelector('.no-match') !== null ||
    (document.querySelector('[data-row]') !== null && document.querySelector('.pending') === null);
  const chartsAreHere = document.querySelector('report-charts.is-loading') === null;
  return (main?.childElementCount ?? 0) > 0 && rowsAreHere && chartsAreHere;
}

/** Runs in the page. Some things appear after a moment only, so that a quick answer does not flash. */
async function finishAnimations(): Promise<void> {
  await document.fonts.ready;
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) {
      animation.finish();
    }
  }
}
