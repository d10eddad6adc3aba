// Which folder may import which, and which packages. What is not listed is forbidden, and a folder that is not listed fails the lint run.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const CATALOG = 'core/catalog';
const STORE = 'core/table/store';
const TABLE = [STORE, 'core/table/csv', 'core/table/json', 'core/table/query', 'core/table/charts'];
const ATTRIBUTES = 'core/users/attributes';
const JOINED = 'core/users/joined';
const USERS = ['core/users', ATTRIBUTES, JOINED, 'core/licenses', 'core/storage'];
const DIRECTORY = 'core/directory';
const QUERY_NAMES = 'core/queryNames';
const HIGHLIGHTS = 'core/highlights';
const CORE = [
  CATALOG,
  ...TABLE,
  'core/history',
  HIGHLIGHTS,
  'core/diff',
  ...USERS,
  DIRECTORY,
  QUERY_NAMES,
  'core/alerts',
  'core/export',
  'core/handout',
  'core/handout/files',
  'core/sqlViews',
];
const AUTH = ['services/auth', 'services/auth/connections', 'services/auth/delegated', 'services/auth/appOnly'];
const SERVICES = [
  'services/reports',
  'services/tables',
  'services/users',
  'services/files',
  'services/archive',
  'services/attributes',
  'services/collect',
  'services/directory',
  'services/throttling',
  'services/views',
  'services/alerts',
  'services/licenses',
  'services/storage',
  'services/archiveQueries',
  'services/sqlViews',
  'services/handout',
  ...AUTH,
];
const QUERY = 'shared/query';
const VIEWS = 'shared/views';
const FORMAT = 'shared/format';
const BOTH_SIDES = ['shared', 'shared/pages', QUERY, VIEWS, FORMAT];

/** Of the root of `src/`, the floors below may import these files: never the entry and what constructs everything. */
const SETTINGS = 'settings.ts';
const COMMANDS = ['commandIds.ts', 'commandArguments.ts'];

/** What a feature may use: everything below it, and what features have in common. A feature never imports another. */
const BELOW_FEATURES = [
  'base',
  ...BOTH_SIDES,
  ...CORE,
  ...SERVICES,
  'l10n',
  'l10n/handoutTemplates',
  'features/common',
];
const feature = [SETTINGS, ...COMMANDS, ...BELOW_FEATURES];

/** What a page may use. */
const PAGE_BASE = [
  'media/common/base',
  'media/common/base/format',
  'media/common/base/host',
  'media/common/base/components',
];
const BELOW_PAGES = ['base', ...BOTH_SIDES, ...PAGE_BASE];
const CHARTS = ['shared/charts', 'media/common/charts/drawing', 'media/common/charts/measures'];

/**
 * Folders below `src/` as they are, those of the pages with `media/` before. Every folder may import itself. What ends with `.ts` is a
 * single file.
 *
 * @type {Record<string, readonly string[]>}
 */
