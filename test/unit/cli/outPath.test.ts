import assert from 'node:assert/strict';
import { link, lstat, mkdir, readFile, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { readArguments } from '../../../src/cli/readArguments.js';
import { exitCodeOfError } from '../../../src/cli/exitCodes.js';
import { linkTarget, refuseInArchive, refuseInputs } from '../../../src/cli/outPath.js';
import { writeWhole } from '../../../src/cli/writeWhole.js';
import { UsageReportsError } from '../../../src/base/errors.js';
import { useTemporaryFolder } from '../services/archive/support.js';

const isWrongUse = (message: RegExp) => (error: unknown) =>
  error instanceof UsageReportsError && exitCodeOfError(error) === 1 && message.test(error.message);

describe('the file that a command writes', () => {
  const folder = useTemporaryFolder();

  it('is no path that ends as a folder does, whichever command it is', () => {
    for (const command of ['users', 'licenses', 'storage', 'export']) {
      for (const out of ['new/', './', '/', 'a/b.csv/', ...(process.platform === 'win32' ? ['new\\'] : [])]) {
        const args = [command, '--archive', 'a', '--out', out, ...(command === 'export' ? ['--report', 'r'] : [])];
        assert.throws(() => readArguments(args), isWrongUse(/must be a file/), `${command} ${out}`);
      }
    }
  });

  it('is not in the archive, at any depth, and may have a name that begins as that of the archive does', async () => {
    const name = fc.stringMatching(/^[a-z.]{1,5}$/).filter((text) => !/^\.+$/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 4 }), async (names) => {
        const archive = join(folder.path, 'archive');
        await assert.rejects(refuseInArchive(join(archive, ...names), archive), isWrongUse(/in the archive folder/));
        await refuseInArchive(join(folder.path, `archive${names.join('')}`), archive);
        await refuseInArchive(join(folder.path, 'archive-of', ...names), archive);
        await refuseInArchive(join(folder.path, '..out', ...names), archive);
      }),
    );
  });

  it('is not in the archive by way of a link either', async function () {
    const archive = join(folder.path, 'archive');
    await mkdir(join(archive, 'tenant=a'), { recursive: true });
    try {
      await symlink(join(archive, 'tenant=a'), join(folder.path, 'link'), 'junction');
      await symlink(archive, join(folder.path, 'other'), 'junction');
    } catch {
      this.skip(); // An account that may not make links has none.
    }
    await assert.rejects(refuseInArchive(join(folder.path, 'link', 'f.csv'), archive), UsageReportsError);
    await assert.rejects(refuseInArchive(join(archive, 'f.csv'), join(folder.path, 'other')), UsageReportsError);
    await refuseInArchive(join(folder.path, 'f.csv'), join(folder.path, 'other'));
  });

  it('is none of those that the command reads, by none of its names', async () => {
    const [input, other] = [join(folder.path, 'prices.json'), join(folder.path, 'other.json')];
    await writeFile(input, '{}');
    await refuseInputs(other, [input]);
    await link(input, other);
    for (const name of [input, other, join(folder.path, '.', 'prices.json')]) {
      await assert.rejects(refuseInputs(name, ['monthly', input]), isWrongUse(/read by this command/));
    }
  });

  const onlyWithLinks = process.platform === 'win32' ? it.skip : it; // Windows lets few accounts make links.

  onlyWithLinks(
    'stays a link where it is one: its file is written, in whatever folder, also if there is none yet',
    async () => {
      const deeper = join(folder.path, 'deeper');
      await mkdir(deeper);
      const [first, second] = [join(folder.path, 'first'), join(deeper, 'second')];
      await symlink('deeper/second', first);
      await symlink('../written.csv', second);
      for (const text of ['one', 'two']) {
        await writeWhole(first, chunksOf(text), true, new AbortController().signal);
        assert.equal(await readFile(join(folder.path, 'written.csv'), 'utf8'), text);
      }
      assert.equal(await readlink(first), 'deeper/second');
      assert.ok((await lstat(second)).isSymbolicLink());
      assert.deepEqual((await readdir(folder.path)).sort(), ['deeper', 'first', 'written.csv']);
    },
  );

  onlyWithLinks('is nothing that processes have open, and no circle of links', async () => {
    const [open, circle] = [join(folder.path, 'open'), join(folder.path, 'circle')];
    await symlink('/proc/self/fd/1', open);
    await symlink('circle', circle);
    const { signal } = new AbortController();
    await assert.rejects(writeWhole(circle, chunksOf('x'), true, signal), isWrongUse(/links lead in a circle/));
    if (process.platform === 'linux') {
      await assert.rejects(writeWhole(open, chunksOf('x'), true, signal), isWrongUse(/it is no regular file/));
      await assert.rejects(linkTarget('/dev/stdout'), { code: 'ENXIO' });
    }
    assert.deepEqual((await readdir(folder.path)).sort(), ['circle', 'open']);
  });
});

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
