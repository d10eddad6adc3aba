import assert from 'node:assert/strict';
import fc from 'fast-check';
import { measuresOf } from '../../../../src/core/highlights/dailyMeasures.js';
import type { SeriesChart } from '../../../../src/shared/report.js';

function series(values: readonly (number | null)[], more: Partial<SeriesChart> = {}): SeriesChart {
  const latest = values.findLast((value) => value !== null) ?? null;
  return {
    kind: 'series',
    column: 'Files',
    unit: 'count',
    firstDay: '2026-01-01',
    values,
    latest: latest === null ? null : { date: '2026-01-31', value: latest },
    min: null,
    max: null,
    ...more,
  };
}
const repeated = (value: number | null, times: number) => Array.from({ length: times }, () => value);
const level = (column: string, value: number | null, more: Partial<SeriesChart> = {}) =>
  series(repeated(value, 20), { column, ...more });
const leadOf = (charts: readonly SeriesChart[], leads: readonly string[] = []) => measuresOf(charts, leads).lead;

describe('a measure of the overview', () => {
  it('changes by the rule of all charts, up to its last value', () => {
    const lead = leadOf([series([...repeated(10, 28), ...repeated(15, 28), null, null])]);
    assert.deepEqual(lead?.change, {
      days: 28,
      before: { from: '2026-01-01', to: '2026-01-28', mean: 10 },
      after: { from: '2026-01-29', to: '2026-02-25', mean: 15 },
      ratio: 0.5,
    });
    assert.equal(leadOf([series(repeated(1, 13))])?.change, undefined);
  });

  it('ends with its last value and is a quarter long', () => {
    const lead = leadOf([series([...repeated(1, 200), null, null])]);
    assert.equal(lead?.values.length, 91);
    assert.equal(lead?.values.at(-1), 1);
    assert.equal(lead?.firstDay, '2026-04-20');
  });

  it('has what its whole came to on its last day, where both have the same key and that day is known', () => {
    const part = series([4, 5, null], { column: 'Active', whole: 'Total', key: 'All' });
    const whole = (values: (number | null)[], key = 'All') => series(values, { column: 'Total', key });
    assert.equal(leadOf([part, whole([10, 20, 30])], ['Active'])?.whole, 20);
    assert.equal(leadOf([part, whole([10, null, 30])], ['Active'])?.whole, undefined);
    assert.equal(leadOf([part, whole([10, 20, 30], 'Other')], ['Active'])?.whole, undefined);
    assert.equal(leadOf([part, { ...whole([20, 30]), firstDay: '2026-01-02' }], ['Active'])?.whole, undefined);
    assert.equal(leadOf([series([4], { column: 'Active' }), whole([10])], ['Active'])?.whole, undefined);
  });

  it('is small where its newest days are, in its own unit, however large it once was', () => {
    assert.equal(leadOf([level('Calls', 9)])?.isSmall, true);
    assert.equal(leadOf([level('Calls', 10)])?.isSmall, undefined);
    assert.equal(leadOf([level('Size', 10_000, { unit: 'bytes' })])?.isSmall, true);
    assert.equal(leadOf([series([...repeated(500, 100), ...repeated(2, 56)])])?.isSmall, true);
    assert.equal(leadOf([series([...repeated(500, 28), ...repeated(2, 28)])])?.isSmall, undefined);
  });
});

describe('the measure that stands for a report', () => {
  const charts = [level('Web', 50), level('Phone', 0), level('Windows', 300), level('Mac', 3)];

  it('is the first that the catalog names and that is more than noise', () => {
    assert.equal(leadOf(charts, ['Windows', 'Web'])?.column, 'Windows');
    assert.equal(leadOf(charts, ['Phone', 'Mac', 'Web', 'Windows'])?.column, 'Web');
  });

  it('is one that the catalog names, however small: that few mailboxes are over their quota is what matters', () => {
    assert.equal(leadOf(charts, ['Phone', 'Mac'])?.column, 'Mac');
    assert.equal(leadOf(charts, ['Phone'])?.column, 'Phone');
    assert.deepEqual(
      measuresOf(charts, ['Mac']).others.map(({ column }) => column),
      ['Web', 'Windows'],
    );
  });

  it('is the largest thing known of a report whose columns the catalog does not know', () => {
    assert.equal(leadOf(charts, ['Gone'])?.column, 'Web');
    assert.equal(leadOf([level('Phone', 0), level('Mac', 3)])?.column, 'Mac');
    assert.equal(leadOf([level('Phone', 0)])?.column, 'Phone');
    assert.equal(leadOf([level('Phone', null)]), undefined);
  });

  it('is of all keys together where there is such a line', () => {
    const keyed = [level('Active', 50, { key: 'OneDrive' }), level('Active', 80, { key: 'All' })];
    assert.equal(leadOf(keyed, ['Active'])?.key, 'All');
  });

  it('is never noise where another lead is not, and the other measures never are', () => {
    const column = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ column, value: fc.integer({ min: 0, max: 20 }) }), {
          selector: (one) => one.column,
        }),
        fc.uniqueArray(column),
        (columns, leads) => {
          const { lead, others, count } = measuresOf(
            columns.map((one) => level(one.column, one.value)),
            leads,
          );
          const isLarge = ({ value }: { readonly value: number }) => value >= 10;
          const named = columns.filter((one) => leads.includes(one.column));
          const candidates = named.length > 0 ? named : columns;
          assert.equal(lead === undefined, columns.length === 0);
          assert.equal(lead?.isSmall === true, lead !== undefined && !candidates.some(isLarge));
          assert.deepEqual(
            others.map((measure) => measure.column),
            columns.filter((one) => isLarge(one) && one.column !== lead?.column).map((one) => one.column),
          );
          assert.equal(count, columns.length);
        },
      ),
    );
  });
});
