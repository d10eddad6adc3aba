import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const TRANSLATIONS = [
  'l10n/bundle.l10n.pt-br.json',
  'media/walkthrough/register.nls.pt-br.md',
  'package.nls.pt-br.json',
] as const;
/** The English texts are in the code already: of them, translators have a file, and nobody looks them up. */
const OTHERS = ['package-lock.json', 'src/extension.ts', 'l10n/bundle.l10n.json'] as const;

describe('a translation', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-translations-'));
    for (const name of ['package.json', '.vscodeignore', '.npmignore']) {
      cpSync(path.join(checkoutRoot(), name), path.join(folder, name));
    }
    for (const name of [...TRANSLATIONS, ...OTHERS, 'dist/cli.js']) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), '{}');
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const check = (files: readonly string[], translations: readonly string[] = TRANSLATIONS) => {
    const packed = new Set(files.map((name) => name.replaceAll('\\', '/')));
    assert.deepEqual(
      translations.filter((name) => !packed.has(name)),
      [],
    );
    assert.deepEqual(
      OTHERS.filter((name) => packed.has(name)),
      [],
    );
  };

  it('goes into the package for VS Code', () => {
    const vsce = path.join(checkoutRoot(), 'node_modules', '@vscode', 'vsce', 'vsce');
    check(
      execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: folder, encoding: 'utf8' }).split('\n'),
    );
  });

  it('goes into the package with the command line', () => {
    const options = { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'], options);
    const [{ files = [] } = {}] = JSON.parse(listed) as { files?: { path: string }[] }[];
    // The command line has no manifest of commands, and no walkthrough.
    check(
      files.map(({ path: name }) => name),
      ['l10n/bundle.l10n.pt-br.json'],
    );
  });
});
