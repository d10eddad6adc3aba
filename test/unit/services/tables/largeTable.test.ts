import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { TableHandle, WriteJob } from '../../../../src/services/tables/tableHandle.js';
import { LARGE_REPORT_BYTES, openTable } from '../../../../src/services/tables/openTable.js';
import { isAllocationFailure } from '../../../../src/services/tables/outOfMemory.js';
import { decodeInWorker } from '../../../../src/services/tables/workerTable.js';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';
import { hasReason } from '../../../support/rejections.js';
import { textOf } from '../../../support/streams.js';
import { bytesOf, chunksOf, csvFile, definition, exportFacts } from '../../core/table/support.js';
import { threadsOf } from './threads.js';

const report = definition([
  { name: 'Report Refresh Date', type: 'date' },
  { name: 'User Principal Name', type: 'text', identity: true },
  { name: 'Storage Used (Byte)', type: 'number', unit: 'bytes' },
]);
const header = ['Report Refresh Date', 'User Principal Name', 'Storage Used (Byte)'];

function file(rows: number): string {
  return csvFile([
    header,
    ...Array.from({ length: rows }, (_, row) => ['2026-11-18', `user${row}, "the ${row}"`, String(rows - row)]),
  ]);
}

/** So many chunks of 64 KB and the rest, coming in as they are asked for. */
function chunked(text: string): { chunks: AsyncGenerator<Uint8Array>; asked: () => number; closed: () => boolean } {
  const bytes = bytesOf(text);
  let [asked, closed] = [0, false];
  async function* generate(): AsyncGenerator<Uint8Array> {
    try {
      for (let from = 0; from < bytes.length; from += 65_536) {
        asked = from;
        yield await Promise.resolve(bytes.subarray(from, from + 65_536));
      }
    } finally {
      closed = true;
    }
  }
  return { chunks: generate(), asked: () => asked, closed: () => closed };
}

