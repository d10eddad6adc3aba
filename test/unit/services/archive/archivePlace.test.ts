import assert from 'node:assert/strict';
import { resolveArchivePlace } from '../../../../src/services/archive/archivePlace.js';
import { storage } from './support.js';

const around = { ownFolder: '/own', home: '/home/ada' };
const workspace = { folder: '/work', trusted: true };

describe('archive folder', () => {
  it('is the extension’s own where nothing else is said', () => {
    assert.deepEqual(resolveArchivePlace('  ', around), { folder: '/own' });
  });

  it('is an absolute path, of which only the last folder may be missing', () => {
    assert.deepEqual(resolveArchivePlace('/mnt/share/reports/', around), { folder: '/mnt/share/reports', base: '/mnt/share' });
  });

  it('is in the home folder', () => {
    assert.deepEqual(resolveArchivePlace('~/reports', around), { folder: '/home/ada/reports', base: '/home/ada' });
    assert.deepEqual(resolveArchivePlace('~', around), { folder: '/home/ada', base: '/home/ada' });
  });

  it('is in the workspace, never anywhere else instead', () => {
    assert.deepEqual(resolveArchivePlace('data/m365', { ...around, workspace }), { folder: '/work/data/m365', base: '/work' });
    assert.throws(() => resolveArchivePlace('data', around), storage('noWorkspaceFolder'));
    assert.throws(() => resolveArchivePlace('data', { ...around, workspace: { ...workspace, trusted: false } }), storage('untrustedWorkspace'));
  });
});
