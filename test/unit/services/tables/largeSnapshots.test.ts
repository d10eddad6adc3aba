import assert from 'node:assert/strict';
import { openDiff, type SizedFile } from '../../../../src/services/tables/openDiff.js';
import type { DiffJob, DiffHandle } from '../../../../src/services/tables/diffHandle.js';
import { LARGE_REPORT_BYTES } from '../../../../src/services/tables/openTable.js';
import { compareInWorker } from '../../../../src/services/tables/workerDiff.js';
import { changeKinds } from '../../../../src/shared/diff.js';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';
import { hasReason } from '../../../support/rejections.js';
import { textOf } from '../../../support/streams.js';
import { bytesOf, csvFile, definition, exportFacts } from '../../core/table/support.js';
import { ended, threadsOf } from './threads.js';

const report = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'User Principal Name', type: 'text', identity: true },
    { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
  ],
  { keys: ['User Principal Name'] },
);

/** Of ten people one is another one in each snapshot, and one has other storage. */
function text(rows: number, snapshot: number): string {
  const people = Array.from({ length: rows }, (_, row) => [
    '2026-11-18',
    `user${row % 10 === 0 ? row + snapshot * 1_000_000 : row}, "the ${row}"@northlight.example`,
    String(row % 10 === 1 ? row + snapshot : row),
  ]);
  return csvFile([report.columns.map(({ name }) => name), ...people]);
}

function stored(content: string, read: () => void = () => undefined): SizedFile {
  const bytes = bytesOf(content);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += 65_536) {
      read();
      yield await Promise.resolve(bytes.slice(from, from + 65_536));
    }
  }
  return { format: 'csv', bytes: bytes.length, chunks };
}

describe('large snapshots that are compared', () => {
  const [older, newer] = [text(100_000, 0), text(100_000, 1)];
  const open: DiffHandle[] = [];
  const keep = async (opening: Promise<DiffHandle>) => {
    const diff = await opening;
    open.push(diff);
    return diff;
  };
  afterEach(() => open.splice(0).forEach((diff) => diff.dispose()));

  it('are so on another thread, small ones on this one', async () => {
    const small = text(200, 0);
    assert.deepEqual(await threadsOf(() => keep(openDiff(stored(small), stored(small), report))), []);
    assert.ok(
      older.length < LARGE_REPORT_BYTES.csv && older.length + newer.length > LARGE_REPORT_BYTES.csv,
      'both together are what is held',
    );
    let diff: DiffHandle | undefined;
    const threads = await threadsOf(async () => (diff = await keep(openDiff(stored(older), stored(newer), report))));
    assert.equal(threads.length, 1);
    const { changed, added, gone, unchanged } = diff!.diff;
    assert.deepEqual(
      { changed, added, gone, unchanged },
      { changed: 10_000, added: 10_000, gone: 10_000, unchanged: 80_000 },
    );
    diff!.dispose();
    await ended(threads);
    await assert.rejects(diff!.rows('changed', {}, 0, 1), hasReason('invalidRequest'));
  });

  it('answer as small ones do', async () => {
    const [before, after] = [text(3_000, 0), text(3_000, 1)];
    const here = await keep(openDiff(stored(before), stored(after), report));
    const there = await keep(compareInWorker(stored(before), stored(after), report));
    assert.deepEqual(there.diff, here.diff);
    assert.deepEqual(there.tabs, here.tabs);
    const view = { sort: [{ column: 1, descending: true }], filter: '9' };
    for (const change of changeKinds) {
      const rows = await here.rows(change, view, 1, 20);
      assert.ok(rows.rows.length > 5);
      assert.deepEqual(await there.rows(change, view, 1, 20), rows);
    }
    for (const job of [
      {},
      { change: 'changed', view },
      {
        change: 'gone',
        view,
        rows: [
          { start: 3, end: 5 },
          { start: 1, end: 2 },
          { start: 9_999, end: 10_002 },
        ],
        columns: [2, 0],
      },
    ] satisfies Partial<DiffJob>[]) {
      const written = await textOf(here.write({ writer: 'csvNormalized', facts: exportFacts, ...job }));
      assert.ok(written.length > 100);
      assert.equal(await textOf(there.write({ writer: 'csvNormalized', facts: exportFacts, ...job })), written);
    }
  });

  it('take their thread along when they are canceled, half read or not', async () => {
    const cancel = new AbortController();
    let chunks = 0;
    const threads = await threadsOf(() =>
      assert.rejects(
        openDiff(
          stored(older),
          stored(newer, () => ++chunks === 10 && cancel.abort()),
          report,
          cancel.signal,
        ),
        isCancelled,
      ),
    );
    assert.equal(threads.length, 1);
    assert.ok(chunks < 30, 'nothing is read for nobody');
    await ended(threads);
    assert.deepEqual(
      await threadsOf(() =>
        assert.rejects(openDiff(stored(older), stored(newer), report, AbortSignal.abort()), isCancelled),
      ),
      [],
    );
  });

  it('keep the reason of an error in either of them', async () => {
    const good = stored(text(10, 0));
    await assert.rejects(compareInWorker(good, stored('<html>'), report), hasReason('notAReport'));
    await assert.rejects(compareInWorker(stored('Report Refresh Date\r\n"x'), good, report), hasReason('truncated'));
    const broken = new UsageReportsError('storage', 'The file is gone.');
    const gone: SizedFile = {
      ...good,
      chunks: () => {
        throw broken;
      },
    };
    await assert.rejects(compareInWorker(good, gone, report), (error) => error === broken);
  });

  it('say that they are lost when their thread ends', async () => {
    let diff: DiffHandle | undefined;
    const [thread] = await threadsOf(
      async () => (diff = await keep(compareInWorker(stored(text(3_000, 0)), stored(text(3_000, 1)), report))),
    );
    const sorting = assert.rejects(
      diff!.rows('added', { sort: [{ column: 0, descending: true }] }, 0, 1),
      hasReason('tableLost'),
    );
    await thread!.terminate();
    await sorting;
  });
});
