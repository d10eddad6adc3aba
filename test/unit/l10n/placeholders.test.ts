import assert from 'node:assert/strict';
import ts from 'typescript';
import { readSource, scripts } from '../folders/sources.js';

/** Texts of the catalog, which have no places for values. */
const WITHOUT_LITERALS = 'src/l10n/catalogTexts.ts';

/** Their texts go to a page, which puts the values in; `test/unit/media/texts.test.ts` counts those. */
const isForPages = (file: string) => file.endsWith('PageTexts.ts');

/** What is wrong with the calls of `l10n.t` in a file. */
function problems(file: string, code: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText(source))) {
      const problem = problemOf(file, node);
      if (problem !== undefined) {
        found.push(`${file}: ${node.getText(source)}: ${problem}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function problemOf(file: string, { arguments: [message, ...values] }: ts.CallExpression): string | undefined {
  if (message === undefined || !ts.isStringLiteralLike(message)) {
    return file === WITHOUT_LITERALS && values.length === 0 ? undefined : 'the text is no literal';
  }
  if (values.some((value) => ts.isSpreadElement(value) || ts.isObjectLiteralExpression(value))) {
    return 'its values cannot be counted';
  }
  const places = [...new Set([...message.text.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place))].sort();
  if (isForPages(file)) {
    return values.length === 0 && places.every((place) => /^\d$/.test(place))
      ? undefined
      : 'the page puts the values in';
  }
  const expected = values.map((_, index) => String(index));
  return places.join() === expected.join() ? undefined : `places ${places.join()}, values ${expected.join()}`;
}

describe('texts with places for values', () => {
  const refused: [file: string, code: string][] = [
    ['x.ts', `l10n.t('{0} of {1} rows', count);`],
    ['x.ts', `vscode.l10n.t('{0} rows');`],
    ['x.ts', `l10n.t('No rows', count);`],
    ['x.ts', `l10n.t('{1} rows', count);`],
    ['x.ts', `l10n.t('{0} of {2} rows', count, all);`],
    ['x.ts', `l10n.t('{count} rows', count);`],
    ['x.ts', `l10n.t('{0} rows', ...counts);`],
    ['x.ts', `l10n.t('{count} rows', { count });`],
    ['x.ts', `l10n.t(text);`],
    ['x.ts', 'l10n.t(`${count} rows`);'],
    ['x.ts', `l10n.t(isOne ? 'A row' : 'Rows');`],
    [WITHOUT_LITERALS, `l10n.t(title, count);`],
    ['xPageTexts.ts', `vscode.l10n.t('{0} rows', count);`],
    ['xPageTexts.ts', `vscode.l10n.t('{count} rows');`],
  ];
  for (const [file, code] of refused) {
    it(`are refused: ${code} in ${file}`, () => {
      assert.equal(problems(file, code).length, 1);
    });
  }

  it('are taken with a value for each place, in any order, as often as they like', () => {
    for (const code of [
      `l10n.t('{1} of {0} rows, {1} shown', all, count);`,
      `l10n.t('Rows'); l10n.t("{0}'s", name);`,
    ]) {
      assert.deepEqual(problems('x.ts', code), []);
    }
    assert.deepEqual(problems('xPageTexts.ts', `vscode.l10n.t('{0} of {1} rows');`), []);
    assert.deepEqual(problems(WITHOUT_LITERALS, `l10n.t(title);`), []);
  });

  it('have a value for each place everywhere', () => {
    const files = scripts().filter((file) => readSource(file).includes('l10n.t('));
    assert.ok(files.length > 60, `${files.length} files`);
    assert.deepEqual(
      files.flatMap((file) => problems(file, readSource(file))),
      [],
    );
  });
});
