import assert from 'node:assert/strict';
import path from 'node:path';
import { importsIn } from './importsIn.js';
import { readSource, scripts } from './sources.js';

describe('imports between files', function () {
  // All sources are parsed.
  this.timeout(60_000);

  let graph: ReadonlyMap<string, readonly string[]>;
  before(() => {
    graph = importGraph(scripts(), readSource);
  });

  it('make no circle, types included', () => {
    assert.deepEqual(circles(graph), []);
  });

  it('lead to files of the graph, so that no circle is overlooked', () => {
    const targets = [...graph.values()].flat();
    assert.ok(targets.length > 1000, `${targets.length} imports`);
    assert.deepEqual(
      targets.filter((target) => !graph.has(target)),
      [],
    );
  });

  for (const [how, code] of [
    ['an import', `import './b.js';`],
    ['the import of a type', `import type { B } from './b.js';`],
    ['an export', `export * from './b.js';`],
    ['import()', `void import('./b.js');`],
    ['a type expression', `let b: import('./b.js').B;`],
  ] as const) {
    it(`are seen in a circle by ${how}`, () => {
      const sources = new Map([
        ['src/a.ts', code],
        ['src/b.ts', `import './a.js';`],
      ]);
      const few = importGraph([...sources.keys()], (file) => sources.get(file)!);
      assert.deepEqual(circles(few), [['src/a.ts', 'src/b.ts']]);
    });
  }

  it('are seen in a circle over several files', () => {
    const letters = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
      ['d', ['a', 'd']],
    ]);
    assert.deepEqual(circles(letters), [['b', 'c'], ['d']]);
  });
});

/** Files with the files that they import. A style sheet imports no script, so it is in no circle. */
function importGraph(files: readonly string[], read: (file: string) => string): Map<string, string[]> {
  const targetsOf = (file: string) =>
    importsIn(file, read(file)).flatMap(({ specifier }) =>
      specifier?.startsWith('.') && !specifier.endsWith('.css')
        ? [path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts')]
        : [],
    );
  return new Map(files.map((file) => [file, targetsOf(file)]));
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
