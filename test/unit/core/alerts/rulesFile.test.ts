import assert from 'node:assert/strict';
import { checkRule } from '../../../../src/core/alerts/checkRule.js';
import { filledSentence, placeholdersOf, unknownPlaceholders } from '../../../../src/core/alerts/placeholders.js';
import { COMPARISON_KINDS } from '../../../../src/core/alerts/rule.js';
import { readRules, ruleRange } from '../../../../src/core/alerts/rulesFile.js';
import { STORAGE_REPORT } from '../../../../src/core/storage/storageColumns.js';
import { catalog } from '../../../support/catalog.js';

const rule = {
  id: 'many-rows',
  title: 'Many rows',
  sentence: '{value} rows, more than {limit}',
  severity: 'warning',
  query: {
    version: 1,
    source: { report: 'getTeamsUserActivityUserDetail', period: 'D30' },
    aggregates: [{ kind: 'count' }],
  },
  compare: { kind: 'number', above: 5 },
};
const fileOf = (...rules: readonly object[]) => JSON.stringify({ version: 1, rules }, undefined, 2);
const tables = new Map([['storage', STORAGE_REPORT]]);

/** What is said of a file, one text for each problem. */
function problemsOf(text: string): readonly string[] {
  return readRules(text, (one, path) => checkRule(one, path, catalog, tables)).problems.map(({ error, range }) => {
    const { argument, ruleProblem, place } = error.details;
    return `${place?.line}:${place?.column} ${argument} ${ruleProblem?.kind} ${text.slice(range.start, range.end)}`;
  });
}
const problemsOfRule = (over: object) => problemsOf(fileOf({ ...rule, ...over }));

