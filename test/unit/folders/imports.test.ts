import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { allFolders, importRefusal, mayImport, packageUsers } from '../../../eslint.folders.mjs';
import { checkoutRoot } from '../../support/host/checkout.mjs';
import { importsIn } from './importsIn.js';
import { lintRefusals } from './lint.js';
import { readSource, scripts } from './sources.js';

const root = checkoutRoot();

/** What is wrong with the imports of a file, without ESLint. */
function refusals(file: string, code: string): string[] {
  return importsIn(file, code).flatMap((found) => {
    const refusal = found.specifier === undefined ? 'no string literal' : importRefusal(root, file, found.specifier);
    return refusal === undefined ? [] : [`${file}: ${found.code}: ${refusal}`];
  });
}

const ANOTHER_FEATURE = '../reportPanel/reportPanels.js';

const forbidden: [file: string, code: string, why: string][] = [
  ['src/core/history/x.ts', `import '../../services/archive/archive.js';`, 'a floor up'],
  ['src/features/overview/x.ts', `import '${ANOTHER_FEATURE}';`, 'another feature'],
  ['src/shared/x.ts', `import '../core/catalog/catalog.js';`, 'the core from what both sides share'],
  ['media/report/x.ts', `import '../../src/core/catalog/catalog.js';`, 'the extension from a page'],
  ['media/overview/x.ts', `import '../report/main.js';`, 'another page'],
  ['src/services/archive/x.ts', `import 'vscode';`, 'VS Code in a service'],
  ['src/l10n/x.ts', `import * as vscode from 'vscode';`, 'VS Code in texts of the command line'],
  ['src/core/catalog/x.ts', `import 'node:fs';`, 'Node in the core'],

  // However it is imported.
  ['src/features/overview/x.ts', `export { x } from '${ANOTHER_FEATURE}';`, 'by export'],
  ['src/features/overview/x.ts', `export * from '${ANOTHER_FEATURE}';`, 'by export of everything'],
  ['src/features/overview/x.ts', `export type { X } from '${ANOTHER_FEATURE}';`, 'by export of a type'],
  ['src/features/overview/x.ts', `import type { X } from '${ANOTHER_FEATURE}';`, 'as a type'],
  ['src/features/overview/x.ts', `void import('${ANOTHER_FEATURE}');`, 'by import()'],
  ['src/features/overview/x.ts', `let x: import('${ANOTHER_FEATURE}').ReportPanels;`, 'in a type expression'],
  ['src/features/overview/x.ts', `let x: typeof import('${ANOTHER_FEATURE}');`, 'as the type of a module'],
  ['src/services/archive/x.ts', `void import('vscode');`, 'VS Code by import()'],
  ['src/services/archive/x.ts', `let x: import('vscode').Uri;`, 'VS Code in a type expression'],
  ['src/core/catalog/x.ts', `void import('node:fs');`, 'Node by import()'],
  ['src/base/x.ts', `let x: import('node:fs').Stats;`, 'Node in a type expression'],
  ['src/core/catalog/x.ts', `import fs = require('node:fs');`, 'Node by import = require()'],
  ['src/services/archive/x.ts', `declare module 'vscode' {}`, 'VS Code by extending it'],
  ['src/core/catalog/x.ts', `/// <reference types="node" />`, 'types of Node by a comment'],
  ['src/core/catalog/x.ts', `/// <reference path="../../app.ts" />`, 'a file by a comment'],

  // By what nobody can judge.
  ['src/services/archive/x.ts', 'void import(`vscode`);', 'by a template'],
  ['src/services/archive/x.ts', 'const name = "vscode"; void import(name);', 'by a variable'],
  ['src/services/archive/x.ts', `void import('vs' + 'code');`, 'by a sum'],
  ['src/services/archive/x.ts', `require('vscode');`, 'by require()'],
  ['src/services/archive/x.ts', `import { createRequire } from 'node:module';`, 'by a loader of Node'],

  // Builtin modules have their prefix everywhere.
  ['src/core/catalog/x.ts', `import 'fs';`, 'Node in the core without its prefix'],
  ['src/services/archive/x.ts', `import 'fs/promises';`, 'Node in a service without its prefix'],

  // Of the root, a feature may import two files.
  ['src/features/overview/x.ts', `import '../../app.js';`, 'what constructs everything'],
  ['src/features/overview/x.ts', `import '../../extension.js';`, 'the entry'],
  ['src/features/overview/x.ts', `import '../../settingDefaults.js';`, 'what only settings.ts needs'],
  ['src/features/common/x.ts', `import '../../app.js';`, 'what constructs everything'],
  ['src/api/x.ts', `import '../settings.js';`, 'settings in the API'],
  ['src/services/archive/x.ts', `import '../../settings.js';`, 'settings in a service'],

  // What is no source, and packages that are not listed for the folder.
  ['src/core/catalog/x.ts', `import data from '../../../package.json';`, 'the manifest in the core'],
  ['media/report/x.ts', `import data from '../../package.json';`, 'the manifest in a page'],
  ['src/app.ts', `import data from '../package.json';`, 'the manifest in the root'],
  ['media/report/x.ts', `import data from '../../src/core/catalog/reports.json';`, 'the catalog in a page'],
  ['src/core/catalog/x.ts', `import '../../../test/support/catalog.js';`, 'a test'],
  ['src/services/archive/x.ts', `import '../../../node_modules/lit/index.js';`, 'a package by its path'],
  ['src/services/archive/x.ts', `import '/etc/passwd';`, 'an absolute path'],
  ['src/services/archive/x.ts', `import 'data:text/javascript,';`, 'a URL'],
  ['src/services/archive/x.ts', `import 'm365-usage-reports/src/app.js';`, 'the package by its own name'],
  ['src/features/overview/x.ts', `import 'lit';`, 'Lit in the extension'],
  ['media/report/x.ts', `import 'valibot';`, 'a package that only the base of pages needs'],
  ['media/report/x.ts', `import '@azure/msal-node';`, 'a package of Node in a page'],
  ['src/core/diff/x.ts', `import { Parser } from 'csv-parse';`, 'a package that only one folder needs'],
  ['src/services/archive/x.ts', `import 'typescript';`, 'a package of the tests'],
  ['src/core/history/x.ts', `import 'fast-check';`, 'a package of the tests'],
  ['media/report/x.ts', `import 'lit-html';`, 'a package that begins as one that is listed'],

  // What leads nowhere is in no circle.
  ['src/core/history/x.ts', `import './historyMerge';`, 'a file without its ending'],
  ['src/core/history/x.ts', `import './historyMerge.ts';`, 'a file by the ending of its source'],
  ['src/core/history/x.ts', `import './gone.js';`, 'a file that does not exist'],
  ['src/core/history/x.ts', `import '.';`, 'a folder'],

  ['src/unlisted/x.ts', `import '../base/dates.js';`, 'into a folder that is not listed'],
];

