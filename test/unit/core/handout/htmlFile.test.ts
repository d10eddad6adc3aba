import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { addDays } from '../../../../src/base/dates.js';
import type { HandoutDocument, SeriesBlock } from '../../../../src/core/handout/document.js';
import { writeHandoutHtml } from '../../../../src/core/handout/files/htmlFile.js';
import { cssString } from '../../../../src/core/handout/files/htmlText.js';
import { handoutFileTexts } from '../../../../src/l10n/handoutFileTexts.js';
import { createFormat } from '../../../../src/shared/format/format.js';
import { joined, line, monthlyDocument, withWords, yearDocument } from '../../../support/handout/documents.js';

const htmlOf = (document: HandoutDocument) => joined(writeHandoutHtml(document, handoutFileTexts()));

/** What is markup of a file: all that stands within `<…>`, values of attributes aside. However many lines a label has, it counts once. */
function tagsOf(html: string): string {
  const [, body = ''] = html.split('</style>\n</head>');
  assert.notEqual(body, '', 'the style sheet ends once');
  const tags = [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/="[^"]*"/g, '')).join('\n');
  return tags.replace(/(<text x y font-size fill>\n<\/text>\n)+/g, '$1');
}

describe('a document to hand on as HTML', () => {
  it('allows its own style sheet by its hash, and nothing else', async () => {
    const html = await htmlOf({ ...monthlyDocument, accentColor: '#ffee00' });
    const [, styles = ''] = /<style>(.*)<\/style>/s.exec(html) ?? [];
    const hash = createHash('sha256').update(styles).digest('base64');
    assert.ok(
      html.includes(
        `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`,
      ),
    );
    assert.doesNotMatch(html, /<script|<link|<iframe|<a |<form|\sstyle=|\son\w+=|https?:/i);
    assert.equal(html.match(/<style>/g)?.length, 1);
    assert.doesNotMatch(styles, /url\(|@import/);
  });

  it('has the same elements and attributes whatever its texts are', async () => {
    const plain = tagsOf(await htmlOf(withWords(monthlyDocument, () => 'word')));
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '-', '!', 'x', ' ', '\n', '\u202e', '\ud800'),
        maxLength: 40,
      }),
      fc.constantFrom(
        '</style><script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '--></title><svg onload=alert(1)>',
        ']]>',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (words) => {
        const html = await htmlOf(withWords(monthlyDocument, () => `w${words}`));
        assert.equal(tagsOf(html), plain);
        assert.doesNotMatch(html, /[\u202a-\u202e\u2066-\u2069]/, 'nothing turns the direction');
      }),
      { numRuns: 100 },
    );
  });

  it('has every number of the document, as its language writes it', async () => {
    for (const language of ['en', 'de', 'ja']) {
      const html = (await htmlOf({ ...monthlyDocument, language })).replaceAll('\u00a0', ' ');
      const format = createFormat(language);
      assert.doesNotMatch(html, /\{\d+\}/, 'a place without its value');
      const has = (text: string) => assert.ok(html.includes(text.replaceAll('\u00a0', ' ')), `${language}: ${text}`);
      assert.ok(html.includes(`<html lang="${language}" dir="ltr">`));
      for (const block of monthlyDocument.blocks) {
        switch (block.kind) {
          case 'series':
            block.lines.forEach(({ values }) =>
              values.forEach((value) => {
                has(
                  value === null ? '<td>–' : `<td>${format.value(value, block.unit === 'bytes' ? 'bytes' : 'count')}`,
                );
              }),
            );
            break;
          case 'bars':
            block.bars.forEach(({ value }) => has(value === null ? '<td>–' : `<td>${format.count(value)}`));
            break;
          case 'keyFigures':
            has(`<dd class="value">${format.count(812)}</dd>`);
            has(`<dd class="value">${format.value(5.6e12, 'bytes')}</dd>`);
            has(`<dd class="value">${format.percent(0.034)}</dd>`);
            has(`<bdi>${format.percent(0.812)}</bdi>`);
            has(`<bdi>${format.signedPercent(0.042)}</bdi>`);
            has(`<bdi>${format.day('2026-09-30')}</bdi>`);
            break;
          case 'table':
            has(`<td class="n">${format.money(12.5, 'EUR')}`);
            has(`<td>${format.day('2026-10-31')}`);
            break;
          default:
            break;
        }
      }
    }
  });

  it('never writes what is not known as a number', async () => {
    const html = await htmlOf({
      ...monthlyDocument,
      blocks: [
        {
          kind: 'keyFigures',
          figures: [
            {
              label: 'Forms',
              value: null,
              unit: 'count',
              denominator: { label: 'all', value: 5 },
              change: { from: 3, ratio: null, since: '2026-09-30' },
            },
          ],
        },
        {
          kind: 'series',
          title: 'Nothing',
          unit: 'count',
          isLevel: false,
          lines: [{ name: 'None', days: ['2026-10-01'], values: [null] }],
          missingRanges: [],
          summary: '',
        },
        { kind: 'series', title: 'No lines', unit: 'count', isLevel: false, lines: [], missingRanges: [], summary: '' },
      ],
    });
    const [, main = ''] = html.split('<main>');
    assert.doesNotMatch(main.split('</main>')[0]?.replace('Oct 1, 2026', '') ?? '', />[^<]*\d/);
    assert.match(main, /not known/);
    assert.doesNotMatch(main, /NaN|Infinity|undefined|null/);
  });

  it('says of a line the latest value that it draws: of many days the mean of seven, as such; of few the value, with the weekday', async () => {
    const days = Array.from({ length: 120 }, (_, index) => addDays('2026-07-01', index));
    const values = days.map((_, index) => (index === 119 ? 3 : 10));
    const shown = { kind: 'series', title: 'Users', unit: 'count', missingRanges: [], summary: '' } as const;
    const block = { ...shown, isLevel: false };
    const html = await htmlOf({ ...monthlyDocument, blocks: [{ ...block, lines: [{ name: 'All', days, values }] }] });
    assert.match(html, /<span class="latest"><b>9<\/b>, 7-day average to Oct 28/);
    assert.match(html, /<p class="note">7-day average/);
    assert.match(html, /<th scope="row">Oct 28, 2026<td>3/);
    const month = { ...block, lines: [{ name: 'All', days: days.slice(90), values: values.slice(90) }] };
    assert.match(
      await htmlOf({ ...monthlyDocument, blocks: [month] }),
      /<span class="latest"><b>3<\/b> on Wed, Oct 28/,
    );
    // Storage has one number for a day, here, in the table, and in a figure.
    const level = { ...shown, isLevel: true, lines: [{ name: 'All', days, values }] };
    const levels = await htmlOf({ ...monthlyDocument, blocks: [level] });
    assert.match(levels, /<span class="latest"><b>3<\/b> on Oct 28/);
    assert.doesNotMatch(levels, /average/);
  });

  it('gives each line of several a sign, in the chart and beside its name', async () => {
    const days = Array.from({ length: 31 }, (_, index) => addDays('2026-10-01', index));
    const lines = Array.from({ length: 6 }, (_, level) => ({
      name: `Line ${level}`,
      days,
      values: days.map(() => level),
    }));
    const shown = {
      kind: 'series',
      title: 'Users',
      unit: 'count',
      isLevel: false,
      missingRanges: [],
      summary: '',
    } as const;
    const html = await htmlOf({ ...monthlyDocument, blocks: [{ ...shown, lines }] });
    const [drawing = '', legend = ''] = html.split('<ul class="legend">');
    /** What is drawn around each place, and how large: by the color of its line. */
    const signsOf = (part: string) =>
      new Map(
        [...part.matchAll(/<path d="M[\d.]+ [\d.]+(m[^"M]+)[^"]*" fill="none" stroke="([^"]+)"/g)].map(
          ([, sign = '', color = '']) => [
            color,
            sign.replace(/-?\d+(\.\d+)?/g, (size) => String(Math.sign(Number(size)))),
          ],
        ),
      );
    assert.equal(new Set(signsOf(drawing).values()).size, 6);
    assert.deepEqual(signsOf(legend), signsOf(drawing));
    const alone = await htmlOf({ ...monthlyDocument, blocks: [{ ...shown, lines: lines.slice(0, 1) }] });
    assert.equal(signsOf(alone).size, 0, 'one line is no other');
  });

  it('says which bands are weekends and which are days without data, and draws them differently', async () => {
    const days = Array.from({ length: 31 }, (_, index) => addDays('2026-10-01', index));
    const values = days.map((_, index) => (index === 6 ? null : 5));
    const shown = { kind: 'series', title: 'Users', unit: 'count', isLevel: false, summary: '' } as const;
    const bandsOf = async (block: Pick<SeriesBlock, 'lines' | 'missingRanges'>) => {
      const html = await htmlOf({ ...monthlyDocument, blocks: [{ ...shown, ...block }] });
      return [...html.matchAll(/<li class="latest">(<svg[^]*?<\/svg>) ([^<]*)/g)].map(([, swatch = '', name = '']) => ({
        name,
        isHatched: (/stroke="var\(--gap\)"/.exec(swatch) ?? []).length > 0,
        isDrawn: html
          .split('<ul class="legend">')[0]
          ?.includes(/<rect[^>]*( fill="[^"]*" opacity="[^"]*")/.exec(swatch)?.[1] ?? '?'),
      }));
    };
    const month = { name: 'Teams', days, values };
    assert.deepEqual(await bandsOf({ lines: [month], missingRanges: [{ from: '2026-10-07', to: '2026-10-07' }] }), [
      { name: 'Weekends', isHatched: false, isDrawn: true },
      { name: 'Days without data', isHatched: true, isDrawn: true },
    ]);
    assert.deepEqual(
      (await bandsOf({ lines: [month], missingRanges: [] })).map(({ name }) => name),
      ['Weekends'],
    );
    assert.deepEqual(await bandsOf({ lines: [line('Teams', '2025-11-01', 365, 640)], missingRanges: [] }), []);
  });

  it('says of a sum the month that it is compared with, and of what there is the day', async () => {
    const change = { from: 1000, ratio: 0.1, since: '2026-09-30' } as const;
    const span = { from: '2026-09-01', to: '2026-09-30', month: '2026-09' };
    const figure = { label: 'x', value: 1100, unit: 'count' } as const;
    const figures = [
      { ...figure, change: { ...change, span } },
      { ...figure, change },
      { ...figure, value: 1000, change: { ...change, ratio: 0, span } },
    ];
    const html = (await htmlOf({ ...monthlyDocument, blocks: [{ kind: 'keyFigures', figures }] })).replace(
      /<\/?bdi>/g,
      '',
    );
    assert.match(
      html,
      /\+10% from 1,000 in September 2026<.*\n.*\+10% from 1,000 as of Sep 30, 2026<.*\n.*>unchanged from September 2026</,
    );
  });

  it('has figures enough for what a change comes to', async () => {
    const change = { from: 2.6786 * 2 ** 40, ratio: 2.6908 / 2.6786 - 1, since: '2026-09-30' };
    const figure = { label: 'x', value: 2.6908 * 2 ** 40, unit: 'bytes', change } as const;
    const html = await htmlOf({ ...monthlyDocument, blocks: [{ kind: 'keyFigures', figures: [figure] }] });
    const [now = 0, percent = 0, before = 0] = [
      ...(/<dd class="value">([\d.]+)\u00a0TB<.*?\+([\d.]+)%.*?([\d.]+)\u00a0TB/.exec(html) ?? []).slice(1),
    ].map(Number);
    assert.equal(Math.round((now / before - 1) * 1000) / 10, percent, `${now} after ${before}`);
  });

  it('is written from right to left where its language is, its pages, too', async () => {
    for (const [language, direction, start] of [
      ['ar', 'rtl', 'right'],
      ['he-IL', 'rtl', 'right'],
      ['fa', 'rtl', 'right'],
      ['az', 'ltr', 'left'],
      ['pa-Arab', 'rtl', 'right'],
      ['zh-Hant', 'ltr', 'left'],
    ] as const) {
      const html = await htmlOf({ ...monthlyDocument, language });
      assert.match(html, new RegExp(`<html lang="${language}" dir="${direction}">`));
      assert.match(
        html,
        new RegExp(`@bottom-${start}\\{content:"Contoso[^}]*direction:${direction};text-align:${start}\\}`),
      );
    }
  });

  it('takes a picture only if it is safe', async () => {
    assert.match(await htmlOf(monthlyDocument), /<img class="logo" src="data:image\/png;base64,/);
    for (const logo of [
      'https://example.com/a.png',
      'data:image/svg+xml;base64,PHN2Zz4=',
      'data:image/png;base64,iVBORw0KGgo"onload="x',
    ]) {
      assert.doesNotMatch(await htmlOf({ ...monthlyDocument, logo }), /<img/);
    }
  });

  it('is at most 1.5 MB for a year of a tenant, by day', async () => {
    const { length } = new TextEncoder().encode(await htmlOf(yearDocument));
    assert.ok(length <= 1.5 * 1024 * 1024, `${length} bytes`);
  });
});

describe('a text as a string of CSS', () => {
  it('ends where it ends, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.match(cssString(text), /^"(?:[A-Za-z0-9 ]|\\[\da-f]{1,6} )*"$/);
      }),
    );
    assert.equal(cssString('A "B" </style>'), '"A \\22 B\\22  \\3c \\2f style\\3e "');
  });
});
