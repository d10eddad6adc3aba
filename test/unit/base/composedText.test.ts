import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composedText } from '../../../src/base/composedText.js';
import { foldText } from '../../../src/base/foldText.js';
import { isSameValue } from '../../../src/core/history/sameValue.js';
import { meaningOf } from '../../../src/core/table/store/columnNames.js';
import { ValueCounts } from '../../../src/core/table/store/valueCounts.js';
import { spellingOf } from '../../../src/core/users/attributes/knownColumns.js';

describe('composing texts', () => {
  it('is what Unicode says, for all that a language writes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom('\u0301', '\u0323'), maxLength: 15 }),
        (text, marks) => {
          for (const form of ['NFC', 'NFD'] as const) {
            assert.equal(composedText(`a${marks}${text}`, form), `a${marks}${text}`.normalize(form));
          }
        },
      ),
    );
  });

  it('leaves more marks than any language has: in order, they would take minutes', () => {
    const text = `x${'\u0301\u0323'.repeat(1_000_000)}`;
    assert.equal(composedText(text), text);
    assert.equal(foldText(text.toUpperCase()), text);
    assert.equal(meaningOf('Display Name')(text), text);
    assert.equal(meaningOf('User Principal Name')(text), text);
    assert.equal(spellingOf(text), 'x');
    assert.equal(isSameValue(text, `${text} y`, 'text'), false);
    const counts = new ValueCounts({ name: 'Display Name', type: 'text' });
    counts.add(text, 1);
    assert.deepEqual([...counts], [[text, 1]]);
  });
});
