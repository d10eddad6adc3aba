import assert from 'node:assert/strict';
import { wholeText } from '../../../../src/services/reports/wholeText.js';
import { isCancelled } from '../../../../src/base/errors.js';

describe('a file as one text', () => {
  /** Sends chunks without an end, and notes how many and whether it was closed. */
  function endless(text: string) {
    const seen = { chunks: 0, isClosed: false };
    async function* chunks(): AsyncGenerator<Uint8Array> {
      try {
        for (; ; seen.chunks++) {
          yield await Promise.resolve(Buffer.from(text));
        }
      } finally {
        seen.isClosed = true;
      }
    }
    return { seen, chunks: chunks() };
  }
  async function* of(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      yield await Promise.resolve(piece);
    }
  }

  it('has characters that are cut between chunks, and pages below one another', async () => {
    const bytes = Buffer.from('a,ü€\r\n');
    assert.equal(await wholeText(of(bytes.subarray(0, 3), bytes.subarray(3)), 'csv', 100), 'a,ü€\r\n');
    assert.equal(await wholeText(of(Buffer.from('{}'), Buffer.from('[]')), 'json', 100), '{}\n[]\n');
    assert.equal(await wholeText(of(bytes), 'csv', bytes.length), 'a,ü€\r\n');
  });

  it('is not read further than it may be, and is closed', async () => {
    const { seen, chunks } = endless('1234567890');
    assert.equal(await wholeText(chunks, 'csv', 95), undefined);
    assert.deepEqual(seen, { chunks: 9, isClosed: true });
  });

  it('can be canceled although nothing more comes', async () => {
    const controller = new AbortController();
    async function* hanging(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a');
      controller.abort();
      await new Promise(() => undefined);
    }
    await assert.rejects(wholeText(hanging(), 'csv', 95, controller.signal), isCancelled);
  });
});
