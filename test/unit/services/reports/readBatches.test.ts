import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBatches } from '../../../../src/services/reports/readBatches.js';

describe('batches that are read in parallel', () => {
  it('have all items in order, and never more than allowed, but for a single item', () => {
    const most = fc.record({ count: fc.integer({ min: 1, max: 8 }), bytes: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(fc.nat(150)), most, (sizes, limits) => {
        const sum = (batch: readonly number[]) => batch.reduce((bytes, size) => bytes + size, 0);
        const batches = [...readBatches(sizes, (size) => size, limits)];
        assert.deepEqual(batches.flat(), sizes);
        for (const [at, batch] of batches.entries()) {
          assert.ok(batch.length === 1 || (batch.length <= limits.count && sum(batch) <= limits.bytes));
          const next = batches[at + 1]?.[0];
          assert.ok(next === undefined || batch.length === limits.count || sum(batch) + next > limits.bytes);
        }
      }),
    );
  });
});
