import assert from 'node:assert/strict';
import { createFormat } from '../../../src/shared/format/format.js';
import { chartLayout } from '../../../src/shared/charts/chartLayout.js';
import { axisDays } from '../../../src/shared/charts/dayAxis.js';
import { isByDayOfMonth } from '../../../media/common/charts/measures/overlays.js';
import { dataEndText } from '../../../media/common/charts/measures/legendCells.js';
import { linesOf } from '../../../media/common/charts/measures/measureLines.js';
import { measuresOf } from '../../../media/common/charts/measures/measures.js';
import { changeFactTexts, changeFacts } from '../../../media/common/charts/measures/overlayFacts.js';
import { addDays } from '../../../src/base/dates.js';
import { OVERLAYS } from '../../../src/shared/pages/report.js';
import { comparisonOf, seriesOf, summaryOf } from './series.js';

const format = createFormat('en', 'UTC');
/** 87 days from September 1 to November 26, each with a value of its month: 90, 100, 110. */
const values = Array.from({ length: 87 }, (_, day) => Number(addDays('2026-09-01', day).slice(5, 7)) * 10);
const autumn = (column: string, days: readonly (number | null)[] = values) =>
  seriesOf(days, { column, firstDay: '2026-09-01' });
const one = measuresOf(summaryOf([autumn('Calls')]), []);
const valuesOf = ({ values: all }: { readonly values: readonly (number | null)[] }) => [...new Set(all)];

describe('months laid over each other', () => {
  it('are drawn by day of the month: the newest with data over the month before', () => {
    const [line, before] = linesOf(one, 'month');
    assert.deepEqual(
      [line!.firstDay, line!.actualFirstDay, line!.values.length, valuesOf(line!)],
      ['2026-11-01', '2026-11-01', 26, [110]],
    );
    assert.deepEqual(
      [before!.firstDay, before!.actualFirstDay, before!.values.length, valuesOf(before!)],
      ['2026-11-01', '2026-10-01', 26, [100]],
    );
    assert.deepEqual([line!.isPrevious, before!.isPrevious, before!.look], [false, true, line!.look]);
  });

  it('are whole months where the last one that has ended is chosen', () => {
    const [line, before] = linesOf(one, 'wholeMonth');
    assert.deepEqual([line!.actualFirstDay, line!.values.length, valuesOf(line!)], ['2026-10-01', 31, [100]]);
    assert.deepEqual([before!.actualFirstDay, before!.values.length, valuesOf(before!)], ['2026-09-01', 30, [90]]);
  });

  it('are of one month for all measures: what ends before it has a line without values', () => {
    const measures = measuresOf(summaryOf([autumn('Calls'), autumn('Chats', values.slice(0, 40))]), []);
    const lines = linesOf(measures, 'month');
    assert.deepEqual(
      lines.map(({ measure, isPrevious }) => [measure.id, isPrevious]),
      [
        ['Calls', false],
        ['Calls', true],
        ['Chats', false],
      ],
    );
    assert.deepEqual(valuesOf(lines[2]!), [null]);
  });

  it('have days of the month below the chart instead of dates', () => {
    const labels = (overlay: (typeof OVERLAYS)[number]) =>
      axisDays(chartLayout(linesOf(one, overlay)), isByDayOfMonth(overlay), format).map(({ label }) => label);
    assert.deepEqual(labels('month'), ['1', '8', '15', '22']);
    assert.deepEqual(labels('wholeMonth'), ['1', '8', '15', '22', '29']);
    assert.deepEqual(labels('none'), ['Sep 1', 'Oct 1', 'Nov 1']);
  });

  it('say where the data of the newer month ends, not that of the longer one', () => {
    const february = measuresOf(
      summaryOf([
        seriesOf(
          Array.from({ length: 59 }, () => 20),
          { firstDay: '2026-01-01' },
        ),
      ]),
      [],
    );
    assert.equal(dataEndText(chartLayout(linesOf(february, 'month')), format), 'Data ends on Feb 28, 2026');
  });
});

describe('the change below a chart', () => {
  const textsOf = (overlay: (typeof OVERLAYS)[number], measures = one) =>
    changeFacts(measures, overlay, format).map(({ name, text }) => [name, text]);

  it('is one number, of the months that are drawn', () => {
    assert.deepEqual(textsOf('month'), [[undefined, 'November 1\u2009–\u200926 vs. October 1\u2009–\u200926: +10%']]);
    assert.deepEqual(textsOf('wholeMonth'), [[undefined, 'October vs. September: +11.1%']]);
    assert.deepEqual(changeFactTexts(one, 'wholeMonth', format), [
      'October vs. September: +11.1%. Daily average 100 (Oct 1 – Oct 31), before 90 (Sep 1 – Sep 30).',
      'Every weekday counts equally.',
    ]);
  });

  it('says which days it is made without', () => {
    const holes = values.map((value, day) => (day < 14 || day === 40 ? null : value));
    const [fact] = changeFacts(measuresOf(summaryOf([autumn('Calls', holes)]), []), 'wholeMonth', format);
    assert.deepEqual(fact!.remarks, [
      'Every weekday counts equally.',
      '14 days of September have no data and are left out.',
      '1 day of October has no data and is left out.',
    ]);
    assert.ok(fact!.title.endsWith([fact!.detail, ...fact!.remarks].join(' ')));
  });

  it('is by weeks otherwise', () => {
    // November 1–26 and October 30 and 31, against October 2–29.
    const expected = (26 * 110 + 2 * 100) / 28 / 100 - 1;
    assert.deepEqual(textsOf('none'), [[undefined, `+${(expected * 100).toFixed(1)}% vs. the previous 28 days`]]);
    assert.deepEqual(textsOf('previous'), textsOf('none'));
  });

  it('names the measure where there are several, and whose it is', () => {
    const other = comparisonOf([
      autumn(
        'Calls',
        values.map((value) => value * 2),
      ),
    ]);
    const names = textsOf('month', measuresOf(summaryOf([autumn('Calls')]), [other])).map(([name]) => name);
    assert.deepEqual(names, ['Calls (Contoso)', 'Calls (Fabrikam)']);
  });

  it('says why there is none of a month that has just begun', () => {
    const begun = measuresOf(summaryOf([autumn('Calls', values.slice(0, 64))]), []);
    assert.deepEqual(textsOf('month', begun), [
      [undefined, 'November 1\u2009–\u20093 vs. October 1\u2009–\u20093: not every weekday is known in both'],
    ]);
    assert.deepEqual(textsOf('wholeMonth', begun), [[undefined, 'October vs. September: +11.1%']]);
  });

  it('is unsaid where two weeks are not known', () => {
    assert.deepEqual(textsOf('none', measuresOf(summaryOf([seriesOf([1, 2, 3])]), [])), []);
  });
});
