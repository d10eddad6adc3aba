import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays } from '../../../../src/base/dates.js';
import { judge } from '../../../../src/core/alerts/judge.js';
import type { Answer, Outcome } from '../../../../src/core/alerts/judgement.js';
import { judgeLateness } from '../../../../src/core/alerts/lateness.js';
import type { AlertRule, Comparison } from '../../../../src/core/alerts/rule.js';
import type { Query } from '../../../../src/shared/query/query.js';
import type { CellValue, ColumnInfo } from '../../../../src/shared/report.js';

const DAY = '2026-11-18';

function ruleOf(compare: Comparison, query: Partial<Query> = {}): AlertRule {
  return {
    ...{ id: 'a', title: 'A', sentence: '{value}', severity: 'info', compare },
    query: { version: 1, source: { report: 'r' }, ...query },
  };
}

function answerOf(
  columns: readonly (string | Answer['columns'][number])[],
  rows: readonly (readonly CellValue[])[],
): Answer {
  const info = (column: (typeof columns)[number]): Pick<ColumnInfo, 'name' | 'type' | 'unit'> =>
    typeof column === 'string' ? { name: column, type: 'number', unit: 'count' } : column;
  return { columns: columns.map(info), rows, day: DAY, isWhole: true };
}

const text = (name: string) => ({ name, type: 'text' }) as const;
const brief = (outcome: Outcome | undefined) =>
  outcome?.met === undefined
    ? outcome?.notJudged.kind
    : `${outcome.met ? 'met' : 'not met'} ${outcome.reading?.compared ?? 'gone'}`;
const only = (rule: AlertRule, answer: Answer) =>
  brief(judge(rule, answer).groups[0]?.outcome ?? judge(rule, answer).absent);

