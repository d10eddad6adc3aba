import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldName } from '../../../src/base/foldName.js';

describe('folding names', () => {
  it('makes one of all cases and compositions', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const folded = foldName(name);
        assert.equal(foldName(name.normalize('NFD')), folded);
        assert.equal(foldName(name.normalize('NFC')), folded);
        assert.equal(foldName(folded), folded);
        assert.equal(foldName(name.toLowerCase()), folded);
      }),
      { numRuns: 1000 },
    );
    assert.equal(foldName('ÅSA'), foldName('a\u030Asa'));
  });

  it('keeps different names apart', () => {
    assert.notEqual(foldName('Zoë'), foldName('Zoe'));
    assert.notEqual(foldName('Straße'), foldName('Strasse'));
  });
});
