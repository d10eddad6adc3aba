import assert from 'node:assert/strict';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { nothingToJoin } from '../../../../src/features/common/nothingToJoin.js';
import { ReportSession } from '../../../../src/features/reportPanel/reportSession.js';
import { tableRequests } from '../../../../src/features/reportPanel/tableRequests.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { type FakeTable, FakeService, REF, reportOf, tableOf } from './support.js';

const MONTH: ReportRef = { ...REF, period: 'D30' };
const FAILURE = new UsageReportsError('network', 'No network.');

describe('ReportSession', () => {
  let service: FakeService;
  let session: ReportSession;
  const errors: string[] = [];
  beforeEach(() => {
    errors.length = 0;
    service = new FakeService();
    const log = { warn: () => undefined, error: (message: string) => void errors.push(message) };
    session = new ReportSession(REF, {}, { service, log });
  });
  afterEach(() => session.dispose());

  /** Loads a report whole, and gives its table. */
  async function loaded(ref = REF): Promise<FakeTable> {
    const table = tableOf();
    const loading = session.load();
    service.last.succeed(reportOf(ref, table));
    await loading;
    return table;
  }

  /** First rows of the report that is being opened; resolves when they are on screen. */
  async function partial(table: FakeTable, ref = REF): Promise<void> {
    service.last.options.onPartial?.(reportOf(ref, table));
    await new Promise((resolve) => setImmediate(resolve));
  }

  it('shows what it loaded, and says so', async () => {
    const changes: string[] = [];
    session.onDidChange((change) => changes.push(`${change} ${session.status.kind}`));
    const table = await loaded();
    assert.equal(session.whole?.report.table, table);
    assert.deepEqual(changes, ['status loading', 'report loading', 'status idle']);
  });

  it('keeps the last good data where a refresh fails, with the reason beside it', async () => {
    const table = await loaded();
    const loading = session.load({ fresh: true });
    service.last.fail(FAILURE);
    await loading;
    assert.equal(session.whole?.report.table, table);
    assert.equal(table.isDisposed, false);
    assert.deepEqual(session.status, { kind: 'failed', ref: REF, error: FAILURE, keepsData: true });
    assert.equal(session.error, FAILURE);
    assert.match(errors.join(), /No network/);
  });

  it('keeps nothing on screen of a table whose reports are no longer archived', async () => {
    const table = await loaded();
    const loading = session.load({ interactive: false });
    const gone = nothingToJoin();
    service.last.fail(gone);
    await loading;
    assert.equal(session.whole, undefined);
    assert.equal(table.isDisposed, true);
    assert.deepEqual(session.status, { kind: 'failed', ref: REF, error: gone, keepsData: false });
  });

  it('has no data to keep where the first load fails', async () => {
    const loading = session.load();
    service.last.fail(FAILURE);
    await loading;
    assert.deepEqual(session.status, { kind: 'failed', ref: REF, error: FAILURE, keepsData: false });
  });

  it('shows the archived copy where the first load is canceled, and logs no error', async () => {
    service.archived = reportOf(REF, tableOf(), { source: 'archive' });
    const loading = session.load();
    session.cancel();
    await loading;
    assert.equal(session.status.kind, 'cancelled');
    assert.equal(session.whole?.report, service.archived);
    assert.deepEqual(errors, []);
  });

  it('goes on standing for the period on screen where another one cannot be had, and retries the other', async () => {
    await loaded();
    const choosing = session.choosePeriod({ period: 'D30' });
    assert.deepEqual(session.ref, MONTH);
    service.last.fail(FAILURE);
    await choosing;
    assert.deepEqual(session.ref, REF);
    assert.deepEqual(session.whole?.report.ref, REF);
    void session.retry();
    assert.deepEqual(service.last.ref, MONTH);
    assert.equal(service.last.options.fresh, true);
  });

  it('stays as it is where a period does not exist', async () => {
    await loaded();
    await assert.rejects(session.choosePeriod({ period: 'D5' }), { reason: 'invalidRequest' });
    assert.deepEqual(session.ref, REF);
    assert.equal(session.status.kind, 'idle');
  });

  it('shows first rows until the whole report is there, and then disposes of them', async () => {
    const part = tableOf();
    const whole = tableOf();
    const loading = session.load();
    await partial(part);
    assert.equal(session.displayed?.report.table, part);
    assert.equal(session.borrow(), undefined);
    service.last.succeed(reportOf(REF, whole));
    await loading;
    assert.equal(session.displayed?.report.table, whole);
    assert.equal(part.isDisposed, true);
  });

  it('never lets first rows take the place of the last good data of the same report', async () => {
    const table = await loaded();
    const part = tableOf();
    void session.load({ fresh: true });
    await partial(part);
    assert.equal(session.displayed?.report.table, table);
    assert.equal(part.isDisposed, true);
  });

  it('brings back what was on screen before first rows whose report failed', async () => {
    const table = await loaded();
    const part = tableOf();
    const choosing = session.choosePeriod({ period: 'D30' });
    await partial(part, MONTH);
    assert.equal(session.displayed?.report.table, part);
    service.last.fail(FAILURE);
    await choosing;
    assert.equal(session.displayed?.report.table, table);
    assert.equal(part.isDisposed, true);
  });

  it('gives up a load when another begins, and takes nothing of it', async () => {
    const first = session.load();
    const second = session.load();
    const table = tableOf();
    service.last.succeed(reportOf(REF, table));
    await Promise.all([first, second]);
    assert.equal(service.openings[0]?.options.signal.aborted, true);
    assert.equal(session.whole?.report.table, table);
    assert.equal(session.status.kind, 'idle');
  });

  it('keeps a borrowed table open until every borrower has returned it', async () => {
    const table = await loaded();
    const borrowed = [session.borrow()!, session.borrow()!];
    await loaded();
    assert.equal(table.isDisposed, false);
    borrowed[0]?.dispose();
    borrowed[0]?.dispose();
    assert.equal(table.isDisposed, false);
    borrowed[1]?.dispose();
    assert.equal(table.isDisposed, true);
  });

  it('disposes of the table it replaces, and of the last one when it is closed', async () => {
    const first = await loaded();
    const second = await loaded();
    assert.deepEqual([first.isDisposed, second.isDisposed], [true, false]);
    session.dispose();
    assert.equal(second.isDisposed, true);
  });

  it('replies to the page with the error of a table that throws', async () => {
    const lost = new UsageReportsError('tableLost', 'The thread has ended.');
    const table = tableOf({ totals: () => Promise.reject(lost), values: () => Promise.reject(lost) });
    const loading = session.load();
    service.last.succeed(reportOf(REF, table));
    await loading;
    const requests = tableRequests(session);
    const { signal } = new AbortController();
    await assert.rejects(Promise.resolve(requests.getTotals({ view: {} }, signal)), { reason: 'tableLost' });
    await assert.rejects(Promise.resolve(requests.getValues({ column: 0, search: '' }, signal)), {
      reason: 'tableLost',
    });
  });

  it('opens a report again whose table is lost, without requesting newer data', async () => {
    const lost = new UsageReportsError('tableLost', 'The thread has ended.');
    const table = await loaded();
    table.rows = () => Promise.reject(lost);
    const requests = tableRequests(session);
    const { signal } = new AbortController();
    await assert.rejects(Promise.resolve(requests.getRows({ view: {}, start: 0, end: 1 }, signal)));
    assert.deepEqual(session.status, { kind: 'failed', ref: REF, error: lost, keepsData: true, tableLost: true });
    const retrying = session.retry();
    assert.equal(service.last.options.fresh, false);
    service.last.succeed(reportOf(REF, tableOf()));
    await retrying;
    assert.equal(session.status.kind, 'idle');
    assert.deepEqual((await requests.getRows({ view: {}, start: 0, end: 1 }, signal)).rows, [['ada']]);
  });

  it('gives no totals and no values of first rows', async () => {
    void session.load();
    await partial(tableOf());
    const { signal } = new AbortController();
    await assert.rejects(Promise.resolve(tableRequests(session).getTotals({ view: {} }, signal)), {
      name: 'AbortError',
    });
  });
});
