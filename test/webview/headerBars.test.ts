import assert from 'node:assert/strict';
import { themes, type ThemeName } from '../support/webviewHarness/themes.js';
import { contrast } from './support/contrast.js';
import { openPage } from './support/openPage.js';

/** What Web Content Accessibility Guidelines ask of marks (1.4.11). */
const OF_MARKS = 3;

describe('bars in the headers of a table', () => {
  for (const theme of (Object.keys(themes) as ThemeName[]).filter((name) => name.startsWith('hc'))) {
    it(`end where somebody can see it: ${theme}`, async function () {
      const { page } = await openPage(this, { page: 'report', state: 'detail', theme });
      const bar = page.locator('.head-value-fill').first();
      await bar.waitFor();
      const { mark, width, background } = await bar.evaluate((one) => {
        const context = document.createElement('canvas').getContext('2d')!;
        const drawn = (color: string) => {
          context.fillStyle = color;
          context.fillRect(0, 0, 1, 1);
          return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
        };
        const style = getComputedStyle(one);
        const editor = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background');
        return {
          background: drawn(editor),
          mark: drawn(style.borderBottomColor),
          width: Number.parseFloat(style.borderBottomWidth),
        };
      });
      assert.ok(width >= 2, `${width} px`);
      assert.ok(contrast(mark, background) >= OF_MARKS, `${String(mark)} on ${String(background)}`);
    });
  }
});
