import assert from 'node:assert/strict';
import fc from 'fast-check';
import { snapshotGaps } from '../../../../src/services/reports/snapshotGaps.js';

const connected = (archived: readonly number[], read = archived) => snapshotGaps(archived, read).connected;

describe('the gaps between the snapshots of an archive', () => {
  it('are where one is missing at the usual distance: none in an archive of every week', () => {
    assert.deepEqual(connected([0, 7, 14]), [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13]);
    assert.deepEqual(connected([0, 7, 21, 28]), [1, 2, 3, 4, 5, 6, 22, 23, 24, 25, 26, 27], 'a week is missing');
    assert.deepEqual(connected([0, 6, 14, 21, 27]).length, 27 - 4, 'a day late or early, none is missing');
    assert.deepEqual(connected([0, 1, 2, 4, 5]), [], 'of every day, each day without one is a gap');
    assert.deepEqual(connected([0, 30]).length, 29, 'two say nothing of what is usual');
    assert.deepEqual(connected([0, 7, 14, 21], [0, 14, 21]), [15, 16, 17, 18, 19, 20], 'one could not be read');
  });

  it('follow that rule in any archive, whichever snapshots can be read', () => {
    const archives = fc
      .uniqueArray(fc.nat(200), { minLength: 2, maxLength: 30 })
      .map((days) => days.toSorted((one, other) => one - other));
    fc.assert(
      fc.property(
        archives.chain((archived) => fc.tuple(fc.constant(archived), fc.subarray(archived))),
        ([archived, read]) => {
          const gaps = snapshotGaps(archived, read);
          const distances = archived.slice(1).map((day, at) => day - (archived[at] ?? 0));
          const noMore = distances.filter((distance) => distance <= gaps.usualDistance).length;
          assert.ok(
            distances.includes(gaps.usualDistance) && noMore * 2 >= distances.length,
            'half are no farther apart',
          );
          const goesOver = new Set(gaps.connected);
          for (let day = 0; day <= 200; day++) {
            const before = archived.findLast((one) => one <= day) ?? -1;
            const after = archived.find((one) => one >= day) ?? -1;
            const isBetween = before >= 0 && after > before && read.includes(before) && read.includes(after);
            const fitsAnother = before + gaps.usualDistance <= after - gaps.usualDistance;
            assert.equal(goesOver.has(day), isBetween && !fitsAnother, `day ${day}`);
          }
        },
      ),
    );
  });

  it('are the same wherever the archive begins', () => {
    const archives = fc.uniqueArray(fc.nat(100), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(archives, fc.integer({ min: -50, max: 50 }), (days, by) => {
        const archived = days.toSorted((one, other) => one - other);
        const moved = archived.map((day) => day + by);
        assert.deepEqual(
          connected(moved),
          connected(archived).map((day) => day + by),
        );
      }),
    );
  });
});
