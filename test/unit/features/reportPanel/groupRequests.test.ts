import assert from 'node:assert/strict';
import { groupRequests } from '../../../../src/features/reportPanel/groupRequests.js';
import { ReportGroups } from '../../../../src/features/reportPanel/reportGroups.js';
import { ReportSession } from '../../../../src/features/reportPanel/reportSession.js';
import { decodeLocally } from '../../../../src/services/tables/decodeLocally.js';
import type { TableView } from '../../../../src/shared/report.js';
import { chunksOf, csvFile, definition } from '../../core/table/support.js';
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

  it('finds a text in the groups on screen, in their order, and nothing of the rows that they are made of', async () => {
    const table = await decodeLocally(
      chunksOf(
        csvFile([
          ['Name', 'Team'],
          ['north', 'East'],
          ['ada', 'West'],
          ['bo', 'West'],
          ['cy', 'North East'],
        ]),
      ),
      'csv',
      definition([
        { name: 'Name', type: 'text' },
        { name: 'Team', type: 'text' },
      ]),
    );
    const service = new FakeService();
    const session = new ReportSession(REF, {}, { service, log: { warn: () => undefined, error: () => undefined } });
    const loading = session.load();
    service.last.succeed(reportOf(REF, table));
    await loading;
    const groups = new ReportGroups({
      minimumSize: () => 1,
      texts: { groupColumnLabels: () => [], groupNotes: () => [], noFilterText: () => '', refusalText: () => '' },
    });
    const requests = groupRequests(session, groups, {
      service: {
        check: () => assert.fail(),
        archivedSnapshots: () => assert.fail(),
        attributesFor: () => assert.fail(),
      },
      onStep: () => undefined,
    });
    const grouping = { keys: [{ column: 'Team' }], measures: [{ kind: 'count' as const }] };
    await requests.getGroups({ grouping, view: {} }, signal);
    const view: TableView = { sort: [{ column: 0, descending: true }] };
    const find = { text: 'EAST', columns: [0, 1] };
    const { total, cell } = await requests.findInGroups(
      { view, find, from: { row: 0, column: 0 }, step: 'here' },
      signal,
    );
    assert.equal(total, 2);
    assert.deepEqual(cell, { row: 1, column: 0, number: 1, value: 'North East', text: 'North East' });
    assert.deepEqual(await requests.getFoundInGroups({ view, find, start: 0, end: 5_000 }, signal), [[], [0], [0]]);
    groups.drop();
    await assert.rejects(
      async () => requests.findInGroups({ view, find, from: { row: 0, column: 0 }, step: 'here' }, signal),
      { name: 'AbortError' },
    );
    session.dispose();
  });
});
