import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCancelled } from '../../../../src/base/errors.js';
import { clipboardText, MAX_CLIPBOARD_CHARACTERS } from '../../../../src/features/common/clipboardText.js';

const { signal } = new AbortController();

/** Chunks that say how many of them were written, and whether their writer was closed. */
function writer(chunks: readonly Uint8Array[], onChunk: (at: number) => void = () => undefined) {
  const told = { written: 0, isClosed: false };
  async function* write(): AsyncGenerator<Uint8Array> {
    try {
      for (const [at, chunk] of chunks.entries()) {
        told.written++;
        onChunk(at);
        yield await Promise.resolve(chunk);
      }
    } finally {
      told.isClosed = true;
    }
  }
  return { chunks: write(), told };
}

function split(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    parts.push(bytes.slice(at, at + size));
    at += size;
  }
  return parts;
}

describe('the text that is copied', () => {
  it('is what was written, wherever the chunks end, also within a character', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.array(fc.nat(7), { maxLength: 30 }),
        async (text, sizes) => {
          const { chunks } = writer(split(new TextEncoder().encode(text), sizes));
          assert.equal(await clipboardText(chunks, 'tabSeparated', signal), text);
        },
      ),
    ));

  it('has the mark at the beginning of a CSV file no longer, and keeps it in a cell', async () => {
    const bytes = new TextEncoder().encode('\uFEFFName\r\n\uFEFFada');
    assert.equal(await clipboardText(writer([bytes]).chunks, 'csvNormalized', signal), 'Name\r\n\uFEFFada');
    assert.equal(await clipboardText(writer([bytes]).chunks, 'markdown', signal), '\uFEFFName\r\n\uFEFFada');
  });

  it('is none where it is longer than a clipboard takes, and what follows is not written', async () => {
    const half = new Uint8Array(MAX_CLIPBOARD_CHARACTERS / 2).fill(65);
    const one = new Uint8Array([65]);
    const fitting = writer([half, half]);
    assert.equal((await clipboardText(fitting.chunks, 'tabSeparated', signal))?.length, MAX_CLIPBOARD_CHARACTERS);
    const tooLong = writer([half, half, one, one, one]);
    assert.equal(await clipboardText(tooLong.chunks, 'tabSeparated', signal), undefined);
    assert.deepEqual(tooLong.told, { written: 3, isClosed: true });
  });

  it('is not made to its end when that is canceled, and the writer is closed', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.nat(19), async (count, picked) => {
        const at = picked % count;
        const canceled = new AbortController();
        const chunk = new TextEncoder().encode('a');
        const { chunks, told } = writer(
          Array.from({ length: count }, () => chunk),
          (written) => written === at && canceled.abort(),
        );
        await assert.rejects(clipboardText(chunks, 'json', canceled.signal), isCancelled);
        assert.deepEqual(told, { written: at + 1, isClosed: true });
      }),
    ));

  it('leaves turns to others between two chunks', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns++;
      if (!isDone) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    await clipboardText(writer(Array.from({ length: 20 }, () => new Uint8Array([65]))).chunks, 'json', signal);
    isDone = true;
    assert.ok(turns >= 20, String(turns));
  });

  it('fails as writing does', async () => {
    const broken = writer([new Uint8Array([65])], () => {
      throw new Error('The thread has ended.');
    });
    await assert.rejects(clipboardText(broken.chunks, 'json', signal), /The thread has ended/);
  });
});
