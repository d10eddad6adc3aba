import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { WorkerChannel } from '../../../../src/services/tables/workerChannel.js';
import { MAX_BATCHES_IN_FLIGHT, type Work } from '../../../../src/services/tables/workerMessages.js';
import { threadsOf } from './threads.js';

/**
 * A worker that does what the test asks of it: `rows` replies with all messages that it got before, `totals` confirms a batch, `values`
 * ends it with an error. It never replies to other requests, and never ends a file that it writes.
 */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    const got = [];
    parentPort.on('message', (message) => {
      const { type, id, method } = message;
      if (method === 'rows') {
        parentPort.postMessage({ type: 'result', id, result: got });
      } else if (method === 'totals') {
        parentPort.postMessage({ type: 'received' });
        parentPort.postMessage({ type: 'result', id });
      } else if (method === 'values') {
        throw Object.assign(new Error('broken'), { code: 'ERR_BROKEN' });
      } else {
        got.push([type, ...(id === undefined ? [] : [id])].join(' '));
      }
      if (type === 'write') {
        parentPort.postMessage({ type: 'chunk', id, bytes: new Uint8Array([1]) });
      }
    });
    parentPort.postMessage({ type: 'opened', facts: {} });
  `)}`,
);
const job = { writer: 'csvNormalized', facts: {} as never } as const;
const closed = new UsageReportsError('invalidRequest', 'The report has been closed.');

describe('the channel to a worker', () => {
  let channel: WorkerChannel;
  let worker: Worker;
  beforeEach(async () => {
    [worker] = (await threadsOf(() => {
      channel = new WorkerChannel(script, {} as Work);
      return channel.opened;
    })) as [Worker];
  });
  afterEach(() => channel.end(closed));

  const got = () => channel.request<readonly string[]>('rows', []);
  const batch = () => channel.send([new Uint8Array(1)]);

  it('tells the worker that a request was canceled, and rejects it without waiting', async () => {
    const cancel = new AbortController();
    const charts = channel.request('charts', [], cancel.signal);
    cancel.abort();
    await assert.rejects(charts, { name: 'AbortError' });
    assert.deepEqual(await got(), ['request 1', 'cancel 1']);
  });

  it('rejects a request that was canceled before, and lets the worker drop it', async () => {
    await assert.rejects(channel.request('charts', [], AbortSignal.abort()), { name: 'AbortError' });
    assert.deepEqual(await got(), ['request 1', 'cancel 1']);
  });

  it('forgets the signal of a request that has its reply', async () => {
    const cancel = new AbortController();
    await channel.request('rows', [], cancel.signal);
    cancel.abort();
    assert.deepEqual(await got(), []);
  });

  it('tells the worker that nobody reads a file on', async () => {
    for await (const piece of channel.write(job)) {
      assert.deepEqual(piece, new Uint8Array([1]));
      break;
    }
    assert.deepEqual(await got(), ['write 1', 'requestChunk 1', 'cancel 1']);
  });

  it('sends no more batches than the worker has room for, and goes on when it has taken one', async () => {
    for (let sent = 0; sent < MAX_BATCHES_IN_FLIGHT; sent++) {
      await batch();
    }
    let isSent = false;
    const next = batch().then(() => (isSent = true));
    assert.equal((await got()).length, MAX_BATCHES_IN_FLIGHT);
    assert.equal(isSent, false);
    await channel.request('totals', []);
    await next;
    assert.equal((await got()).length, MAX_BATCHES_IN_FLIGHT + 1);
  });

  it('that ends rejects what waits for room, what waits for a reply, and what comes later, with its first reason', async () => {
    for (let sent = 0; sent < MAX_BATCHES_IN_FLIGHT; sent++) {
      await batch();
    }
    const waiting = [batch(), channel.request('charts', []), channel.write(job).next()];
    const settled = Promise.allSettled(waiting);
    channel.end(closed);
    channel.end(new Error('another reason'));
    for (const outcome of await settled) {
      assert.ok(outcome.status === 'rejected' && outcome.reason === closed);
    }
    await assert.rejects(batch(), closed);
    await assert.rejects(got(), closed);
  });

  it('calls back when it ends, once, and at once where it has ended', () => {
    let calls = 0;
    channel.onEnd(() => calls++);
    assert.equal(calls, 0);
    channel.end(closed);
    channel.end(closed);
    assert.equal(calls, 1);
    channel.onEnd(() => calls++);
    assert.equal(calls, 2);
  });

  it('says that the table is lost, and the code, where the worker breaks', async () => {
    await assert.rejects(channel.request('values', []), (error) => {
      assert.ok(error instanceof UsageReportsError);
      assert.deepEqual([error.reason, error.details], ['tableLost', { code: 'ERR_BROKEN' }]);
      return true;
    });
  });

  it('does not keep the process alive unless somebody waits for a reply', async () => {
    const references: string[] = [];
    worker.ref = () => void references.push('ref');
    worker.unref = () => void references.push('unref');
    await got();
    assert.deepEqual([references[0], references.at(-1)], ['ref', 'unref']);
    const exited = once(worker, 'exit');
    channel.end(closed);
    await exited;
  });
});
