import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { copyToBuild } from '../../support/packageExtension.mjs';

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}
interface Lock {
  readonly packages: Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>;
}

const read = (folder: string, name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown;

describe('npm pack', function () {
  this.timeout(120_000);
  let copy: string;
  let packed: readonly string[];
  let inputs: Metafile['inputs'];
  before(() => {
    copy = copyToBuild();
    mkdirSync(path.join(copy, 'dist'));
    writeFileSync(path.join(copy, 'dist', 'stale.js'), '// of an earlier build');
    const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--offline'], {
      cwd: copy,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    // The build says sizes before.
    const [{ files }] = JSON.parse(printed.slice(printed.search(/^\[$/m))) as [{ files: { path: string }[] }];
    packed = files.map((file) => file.path);
    ({ inputs } = read(copy, 'out/meta.json') as Metafile);
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it('builds, so that no package is without the scripts or has those of an earlier build', () => {
    for (const file of ['dist/cli.js', 'dist/tableWorker.js', 'dist/reports.json', 'dist/THIRD-PARTY-NOTICES.txt']) {
      assert.ok(packed.includes(file), file);
    }
    assert.ok(!packed.includes('dist/stale.js'));
    assert.ok(!packed.some((file) => file.endsWith('.map')));
  });

  it('takes what the command line needs, its texts, and nothing of the pages, the sources, or the tests', () => {
    const wanted =
      /^(dist\/(cli|tableWorker|chunks\/[\w-]+)\.js|dist\/(reports\.json|THIRD-PARTY-NOTICES\.txt)|l10n\/[\w.-]+\.json|docs\/[\w-]+\.md|package\.json|LICENSE|[A-Z]+\.md)$/;
    assert.deepEqual(
      packed.filter((file) => !wanted.test(file)),
      [],
    );
    for (const [, imported = ''] of readFileSync(path.join(copy, 'dist/cli.js'), 'utf8').matchAll(
      /["']\.\/(chunks\/[\w-]+\.js)["']/g,
    )) {
      assert.ok(packed.includes(`dist/${imported}`), imported);
    }
  });

  it('knows as dependencies what is delivered within it, and nothing else', () => {
    const { dependencies, devDependencies } = read(checkoutRoot(), 'package.json') as Manifest;
    // Of undici, the build takes parts, for what imports it.
    const imported = Object.entries(inputs)
      .filter(([file]) => /^(src|media)\/|^undici-parts:/.test(file))
      .flatMap(([, { imports }]) => imports.map((one) => packageOf(one.path)))
      .filter((name) => name !== undefined);
    // Its style sheet is an entry of the build, which no source imports.
    const direct = new Set([...imported, '@vscode/codicons']);
    assert.deepEqual([...direct].sort(), Object.keys(dependencies).sort());
    assert.deepEqual(
      Object.keys(devDependencies).filter((name) => name in dependencies),
      [],
    );
  });

  it('has nothing within it that an audit without the packages of development leaves out', () => {
    const { packages } = read(checkoutRoot(), 'package-lock.json') as Lock;
    const delivered = new Set(
      Object.keys(inputs)
        .map(folderOf)
        .filter((folder) => folder !== undefined),
    );
    assert.ok(delivered.size > 10, [...delivered].join());
    for (const folder of delivered) {
      const entry = packages[folder];
      assert.ok(entry !== undefined && entry.dev !== true && entry.devOptional !== true, folder);
    }
  });
});

/** The package of a file below `node_modules`, or of an import that was not resolved to one. */
function packageOf(file: string): string | undefined {
  const folder = folderOf(file);
  return folder === undefined || isBuiltin(file) ? undefined : folder.replace(/^.*node_modules\//, '');
}

/** The folder of a package as the lock file names it. */
function folderOf(file: string): string | undefined {
  return /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
}
