import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { getDocumentProxy } from 'unpdf';
import { writeHandoutHtml } from '../../src/core/handout/files/htmlFile.js';
import { handoutFileTexts } from '../../src/l10n/handoutFileTexts.js';
import { createFormat } from '../../src/shared/format/format.js';
import { joined, monthlyDocument } from '../support/handout/documents.js';

/** In points, as a PDF has them; Chromium rounds to pixels. */
const PAPER = { A4: [595, 842], Letter: [612, 792] } as const;

interface PrintedPage {
  readonly width: number;
  readonly height: number;
  /** All texts of the page, from top to bottom, with single blanks between them. */
  readonly text: string;
  /** Where the text ends that is furthest to the right. */
  readonly right: number;
}

/** What must not be cut: the first and the last words of it. */
const WHOLE = [
  ['Active users by service, daily', 'Days without data'],
  ['Storage used', 'SharePoint 673 GB on Oct 31'],
  ['Active users of Teams, twelve months', 'if at least four of them have a value'],
  ['Users of Teams by device', 'Linux'],
  ['Outlook apps', 'not archived for October 2026.'],
  ['Mailboxes near their quota', 'from 2.9% as of Sep 30, 2026'],
] as const;

/** What is not on one page from its first words to its last. */
function cutParts(pages: readonly PrintedPage[]): readonly string[] {
  const pageOf = (words: string) => pages.findIndex(({ text }) => text.includes(words));
  return WHOLE.filter(([first, last]) => pageOf(first) < 0 || pageOf(first) !== pageOf(last)).map(([first]) => first);
}

