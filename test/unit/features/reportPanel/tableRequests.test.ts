import assert from 'node:assert/strict';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { ReportSession } from '../../../../src/features/reportPanel/reportSession.js';
import { tableRequests } from '../../../../src/features/reportPanel/tableRequests.js';
import type { Report } from '../../../../src/services/reports/report.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import { MAX_FILTER_VALUE } from '../../../../src/shared/pages/schemas.js';
import type { TableView } from '../../../../src/shared/report.js';
import { FakeService, REF, reportOf, tableOf } from './support.js';

const { signal } = new AbortController();
const SORTED: TableView = { sort: [{ column: 0, descending: true }] };
const ONE_ROW = { viewRowCount: 1, rows: [['ada']] };

describe('what the page of a report requests', () => {
  let service: FakeService;
  let session: ReportSession;
  beforeEach(() => {
    service = new FakeService();
    session = new ReportSession(REF, {}, { service, log: { warn: () => undefined, error: () => undefined } });
  });
  afterEach(() => session.dispose());

  /** The requests about a report that is on screen. */
  async function requestsOf(table: Partial<TableHandle>, more: Partial<Report> = {}) {
    const loading = session.load();
    service.last.succeed(reportOf(REF, tableOf(table), more));
    await loading;
    return tableRequests(session);
  }

  /** Another report takes the place of the one on screen. */
  async function replaced(): Promise<void> {
    const loading = session.load();
    service.last.succeed(reportOf(REF, tableOf()));
    await loading;
  }

  it('are rows as sorted and filtered, which the session remembers', async () => {
    const views: TableView[] = [];
    const { getRows } = await requestsOf({ rows: (view) => Promise.resolve((views.push(view), ONE_ROW)) });
    // The session has read the first rows.
    views.length = 0;
    assert.deepEqual(await getRows({ view: SORTED, start: 0, end: 10 }, signal), { start: 0, ...ONE_ROW });
    assert.deepEqual(views, [SORTED]);
    assert.deepEqual(session.view, SORTED);
  });

  it('are rows in the order of the file while only the first are there', async () => {
    const views: TableView[] = [];
    void session.load();
    const part = tableOf({ rows: (view) => Promise.resolve((views.push(view), ONE_ROW)) });
    service.last.options.onPartial?.(reportOf(REF, part));
    await new Promise((resolve) => setImmediate(resolve));
    views.length = 0;
    await tableRequests(session).getRows({ view: SORTED, start: 0, end: 10 }, signal);
    assert.deepEqual(views, [{}]);
    assert.deepEqual(session.view, {});
  });

  it('are 200 values at most, and none that is too long for a filter', async () => {
    const limits: number[] = [];
    const label = (length: number) => ({ label: 'x'.repeat(length), count: 1 });
    const values = [label(MAX_FILTER_VALUE), label(MAX_FILTER_VALUE + 1), label(1)];
    const { getValues } = await requestsOf({
      values: (_, __, limit) => {
        limits.push(limit);
        return Promise.resolve({ values, total: 3 } as never);
      },
    });
    const found = await getValues({ column: 0, search: '' }, signal);
    assert.deepEqual(found.values, [values[0], values[2]]);
    assert.deepEqual(limits, [200]);
  });

  it('are found cells, shortened as those of the table are, and of so many rows at a time', async () => {
    const find = { text: 'x', columns: [0] };
    const from = { row: 0, column: 0 };
    const long = 'x'.repeat(10_000);
    const asked: number[][] = [];
    const { find: look, getFound } = await requestsOf({
      find: (_, wanted, at, step) => {
        assert.deepEqual([wanted, at, step], [find, from, 'next']);
        return Promise.resolve({ total: 1, cell: { row: 7, column: 0, number: 1, value: long, text: long } });
      },
      foundColumns: (_, __, start, end) => Promise.resolve((asked.push([start, end]), [[0]])),
    });
    const { total, cell } = await look({ view: {}, find, from, step: 'next' }, signal);
    assert.deepEqual([total, cell?.row, cell?.number], [1, 7, 1]);
    assert.ok(String(cell?.value).length < 5_000 && (cell?.text.length ?? 0) < 1_000);
    assert.deepEqual(await getFound({ view: {}, find, start: 5, end: 10 ** 9 }, signal), [[0]]);
    assert.deepEqual(asked, [[5, 1_005]]);
    const { find: none } = await requestsOf({ find: () => Promise.resolve({ total: 0, cell: null }) });
    assert.deepEqual(await none({ view: {}, find, from, step: 'here' }, signal), { total: 0, cell: null });
  });

  it('are the newest 500 revised values of a history, with the number of all', async () => {
    const limits: number[] = [];
    const value = {
      ...{ day: '2026-11-18', key: '', column: 'Calls', before: '1', after: '2' },
      ...{ beforeLastSeen: null, afterFirstSeen: '2026-11-19' },
    };
    const history = {
      facts: { revisedValues: 700 },
      revised: (limit: number) => (limits.push(limit), [value]),
    } as unknown as Report['history'];
    const { getRevised } = await requestsOf({}, { history });
    assert.deepEqual(await getRevised({}, signal), { values: [value], total: 700 });
    assert.deepEqual(limits, [500]);
    assert.deepEqual(await (await requestsOf({})).getRevised({}, signal), { values: [], total: 0 });
  });

  it('are given up where nothing is on screen', async () => {
    const { getRows } = tableRequests(session);
    await assert.rejects(Promise.resolve(getRows({ view: {}, start: 0, end: 1 }, signal)), { name: 'AbortError' });
  });

  it('are given up where another report is on screen by then, however reading the first ended', async () => {
    const lost = new UsageReportsError('tableLost', 'The thread has ended.');
    for (const end of ['resolve', 'reject'] as const) {
      let finish: () => void = () => undefined;
      const reading = new Promise<never>((resolve, reject) => {
        finish = () => (end === 'reject' ? reject(lost) : resolve([] as never));
      });
      const { getTotals } = await requestsOf({ totals: () => reading });
      const totals = Promise.resolve(getTotals({ view: {} }, signal));
      await replaced();
      finish();
      await assert.rejects(totals, { name: 'AbortError' });
      assert.equal(session.status.kind, 'idle', 'the report on screen is well');
    }
  });

  it('mark the report on screen where its thread has ended, and no other failure does', async () => {
    const lost = new UsageReportsError('tableLost', 'The thread has ended.');
    const { getTotals, getValues } = await requestsOf({
      totals: () => Promise.reject(new UsageReportsError('storage', 'No.')),
      values: () => Promise.reject(lost),
    });
    await assert.rejects(Promise.resolve(getTotals({ view: {} }, signal)), { reason: 'storage' });
    assert.equal(session.status.kind, 'idle');
    await assert.rejects(Promise.resolve(getValues({ column: 0, search: '' }, signal)), { reason: 'tableLost' });
    assert.deepEqual(session.status, { kind: 'failed', ref: REF, error: lost, keepsData: true, tableLost: true });
  });
});
