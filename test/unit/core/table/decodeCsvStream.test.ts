import assert from 'node:assert/strict';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';
import { hasReason } from '../../../support/rejections.js';
import { decodeCsv } from '../../../../src/core/table/csv/decodeCsv.js';
import { bytesOf, chunksOf, csv } from './support.js';

describe('decodeCsv', () => {
  describe('beside other work', () => {
    it('yields to the event loop within a large chunk', async () => {
      const big = `Name\r\n${`${'x'.repeat(1000)}\r\n`.repeat(2000)}`;
      let turns = 0;
      let working = true;
      const watch = () => {
        turns++;
        if (working) {
          setImmediate(watch);
        }
      };
      setImmediate(watch);
      await csv(big);
      working = false;
      assert.ok(turns >= 6, `${turns} turns`);
    });

    it('reports its progress', async () => {
      const seenBytes: number[] = [];
      await decodeCsv(chunksOf('A\r\n', '1\r\n', '2\r\n'), undefined, { onProgress: (bytes) => seenBytes.push(bytes) });
      assert.deepEqual(seenBytes, [3, 6, 9]);
    });

    it('stops within a chunk', async () => {
      const abort = new AbortController();
      const pieces: number[] = [];
      const big = `Name\r\n${'x\r\n'.repeat(400_000)}`;
      const decoding = decodeCsv(chunksOf(big), undefined, {
        signal: abort.signal,
        onProgress: (bytes) => {
          pieces.push(bytes);
          abort.abort();
        },
      });
      await assert.rejects(decoding, isCancelled);
      assert.equal(pieces.length, 1);
    });

    it('stops waiting for bytes that do not come, and closes the source', async () => {
      const abort = new AbortController();
      let released = false;
      const source: AsyncIterable<Uint8Array> = {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise<never>(() => undefined),
          return: () => {
            released = true;
            return Promise.resolve({ done: true, value: undefined });
          },
        }),
      };
      const decoding = decodeCsv(source, undefined, { signal: abort.signal });
      setImmediate(() => abort.abort('any reason'));
      await assert.rejects(decoding, isCancelled);
      assert.ok(released);
    });

    it('does not start when canceled before', async () => {
      await assert.rejects(decodeCsv(chunksOf('A\r\n'), undefined, { signal: AbortSignal.abort() }), isCancelled);
    });

    it('closes the source when the file is not a report', async () => {
      let released = false;
      async function* endless() {
        try {
          for (;;) {
            yield await Promise.resolve(bytesOf('<html>'));
          }
        } finally {
          released = true;
        }
      }
      await assert.rejects(decodeCsv(endless(), undefined), hasReason('notAReport'));
      assert.ok(released);
    });

    it('throws what the source throws', async () => {
      const broken = new UsageReportsError('network', 'reset');
      async function* source() {
        yield await Promise.resolve(bytesOf('A\r\n1\r\n'));
        throw broken;
      }
      await assert.rejects(decodeCsv(source(), undefined), (error) => error === broken);
    });
  });
});
