import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldText } from '../../../src/base/foldText.js';

describe('folding names', () => {
  it('makes one of all cases and compositions', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const folded = foldText(name);
        assert.equal(foldText(name.normalize('NFD')), folded);
        assert.equal(foldText(name.normalize('NFC')), folded);
        assert.equal(foldText(folded), folded);
        assert.equal(foldText(name.toLowerCase()), folded);
      }),
      { numRuns: 1000 },
    );
    assert.equal(foldText('ÅSA'), foldText('a\u030Asa'));
  });

  it('keeps different names apart', () => {
    assert.notEqual(foldText('Zoë'), foldText('Zoe'));
    assert.notEqual(foldText('Straße'), foldText('Strasse'));
  });
});
