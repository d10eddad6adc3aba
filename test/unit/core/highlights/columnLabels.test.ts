import assert from 'node:assert/strict';
import { highlightsOf } from '../../../../src/core/highlights/highlights.js';
import { measuresOf } from '../../../../src/core/highlights/dailyMeasures.js';
import { overviewProtocol } from '../../../../src/shared/pages/overview.js';
import { parsed } from '../../../support/parsed.js';
import { seriesOf } from '../../media/series.js';

describe('the overview of a series whose column has a label', () => {
  // Twice as many in the second week as in the first.
  const chart = {
    ...seriesOf(
      Array.from({ length: 14 }, (_, day) => (day < 7 ? 100 : 200)),
      { column: 'Calls', columnLabel: '1:1 calls' },
    ),
    latest: { date: '2026-11-14', value: 200 },
  };
  const { lead, others } = measuresOf([chart]);
  const measures = [lead, ...others].filter((measure) => measure !== undefined);

  it('has both in its measures and highlights, and its page gets both', () => {
    assert.deepEqual([measures[0]?.column, measures[0]?.columnLabel], ['Calls', '1:1 calls']);
    const facts = {
      report: 'getCalls',
      measures,
      refreshDate: '2026-11-14',
      checkedAt: '2026-11-15T00:00:00Z',
      rhythmDays: 1,
      lags: [],
      missingRanges: [],
      unreadable: 0,
    };
    const event = { type: 'end', highlights: highlightsOf([facts], new Date('2026-11-15T00:00:00Z')) };
    const received = parsed(overviewProtocol.event, event);
    const [rise] = received?.type === 'end' ? received.highlights : [];
    assert.deepEqual(rise?.kind === 'rise' && [rise.column, rise.columnLabel], ['Calls', '1:1 calls']);
  });
});
