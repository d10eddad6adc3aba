import path from 'node:path';
import process from 'node:process';

/**
 * Pages read their texts from the document that the host has made. Where there is none, they take the texts from where the host does, with
 * a `vscode` that does not translate.
 *
 * @type {import('esbuild').Plugin}
 */
export const textsOfTests = {
  name: 'texts-of-tests',
  setup(build) {
    const root = build.initialOptions.absWorkingDir ?? process.cwd();
    const file = (/** @type {string} */ name) => ({ path: path.join(root, 'test/support/pageTexts', name) });
    build.onResolve({ filter: /\/readTexts\.js$/ }, () => file('readTexts.ts'));
    build.onResolve({ filter: /^vscode$/ }, ({ importer }) =>
      /[\\/]\w+PageTexts\.ts$/.test(importer) ? file('vscode.ts') : undefined,
    );
  },
};
