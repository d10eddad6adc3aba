import { build } from 'esbuild';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { pageNames } from '../../support/pageNames.mjs';

/** Classes that VS Code sets, and those whose names are put together from parts. */
const SET_ELSEWHERE = /^(vscode-|codicon|line-\d$)/;

const PAGES = pageNames(checkoutRoot());

/** Names of files with what is in them, without comments. */
type Texts = ReadonlyMap<string, string>;

describe('style sheets of the pages', () => {
  const named = new Map<string, ReadonlySet<string>>();
  const styles = new Map<string, Texts>();
  before(async () => {
    for (const page of PAGES) {
      const { css, scripts } = await inputsOf(page);
      styles.set(page, css);
      named.set(page, new Set([...scripts.values()].join('\n').match(/[\w-]+/g)));
    }
  });

  for (const page of PAGES) {
    it(`${page} loads no style sheet that has nothing for it`, () => {
      const unused = [...(styles.get(page) ?? [])].filter(([, text]) => {
        const classes = classesOf(text);
        return classes.length > 0 && !classes.some((name) => named.get(page)?.has(name));
      });
      assert.deepEqual(
        unused.map(([file]) => file),
        [],
      );
    });
  }

  it('style no class that no page has', () => {
    const all = new Set([...named.values()].flatMap((names) => [...names]));
    const classes = new Set([...styles.values()].flatMap((texts) => [...texts.values()].flatMap(classesOf)));
    assert.ok(classes.size > 150);
    assert.deepEqual(
      [...classes].filter((name) => !all.has(name)),
      [],
    );
  });
});

function classesOf(css: string): string[] {
  const selectors = css.replace(/@import[^;]*;/g, '');
  return (selectors.match(/(?<=\.)-?[a-z][\w-]*(?=[^{}]*\{)/gi) ?? []).filter((name) => !SET_ELSEWHERE.test(name));
}

/** What a page's style sheet and its script are made of, without what comes from packages. */
async function inputsOf(page: string): Promise<{ css: Texts; scripts: Texts }> {
  const root = checkoutRoot();
  const { metafile } = await build({
    entryPoints: [`media/${page}/main.ts`, `media/${page}/${page}.css`],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'out',
    absWorkingDir: root,
    tsconfig: path.join(root, 'media/tsconfig.json'),
  });
  const read = async (end: string) => {
    const files = Object.keys(metafile.inputs).filter((file) => file.startsWith('media/') && file.endsWith(end));
    const text = async (file: string) => (await readFile(path.join(root, file), 'utf8')).replace(/\/\*.*?\*\//gs, '');
    return new Map(await Promise.all(files.map(async (file) => [file, await text(file)] as const)));
  };
  return { css: await read('.css'), scripts: await read('.ts') };
}
