// node esbuild.config.mjs [--production] [--tests] [--watch]
//   without flags   the extension and its webview, for development: sourcemaps, readable
//   --production    minified, without sourcemaps; prints the sizes
//   --tests         the tests as well
//   --only-tests    nothing but the tests
//   --clean         removes what earlier builds left, which windows that are open may still load; --production does, too
//   --watch         builds again on every change
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, watchFile, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import subsetFont from 'subset-font';
import { editorSchema } from './esbuild.schemas.mjs';

const root = import.meta.dirname;
const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

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

/**
 * Some of msal's packages are CommonJS and require modules of Node, which an ES module has no `require` for. Node gives them out
 * without one.
 *
 * @type {esbuild.Plugin}
 */
const requiredBuiltins = {
  name: 'required-builtins',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path: name }) =>
      kind === 'require-call' && isBuiltin(name) ? { path: name, namespace: 'required-builtin' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'required-builtin' }, ({ path: name }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(name)});`,
    }));
  },
};

/**
 * Of undici, what `src/cli/proxyFetch.ts` takes. It is CommonJS, so the rest of it would come along, mocks and caches too; and its parser
 * twice, of which the one for every processor is enough: half of what a proxy costs the package.
 *
 * @type {esbuild.Plugin}
 */
const undiciParts = {
  name: 'undici-parts',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, ({ path: name }) => ({ path: name, namespace: 'undici-parts' }));
    build.onLoad({ filter: /./, namespace: 'undici-parts' }, () => ({
      contents: `
        import api from 'undici/lib/api/index.js';
        import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
        export { default as EnvHttpProxyAgent } from 'undici/lib/dispatcher/env-http-proxy-agent.js';
        export { default as Pool } from 'undici/lib/dispatcher/pool.js';
        export { fetch } from 'undici/lib/web/fetch/index.js';
        Object.assign(Dispatcher.prototype, api);`,
      resolveDir: root,
    }));
    build.onResolve({ filter: /llhttp_simd-wasm\.js$/ }, ({ resolveDir, kind }) =>
      build.resolve('../llhttp/llhttp-wasm.js', { resolveDir, kind }),
    );
  },
};

/**
 * esbuild makes a chunk for each set of parts that share something: dozens of small ones, which cost VS Code 1.100 more at the start
 * than all code in them. So each part that loads lazily also imports what has been loaded before it, whichever entry it is reached
 * from. That has no effect when it runs, and leaves a handful of sets.
 *
 * @type {esbuild.Plugin}
 */
const fewChunks = {
  name: 'few-chunks',
  setup(build) {
    const entries = entryFiles(build.initialOptions).filter((file) => file.endsWith('.ts'));
    const plugins = build.initialOptions.plugins?.filter(({ name }) => name !== fewChunks.name);
    /** @type {{ starts: Set<string>, reaches: Set<string> }[]} */
    let reached = [];
    build.onStart(async () => {
      const { metafile } = await esbuild
        .build({ ...build.initialOptions, plugins, write: false, metafile: true, logLevel: 'silent' })
        .catch(() => ({ metafile: undefined }));
      // What does not build is reported by the build itself.
      reached = metafile === undefined ? [] : entries.map((entry) => reachedFrom(entry, metafile));
    });
    build.onResolve({ filter: /^\./ }, async ({ kind, path: name, importer, resolveDir }) => {
      if (kind !== 'dynamic-import') {
        return undefined;
      }
      const { path: file, errors } = await build.resolve(name, { kind: 'import-statement', importer, resolveDir });
      return errors.length > 0 || entries.includes(fromRoot(file)) ? undefined : { path: file, namespace: 'lazy' };
    });
    build.onLoad({ filter: /./, namespace: 'lazy' }, ({ path: file }) => {
      const [first, ...others] = reached.filter(({ reaches }) => reaches.has(fromRoot(file)));
      const own = [...(first?.starts ?? [])].filter(
        (one) => /^(src|media)\/.*\.ts$/.test(one) && !entries.includes(one),
      );
      const loaded = own.filter((one) => others.every(({ starts }) => starts.has(one)));
      const imports = loaded.map((one) => `import ${JSON.stringify(`./${one}`)};\n`);
      return { contents: `${imports.join('')}export * from ${JSON.stringify(file)};\n`, resolveDir: root };
    });
  },
};

/** @param {esbuild.BuildOptions} options */
function entryFiles({ entryPoints = [] }) {
  const entries = Array.isArray(entryPoints) ? entryPoints : Object.values(entryPoints);
  return entries.map((entry) => (typeof entry === 'string' ? entry : entry.in));
}

/** @param {string} file */
function fromRoot(file) {
  return path.relative(root, file).replaceAll(path.sep, '/');
}

/**
 * @param {string} entry
 * @param {esbuild.Metafile} metafile
 * @returns what is loaded with an entry, and what may be loaded sooner or later
 */
function reachedFrom(entry, { inputs }) {
  /** @type {(found: Set<string>, file: string, lazily: boolean) => Set<string>} */
  const add = (found, file, lazily) => {
    if (!found.has(file)) {
      found.add(file);
      for (const { path: imported, kind, external } of inputs[file]?.imports ?? []) {
        if (!external && (lazily || kind !== 'dynamic-import')) {
          add(found, imported, lazily);
        }
      }
    }
    return found;
  };
  return { starts: add(new Set(), entry, false), reaches: add(new Set(), entry, true) };
}

/**
 * What is imported dynamically becomes a chunk that loads when it is needed, and what several parts share is there once. A worker is
 * started with a file, so its script is an entry.
 *
 * @type {esbuild.BuildOptions}
 */
const extension = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts', cli: 'src/cli/main.ts', tableWorker: 'src/services/tables/worker.ts' },
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  plugins: [requiredBuiltins, undiciParts, fewChunks],
};

/**
 * Of the 640 icons only those stay whose names occur in the sources: 26 KB less of rules for every page to load, and a font of a quarter of
 * the size.
 *
 * @type {esbuild.Plugin}
 */
const usedIcons = {
  name: 'used-icons',
  setup(build) {
    build.onLoad({ filter: /codicon\.css$/ }, ({ path: file }) => ({
      contents: usedRules(file),
      loader: 'css',
      resolveDir: path.dirname(file),
    }));
    build.onLoad({ filter: /codicon\.ttf$/ }, async ({ path: file }) => {
      const rules = usedRules(file.replace(/ttf$/, 'css')).matchAll(/content: "\\([0-9a-f]+)"/g);
      const characters = [...rules].map(([, code = '']) => String.fromCodePoint(parseInt(code, 16)));
      return {
        contents: await subsetFont(readFileSync(file), characters.join(''), { targetFormat: 'truetype' }),
        loader: 'file',
      };
    });
  },
};

/**
 * The style sheet of the icons without the rules of icons that nothing shows.
 *
 * @param {string} file
 */
function usedRules(file) {
  const { words, prefixes } = wordsOfSources();
  const isUsed = (/** @type {string} */ name) => words.has(name) || prefixes.some((one) => name.startsWith(one));
  const rule = /^\.codicon-([a-z0-9-]+):before \{[^}]*\}\n?/gm;
  return readFileSync(file, 'utf8').replace(rule, (text, name) => (isUsed(name) ? text : ''));
}

/** Everything in the sources that could be the name of an icon, and the beginnings of names that are put together. */
function wordsOfSources() {
  const texts = ['src', 'media'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|json)$/.test(name))
      .map((name) => readFileSync(path.join(root, folder, name), 'utf8').replaceAll('codicon-', ' ')),
  );
  const found = (/** @type {RegExp} */ pattern) => texts.flatMap((text) => text.match(pattern) ?? []);
  return { words: new Set(found(/[a-z0-9]+(?:-[a-z0-9]+)*/g)), prefixes: found(/[a-z0-9]+(?:-[a-z0-9]+)*-(?=\$\{)/g) };
}

/**
 * The line breaks and indents of HTML templates are a twentieth of a page's script, and mean no more than a space. In a minified script
 * there are no others.
 *
 * @type {esbuild.Plugin}
 */
const compactTemplates = {
  name: 'compact-templates',
  setup(build) {
    build.onEnd(({ metafile }) => {
      const scripts = Object.keys(metafile?.outputs ?? {}).filter((file) => file.endsWith('.js'));
      for (const script of production && build.initialOptions.write !== false ? scripts : []) {
        const file = path.join(root, script);
        writeFileSync(file, readFileSync(file, 'utf8').replace(/\n\s+/g, ' '));
      }
    });
  },
};

/**
 * Style sheets that a script imports as texts: those of parts that load when they are used. esbuild itself takes a text as it is.
 *
 * @type {esbuild.Plugin}
 */
const styleTexts = {
  name: 'style-texts',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path: file, with: { type } }) => {
      if (type !== 'text') {
        return undefined;
      }
      const { code } = await esbuild.transform(readFileSync(file), { loader: 'css', minify: production });
      return { contents: code.trimEnd(), loader: 'text' };
    });
  },
};

/** Every folder of `media/` that has a `main.ts` is a page. */
function pageNames() {
  return readdirSync(path.join(root, 'media')).filter((name) => existsSync(path.join(root, 'media', name, 'main.ts')));
}

/**
 * What several pages have in common is there once, in chunks that each of them begins with.
 *
 * @type {esbuild.BuildOptions}
 */
const pages = {
  ...shared,
  entryPoints: [
    ...pageNames().flatMap((page) => [
      { in: `media/${page}/main.ts`, out: `media/${page}` },
      { in: `media/${page}/${page}.css`, out: `media/${page}` },
    ]),
    { in: 'node_modules/@vscode/codicons/dist/codicon.css', out: 'media/codicon' },
  ],
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  chunkNames: 'media/[name]-[hash]',
  platform: 'browser',
  target: 'chrome120',
  loader: { '.ttf': 'file' },
  assetNames: 'media/[name]',
  tsconfig: 'media/tsconfig.json',
  plugins: [usedIcons, styleTexts, fewChunks, compactTemplates],
};

/**
 * The worker's script is an entry here, too. What the files of tests share is there once, so they are split like the extension.
 *
 * @returns {Promise<esbuild.BuildOptions>}
 */
const tests = async () => ({
  ...shared,
  entryPoints: [...testEntries(), { in: 'src/services/tables/worker.ts', out: 'tableWorker' }],
  outdir: 'out/test',
  outbase: 'test',
  // Only here: the folder of the tests is not there where the package is built.
  plugins: [(await import('./test/support/pageTexts/textsOfTests.mjs')).textsOfTests],
  format: 'esm',
  // VS Code takes a script of tests for an ES module by this ending, or by the package.json of the extension it lies in.
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  external: ['vscode'],
  minify: false,
  sourcemap: 'linked',
});

function testEntries() {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) =>
      /^(unit|webview|host|ui)\/.*\.test\.ts$|^unit\/.*Process\.ts$|^host\/index\.ts$|^ui\/readmeImages\.ts$|^bench\/.*\.ts$/.test(
        name,
      ),
    )
    .map((name) => ({ in: `test/${name}`, out: name.slice(0, -'.ts'.length) }));
}

/**
 * What is data, by its place. The catalog stays out of the extension's script, because it is as big as the rest together and not needed to
 * activate. VS Code itself reads the schemas.
 */
const DATA = {
  'src/core/catalog/reports.json': 'reports.json',
  'src/shared/views/views.schema.json': 'views.schema.json',
  'src/core/alerts/rules.schema.json': 'rules.schema.json',
  'src/core/handout/template.schema.json': 'template.schema.json',
};

/** Without its line breaks the catalog is a third smaller. */
function copyData() {
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  for (const [file, name] of Object.entries(DATA)) {
    const isSchema = file.endsWith('.schema.json');
    const data = isSchema ? editorSchema(root, file) : JSON.parse(readFileSync(path.join(root, file), 'utf8'));
    writeFileSync(path.join(root, 'dist', name), JSON.stringify(data));
  }
}

/** @param {esbuild.BuildOptions} options */
function missingEntries(options) {
  return entryFiles(options).filter((entry) => !existsSync(path.join(root, entry)));
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
const builds = [...(onlyTests ? [] : [extension, pages]), ...(withTests ? [await tests()] : [])];

const missing = builds.flatMap(missingEntries);
if (missing.length > 0) {
  console.error(`Nothing was built: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
  process.exit(1);
}

if (flags.has('--watch')) {
  copyData();
  Object.keys(DATA).forEach((file) => watchFile(path.join(root, file), copyData));
  const contexts = await Promise.all(builds.map((options) => esbuild.context({ ...options, logLevel: 'info' })));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  // Names of outputs change. What an earlier build left is not packaged, but an open window may still load it.
  if (production || flags.has('--clean')) {
    rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  }
  if (!onlyTests) {
    copyData();
  }
  if (withTests) {
    // What an earlier build left must not be run as a test.
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
