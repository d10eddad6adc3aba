import assert from 'node:assert/strict';
import { type HighlightFacts, highlightsOf } from '../../../../src/core/highlights/highlights.js';
import { changeRatio } from '../../../../src/shared/weeksChange.js';
import type { DailyMeasure } from '../../../../src/shared/dailyMeasure.js';
import type { Unit } from '../../../../src/shared/report.js';

const now = new Date('2026-11-21T12:00:00Z');
const measure = (column: string, before: number, after: number, unit: Unit = 'count'): DailyMeasure => ({
  column,
  unit,
  firstDay: '2026-11-01',
  values: [],
  latest: null,
  change: {
    days: 28,
    before: { from: '2026-09-25', to: '2026-10-22', mean: before },
    after: { from: '2026-10-23', to: '2026-11-19', mean: after },
    ratio: changeRatio(before, after, unit),
  },
});
const highlightFacts = (report: string, more: Partial<HighlightFacts> = {}): HighlightFacts => ({
  report,
  measures: [],
  refreshDate: '2026-11-19',
  checkedAt: '2026-11-21T08:00:00.000Z',
  lags: [2],
  rhythmDays: 1,
  missingRanges: [],
  unreadable: 0,
  ...more,
});
const kinds = (all: readonly HighlightFacts[]) => highlightsOf(all, now).map(({ kind, report }) => `${kind} ${report}`);

