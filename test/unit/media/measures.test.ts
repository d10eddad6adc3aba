import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chartLayout } from '../../../src/shared/charts/chartLayout.js';
import { linesOf } from '../../../media/common/charts/measures/measureLines.js';
import { chosenMeasures, introduced, isChartFull, measuresOf } from '../../../media/common/charts/measures/measures.js';
import { fuzz } from '../../support/fuzz.js';
import { comparisonOf, seriesOf, summaryOf } from './series.js';

const own = summaryOf([
  seriesOf([1, 2], { column: 'Calls' }),
  seriesOf([10, 20], { column: 'Minutes', unit: 'minutes' }),
]);

describe('measures of the large chart', () => {
  it('say whose they are only where there are others', () => {
    assert.deepEqual(
      measuresOf(own, []).map(({ source }) => source),
      [undefined, undefined],
    );
    const compared = measuresOf(own, [comparisonOf([seriesOf([5], { column: 'Calls' })])]);
    assert.deepEqual(
      compared.map(({ name, source }) => [name, source]),
      [
        ['Calls', 'Contoso'],
        ['Minutes', 'Contoso'],
        ['Calls', 'Fabrikam'],
      ],
    );
  });

  it('name report and tenant as far as they differ', () => {
    const other = { connection: 'own', report: 'getMail', period: 'D7' };
    const mail = comparisonOf([seriesOf([5])], { id: 'own/getMail', ref: other, title: 'Mail', tenant: 'Contoso' });
    assert.deepEqual(
      measuresOf(own, [mail]).map(({ source }) => source),
      ['Calls', 'Calls', 'Mail'],
    );
    const foreign = { ...mail, id: 'other/getMail', ref: { ...other, connection: 'other' }, tenant: 'Fabrikam' };
    assert.equal(measuresOf(own, [foreign]).at(-1)!.source, 'Mail, Fabrikam');
  });

  it('are told apart even where a column is called like another’s id', () => {
    const hostile = summaryOf([seriesOf([1], { column: '["other/getCalls","Calls"]' })]);
    const ids = measuresOf(hostile, [comparisonOf([seriesOf([5], { column: 'Calls' })])]);
    assert.deepEqual(
      ids.map(({ comparison }) => comparison),
      [undefined, 'other/getCalls'],
    );
  });

  it('of what failed or is loading are not there', () => {
    const failed = comparisonOf([], { state: 'failed' });
    assert.equal(measuresOf(own, [failed, { ...failed, state: 'loading' }]).length, 2);
  });

  it('of a newcomer are drawn beside their counterparts', () => {
    const other = comparisonOf([
      seriesOf([5], { column: 'Minutes', unit: 'minutes' }),
      seriesOf([5], { column: 'Calls' }),
    ]);
    const measures = measuresOf(own, [other]);
    assert.deepEqual(introduced(other, measures, ['Minutes']), ['Minutes', '["other/getCalls","Minutes"]']);
    assert.deepEqual(
      introduced(other, measures, []),
      ['Calls', '["other/getCalls","Calls"]'],
      'the first, where nothing was drawn',
    );
  });

  it('have their label as name, and are told apart by the name of their column', () => {
    const calls = seriesOf([5], { column: 'Calls', columnLabel: '1:1 calls' });
    const keyed = seriesOf([5], { column: 'Calls', columnLabel: '1:1 calls', key: 'All' });
    const other = comparisonOf([calls]);
    const measures = measuresOf(summaryOf([calls, keyed]), [other]);
    assert.deepEqual(
      measures.map(({ id, name }) => [id, name]),
      [
        ['Calls', '1:1 calls'],
        ['Calls, All', '1:1 calls, All'],
        ['["other/getCalls","Calls"]', '1:1 calls'],
      ],
    );
    assert.deepEqual(introduced(other, measures, ['Calls']), ['Calls', '["other/getCalls","Calls"]']);
  });

  it('of a newcomer without counterpart: the first of a unit that is drawn', () => {
    const other = comparisonOf([
      seriesOf([5], { column: 'Talk', unit: 'minutes' }),
      seriesOf([5], { column: 'Mails' }),
    ]);
    const measures = measuresOf(own, [other]);
    assert.deepEqual(introduced(other, measures, ['Calls']), ['Calls', '["other/getCalls","Mails"]']);
  });
});

