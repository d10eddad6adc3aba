import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyToBuild } from '../../support/packageExtension.mjs';

describe('a build beside an open window', function () {
  this.timeout(120_000);
  let copy: string;
  let loadedLater: string;
  before(() => {
    copy = copyToBuild();
    mkdirSync(path.join(copy, 'dist', 'chunks'), { recursive: true });
    loadedLater = path.join(copy, 'dist', 'chunks', 'part-OFTHEWINDOW.js');
    writeFileSync(loadedLater, '// the window loads it when it is used');
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  const build = (...flags: string[]) => execFileSync(process.execPath, ['esbuild.config.mjs', ...flags], { cwd: copy });

  it('leaves the scripts that the window has not loaded yet, until a build is to clean', () => {
    build();
    assert.ok(existsSync(path.join(copy, 'dist', 'extension.js')));
    assert.ok(existsSync(loadedLater));
    build('--clean');
    assert.ok(existsSync(path.join(copy, 'dist', 'extension.js')));
    assert.ok(!existsSync(loadedLater));
  });
});
