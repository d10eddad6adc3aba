import assert from 'node:assert/strict';
import { savedChartName } from '../../../media/common/charts/saving/savedChartName.js';
import { seriesOf, summaryOf } from './series.js';

describe('the name of a saved chart', () => {
  it('is the label in the chart, and the name of the column in the file name', () => {
    const calls = seriesOf([1, 2], { column: 'Calls', columnLabel: '1:1 calls', key: 'All' });
    assert.deepEqual(savedChartName(calls, summaryOf([calls])), { title: '1:1 calls, All', file: 'Calls, All' });
    const days = {
      kind: 'days',
      column: 'Yammer Date',
      columnLabel: 'Viva Engage Date',
      blank: 0,
      first: '2026-11-17',
      last: '2026-11-17',
      bucketDays: 1,
      counts: [1],
    } as const;
    assert.deepEqual(savedChartName(days, summaryOf([days])), { title: 'Viva Engage Date', file: 'Yammer Date' });
  });

  it('is one where the column has no label', () => {
    const mails = seriesOf([1, 2], { column: 'Mails' });
    assert.deepEqual(savedChartName(mails, summaryOf([mails])), { title: 'Mails', file: 'Mails' });
  });
});