describe('a chart with more measures than it has place for', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
  const summary = summaryOf(names.map((column) => seriesOf([1], { column })));
  const other = comparisonOf(names.map((column) => seriesOf([2], { column })));
  const measures = measuresOf(summary, [other]);
  const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
  const theirs = (name: string) => JSON.stringify(['other/getCalls', name]);

  it('keeps all of its own when another tenant joins, and as many pairs as fit', () => {
    const { drawn, leftOut } = chosenMeasures(introduced(other, measures, ['D', 'C', 'B', 'A']), measures);
    assert.deepEqual(ids(drawn), ['D', 'C', 'B', 'A', theirs('D'), theirs('C')]);
    assert.deepEqual(ids(leftOut), [theirs('B'), theirs('A')]);
  });

  it('draws what was left out once one is removed', () => {
    const picked = introduced(other, measures, ['D', 'C', 'B', 'A']).filter((id) => id !== 'D');
    const { drawn, leftOut } = chosenMeasures(picked, measures);
    assert.deepEqual(ids(drawn), ['C', 'B', 'A', theirs('D'), theirs('C'), theirs('B')]);
    assert.deepEqual(ids(leftOut), [theirs('A')]);
  });

  it('has no place for another at six', () => {
    assert.deepEqual(
      [5, 6, 7].map((count) => isChartFull(chosenMeasures(names.slice(0, count), measures))),
      [false, true, true],
    );
  });

  fuzz(
    'never leaves out one of its own for another’s, and nothing without saying so',
    200,
    fc.uniqueArray(fc.constantFrom(...names, ...names.map(theirs), 'gone'), { maxLength: 15 }),
    (picked) => {
      const { drawn, leftOut } = chosenMeasures(picked, measures);
      assert.ok(drawn.length <= 6);
      assert.ok(drawn.length === 6 || leftOut.length === 0);
      assert.deepEqual(ids([...drawn, ...leftOut]).sort(), picked.filter((id) => id !== 'gone').sort());
      if (leftOut.some(({ comparison }) => comparison === undefined)) {
        assert.ok(drawn.every(({ comparison }) => comparison === undefined));
      }
    },
  );
});

describe('lines of the large chart', () => {
  const earlier = { firstDay: '2026-10-25', values: [7, null, 9, 10, 11, 12, 13] };
  const chart = seriesOf([1, 2, 3], { column: 'Calls', firstDay: '2026-11-01', earlier });

  it('have the previous period under the same weekdays, with its own dates', () => {
    const [line, before] = linesOf(measuresOf(summaryOf([chart]), []), 'previous');
    assert.equal(line!.isPrevious, false);
    assert.deepEqual(
      [before!.isPrevious, before!.firstDay, before!.actualFirstDay, before!.look],
      [true, '2026-11-01', '2026-10-25', line!.look],
    );
    const { dayCount, lines } = chartLayout([line!, before!]);
    assert.equal(dayCount, 3);
    assert.deepEqual(
      [0, 1, 2].map((day) => lines[1]!.value(day)),
      [7, null, 9],
    );
  });

  it('put a previous period of which only the end is known to the end', () => {
    const late = { ...chart, earlier: { firstDay: '2026-10-27', values: [9, 10, 11, 12, 13] } };
    const { dayCount, lines } = chartLayout(linesOf(measuresOf(summaryOf([late]), []), 'previous'));
    assert.equal(dayCount, 3);
    assert.deepEqual(
      [0, 1, 2].map((day) => lines[1]!.value(day)),
      [null, null, 9],
    );
  });

  it('leave it out where it is not known or not asked for', () => {
    assert.equal(linesOf(measuresOf(summaryOf([chart]), []), 'none').length, 1);
    assert.equal(linesOf(measuresOf(own, []), 'previous').length, 2);
  });

  it('of different reports stand under their own days, on one axis per unit', () => {
    const other = comparisonOf([seriesOf([100, 200, 300], { column: 'Calls', firstDay: '2026-10-31' })]);
    const { firstDay, dayCount, lanes, lines, dataEnd } = chartLayout(
      linesOf(measuresOf(summaryOf([chart]), [other]), 'none'),
    );
    assert.deepEqual([firstDay, dayCount, lanes.length, dataEnd], ['2026-10-31', 4, 1, undefined]);
    assert.deepEqual(
      [0, 1, 2, 3].map((day) => lines[0]!.value(day)),
      [null, 1, 2, 3],
    );
    assert.deepEqual(
      [0, 1, 2, 3].map((day) => lines[1]!.value(day)),
      [100, 200, 300, null],
    );
    assert.equal(lines[1]!.lastKnown, 2);
    assert.ok(lines[0]!.y(3)! > lines[1]!.y(2)!, 'less is lower');
  });
});