export const mayImport = {
  // Floor 1: what has no domain, and what both sides of a page share.
  base: [],
  shared: ['base'],
  'shared/query': ['base', 'shared'],
  'shared/pages': ['base', 'shared', QUERY],
  [FORMAT]: ['base', 'shared', 'shared/pages', QUERY],
  'shared/charts': ['base', 'shared', FORMAT],
  'shared/views': ['base', 'shared', 'shared/pages', QUERY],

  // Floor 2: pure.
  'core/catalog': ['base', 'shared'],
  'core/table/store': ['base', 'shared', CATALOG],
  'core/table/csv': ['base', 'shared', CATALOG, STORE],
  'core/table/json': ['base', 'shared', CATALOG, STORE],
  'core/table/query': ['base', 'shared', QUERY, CATALOG, STORE],
  'core/table/charts': ['base', 'shared', CATALOG, STORE],
  'core/history': ['base', 'shared', CATALOG, STORE],
  [HIGHLIGHTS]: ['base', 'shared'],
  'core/diff': ['base', 'shared', CATALOG, STORE, 'core/table/query'],
  'core/users': ['base', 'shared', CATALOG, STORE, 'core/table/csv', 'core/table/json'],
  'core/licenses': ['base', 'shared', FORMAT, QUERY, CATALOG, STORE, 'core/table/query', JOINED, DIRECTORY],
  'core/storage': ['base', 'shared', CATALOG, STORE, 'core/diff'],
  [ATTRIBUTES]: [
    'base',
    'shared',
    CATALOG,
    STORE,
    'core/table/csv',
    'core/table/query',
    'core/users',
    'core/licenses',
    DIRECTORY,
  ],
  [JOINED]: ['base', 'shared', CATALOG, STORE, 'core/users'],
  [DIRECTORY]: ['base', 'shared', CATALOG],
  [QUERY_NAMES]: ['base', 'shared', QUERY, CATALOG, STORE, DIRECTORY],
  'core/alerts': ['base', 'shared', QUERY, CATALOG, STORE, 'core/storage', 'core/table/query', QUERY_NAMES],
  'core/export': ['base', 'shared', STORE, 'core/export/xlsx'],
  'core/export/xlsx': ['base', 'shared', STORE, 'core/export'],
  'core/sqlViews': [CATALOG, STORE],
  'core/handout': ['base', 'shared', 'shared/pages', 'shared/format', QUERY, CATALOG, 'core/users', STORE, QUERY_NAMES],
  'core/handout/files': ['base', 'shared', 'shared/pages', FORMAT, 'shared/charts', 'core/export', 'core/handout'],

  // Floor 3: Node.
  'services/graph': ['base', 'shared', CATALOG],
  'services/sample': ['base', 'shared', CATALOG, 'services/sample/generators'],
  'services/sample/generators': ['base', CATALOG, 'services/sample'],
  'services/files': ['base'],
  'services/archive': ['base', 'shared', CATALOG, 'services/files'],
  'services/auth': ['base', 'services/graph', ...AUTH],
  'services/auth/connections': ['base', CATALOG],
  'services/auth/delegated': ['base', 'services/graph', 'services/auth', 'services/auth/connections'],
  'services/auth/appOnly': ['base', 'services/graph', 'services/auth', 'services/auth/connections'],
  'services/throttling': ['base', CATALOG, 'services/files', 'services/graph', 'services/auth/connections'],
  'services/tables': [
    'base',
    'shared',
    FORMAT,
    QUERY,
    CATALOG,
    ...TABLE,
    'core/diff',
    ATTRIBUTES,
    JOINED,
    'core/licenses',
    'core/storage',
    'core/export',
  ],
  'services/reports': [
    'base',
    'shared',
    QUERY,
    VIEWS,
    ...CORE,
    ...AUTH,
    'services/files',
    'services/archive',
    'services/graph',
    'services/sample',
    'services/tables',
    'services/throttling',
  ],
  'services/sqlViews': ['base', CATALOG, DIRECTORY, 'core/sqlViews', 'services/archive'],
  'services/storage': [
    'base',
    'shared',
    QUERY,
    'core/storage',
    'services/auth/connections',
    'services/reports',
    'services/tables',
  ],
  'services/users': ['base', 'shared', JOINED, 'services/auth/connections', 'services/reports', 'services/tables'],
  'services/collect': [
    'base',
    'shared',
    CATALOG,
    JOINED,
    DIRECTORY,
    'services/archive',
    'services/auth',
    'services/auth/connections',
    'services/directory',
    'services/files',
    'services/reports',
    'services/sample',
    'services/throttling',
  ],
  'services/directory': [
    'base',
    'shared',
    CATALOG,
    ...TABLE,
    DIRECTORY,
    'services/archive',
    'services/auth/connections',
    'services/graph',
  ],

  'services/attributes': [
    'base',
    'shared',
    CATALOG,
    'core/table/csv',
    'core/users',
    ATTRIBUTES,
    DIRECTORY,
    'services/auth/connections',
    'services/directory',
    'services/reports',
    'services/sample',
    'services/tables',
  ],
  'services/views': ['base', VIEWS, 'services/files'],
  'services/alerts': [
    'base',
    'shared',
    QUERY,
    STORE,
    'core/alerts',
    'core/licenses',
    'core/storage',
    'services/archive',
    'services/archiveQueries',
    'services/files',
    'services/reports',
    'services/tables',
  ],
  'services/licenses': [
    'base',
    'shared',
    QUERY,
    CATALOG,
    STORE,
    'core/table/query',
    ATTRIBUTES,
    JOINED,
    'core/licenses',
    'services/auth/connections',
    'services/directory',
    'services/reports',
    'services/tables',
  ],
  'services/archiveQueries': [
    'base',
    'shared',
    QUERY,
    CATALOG,
    STORE,
    'core/table/query',
    QUERY_NAMES,
    JOINED,
    'core/licenses',
    'core/storage',
    'services/auth/connections',
    'services/directory',
    'services/licenses',
    'services/reports',
    'services/storage',
    'services/tables',
    'services/users',
  ],

  'services/handout': [
    'base',
    'shared',
    'shared/format',
    QUERY,
    CATALOG,
    'core/table/query',
    STORE,
    HIGHLIGHTS,
    JOINED,
    'core/storage',
    'core/handout',
    'services/archiveQueries',
    'services/reports',
  ],

  // Floor 4: VS Code, and the command line beside it.
  // Notices are what the pages show; the command line collects.
  l10n: [
    'base',
    ...BOTH_SIDES,
    CATALOG,
    DIRECTORY,
    JOINED,
    'core/export',
    'core/alerts',
    'core/handout',
    'core/storage',
    'core/handout/files',
    'services/auth/connections',
    'services/throttling',
    'services/sqlViews',
    'services/collect',
  ],
  'l10n/handoutTemplates': ['base', 'shared', QUERY, JOINED, 'core/handout', 'core/licenses', 'core/storage', 'l10n'],
  'features/common': [
    SETTINGS,
    ...COMMANDS,
    'base',
    ...BOTH_SIDES,
    CATALOG,
    'core/export',
    'core/table/charts',
    'services/auth/connections',
    'services/collect',
    'services/reports',
    'services/tables',
    'services/views',
    'l10n',
  ],
  'features/alerts': feature,
  'features/archiveAdmin': feature,
  'features/attributes': feature,
  'features/collect': feature,
  'features/columnNames': feature,
  'features/connections': [...feature, 'features/connections/registration'],
  'features/connections/registration': feature,
  'features/directory': feature,
  'features/export': [...feature, 'core/export/xlsx'],
  'features/handout': feature,
  'features/licenses': feature,
  'features/overview': feature,
  'features/reportPanel': feature,
  'features/sampleTenant': feature,
  'features/savedViews': feature,
  'features/sidebar': feature,
  'features/snapshotDiff': feature,
  'features/storage': feature,
  'features/tenants': feature,
  'features/users': feature,
  'features/userSearch': feature,
  api: [
    ...COMMANDS,
    'base',
    'shared',
    QUERY,
    VIEWS,
    CATALOG,
    'services/auth/connections',
    'services/reports',
    'services/tables',
    'l10n',
    'features/common',
  ],
  cli: [
    'base',
    'shared',
    QUERY,
    VIEWS,
    CATALOG,
    JOINED,
    DIRECTORY,
    'core/storage',
    'core/alerts',
    'core/export',
    'core/handout',
    'core/handout/files',
    'core/licenses',
    'core/sqlViews',
    FORMAT,
    ...SERVICES,
    'services/graph',
    'services/sample',
    'l10n',
    'l10n/handoutTemplates',
  ],
  // And every feature, see below.
  '.': [...BELOW_FEATURES, 'api', 'services/graph', 'services/sample'],

  // The pages: they run in a browser, and know the extension by its messages only.
  'media/common/base': ['base', ...BOTH_SIDES],
  'media/common/base/format': ['base', ...BOTH_SIDES, 'media/common/base'],
  'media/common/base/host': ['base', ...BOTH_SIDES, 'media/common/base', 'media/common/base/format'],
  'media/common/base/components': ['base', ...BOTH_SIDES, 'media/common/base', 'media/common/base/format'],
  'media/common/table/filters': BELOW_PAGES,
  'media/common/table/grid': [...BELOW_PAGES, 'media/common/table/filters'],
  'media/common/table/columns': [...BELOW_PAGES, 'media/common/table/filters', 'media/common/table/grid'],
  'media/common/table/find': [...BELOW_PAGES, 'media/common/table/grid'],
  'media/common/table/selection': [...BELOW_PAGES, 'media/common/table/grid'],
  'media/common/table/card': [...BELOW_PAGES, 'media/common/table/grid'],
  'media/common/table': [
    ...BELOW_PAGES,
    'media/common/table/card',
    'media/common/table/columns',
    'media/common/table/filters',
    'media/common/table/find',
    'media/common/table/grid',
    'media/common/table/selection',
  ],
  'media/common/charts/drawing': [...BELOW_PAGES, 'shared/charts'],
  'media/common/charts/measures': [...BELOW_PAGES, 'shared/charts', 'media/common/charts/drawing'],
  'media/common/charts/cards': [...BELOW_PAGES, ...CHARTS],
  'media/common/charts/large': [...BELOW_PAGES, ...CHARTS],
  'media/common/charts/saving': [...BELOW_PAGES, ...CHARTS, 'media/common/charts/cards'],
  'media/common/charts': [
    ...BELOW_PAGES,
    ...CHARTS,
    'media/common/charts/cards',
    'media/common/charts/large',
    'media/common/charts/saving',
  ],
  'media/report': [
    ...BELOW_PAGES,
    'media/common/table',
    'media/common/table/filters',
    'media/common/charts',
    'media/common/charts/measures',
    'media/report/history',
    'media/report/groups',
    'media/report/overTime',
    'media/report/sources',
  ],
  'media/report/history': [...BELOW_PAGES, 'media/report'],
  'media/report/sources': [...BELOW_PAGES, 'media/report'],
  'media/report/overTime': [...BELOW_PAGES, ...CHARTS, 'media/common/charts/large', 'media/report'],
  'media/report/groups': [
    ...BELOW_PAGES,
    ...CHARTS,
    'media/report/overTime',
    'media/common/table',
    'media/common/table/filters',
    'media/common/table/find',
    'media/common/table/grid',
    'media/common/table/selection',
    'media/common/charts/cards',
    'media/common/charts/large',
    'media/report',
  ],
  'media/overview': [...BELOW_PAGES, ...CHARTS],
  'media/snapshotDiff': [
    ...BELOW_PAGES,
    'media/common/table',
    'media/common/table/filters',
    'media/common/table/grid',
    'media/common/table/selection',
  ],
  'media/tenants': [...BELOW_PAGES, ...CHARTS],
  'media/userSearch': BELOW_PAGES,
};
const features = Object.keys(mayImport).filter((folder) => /^features\/\w+$/.test(folder));
mayImport['.'] = [...(mayImport['.'] ?? []), ...features];

