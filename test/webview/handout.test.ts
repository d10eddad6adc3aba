import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { HandoutDocument } from '../../src/core/handout/document.js';
import { writeHandoutHtml } from '../../src/core/handout/files/htmlFile.js';
import { estimateWidth } from '../../src/core/handout/files/textWidth.js';
import { handoutFileTexts } from '../../src/l10n/handoutFileTexts.js';
import { joined, monthlyDocument, withWords } from '../support/handout/documents.js';
import { WEEKEND_OPACITY } from '../../src/shared/charts/seriesPlot.js';
import { problemsOf } from './support/checkPage.js';

const hostile: Readonly<Record<string, string>> = {
  'the end of the style sheet and of a title':
    '</style></title></desc></text></svg><script>window.pwned=1</script><!--',
  'an image with a handler': '"><img src="https://example.com/x" onerror="window.pwned=1">\'',
  'marks that turn the direction': '\u202egnp.evil\u2066\u0000 שלום',
  'one long word': 'x'.repeat(3000),
};

/** Rows of the widest table, and of the longest. */
const wide: HandoutDocument = {
  ...monthlyDocument,
  blocks: [
    ...monthlyDocument.blocks,
    {
      kind: 'table',
      title: 'A wide table',
      columns: Array.from({ length: 24 }, (_, index) => ({ label: `Column ${index}`, type: 'number' as const })),
      rows: [Array.from({ length: 24 }, (_, index) => index * 100_000)],
      rowCount: 1,
      leftOut: [],
    },
  ],
};

interface Opened {
  readonly page: Page;
  /** What went to the console, and every request but that of the file. */
  readonly problems: readonly string[];
}

