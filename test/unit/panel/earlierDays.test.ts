import fc from 'fast-check';
import assert from 'node:assert/strict';
import { withPrevious } from '../../../src/panel/earlierDays.js';
import type { SeriesPicture } from '../../../src/shared/report.js';
import { seriesOf } from '../webview/series.js';

const previousOf = (shown: SeriesPicture, ...longer: SeriesPicture[]) => (withPrevious([shown], longer)[0] as SeriesPicture).previous;

describe('earlier days', () => {
  const shown = seriesOf([7, 8, 9], { firstDay: '2026-11-07' });

  it('are the window of the same length right before', () => {
    const longer = seriesOf([1, 2, 3, null, 5, 6, 7, 8, 9], { firstDay: '2026-11-01' });
    assert.deepEqual(previousOf(shown, longer), { firstDay: '2026-11-04', values: [null, 5, 6] });
  });

  it('are as many as are known', () => {
    assert.deepEqual(previousOf(shown, seriesOf([6, 7, 8, 9], { firstDay: '2026-11-06' })), { firstDay: '2026-11-06', values: [6] });
  });

  it('are absent where none is known, or only blanks', () => {
    assert.equal(previousOf(shown), undefined);
    assert.equal(previousOf(shown, seriesOf([7, 8, 9], { firstDay: '2026-11-07' })), undefined);
    assert.equal(previousOf(shown, seriesOf([null, null, null, 7], { firstDay: '2026-11-04' })), undefined);
    assert.equal(previousOf(shown, seriesOf([1, 2], { firstDay: '2026-12-01' })), undefined);
  });

  it('are of the same measure and the same second key', () => {
    const all = { ...shown, key: 'All' };
    const longer = seriesOf([1, 2, 3, 4, 5, 6], { firstDay: '2026-11-04', key: 'OneDrive' });
    assert.equal(previousOf(all, longer), undefined);
    assert.deepEqual(previousOf(all, longer, { ...longer, key: 'All', values: [9, 9, 9, 1, 1, 1] })?.values, [9, 9, 9]);
  });

  it('do not replace what is known already', () => {
    const known = { ...shown, previous: { firstDay: '2026-11-04', values: [0, 0, 0] } };
    assert.equal(previousOf(known, seriesOf([1, 2, 3, 4], { firstDay: '2026-11-04' })), known.previous);
  });

  it('end the day before, wherever the windows lie', () => {
    const values = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: -60, max: 60 }), (window, long, offset) => {
        const day = (count: number) => new Date(Date.UTC(2026, 0, 31) + count * 86_400_000).toISOString().slice(0, 10);
        const previous = previousOf(seriesOf(window, { firstDay: day(offset) }), seriesOf(long, { firstDay: day(0) }));
        if (previous !== undefined) {
          const start = Math.round((Date.parse(previous.firstDay) - Date.parse(day(0))) / 86_400_000);
          assert.deepEqual(previous.values, long.slice(start, start + previous.values.length));
          assert.ok(start + previous.values.length <= offset && start >= offset - window.length);
        } else {
          assert.ok(offset <= 0 || offset - window.length >= long.length);
        }
      }),
    );
  });
});