describe('judging a rule', () => {
  it('compares a number with its limit, which itself is neither above nor below', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (value, limit) => {
        const answer = answerOf(['n'], [[value]]);
        assert.equal(
          only(ruleOf({ kind: 'number', above: limit }), answer),
          `${value > limit ? 'met' : 'not met'} ${value}`,
        );
        assert.equal(
          only(ruleOf({ kind: 'number', below: limit }), answer),
          `${value < limit ? 'met' : 'not met'} ${value}`,
        );
      }),
    );
  });

  it('judges what is blank, missing, or more than one number not at all', () => {
    const rule = ruleOf({ kind: 'number', above: 1 });
    assert.equal(only(rule, answerOf(['n'], [[null]])), 'blank');
    assert.equal(only(rule, answerOf(['n'], [])), 'blank');
    assert.equal(only(rule, answerOf(['n'], [[1], [2]])), 'severalRows');
    assert.equal(only(ruleOf({ kind: 'number', amount: 'm', above: 1 }), answerOf(['n'], [[2]])), 'noColumn');
  });

  it('judges each group by itself; one that is gone has nothing any more, unless it is left out', () => {
    const query: Partial<Query> = { groupBy: [{ column: 'Product' }], aggregates: [{ kind: 'count' }] };
    const { groups, absent } = judge(
      ruleOf({ kind: 'number', above: 5 }, query),
      answerOf(
        [text('Product'), 'Rows'],
        [
          ['E5', 9],
          ['E3', 2],
          [null, 6],
        ],
      ),
    );
    assert.deepEqual(
      groups.map(({ label, outcome }) => `${label}: ${brief(outcome)}`),
      ['E5: met 9', 'E3: not met 2', '–: met 6'],
    );
    assert.equal(new Set(groups.map(({ group }) => group)).size, 3);
    assert.equal(brief(absent), 'not met gone');
    const sums = { ...query, aggregates: [{ kind: 'sum', column: 'n' }] } as const;
    const answer = answerOf([text('Product'), 'Sum of n'], [['E5', 9]]);
    for (const compare of [
      { kind: 'number', above: 5 },
      { kind: 'number', below: 5 },
    ] as const) {
      assert.equal(brief(judge(ruleOf(compare, sums), answer).absent), 'not met gone');
      assert.equal(brief(judge(ruleOf(compare, sums), { ...answer, isWhole: false }).absent), 'noGroup');
    }
  });

  it('knows percent of a whole, unused seats, and days left', () => {
    const amounts = answerOf(['part', 'whole', 'growth'], [[90, 100, 30]]);
    assert.equal(only(ruleOf({ kind: 'percent', part: 'part', whole: 'whole', above: 89 }), amounts), 'met 90');
    assert.equal(only(ruleOf({ kind: 'unusedSeats', seats: 'whole', used: 'part', above: 10 }), amounts), 'not met 10');
    const left = (quota: string | number, cells: readonly CellValue[] = [90, 100, 30]) =>
      only(
        ruleOf({ kind: 'daysLeft', used: 'part', quota, growth: 'growth', below: 20 }),
        answerOf(['part', 'whole', 'growth'], [cells]),
      );
    assert.equal(left('whole'), 'met 10');
    assert.equal(left(110), 'not met 20');
    assert.equal(left('whole', [100, 100, 30]), 'met 0');
    assert.equal(left('whole', [90, 100, -30]), 'not met 100000');
    assert.equal(left('whole', [90, 100, null]), 'blank');
    assert.equal(left('whole', [90, 0, 30]), 'blank');
  });

  it('does not choose among several rows of a day', () => {
    const days = [0, 1, 2, 3, 4, 5].flatMap((at): CellValue[][] => [
      [addDays(DAY, at), 'Team', at > 2 ? 50 : 100],
      [addDays(DAY, at), 'All', 100],
    ]);
    const columns = [{ name: 'Report Date', type: 'date' } as const, text('Site Type'), 'n'];
    const rule = ruleOf({ kind: 'earlierDays', days: 3, fallsBy: 20 }, { columns: ['Report Date', 'Site Type', 'n'] });
    assert.equal(only(rule, answerOf(columns, days)), 'severalRows');
    assert.equal(
      only(
        rule,
        answerOf(
          columns,
          days.filter(([, type]) => type === 'Team'),
        ),
      ),
      'met 50',
    );
  });

  it('compares the last days with those before them as plain code does, and not where any day is missing', () => {
    const compare = { kind: 'earlierDays', days: 3, fallsBy: 20 } as const;
    const rule = ruleOf(compare, { columns: ['Report Date', 'n'] });
    const cell = fc.option(fc.integer({ min: 0, max: 200 }), { freq: 20 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 6, maxLength: 10 }), fc.integer({ min: 0 }), (values, seed) => {
        const rows = values.map((value, index): CellValue[] => [addDays(DAY, index), value]);
        // Answers are in any order.
        rows.sort((a, b) => ((String(a[0]).charCodeAt(9) * seed) % 7) - ((String(b[0]).charCodeAt(9) * seed) % 7));
        const known = values.slice(0, values.findLastIndex((value) => value !== null) + 1);
        const sixDays = known.slice(-6);
        const expected =
          known.length === 0
            ? 'blank'
            : sixDays.length < 6 || sixDays.includes(null)
              ? 'missingDays'
              : isFall(sixDays as number[])
                ? 'met'
                : 'not met';
        const answer = answerOf([{ name: 'Report Date', type: 'date' }, 'n'], rows);
        assert.equal(only(rule, answer)?.replace(/ -?[\d.e-]+$/, ''), expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells days of each group apart, whichever group has the newest day', () => {
    const rule = ruleOf(
      { kind: 'earlierDays', days: 1, risesBy: 50 },
      { groupBy: [{ column: 'Site Type' }, { column: 'Report Date' }], aggregates: [{ kind: 'sum', column: 'n' }] },
    );
    const rows = [
      ['Team', '2026-11-17', 100],
      ['Team', '2026-11-18', 200],
      ['Blog', '2026-11-16', 100],
      ['Blog', '2026-11-17', 200],
    ];
    const answer = answerOf([text('Site Type'), { name: 'Report Date', type: 'date' }, 'Sum of n'], rows);
    assert.deepEqual(
      judge(rule, answer).groups.map(({ label, outcome }) => `${label}: ${brief(outcome)}`),
      ['Team: met 100', 'Blog: missingDays'],
    );
  });

  it('tells late data from those that nobody has asked for', () => {
    const late = (checkedAt: string, lags = [2, 2, 3], rhythmDays = 1) =>
      brief(
        judgeLateness({ kind: 'late', days: 2 }, { refreshDate: '2026-11-10', checkedAt, lags, rhythmDays }).groups[0]
          ?.outcome,
      );
    assert.equal(late('2026-11-14T08:00:00Z'), 'not met 2');
    assert.equal(late('2026-11-15T00:00:00Z'), 'met 3');
    assert.equal(late('2026-11-15T00:00:00Z', [2, 2, 3], 7), 'not met -3');
    assert.equal(late('2026-11-15T00:00:00Z', [2, 2]), undefined);
  });
});

function isFall([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): boolean {
  const [before, last] = [(a + b + c) / 3, (d + e + f) / 3];
  // Few are noise.
  return before >= 10 && 100 * (1 - last / before) > 20;
}