describe('a document to hand on, in a browser', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'handout-'));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens a document as people do: from a file. Its context ends with the test. */
  async function withDocument(
    browser: Browser,
    document: HandoutDocument,
    options: BrowserContextOptions,
    use: (opened: Opened) => Promise<void>,
  ): Promise<void> {
    const file = path.join(folder, 'report.html');
    await writeFile(file, await joined(writeHandoutHtml(document, handoutFileTexts())));
    const context = await browser.newContext({ viewport: { width: 1180, height: 860 }, ...options });
    try {
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) {
          problems.push(request.url());
        }
      });
      await page.goto(pathToFileURL(file).href);
      await use({ page, problems });
    } finally {
      await context.close();
    }
  }

  /** The policy lets nothing in, and so not axe: it comes past the policy. */
  const looks: Readonly<Record<string, BrowserContextOptions>> = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    'forced colors, light': { colorScheme: 'light', forcedColors: 'active' },
    'forced colors, dark': { colorScheme: 'dark', forcedColors: 'active' },
    'a phone, light': { colorScheme: 'light', viewport: { width: 400, height: 800 } },
    'a phone, dark': { colorScheme: 'dark', viewport: { width: 400, height: 800 } },
  };
  for (const [name, options] of Object.entries(looks)) {
    it(`is accessible, and nothing of it is cut off: ${name}`, async function () {
      await withDocument(
        this.browser,
        { ...wide, accentColor: '#ffee00' },
        { ...options, bypassCSP: true },
        async ({ page }) => {
          await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
          assert.deepEqual(await problemsOf(page), []);
        },
      );
    });
  }

  it('is styled, shows its logo, and blocks nothing of its own', async function () {
    await withDocument(this.browser, monthlyDocument, { colorScheme: 'light' }, async ({ page, problems }) => {
      const seen = await page.evaluate(() => ({
        maxWidth: getComputedStyle(document.body).maxWidth,
        logo: document.querySelector('img')?.naturalWidth,
        line: getComputedStyle(document.querySelector('.drawing path[stroke="var(--accent)"]') ?? document.body).stroke,
      }));
      assert.deepEqual(seen, { maxWidth: '992px', logo: 1, line: 'rgb(0, 99, 211)' });
      assert.deepEqual(problems, []);
    });
  });

  it('runs nothing, even where somebody has put a script into the file', async function () {
    const evil = { ...monthlyDocument, language: 'en' };
    await withDocument(this.browser, evil, {}, async ({ page, problems }) => {
      const file = page.url();
      const html = await page.content();
      await writeFile(
        path.join(folder, 'report.html'),
        html.replace('<main>', '<script>document.title="pwned"</script><main>'),
      );
      await page.goto(file);
      assert.notEqual(await page.title(), 'pwned');
      assert.equal(problems.length, 1, 'the policy says so');
    });
  });

  for (const [name, text] of Object.entries(hostile)) {
    it(`is made of the same elements with hostile texts, and is no wider than the window: ${name}`, async function () {
      const elements = (page: Page) =>
        page.evaluate(() =>
          [...document.querySelectorAll('*')]
            .map((one) => `${one.nodeName} ${one.getAttributeNames().join()}`)
            // A label may have several lines.
            .filter((one, index, all) => one !== 'text x,y,font-size,fill' || one !== all[index - 1]),
        );
      let plain: readonly string[] = [];
      await withDocument(
        this.browser,
        withWords(monthlyDocument, () => 'word'),
        {},
        async ({ page }) => {
          plain = await elements(page);
        },
      );
      const options = { bypassCSP: true, viewport: { width: 400, height: 800 } };
      await withDocument(
        this.browser,
        withWords(monthlyDocument, () => text),
        options,
        async ({ page, problems }) => {
          assert.deepEqual(await elements(page), plain);
          assert.equal(await page.evaluate(() => 'pwned' in window), false);
          assert.deepEqual(problems, []);
          const [width, turned] = await page.evaluate(() => [
            document.documentElement.scrollWidth,
            /[\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML),
          ]);
          assert.equal(width, 400);
          assert.equal(turned, false);
        },
      );
    });
  }

  it('opens the values of a chart without a script', async function () {
    await withDocument(this.browser, monthlyDocument, { javaScriptEnabled: false }, async ({ page }) => {
      const cell = page.locator('.chart td').first();
      assert.equal(await cell.isVisible(), false);
      await page.locator('.chart summary').first().focus();
      await page.keyboard.press('Enter');
      await cell.waitFor();
      assert.equal(await cell.textContent(), '690');
    });
  });

  for (const forcedColors of ['none', 'active'] as const) {
    it(`shows where a table goes on, and scrolls it by the keyboard: forced colors ${forcedColors}`, async function () {
      const options: BrowserContextOptions = { viewport: { width: 340, height: 800 }, forcedColors };
      await withDocument(this.browser, wide, options, async ({ page }) => {
        const region = page.getByRole('region', { name: 'A wide table' });
        // Forced colors paint no shadows, whatever the style says.
        const sign = () =>
          region.evaluate((element, isForced) => {
            const { borderInlineEndWidth, backgroundAttachment } = getComputedStyle(element);
            return isForced ? borderInlineEndWidth : backgroundAttachment;
          }, forcedColors === 'active');
        const shadows = 'local, local, scroll, scroll';
        assert.equal(await sign(), forcedColors === 'none' ? shadows : '4px');
        await region.focus();
        await page.keyboard.press('ArrowRight');
        await page.waitForFunction(() => [...document.querySelectorAll('.scroll')].some((one) => one.scrollLeft > 0));
        await region.evaluate((element) => element.scrollTo({ left: element.scrollWidth, behavior: 'instant' }));
        await page.waitForFunction(
          (end) =>
            [...document.querySelectorAll('.scroll')].some((one) => getComputedStyle(one).borderInlineEndWidth === end),
          '0px',
        );
        // It stands where something is left, and only there.
        assert.equal(await sign(), forcedColors === 'none' ? shadows : '0px');
      });
    });
  }

  it('has weekends that can be seen where forced colors leave only what is in front and behind', async function () {
    for (const [forcedColors, opacity] of [
      ['none', String(WEEKEND_OPACITY)],
      ['active', '0.25'],
    ] as const) {
      await withDocument(this.browser, monthlyDocument, { forcedColors }, async ({ page }) => {
        const found = await page
          .locator(`svg rect[opacity="${WEEKEND_OPACITY}"]`)
          .evaluateAll((shapes) => shapes.map((shape) => getComputedStyle(shape).opacity));
        assert.ok(found.length > 4, 'weekends of the charts and of their legends');
        assert.deepEqual(new Set(found), new Set([opacity]));
      });
    }
  });

  it('has a name and a description of every chart, and a table with as many values as it has', async function () {
    await withDocument(this.browser, monthlyDocument, {}, async ({ page }) => {
      const charts = await page.evaluate(() =>
        [...document.querySelectorAll('.chart')].map((chart) => {
          const drawing = chart.querySelector('[role=img]');
          const [title, description] = (drawing?.getAttribute('aria-labelledby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.textContent);
          return { title, description, cells: chart.querySelectorAll('tbody td').length };
        }),
      );
      assert.deepEqual(
        charts,
        monthlyDocument.blocks.flatMap((block) =>
          block.kind === 'series' || block.kind === 'bars'
            ? [
                {
                  title: block.title,
                  description: block.summary,
                  cells:
                    block.kind === 'bars'
                      ? block.bars.length
                      : block.lines.reduce((sum, { values }) => sum + values.length, 0),
                },
              ]
            : [],
        ),
      );
    });
  });

  it('is mirrored where it is read from right to left: charts, tables, and lists, and nothing is cut off', async function () {
    const options: BrowserContextOptions = { bypassCSP: true };
    await withDocument(this.browser, { ...wide, language: 'ar' }, options, async ({ page }) => {
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      assert.deepEqual(await problemsOf(page), []);
      const middles = await page.evaluate(() => {
        const middle = (selector: string, within: Element) => {
          const box = within.querySelector(selector)?.getBoundingClientRect();
          return box === undefined ? Number.NaN : box.left + box.width / 2;
        };
        const [series, bars] = ['chart-5', 'chart-10'].map((id) =>
          document.querySelector(`svg[aria-labelledby^="${id}-"]`)!,
        );
        const table = document.querySelector('.table')!;
        const texts = [...series!.querySelectorAll('text')].map((one) => one.getBoundingClientRect());
        return {
          // The values of the axis, the first and the last day.
          axis: texts[0]?.left ?? 0,
          plot: series!.querySelector('path')?.getBoundingClientRect().right ?? 0,
          days: texts.slice(-3).map(({ left }) => left),
          label: middle('text', bars!),
          value: middle('text[text-anchor=end]', bars!),
          product: middle('tbody th', table),
          assigned: middle('tbody td', table),
        };
      });
      assert.ok(middles.axis >= middles.plot, 'the axis is right of the lines');
      assert.deepEqual(
        [...middles.days].sort((a, b) => b - a),
        middles.days,
        'later days are further left',
      );
      assert.ok(middles.label > middles.value, 'labels of bars are right of their values');
      assert.ok(middles.product > middles.assigned, 'the first column is the rightmost');
    });
  });

  for (const language of ['en', 'ar', 'he']) {
    it(`leaves texts of charts the room that they need: ${language}`, async function () {
      await withDocument(this.browser, { ...monthlyDocument, language }, {}, async ({ page }) => {
        const texts = await page.evaluate(() =>
          [...document.querySelectorAll<SVGTextElement>('.drawing text')].map((one) => ({
            text: one.textContent,
            size: Number(one.getAttribute('font-size')),
            width: one.getComputedTextLength(),
            left: one.getBBox().x,
            right: one.getBBox().x + one.getBBox().width,
          })),
        );
        assert.ok(texts.length > 20);
        for (const { text, size, width, left, right } of texts) {
          assert.ok(estimateWidth(text, size, false) >= width * 0.95, `${text}: ${width}`);
          assert.ok(left >= 0 && right <= 480, `${text}: ${left} to ${right}`);
        }
      });
    });
  }
});
