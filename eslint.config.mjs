import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rooms that run anywhere: no VS Code, no Node. What they need of the outside is handed to them. */
const pureRooms = ['shared', 'catalog', 'table', 'history', 'graph', 'sample', 'difference', 'people'];

/**
 * Imports run downward: surfaces → reports, export → graph, auth, archive → catalog, table → shared.
 * Each room lists the rooms that it may not enter.
 */
const forbidden = {
  shared: ['catalog', 'table', 'graph', 'auth', 'archive', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  catalog: ['table', 'graph', 'auth', 'archive', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  table: ['graph', 'auth', 'archive', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  history: ['graph', 'auth', 'archive', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'overview', 'commands', 'platform'],
  graph: ['table', 'auth', 'archive', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  sample: ['graph', 'auth', 'archive', 'opened', 'reports', 'export', 'sidebar', 'panel', 'commands', 'platform'],
  archive: ['graph', 'auth', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'commands'],
  auth: ['table', 'archive', 'opened', 'reports', 'export', 'sidebar', 'panel', 'commands'],
  export: ['graph', 'auth', 'archive', 'opened', 'reports', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  opened: ['graph', 'auth', 'archive', 'reports', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  reports: ['sidebar', 'panel', 'commands', 'collect', 'cli'],
  collect: ['table', 'export', 'sample', 'opened', 'sidebar', 'panel', 'commands', 'words', 'platform', 'cli'],
  cli: ['sidebar', 'panel', 'commands', 'words'],
  difference: ['graph', 'auth', 'archive', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  people: ['graph', 'auth', 'archive', 'opened', 'reports', 'export', 'sample', 'sidebar', 'panel', 'commands', 'platform'],
  sidebar: ['graph', 'archive', 'sample', 'panel'],
  panel: ['graph', 'archive', 'auth', 'sample', 'sidebar'],
  overview: ['graph', 'archive', 'sample', 'sidebar'],
  commands: ['graph', 'archive', 'sample'],
  storage: ['graph', 'sample', 'sidebar', 'panel', 'reports', 'opened'],
};

const withoutVsCode = ['shared', 'catalog', 'table', 'history', 'graph', 'sample', 'archive', 'export', 'opened', 'reports', 'collect', 'cli', 'difference', 'people'];

const roomRules = Object.entries(forbidden).map(([room, rooms]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: withoutVsCode.includes(room) ? [{ name: 'vscode', message: `${room}/ runs without VS Code.` }] : [],
        patterns: [
          ...rooms.map((other) => ({ group: [`**/${other}/*`, `**/${other}/**`], message: `${room}/ does not enter ${other}/.` })),
          ...(pureRooms.includes(room) ? [{ group: ['node:*'], message: `${room}/ runs in a browser too.` }] : []),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', 'node_modules/', '.vscode-test/', '.usage-reports/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: ['src/tsconfig.json', 'media/tsconfig.json', 'test/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
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
  ...roomRules,
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', Buffer: 'readonly', performance: 'readonly' } } },
);
