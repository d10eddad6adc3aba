// The lint rule for mayImport of eslint.folders.mjs: every way to import, in code and in types.
import path from 'node:path';
import { importRefusal } from './eslint.folders.mjs';

/** @type {import('eslint').Rule.RuleModule} */
export const allowedImports = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/');
    /** @param {any} node an import @param {any} source what it imports */
    const check = (node, source) => {
      const message =
        typeof source?.value === 'string'
          ? importRefusal(context.cwd, file, source.value)
          : 'Import by a string literal: others cannot be judged.';
      if (message !== undefined) {
        context.report({ node, message });
      }
    };
    /** @param {any} node */
    const checkSource = (node) => check(node, node.source);
    return {
      ImportDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      'ExportNamedDeclaration[source]': checkSource,
      ImportExpression: checkSource,
      TSImportType: checkSource,
      /** @param {any} node `import fs = require('node:fs')` */
      TSExternalModuleReference: (node) => check(node, node.expression),
      /** @param {any} node `declare module 'vscode'` */
      "TSModuleDeclaration[id.type='Literal']": (node) => check(node, node.id),
    };
  },
};
