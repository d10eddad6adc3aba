import { LICENSES_REPORT } from '../../../src/core/licenses/licenseColumns.js';
import { catalog } from '../../support/catalog.js';
import type { ShownText } from './shownTexts.js';

/** Elements of the pages that show cells of a table. */
export const CELLS = '.grid-cell, .user-list, .user-figures dd';

/** Elements of the pages that show names of columns, and of what is counted in them. */
export const COLUMN_NAMES = [
  ...['.head-name', '.card-name', '.card-key', '.chip-name', '.overview-measure', '.overview-other-name'],
  ...['.user-figures dt', '.legend-name', '[data-testid=changed-columns] dt'],
].join(', ');

/** What VS Code shows of its own: parts of its window whose texts are names, and settings by their ids. */
export const NAMES_OF_VSCODE = [
  // A folder's name, the computer, the keyboard.
  ...['.explorer-folders-view', '.explorer-viewlet .pane-header', '.statusbar-item:not([id*="usageReports"])'],
  ...['.setting-item-category', '.setting-item-label', '.suggest-input-container'],
  '.settings-tree-container .setting-control-focus-target',
  // The list of all walkthroughs, behind the one that is open.
  '.gettingStartedSlideCategories',
].join(', ');

/** What is no English, wherever it stands. */
const NO_ENGLISH = [
  // Addresses, paths and files, hosts, ids of settings, functions of Microsoft Graph, object IDs, quoted service messages.
  /[\w.+-]+@[\w.:-]+/,
  /(?:https?:\/\/|command:)\S+/,
  /[\w.-]*(?:\/[\w.-]+)+/,
  /[\w-]+(?:\.[\w-]+)+/,
  /\bget[A-Z]\w+/,
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/,
  // A setting by its ID, as VS Code shows it.
  /Usage Reports › [\w ]+/,
  /\babc-123\b|\bS2SUnauthorized\b|Invalid permission\./,
  // Names of formats, of versions, of keys, of the tenant and of people in it, of products that they have.
  /\b(?:JSON|Markdown|CSV|Excel|Apache Parquet|beta|Escape|Delete|Del|Northlight|Zoë Lindqvist)\b/,
  /\b(?:MICROSOFT 365|VISIO|POWER BI|OFFICE 365|ENTERPRISE MOBILITY)[\w+ ]*/,
];

/** Names of columns, as a report has them and as the pages shorten them, the longest first. */
const COLUMNS = [
  ...new Set(
    [...catalog.reports, LICENSES_REPORT].flatMap(({ columns }) =>
      columns.flatMap(({ name }) => [name, name.replace(/ \(Byte\)$/, ''), name.replace(/ Count$/, '')]),
    ),
  ),
].sort((one, other) => other.length - one.length);
const COLUMN = new RegExp(`(?<![A-Za-z])(?:${COLUMNS.map(escape).join('|')}|Recipient Type)(?![A-Za-z])`, 'g');

/** Texts with English in them. Names of columns are data, where they are a value in a text, or come before a number. */
export function englishTexts(texts: readonly ShownText[]): string[] {
  return texts.filter((one) => /[A-Za-z]{2}/.test(withoutData(one))).map(({ text, place }) => `${place}: ${text}`);
}

function withoutData({ text, isName }: ShownText): string {
  const rest = NO_ENGLISH.reduce(
    (left, pattern) => left.replace(new RegExp(pattern, 'g'), ' '),
    isName ? text.replace(COLUMN, ' ') : text,
  );
  return /[⟦⟧\d]/.test(rest) ? rest.replace(COLUMN, ' ') : rest;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