/**
 * The folders, with what is below them, that may import a package of npm or `vscode`. A package that is not listed is forbidden everywhere.
 *
 * @type {Record<string, readonly string[]>}
 */
export const packageUsers = {
  '@azure/msal-node': ['services/auth/appOnly'],
  '@vscode/l10n': ['l10n', 'cli'],
  'csv-parse': ['core/table/csv'],
  'fflate/browser': ['core/export/xlsx'],
  hyparquet: ['core/export'],
  'hyparquet-writer': ['core/export'],
  lit: ['media'],
  undici: ['cli'],
  valibot: [
    '.',
    'core/handout',
    'core/alerts',
    'shared/pages',
    'shared/query',
    'shared/views',
    'features',
    'media/common/base',
  ],
  vscode: ['.', 'api', 'features'],
};

/** Folders, with what is below them, that run in Node only: they may import `node:*` and use Node's globals. All others run in a browser, too. */
const NEEDS_NODE = ['.', 'services', 'features', 'cli'];

/** What TypeScript is told of in `src/` and in `media/`: scripts import style sheets as texts. */
const STYLE_SHEETS = '*.css';
const TELLS_OF_STYLE_SHEETS = ['core/handout/files', 'media/common/base'];

/** Modules of Node that load others by strings, which no list can judge. */
const LOADERS = ['node:module', 'node:vm'];

