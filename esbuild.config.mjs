// node esbuild.config.mjs [--production] [--tests] [--watch]
//   without flags   the extension and its webview, for development: sourcemaps, readable
//   --production    minified, without sourcemaps; prints the sizes
//   --tests         the tests as well
//   --only-tests    nothing but the tests
//   --watch         builds again on every change
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

/**
 * Parts of the extension that load only when they are needed: output name → source. esbuild cannot split CommonJS into chunks, so each
 * is an entry of its own, and the extension requires it by its path in dist/.
 *
 * @type {Record<string, string>}
 */
const lazyEntries = {};

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
  entryPoints: { extension: 'src/extension.ts', ...lazyEntries },
  outdir: 'dist',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode', ...Object.keys(lazyEntries).map((name) => `./${name}.js`)],
};

/** @type {esbuild.BuildOptions} */
const webview = {
  ...shared,
  entryPoints: ['main.ts', 'report.css'].map((name) => ({
    in: path.join('media/report', name),
    out: path.join('media', name === 'main.ts' ? 'report' : path.parse(name).name),
  })),
  outdir: 'dist',
  format: 'esm',
  platform: 'browser',
  target: 'chrome120',
  loader: { '.ttf': 'file' },
  assetNames: 'media/[name]',
  tsconfig: 'media/tsconfig.json',
};

/** @type {esbuild.BuildOptions} */
const tests = {
  ...shared,
  entryPoints: testEntries(),
  outdir: 'out/test',
  outbase: 'test',
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
};

function testEntries() {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /^(unit|host|ui)\/.*\.test\.ts$|^host\/index\.ts$|^bench\/.*\.ts$/.test(name))
    .map((name) => `test/${name}`);
}

/** @param {esbuild.BuildOptions} options */
function missingEntries(options) {
  const entries = Array.isArray(options.entryPoints)
    ? options.entryPoints.map((entry) => (typeof entry === 'string' ? entry : entry.in))
    : Object.values(options.entryPoints ?? {});
  return entries.filter((entry) => !existsSync(path.join(root, entry)));
}

/** @param {esbuild.Metafile} metafile */
function printSizes(metafile) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    console.log(`${(bytes / 1024).toFixed(1).padStart(8)} KB  ${file}`);
  }
}

const onlyTests = flags.has('--only-tests');
const withTests = onlyTests || flags.has('--tests');
const builds = [...(onlyTests ? [] : [extension, webview]), ...(withTests ? [tests] : [])];

const missing = builds.flatMap(missingEntries);
if (missing.length > 0) {
  console.error(`Nothing was built: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
  process.exit(1);
}

if (flags.has('--watch')) {
  const contexts = await Promise.all(builds.map((options) => esbuild.context({ ...options, logLevel: 'info' })));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  // Names of outputs change; what an earlier build left must neither be packaged nor be run as a test.
  if (!onlyTests) {
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
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
      printSizes(metafile);
    }
  } catch {
    // esbuild has printed what is wrong.
    process.exit(1);
  }
}