describe('a file with rules', () => {
  it('has rules that are understood, beside others that are not', () => {
    const text = fileOf(rule, { ...rule, id: 'other', severity: 'loud' }, { ...rule, id: 'third' });
    assert.deepEqual(
      readRules(text).rules.map(({ id }) => id),
      ['many-rows', 'third'],
    );
    assert.deepEqual(problemsOf(text), ['30:19 rules.1.severity oneOf "loud"']);
  });

  it('points to the line and the value of what is wrong', () => {
    const cases: readonly (readonly [over: object, problem: RegExp])[] = [
      [{ severity: undefined }, /^4:5 rules\.0\.severity missing \{$/],
      [{ severty: 'error' }, /rules\.0\.severty unknownProperty "error"$/],
      [{ title: 5 }, /rules\.0\.title type 5$/],
      [{ title: 'two\nlines' }, /rules\.0\.title notAllowed "two\\nlines"$/],
      [{ id: 'with blanks' }, /rules\.0\.id notAllowed/],
      [{ sentence: '{values} rows' }, /rules\.0\.sentence placeholder/],
      [{ compare: { kind: 'more' } }, /rules\.0\.compare\.kind oneOf "more"$/],
      [{ compare: { kind: 'number' } }, /rules\.0\.compare limits \{$/],
      [{ compare: { kind: 'number', above: 1, below: 2 } }, /rules\.0\.compare limits/],
      [{ compare: { kind: 'number', above: '5' } }, /rules\.0\.compare\.above type "5"$/],
      [{ compare: { kind: 'earlierDays', days: 7 } }, /rules\.0\.compare limits/],
      [{ compare: { kind: 'earlierDays', days: 7, fallsBy: 5 } }, /rules\.0\.query\.source needsDays/],
      [{ query: undefined }, /rules\.0\.query missing/],
      [{ query: { ...rule.query, version: 2 } }, /rules\.0\.query\.version query 2$/],
      [
        { query: { ...rule.query, aggregates: [{ kind: 'total' }] } },
        /rules\.0\.query\.aggregates\.0\.kind query "total"$/,
      ],
      [{ query: { version: 1, aggregates: [{ kind: 'count' }] } }, /rules\.0\.query needsSource/],
      [{ query: { version: 1, source: rule.query.source } }, /rules\.0\.query needsAmount/],
      [
        { query: { ...rule.query, source: { report: 'getNothing' } } },
        /rules\.0\.query\.source\.report noReport "getNothing"$/,
      ],
      [
        { query: { ...rule.query, source: { ...rule.query.source, connection: 'x' } } },
        /rules\.0\.query\.source\.connection notAllowed "x"$/,
      ],
    ];
    for (const [over, expected] of cases) {
      const [problem = 'none', ...more] = problemsOfRule(over);
      assert.match(problem, expected);
      assert.deepEqual(more, []);
    }
    assert.deepEqual(problemsOf(fileOf(rule, rule)), ['27:13 rules.1.id sameId "many-rows"']);
  });

  it('refuses groups and rows of columns that name somebody, and takes what names nobody', () => {
    const grouped = (column: string, by?: string) =>
      problemsOfRule({ query: { ...rule.query, groupBy: [{ column, ...(by === undefined ? {} : { by }) }] } });
    assert.match(grouped('User Principal Name').join(), /groupBy\.0\.column personal "User Principal Name"$/);
    assert.deepEqual(grouped('User Principal Name', 'domain'), []);
    assert.deepEqual(grouped('Is Licensed'), []);
    const named = { version: 1, source: { report: 'storage' }, columns: ['Name'], limit: 1 };
    assert.match(problemsOfRule({ query: named }).join(), /query\.columns\.0 personal "Name"$/);
    for (const { name, columns } of catalog.reports) {
      for (const { name: column } of columns.filter(({ identity }) => identity === true)) {
        const query = { ...rule.query, source: { report: name }, groupBy: [{ column }] };
        assert.match(problemsOfRule({ query }).join(), /personal/, `${name}: ${column}`);
      }
    }
  });

  it('refuses names of columns that name somebody in every spelling', () => {
    const grouped = (column: string) => problemsOfRule({ query: { ...rule.query, groupBy: [{ column }] } }).join();
    for (const column of ['user principal name', 'USER PRINCIPAL NAME', ' User  Principal\u00a0Name']) {
      assert.match(grouped(column), /groupBy\.0\.column personal/, column);
    }
    const rows = { version: 1, source: { report: 'storage' }, columns: ['owner principal name'], limit: 1 };
    assert.match(problemsOfRule({ query: rows }).join(), /query\.columns\.0 personal/);
    // Another spelling than any that is read is no column.
    assert.match(grouped('UserPrincipalName'), /groupBy\.0\.column noColumn/);
  });

  it("refuses what no archive could answer: columns, periods, and amounts that there aren't", () => {
    const storage = (column: string) => ({
      query: {
        ...{ version: 1, source: { report: 'storage' }, aggregates: [{ kind: 'count' }] },
        filters: [{ kind: 'range', column, from: 1 }],
      },
    });
    assert.deepEqual(problemsOfRule(storage('quota used (%)')), []);
    assert.match(problemsOfRule(storage('Quota Usd (%)')).join(), /filters\.0\.column noColumn "Quota Usd \(%\)"$/);
    // A file of attributes may have it.
    assert.deepEqual(problemsOfRule(storage('Cost Center Budget')), []);
    const source = (over: object) => problemsOfRule({ query: { ...rule.query, source: over } }).join();
    assert.match(source({ report: 'getMailboxUsageDetail' }), /rules\.0\.query\.source noPeriod/);
    assert.match(source({ report: 'getMailboxUsageDetail', period: 'D77' }), /query\.source\.period noPeriod "D77"$/);
    assert.match(source({ report: 'getOffice365ActivationCounts', period: 'D7' }), /query\.source\.period noPeriod/);
    assert.match(source({ report: 'getMailboxUsageDetail', history: true }), /query\.source\.history noDays true$/);
    assert.match(source({ report: 'storage', period: 'D7' }), /query\.source\.period notAllowed "D7"$/);
    const days = (column: string) =>
      problemsOfRule({
        query: {
          ...{ version: 1, source: { report: 'getTeamsUserActivityCounts', history: true } },
          columns: ['Report Date', column],
        },
        ...{ compare: { kind: 'earlierDays', days: 7, fallsBy: 1 } },
      }).join();
    assert.equal(days('Calls'), '');
    assert.match(days('Cals'), /query\.columns\.1 noColumn "Cals"$/);
    const compared = (amount: string) => problemsOfRule({ compare: { kind: 'number', amount, above: 1 } }).join();
    assert.equal(compared('rows'), '');
    assert.match(compared('Nope'), /compare\.amount noColumn "Nope"$/);
  });

  it('has each rule at a place, comments or not, whatever is wrong with others', () => {
    const text = '// Ours.\n{ "version": 1, "rules": [\n  7,\n  { "id": "a" },\n  { "id": "b" }, // Last.\n] }';
    const lineOf = (id: string) => {
      const range = ruleRange(text, id);
      return range && text.slice(0, range.start).split('\n').length;
    };
    assert.deepEqual([lineOf('a'), lineOf('b'), lineOf('c')], [4, 5, undefined]);
    assert.equal(ruleRange('{ "rules": [', 'a'), undefined);
  });

  it('says what is wrong with the whole', () => {
    assert.match(problemsOf('{ "version": 1,\n rules: [] }').join(), /^2:2 rules notJson r$/);
    assert.match(problemsOf('[]').join(), /^1:1 rules noObject \[$/);
    assert.match(problemsOf('{ "version": 2, "rules": [] }').join(), /version version 2$/);
    assert.match(problemsOf('{ "rules": [] }').join(), /version version \{$/);
    assert.match(problemsOf('{ "version": 1, "rules": {} }').join(), /rules noList \{$/);
    assert.match(problemsOf('{ "version": 1, "rules": [], "rule": 1 }').join(), /rule unknownProperty 1$/);
    assert.match(problemsOf('').join(), /notJson/);
    assert.deepEqual(problemsOf(`\uFEFF${fileOf(rule)}`), []);
  });
});

describe('the sentence of a rule', () => {
  it('has the placeholders of its comparison and no others', () => {
    for (const kind of COMPARISON_KINDS) {
      assert.deepEqual(
        unknownPlaceholders(
          placeholdersOf(kind)
            .map((name) => `{${name}}`)
            .join(' '),
          kind,
        ),
        [],
      );
      assert.deepEqual(unknownPlaceholders('{value} {nothing} {}', kind), ['nothing', '']);
    }
    assert.deepEqual(unknownPlaceholders('{change}', 'number'), ['change']);
  });

  it('takes what stands for a placeholder as text', () => {
    assert.equal(
      filledSentence('{value} of {group} {x}', (name) => `<${name} {limit} $&>`),
      '<value {limit} $&> of <group {limit} $&> {x}',
    );
  });
});