describe('highlights', () => {
  it('is nothing where nothing changed, lags, failed or is missing', () => {
    assert.deepEqual(
      highlightsOf([highlightFacts('a', { measures: [measure('Calls', 100, 101)] }), highlightFacts('b')], now),
      [],
    );
  });

  it('is the largest rises and falls by ratio, one a report, three of each', () => {
    const all = [
      highlightFacts('a', { measures: [measure('Calls', 100, 150), measure('Meetings', 100, 20)] }),
      highlightFacts('b', { measures: [measure('Calls', 100, 300)] }),
      highlightFacts('c', { measures: [measure('Calls', 100, 130)] }),
      highlightFacts('d', { measures: [measure('Calls', 100, 120)] }),
      highlightFacts('e', { measures: [measure('Calls', 100, 110)] }),
      highlightFacts('f', { measures: [measure('Calls', 100, 90)] }),
    ];
    assert.deepEqual(kinds(all), ['rise b', 'rise c', 'rise d', 'fall a', 'fall f']);
    const [, , , fall] = highlightsOf(all, now);
    assert.equal(fall?.kind === 'fall' && fall.column, 'Meetings');
  });

  it('is what people use before what applications request, however much that changed', () => {
    const applications = { isOfApplications: true };
    const all = [
      highlightFacts('a', { ...applications, measures: [measure('Egress', 100, 900)] }),
      highlightFacts('b', { ...applications, measures: [measure('Egress', 100, 10)] }),
      ...['c', 'd'].map((name) => highlightFacts(name, { measures: [measure('Calls', 100, 130)] })),
      ...['e', 'f', 'g'].map((name) => highlightFacts(name, { measures: [measure('Calls', 100, 70)] })),
    ];
    assert.deepEqual(kinds(all), ['rise c', 'rise d', 'rise a', 'fall e', 'fall f', 'fall g']);
  });

  it('does not take noise for a change', () => {
    assert.deepEqual(kinds([highlightFacts('a', { measures: [measure('Calls', 2, 6)] })]), []);
    assert.deepEqual(kinds([highlightFacts('a', { measures: [measure('Calls', 0, 600)] })]), []);
    assert.deepEqual(kinds([highlightFacts('a', { measures: [measure('Storage', 900_000, 1_000_000, 'bytes')] })]), []);
    assert.deepEqual(kinds([highlightFacts('a', { measures: [measure('Storage', 9e9, 1e10, 'bytes')] })]), ['rise a']);
  });

  it('is no rise from next to nothing, however much there is now', () => {
    assert.deepEqual(kinds([highlightFacts('a', { measures: [measure('Calls', 9, 600)] })]), []);
    assert.deepEqual(kinds([highlightFacts('a', { measures: [measure('Calls', 10, 600)] })]), ['rise a']);
  });

  it('is of a report the measure that changed most by its factor: a fall to half outweighs a rise by 60%', () => {
    const half = { ...measure('Calls', 100, 50), key: 'Teams' };
    const [highlight] = highlightsOf([highlightFacts('a', { measures: [half, measure('Meetings', 100, 160)] })], now);
    assert.deepEqual(highlight, {
      kind: 'fall',
      report: 'a',
      column: 'Calls',
      key: 'Teams',
      unit: 'count',
      change: half.change,
    });
  });

  it('is no more than four of a kind', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const five = (more: Partial<HighlightFacts>) => kinds(names.map((name) => highlightFacts(name, more)));
    const four = (kind: string) => names.slice(0, 4).map((name) => `${kind} ${name}`);
    assert.deepEqual(five({ failure: { text: 'No.', at: '2026-11-21T08:00:00.000Z' } }), four('failed'));
    assert.deepEqual(five({ unreadable: 1 }), four('damaged'));
    assert.deepEqual(five({ refreshDate: '2026-11-14', lags: [7, 2, 2, 2] }), four('lag'));
    assert.deepEqual(five({ missingRanges: [{ from: '2026-11-01', to: '2026-11-02' }] }), four('missing'));
  });

  it('is a refresh date older than the report’s usual, or than the tenant’s where the report has no usual yet', () => {
    assert.deepEqual(kinds([highlightFacts('a', { refreshDate: '2026-11-16', lags: [5, 2, 2, 3] })]), ['lag a']);
    assert.deepEqual(kinds([highlightFacts('a', { refreshDate: '2026-11-16', lags: [5, 5, 4, 5] })]), []);
    assert.deepEqual(
      kinds([highlightFacts('a', { refreshDate: '2026-11-15', lags: [6] }), highlightFacts('b'), highlightFacts('c')]),
      ['lag a'],
    );
  });

  it('is no lag of up to two days more than usual, and says the usual in whole days', () => {
    const late = (refreshDate: string, usual: number) =>
      highlightFacts('a', { refreshDate, lags: [0, usual, usual, usual] });
    assert.deepEqual(kinds([late('2026-11-17', 2)]), []);
    assert.deepEqual(highlightsOf([late('2026-11-16', 2.4)], now), [
      { kind: 'lag', report: 'a', refreshDate: '2026-11-16', days: 5, usual: 2 },
    ]);
  });

  it('is no lag of a weekly report before its next refresh date is late', () => {
    const weekly = (refreshDate: string) => highlightFacts('a', { refreshDate, lags: [8, 2, 2, 2], rhythmDays: 7 });
    assert.deepEqual(kinds([weekly('2026-11-13')]), []);
    assert.deepEqual(kinds([weekly('2026-11-11')]), []);
    assert.deepEqual(highlightsOf([weekly('2026-11-10')], now), [
      { kind: 'lag', report: 'a', refreshDate: '2026-11-10', days: 11, usual: 8 },
    ]);
    assert.deepEqual(kinds([{ ...weekly('2026-11-13'), lags: [8] }, highlightFacts('b'), highlightFacts('c')]), []);
  });

  it('takes the usual of a tenant from the reports that have a refresh date', () => {
    const undated = ['b', 'c', 'd'].map((name) => highlightFacts(name, { refreshDate: null }));
    assert.deepEqual(kinds([highlightFacts('a', { refreshDate: '2026-11-16', lags: [5] }), ...undated]), []);
  });

  it('is no lag where nobody asked', () => {
    assert.deepEqual(
      kinds([highlightFacts('a', { refreshDate: '2026-06-01', checkedAt: '2026-06-03T08:00:00.000Z' })]),
      [],
    );
  });

  it('is what failed, what is damaged, and days missing within what Microsoft still serves', () => {
    const hole = { from: '2026-09-01', to: '2026-09-10' };
    const all = [
      highlightFacts('a', { missingRanges: [{ from: '2025-01-01', to: '2025-02-01' }, hole] }),
      highlightFacts('b', { failure: { text: 'No.', at: '2026-11-21T08:00:00.000Z' } }),
      highlightFacts('c', { unreadable: 2 }),
      highlightFacts('d', { missingRanges: [{ from: '2025-01-01', to: '2025-02-01' }] }),
    ];
    assert.deepEqual(kinds(all), ['failed b', 'damaged c', 'missing a']);
    const missing = highlightsOf(all, now).at(-1);
    assert.deepEqual(missing, { kind: 'missing', report: 'a', days: 10, last: hole });
  });

  it('is all days missing that Microsoft still serves in part, and the newest of their ranges', () => {
    // 180 days before this test's day.
    const oldest = { from: '2026-05-20', to: '2026-05-25' };
    const tooOld = { from: '2026-05-20', to: '2026-05-24' };
    const newest = { from: '2026-11-01', to: '2026-11-02' };
    assert.deepEqual(highlightsOf([highlightFacts('a', { missingRanges: [oldest, newest] })], now), [
      { kind: 'missing', report: 'a', days: 8, last: newest },
    ]);
    assert.deepEqual(kinds([highlightFacts('a', { missingRanges: [tooOld] })]), []);
  });
});
