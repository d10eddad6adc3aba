// node test/support/l10n.mjs: writes l10n/bundle.l10n.json, which translators start from.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { getL10nJson } from '@vscode/l10n-dev';
import { checkoutRoot } from './host/checkout.mjs';

export const BUNDLE = 'l10n/bundle.l10n.json';

/**
 * The English texts of the extension, its pages and its command line, and those of the catalog.
 *
 * @returns {Promise<string>} the text of the bundle
 */
export async function createBundle() {
  const source = path.join(checkoutRoot(), 'src');
  const scripts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ extension: '.ts', contents: readFileSync(path.join(source, name), 'utf8') }))
    .filter(({ contents }) => contents.includes('l10n.t('));
  const catalog = JSON.parse(readFileSync(path.join(source, 'core/catalog/reports.json'), 'utf8'));
  /** @type {string[]} */
  const texts = [
    ...catalog.products.flatMap((/** @type {any} */ { title, retired }) => [title, retired ?? title]),
    ...[...catalog.reports, ...catalog.exports].flatMap(
      (
        /** @type {any} */ {
          title,
          shortTitle,
          sheetTitle,
          description,
          columns,
          groups = [],
          shares = [],
          totals = [],
        },
      ) => [
        ...[title, shortTitle, sheetTitle, description],
        ...columns.map((/** @type {any} */ column) => column.label),
        ...groups.flatMap((/** @type {any} */ { label, bars }) => [
          label,
          ...bars.map((/** @type {any} */ bar) => bar.label),
        ]),
        ...shares.map((/** @type {any} */ share) => share.label),
        ...totals.map((/** @type {any} */ total) => total.name),
      ],
    ),
  ];
  const entries = Object.entries({
    ...(await getL10nJson(scripts)),
    ...Object.fromEntries(texts.filter(Boolean).map((text) => [text, text])),
  });
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = path.join(checkoutRoot(), BUNDLE);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, await createBundle());
}
