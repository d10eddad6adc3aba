import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { PlainTree } from '../../../../src/services/files/plainTree.js';
import { FaultyFileSystem } from '../archive/faultyFileSystem.js';

const onPosix = process.platform === 'win32' ? it.skip : it;

function refusal(code: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof UsageReportsError, String(error));
    assert.equal(error.reason, 'storage');
    assert.equal(error.details.code, code);
    return true;
  };
}

describe('PlainTree', () => {
  let place: string;
  let root: string;
  let outside: string;
  let skipped: string[];
  let tree: PlainTree;
  let server: Server | undefined;
  const at = (...names: string[]) => join(root, ...names);
  const any = { folders: () => true, files: () => true };

  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'plain-tree-'));
    root = join(place, 'root');
    outside = join(place, 'outside');
    skipped = [];
    tree = new PlainTree(root, { onSkipped: (error) => skipped.push(error.details.argument ?? '') });
    await mkdir(outside);
    await mkdir(root);
    await writeFile(join(outside, 'secret.txt'), 'secret');
  });

  afterEach(async () => {
    server?.close();
    server = undefined;
    assert.deepEqual(await readdir(outside), ['secret.txt']);
    assert.equal(await readFile(join(outside, 'secret.txt'), 'utf8'), 'secret');
    await rm(place, { recursive: true, force: true });
  });

  /** What is no plain file or folder, by what it is. */
  const odd: Record<string, (path: string) => Promise<unknown>> = {
    'a link to a file': (path) => symlink(join(outside, 'secret.txt'), path, 'file'),
    'a link to a folder': (path) => symlink(outside, path, 'junction'),
    'a link to nothing': (path) => symlink(join(place, 'nothing'), path, 'junction'),
    'a link to itself': (path) => symlink(path, path, 'junction'),
    ...(process.platform === 'win32'
      ? {}
      : {
          'a link to a device': (path: string) => symlink('/dev/zero', path),
          'a pipe': (path: string) => Promise.resolve(execFileSync('mkfifo', [path])),
          'a socket': (path: string) =>
            new Promise<void>((resolve) => {
              server = createServer().listen(path, resolve);
            }),
        }),
  };

  for (const [what, make] of Object.entries(odd)) {
    it(`neither follows nor touches ${what}`, async () => {
      await make(at('odd'));
      await writeFile(at('plain'), 'plain');
      assert.deepEqual(await tree.list(root, any), { folders: [], files: ['plain'] });
      assert.deepEqual(skipped, ['"odd"']);
      const attempts: readonly (() => Promise<unknown>)[] = [
        () => tree.open(at('odd')),
        () => tree.readText(at('odd'), 100),
        () => tree.list(at('odd'), any),
        () => tree.list(at('odd', 'below'), any),
        () => tree.makeFolders(at('odd')),
        () => tree.makeFolders(at('odd', 'below')),
        () => tree.write(at('odd', 'file'), 'x'),
        () => tree.rename(at('odd'), at('other')),
        () => tree.rename(at('plain'), at('odd')),
        () => tree.rename(at('plain'), at('odd', 'plain')),
        () => tree.rename(at('odd', 'secret.txt'), at('taken')),
        () => tree.remove(at('odd')),
        () => tree.remove(at('odd', 'secret.txt')),
      ];
      for (const attempt of attempts) {
        await assert.rejects(attempt, refusal('notPlain'), String(attempt));
      }
      await assert.rejects(tree.create(at('odd')), { code: 'EEXIST' });
      await tree.removeEmpty(at('odd'), at('odd', 'below'));
      assert.equal(await tree.sizeOf(at('odd')), undefined);
      assert.deepEqual((await readdir(root)).sort(), ['odd', 'plain']);
    });
  }

  it('deletes links in a folder, not what they lead to', async () => {
    await mkdir(at('folder'));
    await symlink(outside, at('folder', 'link'), 'junction');
    await tree.remove(at('folder'));
    assert.deepEqual(await readdir(root), []);
  });

  it('takes a root that is a link, and makes it with the folders above it', async () => {
    await symlink(root, join(place, 'link'), 'junction');
    const linked = new PlainTree(join(place, 'link'));
    await linked.makeFolders(join(place, 'link', 'a', 'b'));
    await linked.write(join(place, 'link', 'a', 'file'), 'text');
    assert.deepEqual(await tree.list(at('a'), any), { folders: ['b'], files: ['file'] });
    const missing = new PlainTree(join(place, 'x', 'y'));
    await missing.makeFolders(join(place, 'x', 'y', 'z'));
    assert.deepEqual(await readdir(join(place, 'x', 'y')), ['z']);
  });

  it('refuses a path outside', async () => {
    await assert.rejects(tree.list(outside, any), refusal('notPlain'));
    await assert.rejects(tree.write(at('..', 'outside', 'x'), ''), refusal('notPlain'));
  });

  it('says a file where a folder is wanted, and passes over other names', async () => {
    await writeFile(at('tenant=a'), '');
    await mkdir(at('tenant=b'));
    await writeFile(at('other'), '');
    assert.deepEqual(await tree.list(root, { folders: (name) => name.startsWith('tenant=') }), {
      folders: ['tenant=b'],
      files: [],
    });
    assert.deepEqual(skipped, ['"tenant=a"']);
  });

  it('reads no more than a stated size', async () => {
    await writeFile(at('file'), 'x'.repeat(100));
    assert.equal((await tree.readText(at('file'), 100))?.length, 100);
    await assert.rejects(tree.readText(at('file'), 99), refusal('fileTooLarge'));
    assert.equal(await tree.readText(at('missing'), 99), undefined);
    assert.equal(await tree.readText(at('file', 'below'), 99), undefined);
  });

  onPosix('makes what only the owner can read, whatever the umask, unless it is shared', async () => {
    const modes = async (from: PlainTree, name: string) => {
      await from.makeFolders(at(name, 'inner'));
      await from.write(at(name, 'inner', 'file'), '');
      const paths = [at(name), at(name, 'inner'), at(name, 'inner', 'file')];
      return (await Promise.all(paths.map((path) => stat(path)))).map(({ mode }) => (mode & 0o777).toString(8));
    };
    const before = process.umask(0o022);
    try {
      for (const umask of [0, 0o022, 0o177, 0o777]) {
        process.umask(umask);
        assert.deepEqual(await modes(tree, `private${umask}`), ['700', '700', '600']);
      }
      process.umask(0o022);
      assert.deepEqual(await modes(new PlainTree(root, { isShared: () => true }), 'shared'), ['755', '755', '644']);
    } finally {
      process.umask(before);
    }
  });

  onPosix('ends at once where the system makes nothing', async function () {
    if (process.platform !== 'linux') {
      this.skip();
    }
    const proc = new PlainTree('/proc/self/archive');
    await assert.rejects(proc.makeFolders('/proc/self/archive/tenant=x'), { code: 'ENOENT' });
  });

  it('makes its folders whenever another process makes the ones above them, and removes them again, as they are empty', async () => {
    const above = [at('work'), at('work', 'tenant')];
    for (let gap = 1; gap <= 5; gap++) {
      let looks = Infinity;
      for (let first = 1; first <= looks; first++) {
        looks = 0;
        const shared = new FaultyFileSystem();
        shared.before = async () => {
          looks++;
          if (looks === first) {
            await mkdir(at('work', 'tenant'), { recursive: true });
          } else if (looks === first + gap) {
            for (const folder of above.toReversed()) {
              await rmdir(folder).catch(() => undefined);
            }
          }
        };
        const own = at('work', 'tenant', `own-${gap}-${first}`);
        await new PlainTree(root, { fileSystem: shared.fs }).makeFolders(own);
        assert.equal(await tree.kindOf(own), 'folder', `made before look ${first}, removed before look ${first + gap}`);
        await rm(at('work'), { recursive: true });
      }
    }
  });
});
