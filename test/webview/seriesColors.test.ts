import assert from 'node:assert/strict';
import { themes, type ThemeName } from '../support/webviewHarness/themes.js';
import { contrast } from './support/contrast.js';
import { openPage } from './support/openPage.js';

/** What Web Content Accessibility Guidelines ask of what a chart shows (1.4.11). */
const LEAST_CONTRAST = 3;

const PICKED = ['Private Chat Messages', 'Team Chat Messages', 'Calls', 'Meetings', 'Post Messages', 'Reply Messages'];

interface Drawn {
  readonly what: string;
  readonly contrast: number;
  readonly dash: string;
}

/** Runs in the page: what is drawn, and its contrast with what is behind it. */
function drawnMarks(): Drawn[] {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  /** Colors over each other, as they end up on screen. */
  const blended = (...colors: readonly (readonly [color: string, opacity: number])[]) => {
    context.globalAlpha = 1;
    context.clearRect(0, 0, 1, 1);
    for (const [color, opacity] of colors) {
      context.globalAlpha = opacity;
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (color: readonly number[]) =>
    color
      .map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  const backgrounds = (element: Element): (readonly [string, number])[] => {
    const found: (readonly [string, number])[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      found.unshift([getComputedStyle(at).backgroundColor, 1]);
    }
    const editor = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background');
    return [[editor, 1], ...found];
  };
  const contrastOf = (element: Element, color: string, opacity: string) => {
    const behind = backgrounds(element.closest('.bar-track') ?? element.closest('.card, .chart, .overview-highlight')!);
    const [a, b] = [luminance(blended(...behind, [color, Number(opacity)])), luminance(blended(...behind))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const marks = (selector: string, color: (style: CSSStyleDeclaration) => readonly [string, string]) =>
    [...document.querySelectorAll(selector)].map((element) => {
      const style = getComputedStyle(element);
      return {
        what: `${selector} ${element.getAttribute('class') ?? ''}`,
        contrast: contrastOf(element, ...color(style)),
        dash: style.strokeDasharray,
      };
    });
  const stroke = ({ stroke, strokeOpacity }: CSSStyleDeclaration) => [stroke, strokeOpacity] as const;
  const edge = ({ borderBottomColor }: CSSStyleDeclaration) => [borderBottomColor, '1'] as const;
  return [
    ...marks('report-plot .chart-line', stroke),
    ...marks('.chart-swatch .chart-line', stroke),
    ...marks('report-plot .chart-end', stroke),
    ...marks('.series-line', stroke),
    ...marks('.series-end', stroke),
    ...marks('.bar-fill', edge),
    ...marks('.bar-whole', edge),
    ...marks('.overview-highlight > .codicon', ({ color }) => [color, '1']),
    ...marks('.card .column', ({ fill, fillOpacity }) => [fill, fillOpacity]),
  ];
}

describe('what charts draw', () => {
  for (const theme of Object.keys(themes) as ThemeName[]) {
    it(`stands out from its background: lines, sparklines, ${theme}`, async function () {
      const { page } = await openPage(this, { page: 'report', state: 'dailySeries', theme });
      for (const column of PICKED) {
        await page.locator(`[data-column="${column}"]`).getByTestId('pick').click();
      }
      await page.getByTestId('chart-measure').nth(5).waitFor();
      const marks = await page.evaluate(drawnMarks);
      const lines = marks.filter(({ what }) => what.startsWith('report-plot .chart-line'));
      assert.equal(lines.length, 6);
      assert.equal(new Set(lines.map(({ dash }) => dash)).size, 6, 'each has a dash of its own');
      assert.ok(marks.some(({ what }) => what.startsWith('.series-line')));
      assert.deepEqual(
        marks.filter(({ contrast }) => contrast < LEAST_CONTRAST),
        [],
      );
    });

    for (const [state, what] of [
      ['shares', '.bar-whole'],
      ['snapshot', '.bar-fill'],
      ['detail', '.card .column'],
    ] as const) {
      it(`stands out from its background: ${what}, ${theme}`, async function () {
        const { page } = await openPage(this, { page: 'report', state, theme });
        await page.getByTestId('charts').waitFor();
        const marks = await page.evaluate(drawnMarks);
        assert.ok(marks.some((mark) => mark.what.startsWith(what)));
        assert.deepEqual(
          marks.filter(({ contrast }) => contrast < LEAST_CONTRAST),
          [],
        );
      });
    }

    it(`stands out from its background: sparklines of the overview, ${theme}`, async function () {
      const { page } = await openPage(this, { page: 'overview', state: 'overview', theme });
      await page.locator('.spark .mean').first().waitFor();
      const marks = (await page.evaluate(drawnMarks)).filter(({ what }) => what.startsWith('.series-'));
      assert.ok(marks.some(({ what }) => what.endsWith('mean')));
      assert.deepEqual(
        marks.filter(({ contrast }) => contrast < LEAST_CONTRAST),
        [],
      );
    });

    it(`stands out from its background: highlights of the overview, ${theme}`, async function () {
      const { page } = await openPage(this, { page: 'overview', state: 'overview', theme });
      await page.locator('.overview-highlight.fall').first().waitFor();
      const marks = (await page.evaluate(drawnMarks)).filter(({ what }) => what.startsWith('.overview-highlight'));
      assert.ok(marks.length > 1);
      assert.deepEqual(
        marks.filter(({ contrast }) => contrast < LEAST_CONTRAST),
        [],
      );
    });
  }

  it('stands out in saved charts, too, in all colors that can be chosen', async function () {
    const { page } = await openPage(this, { page: 'report', state: 'dailySeries' });
    for (const column of PICKED) {
      await page.locator(`[data-column="${column}"]`).getByTestId('pick').click();
    }
    const menu = page.getByTestId('large-chart').getByTestId('save-menu');
    for (const theme of Object.keys(themes) as ThemeName[]) {
      await page.evaluate((name) => window.applyTheme(name), theme);
      for (const colors of ['shown', 'light', 'dark', 'transparentLight', 'transparentDark'] as const) {
        const before = await page.evaluate((chosen) => {
          window.harness.chooseChartFile({ format: 'svg', colors: chosen, isWide: false });
          return window.harness.sent.length;
        }, colors);
        await menu.getByTestId('menu-button').click();
        await menu.locator('[data-id=save]').click();
        await page.waitForFunction(
          (all) => window.harness.sent.slice(all).some(({ type }) => type === 'saveChart'),
          before,
        );
        const drawn = await page.evaluate(drawnInFile);
        const isTransparent = colors.startsWith('transparent');
        assert.equal(drawn.background === undefined, isTransparent);
        assert.equal(drawn.lines.length, 6);
        const behind = drawn.background ?? (colors === 'transparentLight' ? '#ffffff' : '#1f1f1f');
        const weak = [...drawn.lines, ...drawn.texts].filter(
          (color) => contrastOfTexts(color, behind) < LEAST_CONTRAST,
        );
        assert.deepEqual(weak, [], `${theme}, ${colors}`);
      }
    }
  });
});

/** Runs in the page: the colors in the file that was saved last. */
function drawnInFile(): { background: string | undefined; lines: string[]; texts: string[] } {
  const file = window.harness.sent.findLast((message) => message.type === 'saveChart');
  const svg = new DOMParser().parseFromString(new TextDecoder().decode(file?.content), 'image/svg+xml');
  const rects = [...svg.querySelectorAll('rect')];
  const all = rects.find((rect) => rect.getAttribute('width') === svg.documentElement.getAttribute('width'));
  const wide = [...svg.querySelectorAll('path')].filter((path) => path.getAttribute('stroke-width') === '2.5');
  const colorsOf = (elements: readonly Element[], name: string) => [
    ...new Set(elements.map((element) => element.getAttribute(name) ?? '')),
  ];
  return {
    background: all?.getAttribute('fill') ?? undefined,
    lines: colorsOf(wide, 'stroke'),
    texts: colorsOf([...svg.querySelectorAll('text')], 'fill'),
  };
}

/** Of two colors as `#rrggbb`; of a text that lets its background through, as `rgba(r, g, b, a)`. */
function contrastOfTexts(color: string, background: string): number {
  const channels = (text: string) =>
    text.startsWith('#')
      ? [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16))
      : [...text.matchAll(/[\d.]+/g)].map(([number]) => Number(number));
  const behind = channels(background);
  const [red = 0, green = 0, blue = 0, alpha = 1] = channels(color);
  const over = [red, green, blue].map((part, index) => part * alpha + (behind[index] ?? 0) * (1 - alpha));
  return contrast(over, behind);
}
