import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askReport } from '../../../../src/services/reports/askReport.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { Query } from '../../../../src/shared/query/query.js';
import { CONNECTION, ReportServiceHarness } from './reportServiceHarness.js';

const REPORT = 'getTeamsUserActivityUserDetail';
const users: Query = {
  version: 1,
  source: { report: REPORT, period: 'D7' },
  aggregates: [
    { kind: 'count', name: 'Users' },
    { kind: 'sum', column: 'Private Chat Message Count', name: 'Chats' },
  ],
};

describe('askReport', () => {
  let folder: string;
  let harness: ReportServiceHarness;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ask-report-'));
    harness = new ReportServiceHarness(folder);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const ask = async (query: Query) => {
    const { signal } = new AbortController();
    const answer = await askReport(harness.service, query, { connection: CONNECTION.id, signal });
    try {
      return { ...answer, rows: (await answer.rows({}, 0, 100)).rows, provenance: answer.provenance };
    } finally {
      answer.dispose();
    }
  };
  const refusal = (query: Query) =>
    ask(query).then(
      () => assert.fail('It was answered.'),
      (error: unknown) => {
        assert.ok(error instanceof UsageReportsError);
        return error;
      },
    );
  /** The totals of the report itself, counted cell by cell. */
  const totals = async () => {
    const { table } = await harness.open({ connection: CONNECTION.id, report: REPORT, period: 'D7' });
    const column = table.columns.findIndex(({ name }) => name === 'Private Chat Message Count');
    const { rows } = await table.rows({}, 0, table.rowCount);
    table.dispose();
    return [rows.length, rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0)] as const;
  };

  it('answers from the newest report, and says of which day', async () => {
    const answer = await ask(users);
    assert.deepEqual(answer.rows, [[...(await totals())]]);
    const { report, period, connection, refreshDate, rowsRead, rowsPassed, leftOut } = answer.provenance;
    assert.deepEqual([report, period, connection], [REPORT, 'D7', CONNECTION.id]);
    assert.deepEqual([rowsRead, rowsPassed, leftOut], [answer.rows[0]?.[0], answer.rows[0]?.[0], []]);
    assert.match(refreshDate ?? '', /^2026-11-/);
    assert.equal(harness.asked.length, 2, 'one request and its download, however often it is asked');
  });

  it('answers from an earlier snapshot, and tells changes since', async () => {
    const before = await totals();
    const then = (await ask(users)).provenance.refreshDate ?? '';
    harness.now = new Date('2026-11-28T12:00:00Z');
    const now = await totals();
    const changes: Query = {
      ...users,
      aggregates: [...(users.aggregates ?? []), { kind: 'change', of: 'Chats', name: 'More chats' }],
      earlier: { daysBefore: 7 },
    };
    const answer = await ask(changes);
    assert.deepEqual(answer.rows, [[...now, now[1] - before[1]]]);
    assert.equal(answer.provenance.earlierRefreshDate, then);
    const { rows } = await ask({ ...users, source: { report: REPORT, period: 'D7', refreshDate: then } });
    assert.deepEqual(rows, [[...before]]);
    const tooEarly = await refusal({ ...changes, earlier: { daysBefore: 90 } });
    assert.deepEqual([tooEarly.details.code, tooEarly.details.argument], ['noEarlierSnapshot', 'earlier']);
    assert.match(tooEarly.message, new RegExp(`Archived are .*${then}`));
  });

  it('says what is wrong with a source', async () => {
    assert.equal((await refusal({ version: 1 })).details.argument, 'source');
    assert.match((await refusal({ ...users, source: { report: 'getNothing' } })).message, /getNothing/);
    const missing = await refusal({ ...users, source: { report: REPORT, period: 'D7', refreshDate: '2020-01-01' } });
    assert.match(missing.message, /No snapshot of 2020-01-01 is archived\. Nothing is archived/);
    const source = { report: 'getEmailActivityCounts', history: true, refreshDate: '2026-11-18' } as const;
    assert.equal((await refusal({ version: 1, source })).details.argument, 'source.refreshDate');
  });

  it('answers from a history', async () => {
    await harness.open();
    const { rows } = await ask({
      version: 1,
      source: { report: 'getEmailActivityCounts', history: true },
      groupBy: [{ column: 'Report Date', by: 'month' }],
      aggregates: [
        { kind: 'count', name: 'Days' },
        { kind: 'sum', column: 'Send' },
      ],
    });
    assert.equal(
      rows.reduce((sum, [, days]) => sum + Number(days), 0),
      7,
    );
  });
});
