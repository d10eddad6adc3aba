import eslint from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { allFolders, importZones, mayImport, NEEDS_NODE, NEEDS_VSCODE } from './eslint.folders.mjs';

const unlisted = allFolders(import.meta.dirname).filter((folder) => !(folder in mayImport));
if (unlisted.length > 0) {
  throw new Error(`eslint.folders.mjs does not say what these folders may import: ${unlisted.join(', ')}`);
}

/** @param {string} folder */
const filesIn = (folder) =>
  folder.startsWith('media') ? [`${folder}/*.ts`] : [`src/${folder === '.' ? '' : `${folder}/`}*.ts`];

const runtimeRules = Object.keys(mayImport).map((folder) => ({
  files: filesIn(folder),
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: NEEDS_VSCODE.some((floor) => isIn(folder, floor))
          ? []
          : [{ name: 'vscode', message: `${folder} runs without VS Code.` }],
        patterns: NEEDS_NODE.some((floor) => isIn(folder, floor))
          ? []
          : [{ group: ['node:*'], message: `${folder} runs in a browser too.` }],
      },
    ],
  },
}));

/** @param {string} folder @param {string} floor */
function isIn(folder, floor) {
  return folder === floor || folder.startsWith(`${floor}/`);
}

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', 'node_modules/', '.vscode-test/', '.usage-reports/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['src/tsconfig.json', 'media/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'media/**/*.ts'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: importZones() }],
    },
  },
  ...runtimeRules,
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
