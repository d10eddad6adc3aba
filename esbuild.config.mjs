// node esbuild.config.mjs [--production] [--tests] [--watch]
//   without flags   the extension and its webview, for development: sourcemaps, readable
//   --production    minified, without sourcemaps; prints the sizes
//   --tests         the tests as well
//   --only-tests    nothing but the tests
//   --watch         builds again on every change
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

/**
 * Parts of the extension that load only when they are needed: output name → source. esbuild cannot split CommonJS into chunks, so each
 * is a script of its own in dist/, and a dynamic import of the source becomes a require of that script. A lazy part has its own copy of
 * what it imports, so no class may cross its border that the other side tells by `instanceof`.
 *
 * @type {Record<string, string>}
 */
const lazyEntries = {
  reportPanel: 'src/features/reportPanel/panelScript.ts',
  graph: 'src/services/graph/client.ts',
  sample: 'src/services/sample/service.ts',
  tables: 'src/services/tables/localTable.ts',
  recordParser: 'src/core/table/csv/recordParser.ts',
  history: 'src/services/reports/historyReader.ts',
  overview: 'src/features/overview/overviewPanel.ts',
  workerTable: 'src/services/tables/workerTable.ts',
  tableWorker: 'src/services/tables/worker.ts',
  appOnly: 'src/services/auth/appOnly/appOnlySessions.ts',
  registration: 'src/features/connections/registrationDialogs.ts',
  archiveWriter: 'src/services/archive/snapshotWriter.ts',
  archiveCopy: 'src/services/archive/copy.ts',
  archiveDialogs: 'src/features/archiveAdmin/archiveDialogs.ts',
  collect: 'src/features/collect/collectScript.ts',
  editConnection: 'src/features/connections/editConnection.ts',
  saveChart: 'src/features/export/saveChart.ts',
  comparePick: 'src/features/reportPanel/pickComparison.ts',
  compareSnapshots: 'src/features/snapshotDiff/compareSnapshots.ts',
  difference: 'src/services/tables/localDiff.ts',
  findUser: 'src/features/userSearch/findUser.ts',
};

/** @type {esbuild.Plugin} */
const lazyImports = {
  name: 'lazy-imports',
  setup(build) {
    const scripts = new Map(
      Object.entries(lazyEntries).map(([name, source]) => [path.join(root, source), `./${name}.js`]),
    );
    build.onResolve({ filter: /./ }, async (args) => {
      if (args.kind !== 'dynamic-import' || args.pluginData === lazyImports.name) {
        return undefined;
      }
      const { path: source } = await build.resolve(args.path, {
        kind: 'import-statement',
        importer: args.importer,
        resolveDir: args.resolveDir,
        pluginData: lazyImports.name,
      });
      const script = scripts.get(source);
      return script === undefined ? undefined : { path: script, external: true };
    });
  },
};

/**
 * A worker is started with a file, so for the tests, too, its script is one of its own.
 *
 * @type {esbuild.Plugin}
 */
const workerOfTests = {
  name: 'worker-of-tests',
  setup(build) {
    build.onResolve({ filter: /^\.\/worker\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import'
        ? { path: pathToFileURL(path.join(root, 'out/test/tableWorker.js')).href, external: true }
        : undefined,
    );
  },
};

/** @type {esbuild.BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  logLevel: 'warning',
  metafile: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
};

/** @type {esbuild.BuildOptions} */
const extension = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/main.ts', ...lazyEntries },
  outdir: 'dist',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  plugins: [lazyImports],
  // A plain require: the extension is CommonJS, and so are its lazy parts.
  supported: { 'dynamic-import': false },
};

