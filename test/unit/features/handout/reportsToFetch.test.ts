import assert from 'node:assert/strict';
import type { HandoutTemplate } from '../../../../src/core/handout/template.js';
import { spanOfMonth } from '../../../../src/core/handout/span.js';
import { reportsToFetch } from '../../../../src/features/handout/reportsToFetch.js';
import { parseCollectSet, USER_REPORTS } from '../../../../src/services/collect/collectSet.js';
import { catalog } from '../../../support/catalog.js';

const DAILY = 'getTeamsUserActivityCounts';
const template: HandoutTemplate = {
  version: 1,
  title: 'Test',
  blocks: [
    { kind: 'keyFigures', figures: [{ label: 'Messages', days: { report: DAILY, column: 'Team Chat Messages' } }] },
    {
      kind: 'table',
      query: { version: 1, source: { report: 'users' }, groupBy: [{ column: 'Is Deleted' }] },
      columns: [{ column: 'Is Deleted' }],
    },
  ],
};

/** Names of the reports and periods that are fetched for a month, on December 3. */
function fetched(month: string): readonly string[] {
  return reportsToFetch(template, spanOfMonth(month), catalog, '2026-12-03')?.split(',') ?? [];
}

describe('what is fetched for a report to hand on', () => {
  it('is all of it while the month goes on, as a collection can read it', () => {
    const names = fetched('2026-12').map((name) => name.split(':')[0]);
    assert.deepEqual(new Set(names), new Set([DAILY, ...USER_REPORTS]));
    assert.equal(parseCollectSet(fetched('2026-12').join(','), catalog).kind, 'reports');
  });

  it('is only what is told day by day once the newest data are of later days', () => {
    assert.deepEqual(fetched('2026-11'), [`${DAILY}:D180`]);
    assert.deepEqual(fetched('2026-06'), [`${DAILY}:D180`]);
  });

  it('is nothing of months that the service has forgotten, or that are to come', () => {
    assert.deepEqual(fetched('2026-05'), []);
    assert.deepEqual(fetched('2027-01'), []);
  });
});
