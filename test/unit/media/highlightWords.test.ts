import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createFormat } from '../../../src/shared/format/format.js';
import { highlightWords } from '../../../media/overview/highlightWords.js';
import { addDays } from '../../../src/base/dates.js';

const format = createFormat('en', 'UTC');
const wordsOfMissing = (from: string, to: string, days: number) =>
  highlightWords({ kind: 'missing', report: 'getCalls', days, last: { from, to } }, format);

describe('the words for missing days', () => {
  it('name all of them, or say that they are the newest', () => {
    assert.deepEqual(wordsOfMissing('2026-11-03', '2026-11-03', 1), {
      text: '1 day missing',
      detail: 'Not fetched: Nov 3, 2026',
    });
    assert.deepEqual(wordsOfMissing('2026-11-03', '2026-11-03', 12), {
      text: '12 days missing',
      detail: 'Most recently not fetched: Nov 3, 2026',
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 180 }), fc.nat({ max: 180 }), (length, others) => {
        const { detail } = wordsOfMissing('2026-03-20', addDays('2026-03-20', length - 1), length + others);
        assert.equal(detail?.startsWith('Not fetched'), others === 0);
      }),
    );
  });
});
