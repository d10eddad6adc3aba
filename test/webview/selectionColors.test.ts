import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { themes, type ThemeName } from '../support/webviewHarness/themes.js';
import { contrast } from './support/contrast.js';
import { openPage } from './support/openPage.js';

/** What Web Content Accessibility Guidelines ask of marks (1.4.11), of texts (1.4.3), and of texts in high contrast (1.4.6). */
const [OF_MARKS, OF_TEXTS, OF_TEXTS_IN_HIGH_CONTRAST] = [3, 4.5, 7];
/** Between two backgrounds that are told apart side by side. */
const OF_BACKGROUNDS = 1.15;

const cellAt = (page: Page, row: number, place: number) =>
  page.locator(`[data-row="${row}"] [aria-colindex="${place + 1}"]`);
const rowAt = (page: Page, row: number) => page.locator(`[data-row="${row}"]`);

/** A color of an element, or of what is drawn before or after it, as it is on screen. */
const colorOf = (element: Locator, name: 'backgroundColor' | 'color' | 'borderLeftColor', pseudo?: string) =>
  element.evaluate(
    (one, { name, pseudo }) => {
      const context = document.createElement('canvas').getContext('2d')!;
      const editor = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background');
      for (const color of [editor, getComputedStyle(one, pseudo)[name]]) {
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    },
    { name, pseudo },
  );

describe('what is selected in a table', () => {
  for (const theme of Object.keys(themes) as ThemeName[]) {
    const ofTexts = theme.startsWith('hc') ? OF_TEXTS_IN_HIGH_CONTRAST : OF_TEXTS;

    it(`stands out from other rows, and from the one below the pointer, with and without the focus: ${theme}`, async function () {
      const { page } = await openPage(this, { page: 'report', state: 'detail', theme });
      const check = async (selected: Locator, outlined: Locator, text: Locator) => {
        await rowAt(page, 7).hover();
        const background = await colorOf(selected, 'backgroundColor');
        const others = [
          await colorOf(rowAt(page, 6), 'backgroundColor'),
          await colorOf(rowAt(page, 7), 'backgroundColor'),
        ];
        const outline = await colorOf(outlined, 'borderLeftColor', '::after');
        for (const other of others) {
          assert.ok(contrast(background, other) >= OF_BACKGROUNDS, `${String(background)} beside ${String(other)}`);
          assert.ok(contrast(outline, other) >= OF_MARKS, `${String(outline)} beside ${String(other)}`);
        }
        assert.ok(contrast(await colorOf(text, 'color'), background) >= ofTexts);
        return background;
      };
      await cellAt(page, 2, 1).click();
      await cellAt(page, 4, 3).click({ modifiers: ['Shift'] });
      const cell = cellAt(page, 3, 1).and(page.locator('[aria-selected=true]'));
      const focused = await check(cell, cell, cell);
      await page.getByTestId('columns-button').focus();
      assert.deepEqual(await check(cell, cell, cell), focused, 'it is copied wherever the focus is');

      await cellAt(page, 2, 1).click({ modifiers: ['Control'] });
      await cellAt(page, 3, 1).click({ modifiers: ['Control'] });
      for (const row of [2, 3]) {
        const whole = rowAt(page, row).and(page.locator('[aria-selected=true]'));
        await check(whole, whole, cellAt(page, row, 1));
      }
    });

    it(`stands out from the row that is opened, which has a mark of its own: ${theme}`, async function () {
      const { page } = await openPage(this, { page: 'report', state: 'detail', theme });
      await cellAt(page, 3, 1).click();
      await page.keyboard.press('Enter');
      const opened = page.locator('[data-row="3"][aria-current=true]');
      await opened.waitFor();
      const mark = await colorOf(opened.locator('[role=gridcell]').first(), 'backgroundColor', '::before');
      assert.ok(contrast(mark, await colorOf(rowAt(page, 4), 'backgroundColor')) >= OF_MARKS);
      const background = await colorOf(opened, 'backgroundColor');
      assert.ok(contrast(mark, background) >= OF_MARKS);
      assert.ok(contrast(await colorOf(cellAt(page, 3, 1), 'color'), background) >= ofTexts);
    });
  }
});
