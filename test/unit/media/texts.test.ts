import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { createFormat } from '../../../src/shared/format/format.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { readTexts } from '../../support/pageTexts/readTexts.js';

/** Names under which the pages' code has the texts. */
const ROOTS: Readonly<Record<string, string>> = {
  texts: 'common',
  reportTexts: 'report',
  overviewTexts: 'overview',
  snapshotDiffTexts: 'snapshotDiff',
  tenantsTexts: 'tenants',
  userSearchTexts: 'userSearch',
};

describe('a text with places for values', () => {
  it('takes them in any order, and as often as it likes', () => {
    assert.equal(formatText('{1} of {0} rows, {1} shown', '1,234', '5'), '5 of 1,234 rows, 5 shown');
  });

  it('leaves what is in a value alone', () => {
    assert.equal(formatText('{0}: {1}', '{1}', '$&'), '{1}: $&');
    assert.equal(formatText('Filter {0}', '<b>'), 'Filter <b>');
  });

  it('keeps a place that there is no value for, and a text without places', () => {
    assert.equal(formatText('{0} and {1}', 'a'), 'a and {1}');
    assert.equal(formatText('Refresh'), 'Refresh');
  });
});

describe('a text that depends on a quantity', () => {
  const rows = { one: '{0} row', other: '{0} rows' };

  it('has its form by the display language, and the quantity as that language writes it', () => {
    const english = createFormat('en');
    assert.deepEqual(
      [0, 1, 2, 1_234].map((quantity) => english.plural(rows, quantity)),
      ['0 rows', '1 row', '2 rows', '1,234 rows'],
    );
    const french = createFormat('fr');
    assert.deepEqual(
      [0, 1, 2].map((quantity) => french.plural({ one: '{0} ligne', other: '{0} lignes' }, quantity)),
      ['0 ligne', '1 ligne', '2 lignes'],
    );
    const polish = createFormat('pl');
    const forms = { one: '{0} wiersz', few: '{0} wiersze', many: '{0} wierszy', other: '{0} wiersza' };
    assert.deepEqual(
      [1, 3, 5, 1.5].map((quantity) => polish.plural(forms, quantity)),
      ['1 wiersz', '3 wiersze', '5 wierszy', '1,5 wiersza'],
    );
  });

  it('falls back to the form for all others', () => {
    assert.equal(createFormat('pl').plural(rows, 3), '3 rows');
    assert.equal(createFormat('ja').plural(rows, 1), '1 rows');
  });

  it('takes further values', () => {
    assert.equal(
      createFormat('en').plural({ one: '{1} of {0} row', other: '{1} of {0} rows' }, 180, '18'),
      '18 of 180 rows',
    );
  });
});

describe('the texts of the pages', () => {
  const all = new Map(
    leaves(readTexts())
      // The forms of a plural are one text.
      .map(([key, text]) => [key.replace(/\.(one|other)$/, ''), text] as const),
  );

  it('are all used by a page, with as many values as they have places', () => {
    const { used, calls } = usesInPages();
    const isUsed = (key: string) => used.some((use) => key === use || key.startsWith(`${use}.`));
    assert.deepEqual(
      [...all.keys()].filter((key) => !isUsed(key)),
      [],
      'texts that no page uses',
    );
    const wrong = calls.flatMap(({ key, values, place }) => {
      const texts = [...all].filter(([each]) => each === key || each.startsWith(`${key}.`));
      return texts.length === 0 || texts.some(([, text]) => placesOf(text) > values) ? [`${place}: ${key}`] : [];
    });
    assert.deepEqual(wrong, [], 'texts with more places than values');
  });

  it('begin and end without blanks, and write dashes, quotation marks and ellipses as VS Code does', () => {
    for (const [key, text] of leaves(readTexts())) {
      assert.equal(text, text.trim(), key);
      assert.doesNotMatch(text, /\.\.\.|[“”‘’]| - |\s{2}/, key);
    }
  });
});

function leaves(value: unknown, key = ''): [key: string, text: string][] {
  return typeof value === 'string'
    ? [[key, value]]
    : Object.entries(value as Record<string, unknown>).flatMap(([name, part]) =>
        leaves(part, key === '' ? name : `${key}.${name}`),
      );
}

/** How many values a text needs. */
function placesOf(text: string): number {
  return Math.max(0, ...[...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index) + 1));
}

interface Uses {
  /** `common.rows`, or `common.severity` where the name after it is computed. */
  readonly used: readonly string[];
  readonly calls: readonly { readonly key: string; readonly values: number; readonly place: string }[];
}

/** Where the code of the pages uses a text. */
function usesInPages(): Uses {
  const used: string[] = [];
  const calls: Uses['calls'][number][] = [];
  for (const file of readdirSync('media', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )) {
    const source = ts.createSourceFile(
      file,
      readFileSync(path.join('media', file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      const key = keyOf(node);
      if (key !== undefined) {
        used.push(key);
      }
      if (ts.isCallExpression(node)) {
        const name = node.expression.getText();
        const [text, ...values] = node.arguments;
        const textKey = text === undefined ? undefined : keyOf(text);
        if (textKey !== undefined && (name === 'formatText' || name.endsWith('format.plural'))) {
          const isSpread = values.some((value) => ts.isSpreadElement(value));
          calls.push({ key: textKey, values: isSpread ? Infinity : values.length, place: file });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { used, calls };
}

/** The name of the text that `texts.quickLabel.inactive` or `texts.severity[…]` is. */
function keyOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) {
    return undefined;
  }
  const names: string[] = [];
  let rest = node;
  while (ts.isPropertyAccessExpression(rest) || ts.isElementAccessExpression(rest)) {
    if (ts.isElementAccessExpression(rest)) {
      names.length = 0;
    } else {
      names.unshift(rest.name.text);
    }
    rest = rest.expression;
  }
  const root = ts.isIdentifier(rest) ? ROOTS[rest.text] : undefined;
  return root === undefined || names.length === 0 ? undefined : [root, ...names].join('.');
}
