// The size of the package and of the scripts that VS Code loads. Sizes do not vary, so they are measured once.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { pageNames } from '../support/pageNames.mjs';
import { summaryOf } from './figures.mjs';

/** @typedef {import('./figures.mjs').Figure} Figure */

/** KB, minified. The entry counts with everything that it loads at once. */
const TARGETS = { entry: 150, webview: 220, vsix: 1536 };

/**
 * @param {{ readonly folder: string, readonly vsix: string }} packaged the package, and the same unpacked
 * @returns {Figure[]}
 */
export function measureSize({ folder, vsix }) {
  const dist = path.join(folder, 'dist');
  const media = path.join(dist, 'media');
  const chunks = path.join(dist, 'chunks');
  const files = (/** @type {string} */ in_, /** @type {RegExp} */ which) =>
    readdirSync(in_)
      .filter((name) => which.test(name))
      .map((name) => path.join(in_, name));
  const entry = (/** @type {string} */ name) => [...loadedWith(path.join(dist, name))];
  return [
    figure('entry: extension.js and what it loads at once', entry('extension.js'), TARGETS.entry),
    ...['cli.js', 'tableWorker.js'].map((name) => figure(`entry: ${name} and what it loads at once`, entry(name))),
    ...files(chunks, /^(?!chunk-).*\.js$/).map((file) =>
      figure(`lazy part: ${path.basename(file).replace(/-\w+\.js$/, '')}`, [file]),
    ),
    figure('lazy parts: what several share', files(chunks, /^chunk-/)),
    figure('scripts of the extension host', [...files(dist, /\.js$/), ...files(chunks, /\.js$/)]),
    figure('catalog: dist/reports.json', [path.join(dist, 'reports.json')]),
    ...pageNames(checkoutRoot()).map((page) =>
      figure(
        `page: ${page}, its style sheets, its script and what that loads at once`,
        [...loadedWith(path.join(media, `${page}.js`)), ...files(media, new RegExp(`^(${page}|codicon)\\.css$`))],
        TARGETS.webview,
      ),
    ),
    figure('pages: their icon font', files(media, /\.ttf$/)),
    figure('package: the VSIX', [vsix], TARGETS.vsix),
  ];
}

/**
 * @param {string} script
 * @param {Set<string>} [found]
 * @returns {Set<string>} the script and the scripts that it imports, other than dynamically
 */
function loadedWith(script, found = new Set()) {
  if (!found.has(script)) {
    found.add(script);
    for (const [, name = ''] of readFileSync(script, 'utf8').matchAll(
      /\b(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g,
    )) {
      loadedWith(path.join(path.dirname(script), name), found);
    }
  }
  return found;
}

/**
 * @param {string} name
 * @param {readonly string[]} files
 * @param {number} [target]
 * @returns {Figure}
 */
function figure(name, files, target) {
  return { name, unit: 'KB', value: summaryOf([sum(files.map((file) => statSync(file).size)) / 1024]), target };
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
