import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ActiveAlert, afterCheck, type AlertNews } from '../../../../src/core/alerts/alertState.js';
import { askedBy } from '../../../../src/core/alerts/asked.js';
import { listedAlerts } from '../../../../src/core/alerts/listedAlert.js';
import type { GroupOutcome, Outcome } from '../../../../src/core/alerts/judgement.js';
import type { AlertRule } from '../../../../src/core/alerts/rule.js';

const LIMIT = 100;
const rule = (id: string, is: 'above' | 'below' = 'above', worseBy?: number): AlertRule => ({
  ...{ id, title: id, sentence: '{value}', severity: 'warning' },
  query: { version: 1, source: { report: 'r' }, aggregates: [{ kind: 'count' }] },
  compare: { kind: 'number', [is]: LIMIT },
  ...(worseBy === undefined ? {} : { worseBy }),
});

/** What a check finds of a group: a value, or nothing that it could judge. */
type Found = number | 'unknown';

const outcomeOf = (found: Found, is: 'above' | 'below'): Outcome =>
  found === 'unknown'
    ? { notJudged: { kind: 'blank' } }
    : {
        met: is === 'above' ? found > LIMIT : found < LIMIT,
        reading: { compared: found, limit: LIMIT, is, unit: 'count', day: null },
      };
const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
const group = (name: string, outcome: Outcome): GroupOutcome => ({ group: name, label: name, outcome });

/** Checks one group day by day. @returns the news of each day, and the alert after it */
function run(found: readonly Found[], is: 'above' | 'below' = 'above', worseBy?: number) {
  let alerts: readonly ActiveAlert[] = [];
  return found.map((one, index) => {
    const judgement = { groups: [group('', outcomeOf(one, is))], absent: outcomeOf('unknown', is) };
    const checked = afterCheck(alerts, [{ rule: rule('a', is, worseBy), judgement, reports: [] }], day(index));
    ({ alerts } = checked);
    return { news: checked.news.map(({ kind }) => kind), alert: alerts[0] };
  });
}

/** The same told from everything that was ever found, as a person would tell it from a list. */
function told(
  found: readonly Found[],
  is: 'above' | 'below',
  worseBy: number,
): readonly (readonly AlertNews['kind'][])[] {
  const sign = is === 'above' ? 1 : -1;
  const isBad = (value: number) => sign * (value - LIMIT) > 0;
  return found.map((today, index) => {
    const known = found.slice(0, index).filter((value) => value !== 'unknown');
    if (today === 'unknown') {
      return [];
    }
    const run = known.slice(known.findLastIndex((value) => !isBad(value)) + 1);
    if (!isBad(today)) {
      return run.length > 0 ? ['cleared'] : [];
    }
    const [first] = run;
    if (first === undefined) {
      return ['raised'];
    }
    const enough = (value: number, said: number) =>
      sign * (value - said) > 0 && sign * (value - said) >= (worseBy / 100) * Math.max(Math.abs(said), LIMIT);
    const said = run.reduce((last, value) => (enough(value, last) ? value : last), first);
    return enough(today, said) ? ['worsened'] : [];
  });
}

