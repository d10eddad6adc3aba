import assert from 'node:assert/strict';
import { createFormat } from '../../../src/shared/format/format.js';
import { barRows, shareRows } from '../../../media/common/charts/cards/barCards.js';
import { latestText, wholeOf } from '../../../media/common/charts/measures/latestText.js';
import { sideBySide } from '../../../media/common/charts/sideBySide.js';
import { displayedChoice } from '../../../media/report/displayedChoice.js';
import type { BarsChart, SharesChart } from '../../../src/shared/report.js';
import { comparisonOf, seriesOf, summaryOf } from './series.js';

const format = createFormat('en', 'UTC');
const bars = (label: string, ...values: number[]): BarsChart => ({
  kind: 'bars',
  label,
  unit: 'count',
  bars: values.map((value, at) => ({ label: `Device ${at}`, value })),
});

describe('cards of bars', () => {
  it('say which share of all rows each bar is, and nothing of a blank one', () => {
    const group: BarsChart = { ...bars('Devices', 3, 0), of: 8 };
    const rows = barRows({ ...group, bars: [...group.bars, { label: 'TV', value: null }] }, format);
    assert.deepEqual(
      rows.map(({ share }) => share),
      ['37.5%', '0%', undefined],
    );
    assert.deepEqual(
      barRows(bars('Devices', 3), format).map(({ share }) => share),
      [undefined],
    );
  });

  it('say what the parts of a whole are', () => {
    const shares: SharesChart = {
      kind: 'shares',
      label: '',
      unit: 'count',
      shares: [{ label: 'Visio', active: 5, whole: 6 }],
    };
    assert.equal(shareRows(shares, format)[0]?.title, 'Visio: 5 of 6 active');
    assert.equal(shareRows({ ...shares, parts: 'activated' }, format)[0]?.title, 'Visio: 5 of 6 activated');
  });

  it('have one scale where they are rows of one report, and another where they are of something else', () => {
    const [office, visio, other] = [bars('Office', 100, 3), bars('Visio', 7, 2), bars('Shared', 900)];
    const summary = summaryOf([office, visio, other]);
    assert.deepEqual(
      [office, visio, other].map((chart) => sideBySide(chart, summary, []).largest),
      [100, 100, 900],
    );
    assert.equal(sideBySide(visio, summary, [comparisonOf([bars('Visio', 250, 1)])]).largest, 250);
  });

  it('have a scale of their own where each card measures something else', () => {
    const [megabytes, requests] = [
      { ...bars('Egress (MB)', 20, 3), measure: 'UsageMB' },
      { ...bars('Requests', 900, 40), measure: 'UsageRequests' },
    ];
    const summary = summaryOf([megabytes, requests]);
    assert.deepEqual(
      [megabytes, requests].map((chart) => sideBySide(chart, summary, []).largest),
      [20, 900],
    );
    const compared = comparisonOf([{ ...bars('Egress (MB)', 25, 3), measure: 'UsageMB' }]);
    assert.equal(sideBySide(megabytes, summary, [compared]).largest, 25);
  });
});

describe('cards of a part', () => {
  const whole = seriesOf([10, 12, null], { column: 'Total', key: 'All' });
  const part = { ...seriesOf([4, 6, null], { column: 'Active', key: 'All' }), whole: 'Total' };

  it('find the whole of their own key', () => {
    assert.equal(wholeOf(part, [seriesOf([1], { column: 'Total', key: 'OneDrive' }), part, whole]), whole);
    assert.equal(wholeOf(whole, [part, whole]), undefined);
    assert.equal(wholeOf(part, [part]), undefined);
  });

  it('compare with the whole of the same day, where that is known and not nothing', () => {
    assert.equal(latestText({ date: '2026-11-02', value: 6 }, whole, format), '50% of 12 on Nov 2');
    assert.equal(latestText({ date: '2026-11-03', value: 6 }, whole, format), 'on Nov 3');
    assert.equal(latestText({ date: '2026-11-09', value: 6 }, whole, format), 'on Nov 9');
    assert.equal(latestText({ date: '2026-11-02', value: 6 }, undefined, format), 'on Nov 2');
  });
});

describe('what is still on screen', () => {
  const choices = [
    { label: '7 days', period: 'D7' },
    { label: 'Nov 16', date: '2026-11-16' },
  ];
  const summary = summaryOf([], { choices });
  const loading = (ref: { period?: string; date?: string }) =>
    displayedChoice(summary, {
      kind: 'loading',
      ref: { connection: 'own', report: 'getCalls', ...ref },
      title: '',
      step: '',
    });

  it('is said while another period or day is on its way', () => {
    assert.equal(loading({ date: '2026-11-16' }), '7 days');
    assert.equal(loading({ period: 'D7' }), undefined);
    assert.equal(displayedChoice(summary, { kind: 'idle' }), undefined);
  });
});
