import assert from 'node:assert/strict';
import { exportAll, type ExportAllProgress } from '../../../../src/core/export/exportAll.js';

const forever = new AbortController().signal;

describe('exportAll', () => {
  it('goes on after a failure, and reports each item in order', async () => {
    const progress: ExportAllProgress<number>[] = [];
    const failure = new Error('two');
    const result = await exportAll(
      [1, 2, 3, 4],
      (item) => (item === 2 ? Promise.reject(failure) : Promise.resolve(item * 10)),
      { signal: forever, onProgress: (step) => progress.push(step) },
    );
    assert.deepEqual(result, {
      done: [
        { item: 1, result: 10 },
        { item: 3, result: 30 },
        { item: 4, result: 40 },
      ],
      failed: [{ item: 2, error: failure }],
      notDone: [],
      cancelled: false,
    });
    assert.deepEqual(
      progress.map(({ done, total }) => [done, total]),
      [
        [1, 4],
        [2, 4],
        [3, 4],
        [4, 4],
      ],
    );
    assert.deepEqual(progress.map(({ item }) => item).sort(), [1, 2, 3, 4]);
  });

  it('goes on if an export throws before it returns a promise', async () => {
    const result = await exportAll(
      [1, 2],
      (item) => {
        if (item === 1) {
          throw new TypeError('at once');
        }
        return Promise.resolve();
      },
      { signal: forever },
    );
    assert.deepEqual(
      result.failed.map(({ item }) => item),
      [1],
    );
    assert.deepEqual(
      result.done.map(({ item }) => item),
      [2],
    );
  });

  for (const [given, expected] of [
    [undefined, 2],
    [1, 1],
    [3, 3],
    [0, 1],
  ] as const) {
    it(`works on ${expected} at a time${given === undefined ? ' by default' : ` for a concurrency of ${given}`}`, async () => {
      let running = 0;
      let most = 0;
      const order: number[] = [];
      await exportAll(
        [1, 2, 3, 4, 5, 6],
        async (item) => {
          order.push(item);
          most = Math.max(most, ++running);
          await new Promise((resolve) => setImmediate(resolve));
          running--;
        },
        { signal: forever, ...(given === undefined ? {} : { concurrency: given }) },
      );
      assert.equal(most, expected);
      assert.deepEqual(order, [1, 2, 3, 4, 5, 6]);
    });
  }

  it('starts nothing more once canceled; stopped items have not failed', async () => {
    const controller = new AbortController();
    const begun: number[] = [];
    const result = await exportAll(
      [1, 2, 3, 4, 5],
      async (item, { signal }) => {
        begun.push(item);
        await new Promise((resolve) => setImmediate(resolve));
        if (item === 3) {
          controller.abort();
        }
        signal.throwIfAborted();
      },
      { signal: controller.signal, concurrency: 1 },
    );
    assert.deepEqual(begun, [1, 2, 3]);
    assert.deepEqual(
      result.done.map(({ item }) => item),
      [1, 2],
    );
    assert.deepEqual(result.failed, []);
    assert.deepEqual(result.notDone, [3, 4, 5]);
    assert.equal(result.cancelled, true);
  });

  it('recognizes a cancellation by its reason, too', async () => {
    const controller = new AbortController();
    const result = await exportAll(
      [1],
      (_, { signal }) => {
        controller.abort('enough');
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        return Promise.reject(signal.reason);
      },
      { signal: controller.signal },
    );
    assert.deepEqual([result.failed, result.notDone, result.cancelled], [[], [1], true]);
  });

  it('is not canceled if the last item finished before the signal', async () => {
    const controller = new AbortController();
    const result = await exportAll(
      [1],
      () => {
        controller.abort();
        return Promise.resolve('kept');
      },
      { signal: controller.signal },
    );
    assert.deepEqual(result, { done: [{ item: 1, result: 'kept' }], failed: [], notDone: [], cancelled: false });
  });

  it('does nothing without items', async () => {
    const result = await exportAll([], () => assert.fail(), { signal: forever });
    assert.deepEqual(result, { done: [], failed: [], notDone: [], cancelled: false });
  });
});
