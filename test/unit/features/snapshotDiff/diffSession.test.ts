import assert from 'node:assert/strict';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { DiffSession } from '../../../../src/features/snapshotDiff/diffSession.js';
import type { DiffHandle } from '../../../../src/services/tables/diffHandle.js';

const LOST = new UsageReportsError('tableLost', 'The thread has ended.');
const { signal } = new AbortController();

class FakeDiff {
  isDisposed = false;
  constructor(readonly rows: () => Promise<unknown>) {}

  dispose(): void {
    this.isDisposed = true;
  }
}

const diffOf = (rows: () => Promise<unknown>) => new FakeDiff(rows) as FakeDiff & DiffHandle;
const good = () => diffOf(() => Promise.resolve({ viewRowCount: 1, rows: [['ada']] }));
const lost = () => diffOf(() => Promise.reject(LOST));

describe('DiffSession', () => {
  let told: string[];
  let reopenings: (() => Promise<DiffHandle>)[];
  const sessionOf = (opened: DiffHandle) =>
    new DiffSession(opened, {
      reopen: () => reopenings.shift()!(),
      onLost: () => told.push('lost'),
      onReopened: () => told.push('reopened'),
    });
  const rowsOf = (session: DiffSession) => session.read((opened) => opened.rows('changed', {}, 0, 1, signal));

  beforeEach(() => {
    told = [];
    reopenings = [];
  });

  it('says that its rows are lost, and has them after the snapshots were compared again', async () => {
    const [first, second] = [lost(), good()];
    const session = sessionOf(first);
    await assert.rejects(rowsOf(session), LOST);
    assert.deepEqual(told, ['lost']);
    reopenings.push(() => Promise.resolve(second));
    await session.reopen();
    assert.deepEqual(told, ['lost', 'reopened']);
    assert.equal(first.isDisposed, true);
    assert.deepEqual((await rowsOf(session)).rows, [['ada']]);
  });

  it('stays lost if comparing again fails, and can be reopened later', async () => {
    const session = sessionOf(lost());
    const failure = new UsageReportsError('storage', 'The snapshot is gone.');
    reopenings.push(
      () => Promise.reject(failure),
      () => Promise.resolve(good()),
    );
    await assert.rejects(session.reopen(), failure);
    await assert.rejects(rowsOf(session), LOST);
    await session.reopen();
    assert.equal((await rowsOf(session)).viewRowCount, 1);
  });

  it('compares once for two clicks', async () => {
    const session = sessionOf(lost());
    reopenings.push(() => Promise.resolve(good()));
    await Promise.all([session.reopen(), session.reopen()]);
    assert.deepEqual(told, ['reopened']);
  });

  it('disposes of what arrives after the panel was closed, and tells nobody', async () => {
    const late = good();
    const session = sessionOf(lost());
    reopenings.push(() => Promise.resolve(late));
    const reopening = session.reopen();
    session.dispose();
    await reopening;
    assert.equal(late.isDisposed, true);
    assert.deepEqual(told, []);
  });

  it('keeps the rows open for an export that outlasts the panel', async () => {
    const opened = good();
    const session = sessionOf(opened);
    let finish: () => void = () => undefined;
    const exporting = session.use(() => new Promise((resolve) => (finish = resolve)));
    session.dispose();
    assert.equal(opened.isDisposed, false);
    finish();
    await exporting;
    assert.equal(opened.isDisposed, true);
  });
});
