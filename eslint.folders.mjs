// Which folder may import which. What is not listed is forbidden, and a folder that is not listed fails the lint run.
import { readdirSync } from 'node:fs';
import path from 'node:path';

const CATALOG = 'core/catalog';
const STORE = 'core/table/store';
const TABLE = [STORE, 'core/table/csv', 'core/table/json', 'core/table/query', 'core/table/charts'];
const CORE = [CATALOG, ...TABLE, 'core/history', 'core/diff', 'core/users', 'core/export'];
const AUTH = ['services/auth', 'services/auth/connections', 'services/auth/delegated', 'services/auth/appOnly'];
const SERVICES = [
  'services/reports',
  'services/tables',
  'services/archive',
  'services/collect',
  'services/throttling',
  ...AUTH,
];
const BOTH_SIDES = ['shared', 'shared/pages'];

/** What a feature may use: everything below it, and what features have in common. A feature never imports another. */
const BELOW_FEATURES = ['base', ...BOTH_SIDES, ...CORE, ...SERVICES, 'l10n', 'features/common'];
const feature = ['.', ...BELOW_FEATURES];

/** What a page may use. */
const PAGE_BASE = [
  'media/common/base',
  'media/common/base/format',
  'media/common/base/host',
  'media/common/base/components',
];
const BELOW_PAGES = ['base', ...BOTH_SIDES, ...PAGE_BASE];
const CHARTS = ['media/common/charts/drawing', 'media/common/charts/measures'];

/**
 * Folders below `src/` as they are, those of the pages with `media/` before. Every folder may import itself.
 *
 * @type {Record<string, readonly string[]>}
 */
export const mayImport = {
  // Floor 1: what has no domain, and what both sides of a page share.
  base: [],
  shared: ['base'],
  'shared/pages': ['base', 'shared'],

  // Floor 2: pure.
  'core/catalog': ['base', 'shared'],
  'core/table/store': ['base', 'shared', CATALOG],
  'core/table/csv': ['base', 'shared', CATALOG, STORE],
  'core/table/json': ['base', 'shared', CATALOG, STORE],
  'core/table/query': ['base', 'shared', STORE],
  'core/table/charts': ['base', 'shared', CATALOG, STORE],
  'core/history': ['base', 'shared', CATALOG, STORE],
  'core/diff': ['base', 'shared', CATALOG, STORE, 'core/table/query'],
  'core/users': ['base', 'shared', CATALOG, STORE, 'core/table/csv', 'core/table/json'],
  'core/export': ['base', 'shared', STORE],

  // Floor 3: Node.
  'services/graph': ['base', CATALOG],
  'services/sample': ['base', 'shared', CATALOG, 'services/sample/plans'],
  'services/sample/plans': ['base', CATALOG, 'services/sample'],
  'services/archive': ['base', 'shared', CATALOG],
  'services/auth': ['base', 'services/graph', ...AUTH],
  'services/auth/connections': ['base', CATALOG],
  'services/auth/delegated': ['base', 'services/graph', 'services/auth', 'services/auth/connections'],
  'services/auth/appOnly': ['base', 'services/graph', 'services/auth', 'services/auth/connections'],
  'services/throttling': ['base', CATALOG, 'services/graph', 'services/auth/connections'],
  'services/tables': ['base', 'shared', CATALOG, ...TABLE, 'core/diff', 'core/export'],
  'services/reports': [
    'base',
    'shared',
    ...CORE,
    ...AUTH,
    'services/archive',
    'services/graph',
    'services/sample',
    'services/tables',
    'services/throttling',
  ],
  'services/collect': ['base', 'shared', CATALOG, 'services/reports', 'services/throttling'],

  // Floor 4: VS Code, and the command line beside it.
  // Notices are what the pages show; the command line collects.
  l10n: ['base', ...BOTH_SIDES, CATALOG, 'services/auth/connections', 'services/throttling', 'services/collect'],
  'features/common': [
    '.',
    'base',
    ...BOTH_SIDES,
    CATALOG,
    'core/export',
    'core/table/charts',
    'services/auth/connections',
    'services/reports',
    'services/tables',
    'l10n',
  ],
  'features/archiveAdmin': feature,
  'features/collect': feature,
  'features/connections': [...feature, 'features/connections/registration'],
  'features/connections/registration': feature,
  'features/export': feature,
  'features/overview': feature,
  'features/reportPanel': feature,
  'features/sidebar': feature,
  'features/snapshotDiff': feature,
  'features/userSearch': feature,
  api: ['.', 'base', 'shared', CATALOG, 'services/auth/connections', 'services/reports', 'l10n', 'features/common'],
  cli: ['base', 'shared', CATALOG, ...SERVICES, 'services/graph', 'l10n'],
  '.': [...BELOW_FEATURES, 'api', 'services/graph', ...featureFolders()],

  // The pages: they run in a browser, and know the extension by its messages only.
  'media/common/base': ['base', ...BOTH_SIDES],
  'media/common/base/format': ['base', ...BOTH_SIDES, 'media/common/base'],
  'media/common/base/host': ['base', ...BOTH_SIDES, 'media/common/base', 'media/common/base/format'],
  'media/common/base/components': ['base', ...BOTH_SIDES, 'media/common/base', 'media/common/base/format'],
  'media/common/table/filters': BELOW_PAGES,
  'media/common/table/grid': [...BELOW_PAGES, 'media/common/table/filters'],
  'media/common/table': [...BELOW_PAGES, 'media/common/table/filters', 'media/common/table/grid'],
  'media/common/charts/drawing': BELOW_PAGES,
  'media/common/charts/measures': [...BELOW_PAGES, 'media/common/charts/drawing'],
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
  ],
  'media/report/history': [...BELOW_PAGES, 'media/report'],
  'media/overview': [...BELOW_PAGES, ...CHARTS],
  'media/snapshotDiff': [...BELOW_PAGES, 'media/common/table/filters', 'media/common/table/grid'],
  'media/userSearch': BELOW_PAGES,
};

/** Folders, with what is below them, that may import `vscode`. */
export const NEEDS_VSCODE = ['.', 'api', 'features'];

/** Folders, with what is below them, that may import `node:*`. */
export const NEEDS_NODE = ['.', 'services', 'features', 'cli'];

function featureFolders() {
  return [
    'archiveAdmin',
    'collect',
    'common',
    'connections',
    'export',
    'overview',
    'reportPanel',
    'sidebar',
    'snapshotDiff',
    'userSearch',
  ].map((name) => `features/${name}`);
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
  return [...new Set(folders)].map((folder) => (folder === 'src' ? '.' : folder.replace(/^src\//, ''))).sort();
}

/** The list as the lint rule takes it: for each folder everything is forbidden but what is listed. */
export function importZones() {
  return Object.entries(mayImport).map(([folder, allowed]) => ({
    target: `${pathOf(folder)}/*.ts`,
    from: ['./src/**/*', './media/**/*'],
    except: [...new Set([...allowed, folder])].map((name) => `**/${pathOf(name).slice(2)}/*.ts`),
    message: `${folder} may not import this: see mayImport in eslint.folders.mjs.`,
  }));
}

/** @param {string} folder */
function pathOf(folder) {
  return folder === '.' ? './src' : folder.startsWith('media') ? `./${folder}` : `./src/${folder}`;
}
