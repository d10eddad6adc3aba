import assert from 'node:assert/strict';
import { rowsPart } from '../../../../src/features/common/rowsPart.js';

describe('rows on their way to a page', () => {
  /** What is read of a table where a page requests these rows. */
  async function readFor(start: number, end: number): Promise<readonly number[]> {
    let read: readonly number[] = [];
    const part = await rowsPart(start, end, (from, to) => {
      read = [from, to];
      return Promise.resolve({ viewRowCount: 5_000, rows: [['x'.repeat(5_000)]] });
    });
    assert.deepEqual([part.start, part.viewRowCount], [start, 5_000]);
    assert.equal(part.rows[0]?.[0], `${'x'.repeat(4_000)}…`);
    return read;
  }

  it('are those that it requests, a thousand at most', async () => {
    assert.deepEqual(await readFor(20, 60), [20, 60]);
    assert.deepEqual(await readFor(20, 1_020), [20, 1_020]);
    assert.deepEqual(await readFor(20, 1_021), [20, 1_020]);
  });
});
