import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Quantities that are never 1, and why. */
const NEVER_ONE: Readonly<Record<string, string>> = {
  '{0} minutes': 'from 90 seconds on',
  '{0} hours': 'from 90 minutes on',
  '{0} days': 'from 48 hours on',
  'Last {0} days': 'a period of one day is called the last day',
  'Microsoft provides the last {0} days.': 'the longest period of every report has at least 30',
  'Inactive {0} days': 'quick filters use 30 and 90',
  'Last activity on or before {0}, {1} days before the report refresh date, or no activity at all': 'as above',
  'Licensed, with the last activity on or before {0}, {1} days before the report refresh date, or no activity at all':
    'as above',
  'Microsoft allows {0} requests for a report and {1} requests for all reports of a tenant in 10 minutes, counting all apps.':
    'the limits are 14 and 40',
  '{0} of {1} daily reports archived': 'the catalog has dozens',
  '{0} of {1} values shown. Search to find the others.': 'only where there are more than the list holds',
  'The best {0} of {1} matches. To see others, search again with more letters.': 'only where there are more than 50',
  'The file has more than {0} columns, which is the most that can be read.': 'a limit',
  'The file has {0} columns; at most {1} can be read.': 'a limit',
  'The name of a column has more than {0} characters, which is the most that can be read.': 'a limit',
  'The file has more than {0} rows, which is the most that can be read.': 'a limit',
  'The rows of the file are so uneven that more than {0} cells would have to be added.': 'a limit',
  'The answer has objects within objects, more than {0} levels deep.': 'a limit',
  'First {0} rows. Loading the rest…': 'of a large report',
  'The report has more than {0} pages, which is the most that can be read.': 'the limit is 10,000',
  'First {0} rows. Loading the rest… {1}': 'of a large report',
};

describe('texts with a quantity', () => {
  const texts = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => countedTexts(path.join('src', name)));

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
        found.push({ text: text.text, hasSingular: isForm(node) || isBranch(node) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isCounted(text: string): boolean {
  // A verb or an adverb is no noun: `{0} works`.
  const match = /\{\d\} (?:(?:archived|distinct|damaged|more|daily) )?([a-z]{3,}s)\b/.exec(text);
  return match !== null && !/^(?:was|works|requires|has|always|includes|exists|conceals)$/.test(match[1] ?? '');
}

/** Whether it is the form `other` of a text that has a form `one`. */
function isForm({ parent }: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(parent) &&
    parent.name.getText() === 'other' &&
    parent.parent.properties.some((property) => property.name?.getText() === 'one')
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
