import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Archive } from '../../../../src/services/archive/archive.js';
import { moveTenantTo } from '../../../../src/services/archive/copy.js';
import { decompress, GzipFileWriter } from '../../../../src/services/archive/gzip.js';
import type { SnapshotMeta } from '../../../../src/services/archive/meta.js';
import { singleChunk } from '../../../../src/base/bytes.js';
import { hasReason } from '../../../support/rejections.js';
import { keep, series, snapshotFolder, storage, textOf, useTemporaryFolder } from './support.js';

const damaged = () => new Error('damaged');

/** Reads a packed file as far as it goes: the bytes that came out, and the error at the end. */
async function unpack(
  packed: Uint8Array,
  unpacked: number,
): Promise<{ bytes: number; error: unknown; closed: boolean }> {
  let [bytes, closed] = [0, false];
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      yield* singleChunk(packed);
    } finally {
      closed = true;
    }
  }
  const reading = async () => {
    for await (const chunk of decompress(source(), { packed: packed.length, unpacked }, damaged)) {
      bytes += chunk.length;
    }
  };
  const error = await reading().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  await new Promise(setImmediate);
  return { bytes, error, closed };
}

describe('a packed file of the archive', () => {
  const folder = useTemporaryFolder();
  const compressing = (name = 'archive') => new Archive(join(folder.path, name), { compress: () => true });
  const changeMeta = async (change: (meta: SnapshotMeta) => object) => {
    const file = join(await snapshotFolder(join(folder.path, 'archive'), '2026-11-18'), 'meta.json');
    const meta = JSON.parse(await readFile(file, 'utf8')) as SnapshotMeta;
    await writeFile(file, JSON.stringify({ ...meta, ...change(meta) }));
  };

  it('is unpacked no further than was recorded, and its file is closed', async () => {
    const packed = gzipSync(Buffer.alloc(50_000_000, 'a,b\n'));
    assert.ok(packed.length < 100_000);
    for (const recorded of [0, 1, 70_000, 5_000_000]) {
      const { bytes, error, closed } = await unpack(packed, recorded);
      assert.equal((error as Error).message, 'damaged');
      assert.ok(bytes <= recorded);
      assert.ok(closed);
    }
  });

  it('gives exactly what was recorded, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(300_000), fc.integer({ min: -3, max: 3 }), async (size, lie) => {
        const packed = gzipSync(randomBytes(size));
        const recorded = Math.max(0, size + lie);
        const { bytes, error } = await unpack(packed, recorded);
        assert.equal(error === undefined, recorded >= size);
        assert.ok(bytes <= size);
      }),
      { numRuns: 30 },
    );
  });

  it('that says it unpacks to 200 times its size, or to more than 4 GB, is not unpacked at all', async () => {
    for (const [packed, unpacked, most] of [
      [100_000, 20_000_001, 20_000_000],
      [100, 10_000_001, 10_000_000],
      [3_400_000, 2_500_000_000, 680_000_000],
      [1_000_000_000, 4_000_000_001, 4_000_000_000],
    ] as const) {
      const chunks = decompress(
        {
          [Symbol.asyncIterator]: () => assert.fail('the file is read'),
        },
        { packed, unpacked },
        damaged,
      );
      await assert.rejects(chunks.next(), (error) => {
        hasReason('tooLarge')(error);
        const { details } = error as { details?: object };
        assert.deepEqual(details, { exceeded: { amount: 'unpackedBytes', most, found: unpacked } });
        return true;
      });
    }
  });

  it('has the limits that the documentation states', async () => {
    assert.match(await readFile('docs/reference.md', 'utf8'), /200 times its own size \(or 10 MB\), and 4 GB/);
  });

  it('is not written where it could not be read again', async () => {
    const content = Buffer.alloc(1_000_000, '0,');
    const written: Uint8Array[] = [];
    const writer = new GzipFileWriter({
      writeFile: (chunk) => Promise.resolve(void written.push(chunk as Uint8Array)),
    });
    for (let megabytes = 0; megabytes < 12; megabytes++) {
      await writer.write(content);
    }
    await assert.rejects(writer.finish(), hasReason('tooLarge'));
    const archive = compressing();
    await assert.rejects(keep(archive, '0,'.repeat(6_000_000), '2026-11-18'), hasReason('tooLarge'));
    assert.equal(await archive.latest(series), undefined);
  });

  it('whose meta.json has a smaller size is damaged, for all who read it', async () => {
    const archive = compressing();
    await keep(archive, 'Report Refresh Date\r\n'.repeat(10_000), '2026-11-18');
    await changeMeta(({ parts }) => ({
      bytes: 100,
      parts: parts.map((part) => ({ ...part, uncompressedBytes: 100 })),
    }));
    const snapshot = await archive.latest(series);
    await assert.rejects(textOf(snapshot), storage('damaged'));
    assert.equal(await snapshot?.verify(), false);
  });

  it('that is too large stops no move: it stays, and the others go', async () => {
    const archive = compressing();
    await keep(archive, 'large', '2026-11-18');
    await changeMeta(({ parts }) => ({
      bytes: 2_500_000_000,
      parts: parts.map((part) => ({ ...part, uncompressedBytes: 2_500_000_000 })),
    }));
    await keep(archive, 'good', '2026-11-17');
    assert.equal(await (await archive.latest(series))?.verify(), false);
    const result = await moveTenantTo(archive, 'contoso', compressing('other'));
    assert.deepEqual(result, { copied: 1, damaged: 1 });
    assert.equal((await archive.latest(series))?.refreshDate, '2026-11-18');
    assert.equal(await textOf(await compressing('other').latest(series)), 'good');
  });

  it('of JSON has no page of more than 100 MB', async () => {
    const archive = compressing();
    await keep(archive, ['{"value":[]}'], '2026-11-18');
    const part = join(await snapshotFolder(join(folder.path, 'archive'), '2026-11-18'), 'part-00001.json');
    // Sparse: it takes no space.
    await truncate(part, 100_000_001);
    await changeMeta(({ parts }) => ({
      bytes: 100_000_001,
      parts: parts.map((one) => ({ ...one, bytes: 100_000_001 })),
    }));
    const snapshot = await archive.latest(series);
    await assert.rejects(textOf(snapshot), hasReason('tooLarge'));
  });
});