describe('a large table', () => {
  const large = file(200_000);
  const tables: TableHandle[] = [];
  const keep = async (opening: Promise<TableHandle>) => {
    const table = await opening;
    tables.push(table);
    return table;
  };
  afterEach(() => tables.splice(0).forEach((table) => table.dispose()));

  it('is no matter for a small report: no thread is started, and no part is shown', async () => {
    const parts: TableHandle[] = [];
    const small = file(500);
    for (const totalBytes of [undefined, small.length]) {
      const opening = () =>
        keep(openTable(chunksOf(small), 'csv', report, { totalBytes, onPartial: (part) => parts.push(part) }));
      assert.deepEqual(await threadsOf(opening), []);
    }
    assert.deepEqual(parts, []);
  });

  for (const known of [true, false]) {
    it(`is read on another thread, ${known ? 'its size known' : 'once it shows to be large'}, first rows first`, async () => {
      const parts: TableHandle[] = [];
      const { chunks } = chunked(large);
      assert.ok(large.length > LARGE_REPORT_BYTES.csv);
      const options = {
        ...(known ? { totalBytes: large.length } : {}),
        onPartial: (part: TableHandle) => void parts.push(part),
      };
      let opened: TableHandle | undefined;
      const threads = await threadsOf(async () => (opened = await keep(openTable(chunks, 'csv', report, options))));
      const table = opened!;
      assert.equal(table.rowCount, 200_000);
      assert.equal(table.refreshDate, '2026-11-18');
      assert.deepEqual(
        table.columns.map(({ name }) => name),
        header,
      );
      assert.equal(threads.length, 1);
      const [part] = parts;
      assert.equal(parts.length, 1);
      assert.ok(part !== undefined && part.rowCount > 1_000 && part.rowCount < 20_000);
      assert.deepEqual(part.warnings, []);
      assert.deepEqual(await part.rows({}, 0, 100), { ...(await table.rows({}, 0, 100)), viewRowCount: part.rowCount });
      part.dispose();
    });
  }

  it('answers as one here would', async () => {
    const text = file(3_000);
    const there = await keep(decodeInWorker(chunksOf(text), 'csv', report));
    const here = await keep(openTable(chunksOf(text), 'csv', report));
    const view = { sort: [{ column: 2, descending: false }], filter: '99' };
    assert.deepEqual(await there.rows(view, 5, 60), await here.rows(view, 5, 60));
    assert.deepEqual(await there.charts(report), await here.charts(report));
    const cells = { rows: [{ start: 2, end: 90 }], columns: [0, 1, 2] };
    const statistics = await here.cellStatistics(view, cells, report);
    assert.ok(statistics.numbers > 0);
    assert.deepEqual(await there.cellStatistics(view, cells, report), statistics);
    assert.deepEqual(there.warnings, here.warnings);
    for (const job of [
      { writer: 'csvNormalized', facts: exportFacts },
      { writer: 'json', facts: exportFacts, view },
      {
        writer: 'tabSeparated',
        facts: exportFacts,
        view,
        rows: [
          { start: 3, end: 5 },
          { start: 1, end: 2 },
          { start: 9_999, end: 10_002 },
        ],
        columns: [2, 0],
      },
    ] satisfies WriteJob[]) {
      const written = await textOf(there.write(job));
      assert.equal(written, await textOf(here.write(job)));
      assert.ok(written.length > 30);
    }
  });

  it('reads pages of JSON one by one', async () => {
    const page = (from: number) =>
      JSON.stringify({ value: Array.from({ length: 50 }, (_, row) => ({ userPrincipalName: `u${from + row}` })) });
    const people = definition([{ name: 'User Principal Name', type: 'text', json: 'userPrincipalName' }]);
    const table = await keep(decodeInWorker(chunksOf(page(0), page(50)), 'json', people));
    assert.deepEqual((await table.rows({}, 99, 100)).rows, [['u99']]);
  });

  it('of JSON is read on another thread from 2 MB on, and its first rows are shown from the beginning of a page', async () => {
    const people = definition([{ name: 'User Principal Name', type: 'text', json: 'userPrincipalName' }]);
    const page = (rows: number) =>
      JSON.stringify({ value: Array.from({ length: rows }, (_, row) => ({ userPrincipalName: `user ${row}` })) });
    for (const known of [true, false]) {
      for (const [text, threadCount] of [
        [page(50_000), 0],
        [page(80_000), 1],
      ] as const) {
        const parts: TableHandle[] = [];
        const options = {
          ...(known && { totalBytes: text.length }),
          onPartial: (part: TableHandle) => void parts.push(part),
        };
        const opening = async () => {
          const { rowCount } = await keep(openTable(chunksOf(text), 'json', people, options));
          assert.equal(rowCount, threadCount === 0 ? 50_000 : 80_000);
        };
        assert.equal((await threadsOf(opening)).length, threadCount, `${text.length} bytes`);
        const [part] = parts;
        assert.equal(part === undefined, threadCount === 0);
        assert.ok(part === undefined || (part.rowCount > 5_000 && part.rowCount < 20_000));
        part?.dispose();
      }
    }
  });

  it('keeps the reason of an error', async () => {
    await assert.rejects(decodeInWorker(chunksOf('<html>'), 'csv', report), hasReason('notAReport'));
    await assert.rejects(decodeInWorker(chunksOf('{"value":1}'), 'json', report), hasReason('brokenAnswer'));
    await assert.rejects(decodeInWorker(chunksOf('Report Refresh Date\r\n"x'), 'csv', report), hasReason('truncated'));
    const broken = new UsageReportsError('network', 'The line is gone.', { host: 'graph.microsoft.com' });
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytesOf(file(10)));
      throw broken;
    }
    await assert.rejects(decodeInWorker(breaking(), 'csv', report), (error) => error === broken);
  });

  it('does not read ahead of the worker, and stops at once when canceled', async () => {
    const { chunks, asked, closed } = chunked(large);
    const cancel = new AbortController();
    const opening = openTable(chunks, 'csv', report, {
      signal: cancel.signal,
      totalBytes: large.length,
      onPartial: () => cancel.abort(),
    });
    await assert.rejects(opening, isCancelled);
    assert.ok(asked() < 6_000_000, `${asked()} bytes were read before the worker had taken any`);
    await new Promise(setImmediate);
    assert.ok(closed(), 'the source is let go');
    const before = new AbortController();
    before.abort();
    await assert.rejects(decodeInWorker(chunksOf('x'), 'csv', report, { signal: before.signal }), isCancelled);
  });

  it('cancels a question alone, and rejects all of them when it is closed', async () => {
    const table = await keep(decodeInWorker(chunked(large).chunks, 'csv', report));
    const cancel = new AbortController();
    const sorting = table.rows({ sort: [{ column: 1, descending: true }] }, 0, 1, cancel.signal);
    cancel.abort();
    await assert.rejects(sorting, isCancelled);
    assert.equal((await table.rows({ filter: 'user199999' }, 0, 10)).viewRowCount, 1);
    const open = [
      table.rows({ sort: [{ column: 1, descending: false }] }, 0, 1),
      table.charts(report),
      textOf(table.write({ writer: 'json', facts: exportFacts })),
    ];
    const settled = Promise.allSettled(open);
    table.dispose();
    for (const result of await settled) {
      assert.ok(result.status === 'rejected' && hasReason('invalidRequest')(result.reason));
    }
    await assert.rejects(table.rows({}, 0, 1), hasReason('invalidRequest'));
    await assert.rejects(textOf(table.write({ writer: 'json', facts: exportFacts })), hasReason('invalidRequest'));
  });

  it('stops writing when nobody reads on', async () => {
    const table = await keep(decodeInWorker(chunked(large).chunks, 'csv', report));
    for await (const piece of table.write({ writer: 'csvNormalized', facts: exportFacts })) {
      assert.ok(piece.length > 0);
      break;
    }
    assert.equal((await table.rows({}, 0, 1)).viewRowCount, 200_000);
  });

  it('says that memory ran out, and never hangs or looks empty', async () => {
    // A page of JSON is objects, which are in the heap; a CSV of this size is decoded in such a heap without trouble.
    const page = JSON.stringify({
      value: Array.from({ length: 400_000 }, (_, row) => ({ userPrincipalName: `user${row}` })),
    });
    const opening = decodeInWorker(chunksOf(page), 'json', report, { memoryMB: 12 });
    await assert.rejects(opening, hasReason('tableLost', 'ERR_WORKER_OUT_OF_MEMORY'));
  });

  it('is beside the heap: a small one holds a large report', async () => {
    const table = await keep(
      decodeInWorker(chunked(large + large.slice(large.indexOf('\n') + 1)).chunks, 'csv', report, { memoryMB: 12 }),
    );
    assert.equal(table.rowCount, 400_000);
    assert.deepEqual((await table.rows({ sort: [{ column: 1, descending: true }] }, 0, 1)).rows, [
      ['2026-11-18', 'user199999, "the 199999"', 1],
    ]);
  });

  it('says that memory ran out where there is none for another array', () => {
    assert.throws(
      () => {
        // Addresses only, of which there are not endlessly many either.
        for (const held: ArrayBuffer[] = []; ;) {
          held.push(new ArrayBuffer(2 ** 40));
        }
      },
      (error) => isAllocationFailure(error),
    );
    assert.ok(!isAllocationFailure(new RangeError('Maximum call stack size exceeded')));
    assert.ok(!isAllocationFailure(new Error('Array buffer allocation failed')));
  });

  it('rejects what was asked when its thread ends by itself', async () => {
    let opened: TableHandle | undefined;
    const [thread] = await threadsOf(
      async () => (opened = await keep(decodeInWorker(chunked(large).chunks, 'csv', report))),
    );
    const table = opened!;
    const sorting = assert.rejects(
      table.rows({ sort: [{ column: 1, descending: true }] }, 0, 1),
      hasReason('tableLost'),
    );
    await thread!.terminate();
    await sorting;
    await assert.rejects(table.charts(report), hasReason('tableLost'));
  });

  it('goes away when it is forgotten', async function () {
    this.timeout(20_000);
    const [thread] = await threadsOf(async () => void (await decodeInWorker(chunksOf(file(10)), 'csv', report)));
    const gone = once(thread!, 'exit');
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    let exited = false;
    void gone.then(() => (exited = true));
    for (let round = 0; round < 200 && !exited; round++) {
      collect();
      await new Promise(setImmediate);
    }
    await gone;
  });
});
