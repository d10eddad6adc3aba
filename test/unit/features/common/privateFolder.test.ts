import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { makePrivate } from '../../../../src/features/common/privateFolder.js';

const onPosix = process.platform === 'win32' ? it.skip : it;

describe('the folder of the log', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'usage-reports-log-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const uri = (fsPath: string, scheme = 'file') => ({ scheme, fsPath }) as vscode.Uri;
  const modeOf = async (folder: string) => ((await stat(folder)).mode & 0o777).toString(8);

  onPosix('is for this account only, whether it is there or not, and whatever the umask', async () => {
    const [known, made] = [path.join(root, 'known'), path.join(root, 'made')];
    const before = process.umask(0);
    try {
      await mkdir(known);
      await chmod(known, 0o755);
      await makePrivate(uri(known));
      await makePrivate(uri(made));
      assert.deepEqual([await modeOf(known), await modeOf(made)], ['700', '700']);
    } finally {
      process.umask(before);
    }
  });

  it('is left alone where it is not on a disk, or cannot be changed', async () => {
    await makePrivate(uri(path.join(root, 'remote'), 'vscode-vfs'));
    await makePrivate(uri('/dev/null/log'));
    assert.deepEqual(await readdir(root), []);
  });
});
