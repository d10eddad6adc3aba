import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createFormat } from '../../../src/shared/format/format.js';
import { changeFact, describeChange } from '../../../media/common/charts/measures/describeChange.js';
import type { Unit } from '../../../src/shared/report.js';
import { changeRatio, type WeeksChange } from '../../../src/shared/weeksChange.js';
import { seriesOf } from './series.js';

const format = createFormat('en', 'UTC');
const change = (before: number, after: number, unit: Unit = 'count'): WeeksChange => ({
  days: 28,
  before: { from: '2026-10-02', to: '2026-10-29', mean: before },
  after: { from: '2026-10-30', to: '2026-11-26', mean: after },
  ratio: changeRatio(before, after, unit),
});
const described = (before: number, after: number, unit: Unit = 'count') =>
  describeChange(change(before, after, unit), unit, format);

describe('the words for a change', () => {
  it('name the windows and what they come to', () => {
    assert.deepEqual(described(1091.04, 1234), {
      direction: 1,
      text: '+13.1% vs. the previous 28 days',
      detail: 'Daily average 1,234 (Oct 30 – Nov 26), before 1,091 (Oct 2 – Oct 29).',
      remarks: [],
      title: '+13.1% vs. the previous 28 days. Daily average 1,234 (Oct 30 – Nov 26), before 1,091 (Oct 2 – Oct 29).',
    });
    assert.equal(described(20, 15).text, '−25% vs. the previous 28 days');
  });

  it('are numbers in their unit, and no percentage, where the base is small', () => {
    assert.equal(described(0, 6).text, '0 → 6 vs. the previous 28 days');
    assert.equal(described(2 ** 10, 2 ** 30, 'bytes').text, '1\u00a0KB → 1\u00a0GB vs. the previous 28 days');
    assert.deepEqual([described(0, 6).direction, described(6, 0).direction], [1, -1]);
  });

  it('are no change where the same would be written twice', () => {
    for (const same of [described(50, 50), described(0, 0), described(0.01, 0.02), described(10_000, 10_001)]) {
      assert.deepEqual([same.direction, same.text], [0, 'No change vs. the previous 28 days']);
    }
  });

  it('are a fall by 100% only where nothing is left, and then always', () => {
    assert.equal(described(10_000, 3).text, '−99.9% vs. the previous 28 days');
    const falls = fc
      .integer({ min: 1000, max: 1e12 })
      .chain((before) => fc.tuple(fc.constant(before), fc.nat({ max: Math.floor(before / 1000) })));
    fc.assert(
      fc.property(falls, ([before, after]) => {
        assert.equal(described(before, after).text.startsWith('−100%'), after === 0, `${before} → ${after}`);
      }),
    );
  });

  it('are a fact with its mark, or none where no two weeks are known', () => {
    const twoWeeks = Array.from({ length: 14 }, (_, day) => (day < 7 ? 20 : 10));
    assert.deepEqual(changeFact(seriesOf(twoWeeks), format), [
      '▼ −50% vs. the previous 7 days. Daily average 10 (Nov 8 – Nov 14), before 20 (Nov 1 – Nov 7).',
    ]);
    assert.deepEqual(changeFact(seriesOf(twoWeeks.slice(1)), format), []);
  });
});
