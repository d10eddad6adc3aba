import * as l10n from '@vscode/l10n';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { createFormat } from '../../../src/shared/format/format.js';
import { setDisplayLanguage } from '../../../src/l10n/displayLanguage.js';
import { numberLabel } from '../../../src/l10n/numberTexts.js';
import { plural, withPluralForms } from '../../../src/l10n/plurals.js';

/** Quantities that are never 1, and why. */
const NEVER_ONE: Readonly<Record<string, string>> = {
  'any of {0} services': 'one service is called by its name',
  '{0} minutes': 'from 90 seconds on',
  '{0} hours': 'from 90 minutes on',
  '{0} days': 'from 48 hours on',
  'Last {0} days': 'a period of one day is called the last day',
  'Microsoft provides the last {0} days.': 'the longest period of every report has at least 30',
  '{0}: growth up to {3} is not known, as it is told from data of {1} to {2} days before, and none of these are archived.':
    'they are 7 and 90',
  '{0} of {1} days': 'a month has at least 28',
  'Inactive {0} days': 'quick filters use 30, 60, 90, and 180',
  'Licensed, unused for {0} days': 'the quick filter uses 30',
  '{0} license, unused for {1} days': 'as above',
  'Last activity on or before {0}, {1} days before the report refresh date, or no activity at all': 'as above',
  'Licensed, with the last activity on or before {0}, {1} days before the report refresh date, or no activity at all':
    'as above',
  'Mail activity within {0} days, and none in Teams, OneDrive, SharePoint, or Viva Engage in that time':
    'the quick filter uses 30',
  '{0}. Without new users, who were first seen less than {1} days before': 'as above',
  'Microsoft allows {0} requests for a report and {1} requests for all reports of a tenant in 10 minutes, counting all apps.':
    'the limits are 14 and 40',
  'The row is longer than the {0} characters that can be copied. Nothing was copied.': 'millions can',
  'Full within {0} days': 'the quick filter uses 90',
  'At the pace of the archived snapshots, the quota is used up within {0} days, or it is already': 'as above',
  'From {0} of {1} reports': 'there are more than ten about users, and three about storage',
  '{0} of {1} daily reports archived': 'the catalog has dozens',
  '{0} of {1} values shown. Search to find the others.': 'only where there are more than the list holds',
  'The best {0} of {1} matches. To see others, search again with more letters.': 'only where there are more than 50',
  'The file has more than {0} columns, which is the most that can be read.': 'a limit',
  'The file has {0} columns; at most {1} can be read.': 'a limit',
  'The file has {0} views; at most {1} can be read.': 'a limit',
  'The file has {0} rules; at most {1} can be read.': 'a limit',
  '{0}: {1} licenses are unused.': 'more than 10',
  '{1}: {0} alerts. The first: {2}': 'only where there are several',
  'The name of a column has more than {0} characters, which is the most that can be read.': 'a limit',
  'The file has more than {0} rows, which is the most that can be read.': 'a limit',
  'The rows of the file are so uneven that more than {0} cells would have to be added.': 'a limit',
  'The answer has objects within objects, more than {0} levels deep.': 'a limit',
  'First {0} rows. Loading the rest…': 'of a large report',
  'The report has more than {0} pages, which is the most that can be read.': 'the limit is 10,000',
  'First {0} rows. Loading the rest… {1}': 'of a large report',
};

/** The texts of Polish, Czech and Arabic for `{0} rows`, as a translator writes them. */
const TRANSLATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pl: {
    '{0} row': '{0} wiersz',
    '{0} rows': '{0} wiersza',
    '{0} rows/few': '{0} wiersze',
    '{0} rows/many': '{0} wierszy',
  },
  cs: { '{0} row': '{0} řádek', '{0} rows': '{0} řádků', '{0} rows/few': '{0} řádky', '{0} rows/many': '{0} řádku' },
  ar: {
    '{0} row': 'صف واحد',
    '{0} rows': '{0} صف',
    '{0} rows/zero': 'لا صفوف',
    '{0} rows/two': 'صفان',
    '{0} rows/few': '{0} صفوف',
    '{0} rows/many': '{0} صفًا',
  },
};

