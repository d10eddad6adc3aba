import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isReason, USER_STATES, type UserState } from '../../../src/shared/blankReasons.js';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const root = checkoutRoot();
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const markdownIn = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')));

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'src', 'test'].flatMap(markdownIn),
];
/** What a package has. A link of the README to anything else would lead nowhere in VS Code and on the Marketplace. */
const packaged = [...read('.vscodeignore').matchAll(/^!(.+)$/gm)].map(([, pattern = '']) => pattern);

function isPackaged(file: string): boolean {
  return packaged.some((pattern) =>
    pattern.endsWith('/**')
      ? file.startsWith(pattern.slice(0, -2))
      : path.dirname(file) === path.dirname(pattern) &&
        (path.basename(pattern) === `*${path.extname(file)}` || file === pattern),
  );
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
    readonly configuration: Configuration | readonly Configuration[];
  };
}

interface Configuration {
  readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
}

const { contributes } = JSON.parse(read('package.json')) as Manifest;
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
}

/** Targets of the links and images of a page that lead to files of this repository. */
function linksOf(page: string): string[] {
  return [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** As GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [
    ...read(page)
      .replace(/^```[\s\S]*?^```$/gm, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The cells of a page's tables whose header begins with these names. */
function tableRows(page: string, ...header: string[]): string[][] {
  const lines = read(page).split('\n');
  const start = lines.findIndex((line) => line.replace(/ +/g, ' ').startsWith(`| ${header.join(' | ')} |`));
  assert.ok(start >= 0, `${page} has a table ${header.join(', ')}`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the documentation', () => {
  it('has links that lead somewhere', () => {
    assert.ok(pages.flatMap(linksOf).length > 20);
    for (const page of pages) {
      for (const link of linksOf(page)) {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
        assert.ok(existsSync(path.join(root, target)), `${page}: ${link} does not exist`);
        assert.ok(anchor === undefined || anchorsOf(target).includes(anchor), `${page}: ${link} has no such heading`);
      }
    }
  });

  it('that the README links to is in the package', () => {
    const linked = linksOf('README.md').map((link) => link.split('#')[0] ?? '');
    const missing = linked.filter((file) => file !== '' && !isPackaged(file));
    // For contributors, who have the repository.
    assert.deepEqual(missing, ['CONTRIBUTING.md', 'ARCHITECTURE.md']);
  });

  it('is packaged for npm as for VS Code', () => {
    const pages = (file: string) =>
      read(file)
        .split('\n')
        .filter((line) => line.endsWith('.md'));
    assert.deepEqual(pages('.npmignore'), pages('.vscodeignore'));
  });

  it('says of each reason why a cell can be blank what it means', () => {
    const told = read('docs/what-a-blank-means.md');
    const states = (Object.keys(USER_STATES) as UserState[]).filter(isReason);
    assert.ok(states.length > 10);
    assert.deepEqual(
      states.filter((state) => !told.includes(`\n| ${USER_STATES[state]} `)),
      [],
    );
  });

  it('names files of the repository that exist', () => {
    const named = (page: string) => [...read(page).matchAll(/`((?:src|media|test|docs)\/[\w./-]+)`/g)];
    assert.ok(named('ARCHITECTURE.md').length > 20);
    for (const page of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'SUPPORT.md', ...markdownIn('docs')]) {
      for (const [, file = ''] of named(page)) {
        assert.ok(existsSync(path.join(root, file)), `${page}: ${file}`);
      }
    }
  });

  it('names files by their name alone only if there are such files', () => {
    const all = ['src', 'media', 'test', '.'].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: folder !== '.', encoding: 'utf8' }),
    );
    const names = new Set(all.flatMap((file) => [file, path.basename(file)]));
    const sources = ['ARCHITECTURE.md', 'CONTRIBUTING.md', ...markdownIn('src'), ...markdownIn('test')];
    const named = sources.flatMap((page) =>
      [...read(page).matchAll(/`(?:\w+\/)*([\w.]+\.(?:ts|mjs|css))`/g)].map(([, file = '']) => ({ page, file })),
    );
    assert.ok(named.length > 40, `${named.length} names`);
    assert.deepEqual(
      named.filter(({ file }) => !names.has(file)),
      [],
    );
  });

  it('lists all commands of the palette, with their titles', () => {
    const hidden = contributes.menus.commandPalette
      .filter(({ when }) => when === 'false')
      .map(({ command }) => command);
    const commands = contributes.commands
      .filter(({ command }) => !hidden.includes(command))
      .map(({ command, title }) => `${texts[title.slice(1, -1)]}: ${command.replace('usageReports.', '')}`);
    assert.ok(commands.length > 10);
    const listed = tableRows('docs/reference.md', 'Command', 'ID').map(
      ([title, id]) => `${title}: ${id?.replaceAll('`', '')}`,
    );
    assert.deepEqual(listed.sort(), commands.sort());
  });

  it('lists all settings, with their defaults', () => {
    const sections: readonly Configuration[] = [contributes.configuration].flat();
    const settings = sections
      .flatMap(({ properties }) => Object.entries(properties))
      .map(([name, { default: value }]) => `${name}: ${textOf(value)}`);
    assert.ok(settings.length > 10);
    const listed = tableRows('docs/reference.md', 'Setting', 'Default').map(([name, value]) =>
      `${name}: ${value}`.replaceAll('`', ''),
    );
    assert.deepEqual(listed.sort(), settings.sort());
  });
});

function textOf(value: unknown): string {
  return value === '' ? 'empty' : typeof value === 'string' ? value : JSON.stringify(value);
}
