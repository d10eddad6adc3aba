import assert from 'node:assert/strict';
import fc from 'fast-check';
import { unusedCountText } from '../../../src/l10n/unusedCountText.js';

describe('the count of unused licenses', () => {
  it('has those of deleted users apart, and no total where no report shows the use', () => {
    const count = fc.nat(999);
    fc.assert(
      fc.property(fc.option(count), count, count, (unused, assigned, deleted) => {
        const use = unused === null ? 'Use not visible' : `${unused} unused of ${assigned} whose use is visible`;
        const ofDeleted = deleted === 0 ? '' : `, ${deleted} of ${deleted === 1 ? 'a deleted user' : 'deleted users'}`;
        assert.equal(unusedCountText({ unused, assigned, deleted }), use + ofDeleted);
      }),
    );
  });
});
