import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composedText } from '../../../../src/base/composedText.js';
import { foldText } from '../../../../src/base/foldText.js';
import { isIdentifyingName } from '../../../../src/shared/concealedNames.js';
import { TextPoolBuilder } from '../../../../src/core/table/store/textPool.js';
import { NameIndex, NOBODY } from '../../../../src/core/table/store/nameIndex.js';
import { fuzz } from '../../../support/fuzz.js';

const hidden = ['(Unknown)', '00000000-0000-0000-0000-000000000000', 'D41D8CD98F00B204E9800998ECF8427E', ''];
const name = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('a', 'A', 'aé', 'AE\u0301', 'é', 'É', 'I', 'İ', 'ß', 'SS', 'K', '\u212A', 'k'),
  },
  { weight: 2, arbitrary: fc.constantFrom(...hidden) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  // Of all blanks, those that are ASCII are found among the bytes.
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', ' ', '\t \r\n', '\u00A0', '\uFEFF', '\u001F'),
        fc.constantFrom('a', 'é', '', 'a b', '(Unknown)'),
      )
      .chain(([blank, text]) => fc.constantFrom(`${blank}${text}`, `${text}${blank}`, `${blank}${text}${blank}`)),
  },
  { weight: 1, arbitrary: fc.nat(20_000).map((length) => 'n'.repeat(length)) },
);

describe('the index of names', () => {
  for (const { ignoresCase, meaning } of [
    { ignoresCase: true, meaning: foldText },
    { ignoresCase: false, meaning: (text: string) => composedText(text) },
  ]) {
    const title = `numbers names as a map of texts without the blanks around them does, ${ignoresCase ? 'without' : 'with'} their case`;
    fuzz(title, 200, fc.array(name, { maxLength: 300 }), (names) => {
      const pool = new TextPoolBuilder();
      names.forEach((text) => pool.add(text));
      const texts = pool.finish();
      const [index, ofCodes] = [new NameIndex(ignoresCase), new NameIndex(ignoresCase)];
      const numbers = new Map<string, number>();
      const all = names.map((text) => {
        const same = meaning(text.trim());
        const known = isIdentifyingName(text.trim()) ? numbers.get(same) : undefined;
        assert.equal(index.find(text), known ?? NOBODY);
        const expected = isIdentifyingName(text.trim()) ? (numbers.get(same) ?? numbers.size) : NOBODY;
        if (expected !== NOBODY) {
          numbers.set(same, expected);
        }
        assert.equal(index.numberOf(text), expected);
        return expected;
      });
      // In pieces, as long work is done.
      const half = Math.ceil(names.length / 2);
      for (const kind of [texts, names]) {
        const ofKind = new Int32Array(names.length);
        ofCodes.numberCodes(kind, 0, half, ofKind);
        ofCodes.numberCodes(kind, half, names.length, ofKind);
        assert.deepEqual([...ofKind], all);
      }
      assert.deepEqual([index.length, ofCodes.length], [numbers.size, numbers.size]);
    });
  }

  it('has room for many names, and finds each again', () => {
    const index = new NameIndex();
    const names = Array.from({ length: 50_000 }, (_, at) => `user${at}@contoso.com`);
    for (const round of ['first', 'again']) {
      names.forEach((text, at) => assert.equal(index.numberOf(text), at, round));
    }
  });
});
