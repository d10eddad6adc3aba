import assert from 'node:assert/strict';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import type { ThemeName } from '../../support/webviewHarness/themes.js';
import { problemsOf } from './checkPage.js';
import { openPage, type OpenedPage, type PageName } from './openPage.js';

declare global {
  interface Window {
    applyTheme(name: ThemeName): void;
  }
}

export interface StateOptions {
  readonly page: PageName;
  /** Name of the tests and of their screenshots. */
  readonly name: string;
  /** What the host shows; default: the name. */
  readonly state?: string;
  /** What a user does before the page is looked at. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Looks at the state at another width than the usual as well. */
  readonly sizes?: readonly Size[];
}

interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

const THEMES: readonly ThemeName[] = ['dark', 'light', 'hcDark', 'hcLight'];

export const NARROW: Size = { name: 'narrow', width: 400, height: 860, scale: 1 };
/** As a browser lays it out at 200 %. */
export const ZOOMED: Size = { name: 'zoomed', width: 590, height: 430, scale: 2 };

/** One test for each theme and size of a state: axe finds nothing, the console stays empty, nothing is cut off. */
export function checkState({ page: name, name: title, state = title, prepare, sizes = [] }: StateOptions): void {
  describe(title, () => {
    let opened: OpenedPage;
    before(async function () {
      opened = await openPage(this, { page: name, state, theme: THEMES[0] });
      await prepare?.(opened.page);
    });

    THEMES.forEach((theme, index) => {
      it(theme, async () => {
        const { page, problems } = opened;
        await page.evaluate((one) => window.applyTheme(one), theme);
        await takeScreenshot(page, `${title}-${theme}`);
        assert.deepEqual([...problems, ...(await problemsOf(page, index === 0 ? undefined : 'theme'))], []);
      });
    });

    for (const { name: size, ...measures } of sizes) {
      it(size, async function () {
        const { page, problems } = await openPage(this, { page: name, state, ...measures });
        await prepare?.(page);
        await takeScreenshot(page, `${title}-${size}`, true);
        assert.deepEqual([...problems, ...(await problemsOf(page, 'size'))], []);
      });
    }
  });
}

export async function takeScreenshot(page: Page, name: string, fullPage = false): Promise<void> {
  const file = path.join(checkoutRoot(), 'out/screenshots/webview', `${name}.png`);
  await page.screenshot({ path: file, fullPage, animations: 'disabled' });
}
