import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { allFolders, mayImport } from '../../../eslint.folders.mjs';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const root = checkoutRoot();

/** Messages of the two rules that hold the folders apart, for a file that does not exist. */
async function refusals(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    ruleFilter: ({ ruleId }) => ruleId === 'import-x/no-restricted-paths' || ruleId === 'no-restricted-imports',
    // The typed rules need a file that belongs to a project.
    overrideConfig: { languageOptions: { parserOptions: { project: null, projectService: false } } },
  });
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ message }) => message);
}

describe('which folder may import which', function () {
  // ESLint loads its configuration and plugins once.
  this.timeout(60_000);

  const forbidden: [file: string, code: string, why: string][] = [
    ['src/core/history/x.ts', `import '../../services/archive/archive.js';`, 'a floor up'],
    ['src/features/overview/x.ts', `import '../reportPanel/reportPanels.js';`, 'another feature'],
    ['src/shared/x.ts', `import '../core/catalog/catalog.js';`, 'the core from what both sides share'],
    ['media/report/x.ts', `import '../../src/core/catalog/catalog.js';`, 'the extension from a page'],
    ['media/overview/x.ts', `import '../report/main.js';`, 'another page'],
    ['src/features/overview/x.ts', `export { x } from '../reportPanel/reportPanels.js';`, 'by export'],
    ['src/features/overview/x.ts', `void import('../reportPanel/reportPanels.js');`, 'by import()'],
    ['src/services/archive/x.ts', `import 'vscode';`, 'VS Code in a service'],
    ['src/core/catalog/x.ts', `import 'node:fs';`, 'Node in the core'],
  ];
  for (const [file, code, why] of forbidden) {
    it(`refuses ${why}: ${code} in ${file}`, async () => {
      assert.equal((await refusals(file, code)).length, 1);
    });
  }

  it('allows what is listed', async () => {
    assert.deepEqual(
      await refusals('src/core/history/x.ts', `import '../../base/dates.js'; import './historyMerge.js';`),
      [],
    );
    assert.deepEqual(await refusals('src/features/overview/x.ts', `import 'vscode'; import 'node:fs';`), []);
  });

  it('lists every folder, and no folder that is gone', () => {
    assert.deepEqual(Object.keys(mayImport).sort(), allFolders(root));
  });
});

describe('imports between files', () => {
  it('make no circle, types included', () => {
    assert.deepEqual(circles(importGraph()), []);
  });

  it('are seen in a circle when there is one', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
      ['d', ['a', 'd']],
    ]);
    assert.deepEqual(circles(graph), [['b', 'c'], ['d']]);
  });
});

/** Files of `src/` and `media/` with the files that they import. */
function importGraph(): Map<string, string[]> {
  const files = ['src', 'media'].flatMap((top) =>
    readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.posix.join(top, name.replaceAll(path.sep, '/'))),
  );
  return new Map(files.map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'));
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => path.posix.join(path.posix.dirname(file), fileName).replace(/\.js$/, '.ts'));
}

/** Groups of files of which each imports every other, over however many steps; Tarjan's algorithm. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) {
        visit(next);
      }
      if (stack.includes(next)) {
        lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
      }
    }
    if (lowest.get(file) === order.get(file)) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || graph.get(file)?.includes(file)) {
        found.push(group.sort());
      }
    }
  };
  [...graph.keys()].filter((file) => !order.has(file)).forEach(visit);
  return found.sort();
}
