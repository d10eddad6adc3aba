import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { readArguments } from '../../../src/cli/arguments.js';
import { exitCodeOfError } from '../../../src/cli/exitCodes.js';
import { refuseInArchive } from '../../../src/cli/outPath.js';
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
});