describe('alerts from check to check', () => {
  it('are raised once, told again when they worsen, and cleared when the condition is gone', () => {
    assert.deepEqual(
      run([50, 101, 102, 125, 127, 110, 127, 160, 100, 101]).map(({ news }) => news.join()),
      ['', 'raised', '', '', 'worsened', '', '', 'worsened', 'cleared', 'raised'],
    );
  });

  it('are what a naive model tells from the whole past', () => {
    const value = fc.oneof(fc.integer({ min: -50, max: 400 }), fc.constant('unknown' as const));
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 30 }),
        fc.constantFrom('above' as const, 'below' as const),
        fc.constantFrom(0, 10, 25, 100),
        (found, is, worseBy) => {
          assert.deepEqual(
            run(found, is, worseBy).map(({ news }) => news),
            told(found, is, worseBy),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('stay while they are not judged, since the first check that could not, and never clear by it', () => {
    const [, , second, third, fourth] = run([150, 150, 'unknown', 'unknown', 150]).map(({ alert }) => alert);
    assert.deepEqual(second?.notJudged, { since: day(2), reason: { kind: 'blank' } });
    assert.deepEqual(third, { ...second, checked: day(3) });
    assert.equal(third?.judged, day(1));
    assert.equal(fourth?.notJudged, undefined);
    assert.equal(fourth?.since, day(0));
  });

  it('of a group that is not there any more follow what the judgement says of absent groups', () => {
    const before = afterCheck([], [judged([group('x', outcomeOf(150, 'above'))], 'unknown')], day(0)).alerts;
    const after = (absent: Found) => afterCheck(before, [judged([], absent)], day(1));
    assert.deepEqual(
      after(0).news.map(({ kind }) => kind),
      ['cleared'],
    );
    assert.deepEqual(after(0).alerts, []);
    assert.equal(after('unknown').alerts[0]?.notJudged?.since, day(1));
    const others = afterCheck(before, [judged([group('y', outcomeOf(300, 'above'))], 'unknown')], day(1));
    assert.deepEqual(others.alerts.map((alert) => alert.group).sort(), ['x', 'y']);
  });

  it('are cleared by all reports alone that they were judged by, and told again by fewer', () => {
    const on = (value: number, reports: readonly string[]) => [
      judged([group('', outcomeOf(value, 'above'))], 'unknown', reports),
    ];
    const first = afterCheck([], on(150, ['mailboxes']), day(0)).alerts;
    const { alerts } = afterCheck(first, on(150, ['mailboxes', 'sites']), day(1));
    assert.deepEqual(alerts[0]?.reports, ['mailboxes', 'sites']);
    const fewer = afterCheck(alerts, on(0, ['sites']), day(2));
    assert.deepEqual(fewer.news, []);
    assert.deepEqual(fewer.alerts[0]?.notJudged, {
      since: day(2),
      reason: { kind: 'notArchivedReport', report: 'mailboxes' },
    });
    // More than before is more, whatever is missing.
    assert.equal(afterCheck(fewer.alerts, on(400, ['sites']), day(3)).news[0]?.kind, 'worsened');
    assert.equal(afterCheck(fewer.alerts, on(0, ['mailboxes', 'sites']), day(3)).news[0]?.kind, 'cleared');
  });

  it('of a rule that was edited are those of another question: neither worse, nor cleared, nor told in its words', () => {
    const ofQuestion = (value: number, over: Partial<AlertRule>) => ({
      ...judged([group('', outcomeOf(value, 'above'))], 'unknown'),
      rule: { ...rule('a'), ...over },
    });
    const before = afterCheck([], [judged([group('', outcomeOf(101, 'above'))], 'unknown')], day(0)).alerts;
    const other = { query: { version: 1, source: { report: 'other' }, aggregates: [{ kind: 'count' }] } } as const;
    const edited = afterCheck(before, [ofQuestion(900, other)], day(1));
    assert.deepEqual(
      edited.news.map(({ kind }) => kind),
      ['raised'],
    );
    assert.deepEqual(
      listedAlerts([{ ...rule('a'), ...other }], edited.alerts).map(({ alert }) => alert.toldValue),
      [900],
    );
    assert.deepEqual(listedAlerts([{ ...rule('a'), ...other }], before), []);
    // Who changes it back is not told anew, nor is another window that has the rule as it was.
    const back = afterCheck(edited.alerts, [judged([group('', outcomeOf(101, 'above'))], 'unknown')], day(2));
    assert.deepEqual([back.news.length, back.alerts.length], [0, 2]);
    // Another limit, sentence, or order in the file is the same question.
    const { query } = rule('a');
    const same = {
      query: { aggregates: query.aggregates, source: query.source, version: 1 },
      compare: { above: 50, kind: 'number' },
    } as AlertRule;
    assert.equal(askedBy(same), askedBy(rule('a')));
    assert.notEqual(askedBy(rule('a')), askedBy(rule('a', 'below')));
  });

  it('of rules that another file has stay, until no check had them for 30 days', () => {
    const before = afterCheck([], [judged([group('', outcomeOf(150, 'above'))], 'unknown')], day(0)).alerts;
    const other = { rule: rule('b'), judgement: { groups: [], absent: outcomeOf('unknown', 'above') }, reports: [] };
    assert.deepEqual(afterCheck(before, [other], day(30)).alerts, before);
    assert.deepEqual(afterCheck(before, [other], day(31)).alerts, []);
    // Not judged is checked, too.
    const checked = afterCheck(before, [judged([], 'unknown')], day(29)).alerts;
    assert.deepEqual(afterCheck(checked, [other], day(50)).alerts, checked);
  });
});

function judged(groups: readonly GroupOutcome[], absent: Found, reports: readonly string[] = []) {
  return { rule: rule('a'), judgement: { groups, absent: outcomeOf(absent, 'above') }, reports };
}
