import assert from 'node:assert/strict';
import { EarlierDays } from '../../../../src/features/reportPanel/earlierDays.js';
import type { ReportSession } from '../../../../src/features/reportPanel/reportSession.js';
import { catalog } from '../../../support/catalog.js';
import { reportOf, tableOf } from './support.js';

describe('earlier days', () => {
  it('are those of the longest period that the report has', async () => {
    const asked: (string | undefined)[][] = [];
    const names = [
      'getTeamsUserActivityCounts',
      'getApiUsage',
      'getSharePointApiUsageEgress',
      'getSharePointApiUsageThrottling',
      'getMicrosoft365CopilotUserCountTrend',
    ];
    for (const name of names) {
      const report = reportOf({ connection: 'northlight', report: name, period: 'D7' }, tableOf());
      const states: unknown[] = [];
      const earlier = new EarlierDays(
        { whole: { report }, loadHistoryContext: () => Promise.resolve() } as unknown as ReportSession,
        {
          service: {
            use: (ref) => {
              asked.push([ref.report, ref.period]);
              return Promise.resolve(undefined as never);
            },
          },
          changed: (state) => states.push(state),
          log: { error: assert.fail },
        },
      );
      await earlier.fetch();
      assert.deepEqual(states, [{ busy: true }, { busy: false }]);
    }
    assert.deepEqual(
      asked,
      ['D180', 'D60', 'D30', 'D30', 'D180'].map((period, index) => [names[index], period]),
    );
    for (const [name = '', period = ''] of asked) {
      assert.ok((catalog.find(name)?.periods as readonly string[]).includes(period));
    }
  });
});
