import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import { allFolders, mayImport } from './eslint.folders.mjs';
import { allowedImports } from './eslint.imports.mjs';
import { restrictions } from './eslint.restrictions.mjs';
import { textRules } from './eslint.texts.mjs';

const unlisted = allFolders(import.meta.dirname).filter((folder) => !(folder in mayImport));
if (unlisted.length > 0) {
  throw new Error(`eslint.folders.mjs does not say what these folders may import: ${unlisted.join(', ')}`);
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
    plugins: { folders: { rules: { 'allowed-imports': allowedImports } } },
    rules: {
      'folders/allowed-imports': 'error',
      '@typescript-eslint/triple-slash-reference': ['error', { lib: 'never', path: 'never', types: 'never' }],
      'no-eval': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { texts: textRules },
    rules: { 'texts/numbers-are-formatted': 'error' },
  },
  ...restrictions(),
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
