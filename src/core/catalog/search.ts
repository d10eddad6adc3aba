import { foldText } from '../../base/foldText.js';
import type { Catalog } from './catalog.js';
import type { ProductDefinition, ReportDefinition } from './definition.js';

/** Words of every report: `office 365 mailbox usage report` means no other one than `mailbox usage`. */
const EVERY_REPORT = 'Microsoft Office 365 Microsoft365 Office365 M365 O365 MS365 MS usage reports';

/** Words that join others, and tell no report from another. */
const JOINING_WORDS = new Set(['a', 'an', 'and', 'by', 'for', 'in', 'of', 'on', 'per', 'the', 'to', 'with']);

/** How much a word counts that is found in a title, and so on. A word that is there as a whole counts a little more. */
const WEIGHT = { title: 8, otherName: 6, product: 5, functionName: 3, description: 2, everyReport: 0 } as const;
const WHOLE_WORD = 1;

/** How much more it counts where all that was typed is a name, or begins one. */
const WHOLE_NAME = 12;
const BEGINS_NAME = 6;

interface Field {
  readonly weight: number;
  /** Folded; of a word with parts, such as `OneDrive`, also what is left from each part on: `onedrive`, `drive`. */
  readonly words: readonly string[];
}

interface IndexedReport {
  readonly report: ReportDefinition;
  readonly fields: readonly Field[];
  /** Each name of the report, folded, with one blank between its words; with the maker's name, and without. */
  readonly names: readonly string[];
}

/** Finds reports by what people call them. Reading the texts of all reports takes a while, so it is made once for many searches. */
export class ReportSearch {
  readonly #index: readonly IndexedReport[];
  readonly #exports: readonly IndexedReport[];

  constructor(catalog: Catalog) {
    const indexOf = (report: ReportDefinition) => indexed(report, catalog.product(report.product));
    this.#index = catalog.reports.map(indexOf);
    this.#exports = catalog.exports.map(indexOf);
  }

  /**
   * The reports in which every word of the text begins a word, or a part of one, in any order, without regard to case and accents. The best
   * come first: a title counts more than a description. Reports that fit alike stay in the catalog's order, and so do all for an empty text.
   */
  find(text: string): readonly ReportDefinition[] {
    return findIn(this.#index, text);
  }

  /** The same of the reports that only files have. */
  findExports(text: string): readonly ReportDefinition[] {
    return findIn(this.#exports, text);
  }
}

function findIn(index: readonly IndexedReport[], text: string): readonly ReportDefinition[] {
  const typed = wordsOf(text);
  const sought = typed.filter((word) => !JOINING_WORDS.has(word)).map((word) => [word, singularOf(word)] as const);
  return index
    .flatMap((each) => {
      const score = scoreOf(each, sought, typed.join(' '));
      return score === undefined ? [] : [{ report: each.report, score }];
    })
    .sort((one, other) => other.score - one.score)
    .map(({ report }) => report);
}

function indexed(report: ReportDefinition, product: ProductDefinition | undefined): IndexedReport {
  const productNames = [product?.title ?? '', ...(product?.formerTitles ?? []), ...(product?.synonyms ?? [])];
  const otherNames = [report.adminCenter ?? '', ...(report.synonyms ?? []), ...(report.formerTitles ?? [])];
  const fields = [
    { weight: WEIGHT.title, texts: [report.title] },
    { weight: WEIGHT.otherName, texts: otherNames },
    { weight: WEIGHT.product, texts: productNames },
    { weight: WEIGHT.functionName, texts: [report.name] },
    { weight: WEIGHT.description, texts: [report.description] },
    { weight: WEIGHT.everyReport, texts: [EVERY_REPORT] },
  ];
  const names = [report.title, ...otherNames, report.name];
  return {
    report,
    fields: fields.map(({ weight, texts }) => ({ weight, words: texts.flatMap(beginningsOf) })),
    names: names
      .map((name) => wordsOf(name).join(' '))
      .flatMap((name) => [name, name.replace(/^microsoft (365 )?/, '')]),
  };
}

/** @returns `undefined` where a word is nowhere in the report's texts */
function scoreOf({ fields, names }: IndexedReport, sought: readonly (readonly string[])[], typed: string) {
  let score = typed === '' ? 0 : Math.max(...names.map((name) => nameScore(name, typed)));
  for (const spellings of sought) {
    const scores = fields.flatMap(({ weight, words }) => {
      if (!words.some((word) => spellings.some((spelling) => word.startsWith(spelling)))) {
        return [];
      }
      return spellings.some((spelling) => words.includes(spelling)) ? weight + WHOLE_WORD : weight;
    });
    if (scores.length === 0) {
      return undefined;
    }
    score += Math.max(...scores);
  }
  return score;
}

function nameScore(name: string, typed: string): number {
  return name === typed ? WHOLE_NAME : name.startsWith(typed) ? BEGINS_NAME : 0;
}

/** Everything in a text that a typed word may begin: `getMailboxUsage` → `getmailboxusage`, `mailboxusage`, `usage`. */
function beginningsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).flatMap((word) => {
    const parts = word.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{L})(?=\p{N})/u);
    return parts.map((_, index) => folded(parts.slice(index).join(''))).filter((part) => part !== '');
  });
}

function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Without case and accents; the wide letters of East Asian keyboards are those of others. */
function folded(text: string): string {
  return foldText(text.normalize('NFKC')).normalize('NFD').replace(/\p{M}/gu, '');
}

/** `users` also finds `user`, `mailboxes` finds `mailbox`, and `activities` finds `activity`. */
function singularOf(word: string): string {
  return word.replace(/(?<=\p{L}{2})ies$/u, 'y').replace(/(?<=\p{L}{2})(?:(?<=x|ch|ss)es|(?<!s)s)$/u, '');
}
