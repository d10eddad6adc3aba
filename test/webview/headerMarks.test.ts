import assert from 'node:assert/strict';
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
