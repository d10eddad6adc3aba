import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { bytesFingerprint, fileFingerprint, writeNewFile } from '../../../../src/services/files/newFile.js';
import { useTemporaryFolder } from '../archive/support.js';

async function* streamOf(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield await Promise.resolve(part);
  }
}

describe('writeNewFile', () => {
  const folder = useTemporaryFolder();
  const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });

  it('writes what comes, in its order', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(parts, async (bytes) => {
        const file = join(folder.path, `parts-${++count}`);
        await writeNewFile(file, streamOf(bytes), false);
        assert.deepEqual(await readFile(file), Buffer.concat(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('has written each part before it asks for the next', async () => {
    const file = join(folder.path, 'growing');
    const sizes: number[] = [];
    const chunks = (async function* () {
      for (let index = 0; index < 4; index++) {
        sizes.push((await stat(file)).size);
        yield new Uint8Array(1000);
      }
    })();
    await writeNewFile(file, chunks, false);
    assert.deepEqual(sizes, [0, 1000, 2000, 3000]);
  });

  it('makes a private file for this account only, whatever the umask', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const before = process.umask(0);
    try {
      await writeNewFile(join(folder.path, 'private'), streamOf([]), true);
      await writeNewFile(join(folder.path, 'shared'), streamOf([]), false);
    } finally {
      process.umask(before);
    }
    assert.equal((await stat(join(folder.path, 'private'))).mode & 0o777, 0o600);
    assert.equal((await stat(join(folder.path, 'shared'))).mode & 0o777, 0o666);
  });

  it('touches no file that is there', async () => {
    const file = join(folder.path, 'there');
    await writeFile(file, 'old');
    await assert.rejects(writeNewFile(file, streamOf([Buffer.from('new')]), false), { code: 'EEXIST' });
    assert.equal(await readFile(file, 'utf8'), 'old');
  });

  it('closes the file, and throws the fault, when what is written ends in the middle', async () => {
    const fault = new Error('gone');
    const chunks = (async function* () {
      yield await Promise.resolve(Buffer.from('a'));
      throw fault;
    })();
    const file = join(folder.path, 'broken');
    await assert.rejects(writeNewFile(file, chunks, false), fault);
    assert.equal(await readFile(file, 'utf8'), 'a');
  });
});

describe('fingerprints', () => {
  const folder = useTemporaryFolder();

  it('are the same of a file and of its bytes, and of nothing else', async () => {
    const large = fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.constantFrom(0, 70_000, 200_000));
    let count = 0;
    const seen = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(large, async ([bytes, zeros]) => {
        const content = Buffer.concat([bytes, new Uint8Array(zeros)]);
        const file = join(folder.path, String(++count));
        await writeFile(file, content);
        const fingerprint = await fileFingerprint(file);
        assert.equal(fingerprint, bytesFingerprint(content));
        const hex = content.toString('hex');
        assert.equal(seen.get(fingerprint) ?? hex, hex);
        seen.set(fingerprint, hex);
      }),
      { numRuns: 30 },
    );
  });
});