/** @type {esbuild.BuildOptions} */
const webview = {
  ...shared,
  entryPoints: [
    { in: 'media/report/main.ts', out: 'media/report' },
    { in: 'media/report/report.css', out: 'media/report' },
    { in: 'media/overview/main.ts', out: 'media/overview' },
    { in: 'media/overview/overview.css', out: 'media/overview' },
    { in: 'media/snapshotDiff/main.ts', out: 'media/snapshotDiff' },
    { in: 'media/snapshotDiff/snapshotDiff.css', out: 'media/snapshotDiff' },
    { in: 'media/userSearch/main.ts', out: 'media/userSearch' },
    { in: 'media/userSearch/userSearch.css', out: 'media/userSearch' },
    { in: 'node_modules/@vscode/codicons/dist/codicon.css', out: 'media/codicon' },
  ],
  outdir: 'dist',
  format: 'esm',
  platform: 'browser',
  target: 'chrome120',
  loader: { '.ttf': 'file' },
  assetNames: 'media/[name]',
  tsconfig: 'media/tsconfig.json',
};

/** @returns {esbuild.BuildOptions} */
const tests = () => ({
  ...shared,
  entryPoints: [...testEntries(), { in: 'src/services/tables/worker.ts', out: 'tableWorker' }],
  outdir: 'out/test',
  outbase: 'test',
  plugins: [workerOfTests],
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  external: ['vscode'],
  minify: false,
  sourcemap: 'linked',
  // CommonJS has no import.meta, but what the tests share with the scripts is written for ES modules.
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
});

function testEntries() {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) =>
      /^(unit|host|ui)\/.*\.test\.ts$|^unit\/.*Process\.ts$|^host\/index\.ts$|^bench\/.*\.ts$/.test(name),
    )
    .map((name) => ({ in: `test/${name}`, out: name.slice(0, -'.ts'.length) }));
}

/**
 * The catalogue stays out of the extension's script, because it is as big as the rest together and not needed to activate.
 * Without its line breaks it is a third smaller.
 */
function copyCatalog() {
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  const catalog = JSON.parse(readFileSync(path.join(root, 'src/core/catalog/reports.json'), 'utf8'));
  writeFileSync(path.join(root, 'dist/reports.json'), JSON.stringify(catalog));
}

/** @param {esbuild.BuildOptions} options */
function missingEntries(options) {
  const entries = Array.isArray(options.entryPoints)
    ? options.entryPoints.map((entry) => (typeof entry === 'string' ? entry : entry.in))
    : Object.values(options.entryPoints ?? {});
  return entries.filter((entry) => !existsSync(path.join(root, entry)));
}

/**
 * The licences of everything that came from packages into what is delivered: their authors ask to be named where their work goes.
 *
 * @param {esbuild.Metafile} metafile
 */
function writeNotices({ inputs }) {
  const folders = new Set(
    Object.keys(inputs).flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const texts = readdirSync(path.join(root, folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
    const body = texts.sort().map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim());
    return [`${name} ${version} (${license})`, ...body].join('\n\n');
  });
  writeFileSync(path.join(root, 'dist/THIRD-PARTY-NOTICES.txt'), `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** @param {esbuild.Metafile} metafile */
function printSizes(metafile) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${file}`);
  }
}

const onlyTests = flags.has('--only-tests');
const withTests = onlyTests || flags.has('--tests');
const builds = [...(onlyTests ? [] : [extension, webview]), ...(withTests ? [tests()] : [])];

const missing = builds.flatMap(missingEntries);
if (missing.length > 0) {
  console.error(`Nothing was built: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
  process.exit(1);
}

if (flags.has('--watch')) {
  copyCatalog();
  const contexts = await Promise.all(builds.map((options) => esbuild.context({ ...options, logLevel: 'info' })));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  // Names of outputs change; what an earlier build left must neither be packaged nor be run as a test.
  if (!onlyTests) {
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
    copyCatalog();
  }
  if (withTests) {
    rmSync(path.join(root, 'out/test'), { recursive: true, force: true });
  }
  try {
    const results = await Promise.all(builds.map((options) => esbuild.build(options)));
    const metafile = {
      inputs: Object.assign({}, ...results.map((result) => result.metafile?.inputs)),
      outputs: Object.assign({}, ...results.map((result) => result.metafile?.outputs)),
    };
    mkdirSync(path.join(root, 'out'), { recursive: true });
    writeFileSync(path.join(root, 'out/meta.json'), JSON.stringify(metafile));
    if (production) {
      writeNotices(metafile);
      printSizes(metafile);
    }
  } catch {
    // esbuild has printed what is wrong.
    process.exit(1);
  }
}
