import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TimeSlicer } from '../../../../src/base/timeSlicer.js';
import { CollationKeys, followsRootCollation } from '../../../../src/core/table/query/collationKeys.js';
import { radixSortedIndexes } from '../../../../src/core/table/query/radixSort.js';
import { rankTexts } from '../../../../src/core/table/query/rankTexts.js';
import { Uint32Sorter } from '../../../../src/core/table/query/uint32Sorter.js';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'aAbzZ019 .-_@éÉüßæøłñçĳ'), maxLength: 10 }),
  fc.string({ unit: fc.constantFrom('0', '00', '1', '9', '10', 'a', 'B', '.', 'x1'), maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

const locales = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'sv',
  'fi',
  'pl',
  'cs',
  'sk',
  'hu',
  'hr',
  'da',
  'nb',
  'et',
  'lt',
  'lv',
  'tr',
  'az',
  'ja',
  'zh',
  'ko',
  'th',
  'ru',
  'ar',
  'en-US-u-va-posix',
  'de-u-co-phonebk',
  'es-u-co-trad',
];

describe('collation keys', () => {
  const collatorOf = (locale: string) => new Intl.Collator(locale, { numeric: true });

  it('are used if the language orders ASCII like the root collation, and only then', () => {
    const holds = locales.filter((locale) => followsRootCollation(collatorOf(locale)));
    for (const locale of ['en', 'de', 'fr', 'es', 'it', 'pl']) {
      assert.ok(holds.includes(locale), locale);
    }
    for (const locale of ['cs', 'hu', 'da', 'et', 'lt', 'th', 'tr', 'az', 'es-u-co-trad']) {
      assert.ok(!holds.includes(locale), locale);
    }
    assert.equal(followsRootCollation(new Intl.Collator('en')), false, 'digits one by one are another order');
    assert.equal(followsRootCollation(new Intl.Collator('en', { numeric: true, caseFirst: 'upper' })), false);
  });

  for (const locale of locales) {
    const collator = collatorOf(locale);
    if (!followsRootCollation(collator)) {
      continue;
    }
    it(`have the order of ${locale}, if they differ`, () => {
      fc.assert(
        fc.property(text, text, (a, b) => {
          const keys = new CollationKeys(2, collator);
          keys.add(a);
          keys.add(b);
          if (keys.has(0) && keys.has(1)) {
            const sign = Math.sign(keys.compare(0, 1, 0));
            assert.ok(sign === 0 || sign === Math.sign(collator.compare(a, b)), JSON.stringify([a, b]));
          }
        }),
        { numRuns: 2_000 },
      );
    });
  }
});

describe('ranks of texts', () => {
  for (const locale of ['en', 'sv', 'cs']) {
    it(`have the order of ${locale}, for many and for few texts`, async function () {
      this.timeout(30_000);
      const collator = new Intl.Collator(locale, { numeric: true });
      for (const texts of fc.sample(fc.array(text, { minLength: 5_200, maxLength: 5_400, size: 'max' }), {
        numRuns: 3,
        seed: 20_261_121,
      })) {
        const ranks = await rankTexts(['', ...texts], collator, new TimeSlicer(undefined));
        const order = texts.map((_, index) => index + 1).sort((a, b) => ranks[a]! - ranks[b]!);
        assert.equal(ranks[0], 0xffff_ffff);
        for (const [at, code] of order.entries()) {
          const before = order[at - 1];
          if (before !== undefined) {
            const [left, right] = [texts[before - 1]!, texts[code - 1]!];
            const expected =
              left === '' || right === ''
                ? Math.sign(Number(left === '') - Number(right === ''))
                : Math.sign(collator.compare(left, right));
            assert.equal(Math.sign(ranks[before]! - ranks[code]!), expected, JSON.stringify([left, right]));
          }
        }
      }
    });
  }
});

describe('a sort by keys', () => {
  it('is correct and stable for few and many keys', async () => {
    for (const length of [0, 1, 100, 5_000, 20_000]) {
      const keys = Uint32Array.from({ length }, (_, at) => (at * 2_654_435_761) % 977);
      const more = Uint32Array.from({ length }, (_, at) => (at % 7) * 600_000_000);
      const expected = [...keys.keys()].sort((a, b) => more[a]! - more[b]! || keys[a]! - keys[b]! || a - b);
      assert.deepEqual([...(await radixSortedIndexes([more, keys], new TimeSlicer(undefined)))], expected);
    }
  });

  it('sorts any range of two arrays, and nothing outside it', () => {
    for (const [length, mask] of [
      [20_000, 0xffff_ffff],
      [20_000, 0xffff],
      [20_000, 0xffff_0000],
      [20_000, 3],
      [3_000, 0xffff_ffff],
      [20_000, 0],
    ] as const) {
      const words = Uint32Array.from({ length }, (_, at) => Math.imul(at, 2_654_435_761) & mask);
      const codes = Uint32Array.from({ length }, (_, at) => at);
      const [from, to] = [100, length - 50];
      const before = words.slice();
      new Uint32Sorter(codes, words).sort(from, to);
      const expected = [...codes.keys()]
        .map((at) => at)
        .slice(from, to)
        .sort((a, b) => before[a]! - before[b]! || a - b);
      assert.deepEqual([...codes.subarray(from, to)], expected);
      assert.deepEqual(
        [...words.subarray(from, to)],
        expected.map((at) => before[at]!),
      );
      assert.deepEqual([...codes.subarray(0, from)], [...codes.keys()].slice(0, from));
      assert.deepEqual([...words.subarray(to)], [...before.subarray(to)]);
    }
  });
});