describe('a text for a quantity', () => {
  const rows = () => ({ one: l10n.t('{0} row'), other: l10n.t('{0} rows') });
  afterEach(() => setDisplayLanguage('en'));

  it('has the forms of the display language', () => {
    const expected: Readonly<Record<string, readonly [number, string][]>> = {
      pl: [
        [1, '1 wiersz'],
        [3, '3 wiersze'],
        [5, '5 wierszy'],
        [22, '22 wiersze'],
      ],
      cs: [
        [1, '1 řádek'],
        [4, '4 řádky'],
        [5, '5 řádků'],
      ],
      ar: [
        [0, 'لا صفوف'],
        [1, 'صف واحد'],
        [2, 'صفان'],
        [3, '3 صفوف'],
        [11, '11 صفًا'],
        [100, '100 صف'],
      ],
    };
    for (const [language, cases] of Object.entries(expected)) {
      setDisplayLanguage(language, TRANSLATIONS[language]);
      const page = createFormat(language);
      const text = withPluralForms({ table: { rows: rows() } }).table.rows;
      for (const [quantity, words] of cases) {
        assert.equal(plural(quantity, rows()), words.replace(String(quantity), numberLabel(quantity)));
        assert.equal(page.plural(text, quantity), plural(quantity, rows()), 'a page says the same');
      }
    }
  });

  it('has for every quantity the form that the translator wrote for its category', () => {
    fc.assert(
      fc.property(fc.constantFrom('pl', 'cs', 'ar'), fc.nat({ max: 2_000_000 }), (language, quantity) => {
        const bundle = TRANSLATIONS[language]!;
        setDisplayLanguage(language, bundle);
        const category = new Intl.PluralRules(language).select(quantity);
        const form = category === 'one' ? bundle['{0} row'] : (bundle[`{0} rows/${category}`] ?? bundle['{0} rows']);
        assert.equal(plural(quantity, rows()), form?.replace('{0}', numberLabel(quantity)));
      }),
    );
  });

  it('has the form of 1 where English needs none: in Russian, 21 has it, too', () => {
    setDisplayLanguage('ru', {
      '{0} minutes': '{0} минуты',
      '{0} minutes/one': '{0} минута',
      '{0} minutes/few': '{0} минуты',
      '{0} minutes/many': '{0} минут',
    });
    const minutes = { other: l10n.t('{0} minutes') };
    assert.deepEqual(
      [2, 5, 21, 31].map((quantity) => plural(quantity, minutes)),
      ['2 минуты', '5 минут', '21 минута', '31 минута'],
    );
    setDisplayLanguage('ru', { '{0} minutes': '{0} мин.' });
    assert.equal(plural(21, { other: l10n.t('{0} minutes') }), '21 мин.');
  });

  it('keeps to the rules of English where it is not translated', () => {
    setDisplayLanguage('ru', { 'Another text': 'Другой текст' });
    assert.deepEqual([plural(1, rows()), plural(21, rows())], ['1 row', '21 rows']);
    assert.equal(createFormat('ru').plural(withPluralForms(rows()), 21), '21 rows');
    setDisplayLanguage('fr');
    assert.equal(plural(0, rows()), '0 rows');
  });

  it('takes further values, and says what is in them as it is', () => {
    const text = { one: l10n.t('{0} report, {1}'), other: l10n.t('{0} reports, {1}') };
    assert.equal(plural(2, text, '{0} rows/few'), '2 reports, {0} rows/few');
  });
});

describe('texts with a quantity', () => {
  const texts = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => countedTexts(path.join('src', name)));

  it('leave it to the display language which form a quantity has: none is written for the number 1', () => {
    const code = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(path.join('src', name), 'utf8'))
      .join('\n');
    assert.deepEqual(code.match(/l10n\.t\(\s*(['"`])(?:(?!\1).)*\b1 [a-z]+/g) ?? [], []);
  });

  it('have a singular beside the plural', () => {
    assert.ok(texts.length > 40);
    assert.deepEqual(
      texts.filter(({ text, hasSingular }) => !hasSingular && !(text in NEVER_ONE)).map(({ text }) => text),
      [],
    );
  });

  it('have no exception that is not used', () => {
    const used = new Set(texts.filter(({ hasSingular }) => !hasSingular).map(({ text }) => text));
    assert.deepEqual(
      Object.keys(NEVER_ONE).filter((text) => !used.has(text)),
      [],
    );
  });
});

interface CountedText {
  readonly text: string;
  readonly hasSingular: boolean;
}

/** Texts such as `{0} rows` and `{0} archived reports` in a file. */
function countedTexts(file: string): CountedText[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: CountedText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText().endsWith('l10n.t')) {
      const [text] = node.arguments;
      if (text !== undefined && ts.isStringLiteral(text) && isCounted(text.text)) {
        found.push({ text: text.text, hasSingular: isForm(node) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isCounted(text: string): boolean {
  // A verb or an adverb is no noun, and a noun can end in s: `{0} works`, `{0} address`.
  const match = /\{\d\} (?:(?:archived|distinct|damaged|more|daily) )?([a-z]{3,}s)\b/.exec(text);
  return match !== null && !/^(?:was|works|requires|has|always|includes|exists|conceals|address)$/.test(match[1] ?? '');
}

/** Whether it is the form `other` of a text that has a form `one`, or of one that is used for all but 1. */
function isForm(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAssignment(parent) &&
    parent.name.getText() === 'other' &&
    (parent.parent.properties.some((property) => property.name?.getText() === 'one') || isBranch(node))
  );
}

/** Whether the same function says something else of 1. */
function isBranch(node: ts.Node): boolean {
  for (let at = node.parent; !ts.isSourceFile(at) && !ts.isFunctionLike(at); at = at.parent) {
    const condition = ts.isConditionalExpression(at) ? at.condition : ts.isIfStatement(at) ? at.expression : undefined;
    if (condition !== undefined && /=== 1\b/.test(condition.getText())) {
      return true;
    }
    const isAfterReturn =
      ts.isBlock(at) && at.statements.some((one) => ts.isIfStatement(one) && /=== 1\b/.test(one.expression.getText()));
    if (isAfterReturn) {
      return true;
    }
  }
  return false;
}
