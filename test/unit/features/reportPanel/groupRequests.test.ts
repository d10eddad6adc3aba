import assert from 'node:assert/strict';
import { groupRequests } from '../../../../src/features/reportPanel/groupRequests.js';
import { ReportGroups } from '../../../../src/features/reportPanel/reportGroups.js';
import { ReportSession } from '../../../../src/features/reportPanel/reportSession.js';
import type { TableView } from '../../../../src/shared/report.js';
import { FakeService, REF, reportOf, tableOf } from './support.js';

const { signal } = new AbortController();
const sort: TableView['sort'] = [{ column: 0, descending: true }];

describe('what the page of a report requests of groups', () => {
  it('is of rows whose filters the session remembers, with the order of the rows', async () => {
    const service = new FakeService();
    const session = new ReportSession(
      REF,
      { sort, filter: 'ada' },
      { service, log: { warn: () => undefined, error: () => undefined } },
    );
    const loading = session.load();
    service.last.succeed(reportOf(REF, tableOf()));
    await loading;
    const groups = new ReportGroups({
      minimumSize: () => 1,
      texts: {
        groupColumnLabels: () => [],
        groupNotes: () => [],
        noFilterText: () => '',
        refusalText: () => 'There is no such column.',
      },
    });
    const { getGroups } = groupRequests(session, groups, {
      service: {
        check: () => assert.fail(),
        archivedSnapshots: () => assert.fail(),
        attributesFor: () => assert.fail(),
      },
      onStep: () => undefined,
    });
    const grouping = { keys: [{ column: 'None' }], measures: [{ kind: 'count' as const }] };
    for (const view of [{ filter: 'grace' }, {}] satisfies TableView[]) {
      const { refusal } = await getGroups({ grouping, view }, signal);
      assert.equal(refusal, 'There is no such column.');
      assert.deepEqual(session.view, { sort, ...view });
    }
    session.dispose();
  });
});
