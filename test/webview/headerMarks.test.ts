import assert from 'node:assert/strict';
import { themes, type ThemeName } from '../support/webviewHarness/themes.js';
import { problemsOf } from './support/checkPage.js';
import { openPage } from './support/openPage.js';

describe('the mark of a concealed column', () => {
  for (const width of [400, 1180]) {
    it(`is in the first line of its name, however many there are, at ${width} px`, async function () {
      const { page, problems } = await openPage(this, { page: 'report', state: 'notices', width });
      const [mark, lines] = await page.locator('.head-name:has(.codicon-eye-closed)').evaluate((name) => {
        const range = document.createRange();
        range.selectNodeContents(name.lastChild ?? name);
        const boxOf = ({ top, bottom }: DOMRect) => ({ top, bottom });
        const icon = name.querySelector('.codicon')?.getBoundingClientRect();
        return [icon && boxOf(icon), [...range.getClientRects()].map(boxOf)] as const;
      });
      const first = lines[0];
      assert.ok(mark !== undefined && first !== undefined);
      assert.ok(lines.length > 1, 'the name has several lines');
      const [middle, middleOfLine] = [(mark.top + mark.bottom) / 2, (first.top + first.bottom) / 2];
      assert.ok(Math.abs(middle - middleOfLine) < 3, `${middle} beside ${middleOfLine}`);
      assert.deepEqual(problems, []);
    });
  }
});

describe('the mark of a column that is not of the report', () => {
  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`says where it is from, to everybody, in ${theme}`, async function () {
      const { page, problems } = await openPage(this, { page: 'report', state: 'attributes', theme, width: 1600 });
      const heads = page.locator('[role=columnheader]:has(.codicon-link, .codicon-organization)');
      await heads.first().scrollIntoViewIfNeeded();
      const marks = await heads
        .locator('.codicon')
        .evaluateAll((all) =>
          all.flatMap((mark) =>
            mark.ariaLabel === null
              ? []
              : [{ label: mark.ariaLabel, drawn: getComputedStyle(mark, '::before').content }],
          ),
        );
      assert.deepEqual(
        marks.map(({ label }) => label),
        ['From attributes file people.csv', 'From the directory as of Nov 16, 2026'],
      );
      assert.notEqual(marks[0]?.drawn, marks[1]?.drawn, 'a file is told from the directory without a tooltip');
      const described = await heads
        .locator('.head-button')
        .evaluateAll((buttons) =>
          buttons.map((button) => `${button.getAttribute('title')} | ${button.getAttribute('aria-description')}`),
        );
      assert.match(described[0] ?? '', /From attributes file people\.csv.*\|.*From attributes file people\.csv/s);
      assert.match(described[1] ?? '', /From the directory as of Nov 16, 2026.*\|.*From the directory as of/s);
      assert.deepEqual(await problemsOf(page), []);
      assert.deepEqual(problems, []);
    });
  }
});
