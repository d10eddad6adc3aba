import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldText } from '../../../../src/base/foldText.js';
import { TimeSlicer } from '../../../../src/base/timeSlicer.js';
import { lowercasesToAscii, AsciiSearcher } from '../../../../src/core/table/store/asciiSearcher.js';
import { rowsContaining } from '../../../../src/core/table/query/textFilter.js';
import { rankTexts } from '../../../../src/core/table/query/rankTexts.js';
import { type TextPool, TextPoolBuilder } from '../../../../src/core/table/store/textPool.js';
import { bytesOf, csv, csvFile, texts as textsOfTable } from './support.js';

function poolOf(texts: readonly string[]): TextPool {
  const builder = new TextPoolBuilder();
  texts.forEach((text) => builder.add(text));
  return builder.finish();
}

/** Letters with an unusual lower case. */
const letter = fc.constantFrom(...'aAbBkKiIzZ09 .-@éÉßẞİıKſΣς山😀\u0000');
const text = fc.oneof(
  fc.string({ unit: letter, maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', '\ud800', 'a\udc00b', '\ufeff', 'x'.repeat(16_383), 'x'.repeat(16_384), 'é'.repeat(9_000)),
);

describe('a text pool', () => {
  it('returns what was added, even lone surrogates and long texts', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
        const pool = poolOf(texts);
        assert.deepEqual([...pool], texts);
        assert.equal(pool.length, texts.length);
        assert.equal(pool.at(texts.length), undefined);
      }),
    );
  });

  it('takes bytes from anywhere in a file, and replaces broken ones', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 20 }), (cells) => {
        const builder = new TextPoolBuilder();
        for (const cell of cells) {
          builder.addBytes(Uint8Array.of(0xc3, ...cell, 0xa9), 1, 1 + cell.length);
        }
        assert.deepEqual(
          [...builder.finish()],
          cells.map((cell) => Buffer.from(cell).toString('utf8')),
        );
      }),
    );
  });

  it('keeps texts apart when it starts another chunk', () => {
    const texts = Array.from({ length: 200 }, (_, at) => String(at).repeat(3_000));
    assert.deepEqual([...poolOf(texts)], texts);
  });

  it('finds what a folded text contains', () => {
    const needle = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'abkiz09 .-@'), minLength: 1, maxLength: 4 }),
      fc.constantFrom('k', 'i', 'xx', 'x'.repeat(300)),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), needle, (texts, wanted) => {
        const pool = poolOf(texts);
        const plain = new AsciiSearcher(wanted);
        for (const [code, one] of texts.entries()) {
          const found = pool.contains(code, plain);
          if (found !== undefined) {
            assert.equal(found, foldText(one).includes(wanted), `${JSON.stringify(one)} ${JSON.stringify(wanted)}`);
          }
          assert.ok(found !== undefined || one.length >= 9_000 || /[^\0-\x7f]/.test(one), 'its bytes would have told');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('knows all characters that become ASCII when they are folded', () => {
    for (let point = 0x80; point <= 0x10ffff; point++) {
      const one = String.fromCodePoint(point);
      assert.equal(lowercasesToAscii.test(one), /[\0-\x7f]/.test(foldText(one)), point.toString(16));
    }
  });

  it('finds a text anywhere in another', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'abAB1'), maxLength: 20 });
    fc.assert(
      fc.property(ascii, fc.string({ unit: fc.constantFrom(...'ab1'), minLength: 1, maxLength: 5 }), (hay, wanted) => {
        const bytes = bytesOf(`b${hay}a`);
        assert.equal(new AsciiSearcher(wanted).foundIn(bytes, 1, bytes.length - 1), hay.toLowerCase().includes(wanted));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is sorted like an array of its texts', async () => {
    const collator = new Intl.Collator('en', { numeric: true });
    for (const texts of fc.sample(fc.array(text, { minLength: 5_200, maxLength: 5_400, size: 'max' }), {
      numRuns: 2,
      seed: 20_261_121,
    })) {
      const all = ['', ...texts];
      assert.deepEqual(
        await rankTexts(poolOf(all), collator, new TimeSlicer(undefined)),
        await rankTexts(all, collator, new TimeSlicer(undefined)),
      );
    }
  }).timeout(20_000);

  it('stores the column if its texts do not repeat, and is searched like other columns', async () => {
    const name = (row: number) =>
      ['', `Zoé.${row}@contoso.example`, `KELVIN-${row}`, `\u212aelvin ${row}`, `user ${row}`][row % 5] ?? '';
    const rows = Array.from({ length: 12_000 }, (_, row) => [name(row)]);
    const table = await csv(csvFile([['Name'], ...rows]));
    assert.deepEqual(textsOfTable(table), rows);
    const { data, columns, rowCount } =
      table as unknown as import('../../../../src/core/table/store/columnarTable.js').ColumnarTable;
    const [column] = data;
    assert.ok(column?.storage === 'dictionary' && !column.distinct && !Array.isArray(column.texts));
    for (const wanted of ['kelvin', 'zoé', 'USER 1', '99@', 'nobody', 'K']) {
      const matches = await rowsContaining(columns, data, rowCount, wanted, new TimeSlicer(undefined));
      assert.deepEqual(
        [...matches],
        rows.map(([text]) => (text!.toLowerCase().includes(wanted.toLowerCase()) ? 1 : 0)),
        wanted,
      );
    }
  });
});