/** @param {string} folder named as in `mayImport` */
export function runsInBrowser(folder) {
  return !isIn(folder, NEEDS_NODE);
}

/**
 * @param {string} root folder of the checkout
 * @param {string} file from there, `src/core/catalog/catalog.ts`
 * @param {string} specifier what it imports, however it does so
 * @returns {string | undefined} why it may not; `undefined` where it may
 */
export function importRefusal(root, file, specifier) {
  const folder = nameOf(path.posix.dirname(file));
  const allowed = mayImport[folder];
  if (allowed === undefined) {
    return `${folder} is not in mayImport of eslint.folders.mjs.`;
  }
  if (specifier === STYLE_SHEETS && TELLS_OF_STYLE_SHEETS.includes(folder)) {
    return undefined;
  }
  if (!/^\.{1,2}(\/|$)/.test(specifier)) {
    return mayUse(folder, specifier)
      ? undefined
      : `${folder} may not import ${specifier}: see packageUsers in eslint.folders.mjs.`;
  }
  const target = path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts');
  if (!/\.(js|css)$/.test(specifier) || !existsSync(path.join(root, target))) {
    return `${specifier} leads to no TypeScript file, which has to end with .js, and to no style sheet.`;
  }
  const targetFolder = nameOf(path.posix.dirname(target));
  const names = [targetFolder, ...(targetFolder === '.' ? [path.posix.basename(target)] : [])];
  return names.some((name) => name === folder || allowed.includes(name))
    ? undefined
    : `${folder} may not import ${target}: see mayImport in eslint.folders.mjs.`;
}

/**
 * @param {string} folder named as in `mayImport`
 * @param {string} specifier of an import, not relative
 */
function mayUse(folder, specifier) {
  return specifier.startsWith('node:')
    ? !runsInBrowser(folder) && !LOADERS.includes(specifier)
    : Object.entries(packageUsers).some(
        ([name, users]) => isIn(folder, users) && (specifier === name || specifier.startsWith(`${name}/`)),
      );
}

/**
 * @param {string} folder
 * @param {readonly string[]} floors
 */
function isIn(folder, floors) {
  return floors.some((floor) => folder === floor || folder.startsWith(`${floor}/`));
}

/**
 * @param {string} root folder of the checkout
 * @returns {string[]} every folder with TypeScript in it, named as in `mayImport`
 */
export function allFolders(root) {
  const folders = ['src', 'media'].flatMap((top) =>
    readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.posix.dirname(`${top}/${name.replaceAll(path.sep, '/')}`)),
  );
  return [...new Set(folders)].map((folder) => nameOf(folder)).sort();
}

/**
 * @param {string} folder from the root of the checkout, `src/core/catalog`
 * @returns {string} as in `mayImport`
 */
export function nameOf(folder) {
  return folder === 'src' ? '.' : folder.replace(/^src\//, '');
}