describe('a document to hand on, on paper', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'handout-'));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** Prints the month as a browser does whose user prefers the dark, and reads the pages with another program's eyes. */
  async function print(
    browser: Browser,
    format: keyof typeof PAPER,
    handout = monthlyDocument,
  ): Promise<readonly PrintedPage[]> {
    const file = path.join(folder, 'report.html');
    await writeFile(file, await joined(writeHandoutHtml(handout, handoutFileTexts())));
    const context = await browser.newContext({ colorScheme: 'dark' });
    try {
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const colors = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return { color, backgroundColor };
      });
      assert.deepEqual(colors, { color: 'rgb(31, 31, 31)', backgroundColor: 'rgb(255, 255, 255)' });
      return await pagesOf(new Uint8Array(await page.pdf({ format, printBackground: false })));
    } finally {
      await context.close();
    }
  }

  async function pagesOf(pdf: Uint8Array): Promise<readonly PrintedPage[]> {
    const document = await getDocumentProxy(pdf);
    try {
      return await Promise.all(
        Array.from({ length: document.numPages }, async (_, index) => {
          const page = await document.getPage(index + 1);
          const [left = 0, top = 0, right = 0, bottom = 0] = page.view;
          const { items } = await page.getTextContent();
          const words = items.flatMap((item) => ('str' in item ? [item.str] : []));
          const ends = items.flatMap((item) => ('str' in item ? [Number(item.transform[4]) + item.width] : []));
          return {
            ...{ width: right - left, height: bottom - top, right: Math.max(...ends) },
            text: words.join(' ').replace(/\s+/g, ' '),
          };
        }),
      );
    } finally {
      await document.destroy();
    }
  }

  for (const format of ['A4', 'Letter'] as const) {
    it(`fits ${format}: each page says whose it is, and no chart is cut in two`, async function () {
      const pages = await print(this.browser, format);
      assert.ok(pages.length >= 4 && pages.length <= 6, `${pages.length} pages`);
      pages.forEach(({ width, height, text }, index) => {
        const [expectedWidth, expectedHeight] = PAPER[format];
        assert.ok(Math.abs(width - expectedWidth) < 2 && Math.abs(height - expectedHeight) < 2, `${width} × ${height}`);
        assert.ok(text.includes('Contoso · October 2026 · Data up to Oct 31, 2026'), text);
        assert.ok(text.includes(`${index + 1} / ${pages.length}`), text);
      });
      assert.deepEqual(cutParts(pages), []);
      // A heading is never the last of its page.
      for (const { text } of pages) {
        assert.doesNotMatch(text, /(At a glance|Adoption|Over the year|Devices|Licenses|What stands out)$/);
      }
      assert.equal(pages.filter(({ text }) => text.includes('All values')).length, 0, 'nobody can open it on paper');
    });

    it(`cuts no chart and no key figure in two on ${format}, wherever it comes to stand`, async function () {
      for (const lines of [6, 12, 18, 24, 30]) {
        const filler = { kind: 'text', paragraphs: Array.from({ length: lines }, () => 'A line.') } as const;
        // Without sections, which would take their charts to the next page as a whole.
        const blocks = monthlyDocument.blocks.filter(({ kind }) => kind !== 'heading' && kind !== 'table');
        const pages = await print(this.browser, format, { ...monthlyDocument, blocks: [filler, ...blocks] });
        assert.deepEqual(cutParts(pages), [], `after ${lines} lines`);
      }
    });

    it(`never has a page of nothing but closing lines on ${format}`, async function () {
      for (let lines = 24; lines < 34; lines++) {
        const filler = Array.from({ length: lines }, () => ({ kind: 'text', paragraphs: ['A line.'] }) as const);
        const pages = await print(this.browser, format, { ...monthlyDocument, blocks: filler });
        assert.match(pages.at(-1)?.text ?? '', /A line\./, `after ${lines} lines`);
        assert.match(pages.at(-1)?.text ?? '', /Usage Reports for Microsoft 365/);
      }
    });

    for (const columns of [8, 18, 30]) {
      it(`has all of ${columns} columns on ${format}, where a screen would scroll`, async function () {
        const cells = Array.from({ length: columns }, (_, index) => 1_000_001 + index);
        const table = {
          kind: 'table',
          title: 'A wide table',
          rowCount: 1,
          leftOut: [],
          columns: [
            { label: 'Product', type: 'text' },
            ...cells.map((cell) => ({ label: `Column ${cell}`, type: 'number' as const })),
          ],
          rows: [['MICROSOFT 365 COPILOT FOR EVERYBODY', ...cells]],
        } as const;
        const pages = await print(this.browser, format, { ...monthlyDocument, blocks: [table] });
        const text = pages.map((page) => page.text.replaceAll(' ', '')).join('');
        for (const cell of cells) {
          assert.ok(text.includes(createFormat('en').count(cell)), `${cell} is on paper`);
        }
        for (const { right, width } of pages) {
          assert.ok(right < width - 20, `${right} of ${width}`);
        }
      });
    }

    it(`has all rows of a long table on ${format}, each page with the header, and the numbers of the document`, async function () {
      const pages = await print(this.browser, format);
      const write = createFormat('en');
      const table = monthlyDocument.blocks.find((block) => block.kind === 'table');
      const found = (table?.rows ?? []).map(([product, assigned, used]) => {
        const row = [
          String(product),
          write.count(Number(assigned)),
          used === null ? '–' : write.percent(Number(used) / 100),
        ].join(' ');
        return pages.findIndex(({ text }) => ` ${text} `.includes(` ${row} `));
      });
      assert.equal(found.length, 60);
      assert.ok(!found.includes(-1), 'each row is on one page');
      const pagesWithRows = [...new Set(found)];
      assert.ok(pagesWithRows.length > 1);
      for (const index of pagesWithRows) {
        assert.match(pages[index]?.text ?? '', /Product Assigned Used Storage/);
      }
      const [first] = pages;
      for (const number of ['812', '701', '5.09 TB', '3.4%', '81.2% of licensed users (1,000)']) {
        assert.ok(first?.text.replaceAll('\u00a0', ' ').includes(number), number);
      }
    });
  }
});
