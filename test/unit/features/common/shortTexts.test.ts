import assert from 'node:assert/strict';
import { shortCells, shortRestated } from '../../../../src/features/common/shortTexts.js';

describe('texts on their way to a webview', () => {
  const whole = (text: string) => !/\p{Surrogate}/u.test(text);
  const long = '🦊'.repeat(500_000);

  it('are no longer than anybody reads, lists included, and never end in half a character', () => {
    const [text, list, many, short, number, blank] = shortCells([
      long,
      ['E3', long],
      Array<string>(1_000_000).fill(''),
      ['E3', 'Visio'],
      7,
      null,
    ]);
    assert.ok(typeof text === 'string' && text.length <= 4_001 && whole(text) && text.endsWith('…'));
    assert.ok(Array.isArray(list) && list.join('').length <= 4_001 && list[0] === 'E3' && whole(list.join('')));
    assert.ok(Array.isArray(many) && many.length < 4_000 && many.at(-1) === '…');
    assert.deepEqual([short, number, blank], [['E3', 'Visio'], 7, null]);
  });

  it('are short in restated values as well, where a blank stays a blank', () => {
    const [value] = shortRestated([
      {
        day: '2026-11-18',
        key: long,
        column: long,
        before: long,
        after: null,
        beforeLastSeen: null,
        afterFirstSeen: '2026-11-19',
      },
    ]);
    assert.ok(JSON.stringify(value).length < 6_000);
    assert.deepEqual([value?.after, value?.afterFirstSeen], [null, '2026-11-19']);
  });
});
