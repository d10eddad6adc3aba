import assert from 'node:assert/strict';
import ts from 'typescript';
import { readSource, scripts } from '../folders/sources.js';

/** Texts of the catalog, which have no places for values. */
const WITHOUT_LITERALS = 'src/l10n/catalogTexts.ts';
/** Takes the texts of others, and is tested by itself. */
const PLURALS = 'src/l10n/plurals.ts';

/**
 * Their texts go to a page, or to a writer of documents, which puts the values in: `test/unit/media/texts.test.ts` counts those of pages,
 * `test/unit/core/handout/htmlFile.test.ts` and
 * `test/unit/services/handout/makeHandout.test.ts` see that none is left open in a document.
 */
const isForPages = (file: string) => /(?:Page|handoutFile|handout)Texts\.ts$/.test(file);

/** What is wrong with the calls of `l10n.t` in a file. */
function problems(file: string, code: string): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isCallExpression(node) ? node.expression.getText(source) : '';
    if (ts.isCallExpression(node) && file !== PLURALS) {
      const problem = /(^|\.)l10n\.t$/.test(name)
        ? problemOf(file, node)
        : name === 'plural'
          ? pluralProblem(node)
          : undefined;
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
  const places = placesOf(message.text);
  if (isForPages(file) || isPluralForm(message)) {
    return values.length === 0 && places.every((place) => /^\d$/.test(place))
      ? undefined
      : `${isForPages(file) ? 'the page' : 'plural'} puts the values in`;
  }
  const expected = values.map((_, index) => String(index));
  return places.join() === expected.join() ? undefined : `places ${places.join()}, values ${expected.join()}`;
}

function placesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place))].sort();
}

/** Whether a text is `one` or `other` of a plural. */
function isPluralForm({ parent: { parent } }: ts.Node): boolean {
  return ts.isPropertyAssignment(parent) && /^(?:one|other)$/.test(parent.name.getText());
}

/** What is wrong with a call of `plural`: its quantity is `{0}`, which a singular may leave out, and it has a value for each other place. */
function pluralProblem({ arguments: [, text, ...values] }: ts.CallExpression): string | undefined {
  if (text === undefined || !ts.isObjectLiteralExpression(text)) {
    return undefined;
  }
  const expected = ['0', ...values.map((_, index) => String(index + 1))].join();
  return text.properties
    .flatMap((form) => (ts.isPropertyAssignment(form) ? [form] : []))
    .map(({ name, initializer }) => {
      const [message] = ts.isCallExpression(initializer) ? initializer.arguments : [];
      const places = message !== undefined && ts.isStringLiteralLike(message) ? placesOf(message.text).join() : '';
      const isComplete = places === expected || (name.getText() === 'one' && `0,${places}` === expected);
      return isComplete ? undefined : `places ${places}, expected ${expected}`;
    })
    .find((problem) => problem !== undefined);
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
    ['x.ts', `plural(count, { one: l10n.t('{0} row', count) });`],
    ['x.ts', `plural(count, { one: l10n.t('A row of {0}'), other: l10n.t('{0} rows of {1}') });`],
    ['x.ts', `plural(count, { other: l10n.t('rows of {1}') }, name);`],
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
      `plural(count, { one: l10n.t('A row of {1}'), other: l10n.t('{0} rows of {1}') }, name);`,
      `plural(count, { one: l10n.t('{0} row'), other: l10n.t('{0} rows') });`,
      `plural(count, move ? moved : copied, folder);`,
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
