import assert from 'node:assert/strict';
import { parseUnfinished } from '../../../../src/features/collect/unfinished.js';

describe('what is stored of an interrupted collection', () => {
  const stored = { connection: 'northlight', set: 'daily', startedAt: '2026-11-18T08:00:00.000Z' };

  it('is read as it was written', () => {
    assert.deepEqual(parseUnfinished(stored), stored);
    const progress = { done: 6, total: 44 };
    assert.deepEqual(parseUnfinished({ ...stored, progress }), { ...stored, progress });
  });

  it('is not lost where only its progress is of another form', () => {
    for (const progress of [null, 6, {}, { done: -1, total: 44 }, { done: 1.5, total: 44 }, { done: '6', total: 44 }]) {
      assert.equal(parseUnfinished({ ...stored, progress })?.progress, undefined);
      assert.equal(parseUnfinished({ ...stored, progress })?.set, 'daily');
    }
  });

  it('is nothing where it is of another form', () => {
    for (const other of [undefined, null, 'daily', {}, { ...stored, set: 1 }, { ...stored, startedAt: undefined }]) {
      assert.equal(parseUnfinished(other), undefined, JSON.stringify(other));
    }
  });
});