const allowed: [file: string, code: string][] = [
  ['src/core/history/x.ts', `import '../../base/dates.js'; import './historyMerge.js';`],
  ['src/features/overview/x.ts', `import 'vscode'; import 'node:fs'; import '../../settings.js';`],
  ['src/features/overview/x.ts', `import { commandId } from '../../commandIds.js'; void import('./overviewPanel.js');`],
  ['src/services/archive/x.ts', `import type { Stats } from 'node:fs'; let x: import('node:fs').Stats;`],
  ['media/report/x.ts', `import { html } from 'lit'; import { live } from 'lit/directives/live.js';`],
  ['src/app.ts', `import './extension.js'; import './features/overview/registerOverview.js';`],
  ['media/common/table/find/x.ts', `import styles from './find.css' with { type: 'text' };`],
];

describe('which folder may import which', function () {
  // ESLint loads its configuration and plugins once.
  this.timeout(60_000);

  for (const [file, code, why] of forbidden) {
    it(`refuses ${why}: ${code} in ${file}`, async () => {
      assert.equal(refusals(file, code).length, 1, 'by the tree of TypeScript');
      // Lint does not know a folder that is not listed: its configuration fails as a whole.
      if (!file.startsWith('src/unlisted/')) {
        assert.ok((await lintRefusals(file, code)).length > 0, 'by lint');
      }
    });
  }

  for (const [file, code] of allowed) {
    it(`allows ${code} in ${file}`, async () => {
      assert.deepEqual(refusals(file, code), []);
      assert.deepEqual(await lintRefusals(file, code), []);
    });
  }

  it('holds for every import of the sources', () => {
    const files = scripts();
    const imports = files.flatMap((file) => importsIn(file, readSource(file)));
    assert.ok(files.length > 300 && imports.length > 1000, `${files.length} files, ${imports.length} imports`);
    assert.deepEqual(
      files.flatMap((file) => refusals(file, readSource(file))),
      [],
    );
  });

  it('is asked of every script: all of them are TypeScript', () => {
    assert.deepEqual(
      scripts().filter((file) => !/^[^.]+(\.d)?\.ts$/.test(file)),
      [],
    );
  });

  it('lists every folder, and no folder that is gone', () => {
    assert.deepEqual(Object.keys(mayImport).sort(), allFolders(root));
  });

  it('names folders and files that exist', () => {
    const names = [...Object.values(mayImport), ...Object.values(packageUsers)].flat();
    const folderOf = (name: string) => (name.startsWith('media') ? name : `src/${name}`);
    assert.deepEqual(
      names.filter((name) => !existsSync(path.join(root, folderOf(name)))),
      [],
    );
  });

  it('lists no package that nobody imports', () => {
    const used = scripts().flatMap((file) => importsIn(file, readSource(file)).map(({ specifier }) => specifier));
    assert.deepEqual(
      Object.keys(packageUsers).filter(
        (name) => !used.some((one) => one === name || one?.startsWith(`${name}/`) === true),
      ),
      [],
    );
  });
});
