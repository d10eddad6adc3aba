// What a user downloads and what VS Code loads, in bytes. Sizes do not vary, so they are taken once.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { summaryOf } from './figures.mjs';

/** @typedef {import('./figures.mjs').Figure} Figure */

/** KB, minified. */
const TARGETS = { entry: 150, webview: 220, vsix: 1024 };

/**
 * @param {{ readonly folder: string, readonly vsix: string }} packaged the package, and the same unpacked
 * @returns {Figure[]}
 */
export function measureSize({ folder, vsix }) {
  const dist = path.join(folder, 'dist');
  const media = path.join(dist, 'media');
  const lazy = readdirSync(dist).filter((name) => name.endsWith('.js') && name !== 'extension.js');
  const files = (/** @type {string} */ in_, /** @type {RegExp} */ which) =>
    readdirSync(in_)
      .filter((name) => which.test(name))
      .map((name) => path.join(in_, name));
  return [
    figure('entry: dist/extension.js', [path.join(dist, 'extension.js')], TARGETS.entry),
    ...lazy.map((name) => figure(`lazy part: dist/${name}`, [path.join(dist, name)])),
    figure('catalogue: dist/reports.json', [path.join(dist, 'reports.json')]),
    ...['report', 'overview', 'snapshotDiff', 'userSearch'].map((page) =>
      figure(
        `page: ${page}, its script and style sheets`,
        files(media, new RegExp(`^(${page}|codicon)\\.(js|css)$`)),
        TARGETS.webview,
      ),
    ),
    figure('pages: their icon font', files(media, /\.ttf$/)),
    figure('package: the VSIX', [vsix], TARGETS.vsix),
  ];
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
