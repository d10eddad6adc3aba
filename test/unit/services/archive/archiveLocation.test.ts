import assert from 'node:assert/strict';
import { resolveArchiveLocation } from '../../../../src/services/archive/archiveLocation.js';
import { storage } from './support.js';

const around = { defaultFolder: '/own', home: '/home/ada' };
const workspace = { folder: '/work', trusted: true };

describe('archive folder', () => {
  it('is the extension’s own where nothing else is said', () => {
    assert.deepEqual(resolveArchiveLocation('  ', around), { folder: '/own' });
  });

  it('is an absolute path, of which only the last folder may be missing', () => {
    assert.deepEqual(resolveArchiveLocation('/mnt/share/reports/', around), {
      folder: '/mnt/share/reports',
      base: '/mnt/share',
    });
  });

  it('is in the home folder', () => {
    assert.deepEqual(resolveArchiveLocation('~/reports', around), { folder: '/home/ada/reports', base: '/home/ada' });
    assert.deepEqual(resolveArchiveLocation('~', around), { folder: '/home/ada', base: '/home/ada' });
  });

  it('is in the workspace, never anywhere else instead', () => {
    assert.deepEqual(resolveArchiveLocation('data/m365', { ...around, workspace }), {
      folder: '/work/data/m365',
      base: '/work',
    });
    assert.throws(() => resolveArchiveLocation('data', around), storage('noWorkspaceFolder'));
    assert.throws(
      () => resolveArchiveLocation('data', { ...around, workspace: { ...workspace, trusted: false } }),
      storage('untrustedWorkspace'),
    );
  });
});
