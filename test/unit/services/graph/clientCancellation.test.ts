import assert from 'node:assert/strict';
import { isCancelled } from '../../../../src/base/errors.js';
import { csvRequest, failsWith, fetchAll, jsonRequest, openHarness, type Harness } from './harness.js';

/** Each of these would hang until mocha's own limit if the abort did not get through. */
describe('GraphClient, canceled', () => {
  let harness: Harness;
  let abort: AbortController;
  beforeEach(() => void (abort = new AbortController()));
  afterEach(() => harness.close());
  const open = async (...args: Parameters<typeof openHarness>): Promise<Harness> =>
    (harness = await openHarness(...args));
  const forever = (): Promise<never> => new Promise(() => undefined);

  const abortingWhenRead = (): ReadableStream<Uint8Array> =>
    new ReadableStream({ pull: () => (abort.abort(), forever()) }, { highWaterMark: 0 });

  const isCancelledNotFailed = (error: unknown): true => {
    assert.ok(isCancelled(error), String(error));
    return true;
  };

  it('before it began: nothing is sent', async () => {
    const { client, server } = await open();
    abort.abort();
    await assert.rejects(fetchAll(client, csvRequest, { signal: abort.signal }), isCancelledNotFailed);
    assert.equal(server.requests.length, 0);
  });

  it('while a token is awaited', async () => {
    const { client } = await open({}, { tokens: { getToken: forever } });
    const work = fetchAll(client, csvRequest, { signal: abort.signal });
    abort.abort();
    await assert.rejects(work, isCancelledNotFailed);
  });

  for (const at of ['graph', 'download'] as const) {
    it(`while ${at} has not answered`, async () => {
      const { client, server, log } = await open();
      server.addFault({ at, effect: { kind: 'hangBeforeHeaders' } });
      const work = fetchAll(client, csvRequest, { signal: abort.signal });
      await server.requestArrived(({ port }) => port === at);
      abort.abort();
      await assert.rejects(work, isCancelledNotFailed);
      assert.doesNotMatch(log.join('\n'), /not reached|asking again/);
    });
  }

  it('while a body hangs', async () => {
    const { client, server } = await open({ file: Buffer.alloc(100_000, 'a,b\r\n') });
    server.addFault({ at: 'download', effect: { kind: 'hangMidBody', afterBytes: 50_000 } });
    const onProgress = (): void => abort.abort();
    await assert.rejects(fetchAll(client, csvRequest, { signal: abort.signal, onProgress }), isCancelledNotFailed);
  });

  it('while the beginning of a body hangs', async () => {
    const { client, server } = await open();
    server.addFault({ at: 'download', effect: { kind: 'hangMidBody', afterBytes: 3 } });
    const work = fetchAll(client, csvRequest, { signal: abort.signal });
    await server.requestArrived(({ port }) => port === 'download');
    abort.abort();
    await assert.rejects(work, isCancelledNotFailed);
  });

  it('while the first page of JSON hangs', async () => {
    const { client, server } = await open({ pages: [Array(20_000).fill(1)] });
    server.addFault({ effect: { kind: 'hangMidBody', afterBytes: 20_000 } });
    const onProgress = (): void => abort.abort();
    await assert.rejects(fetchAll(client, jsonRequest, { signal: abort.signal, onProgress }), isCancelledNotFailed);
  });

  it('while the explanation of a refusal hangs, even if fetch does not listen', async () => {
    const refusal = new Response(abortingWhenRead(), { status: 403 });
    const { client } = await open({}, { fetch: () => Promise.resolve(refusal) });
    await assert.rejects(fetchAll(client, jsonRequest, { signal: abort.signal }), isCancelledNotFailed);
  });

  it('between two pages', async () => {
    const { client, server } = await open({ pages: [[1], [2]] });
    server.addFault({ path: '$skiptoken=1', effect: { kind: 'hangBeforeHeaders' } });
    const work = fetchAll(client, jsonRequest, { signal: abort.signal });
    await server.requestArrived(({ path }) => path.includes('skiptoken=1'));
    abort.abort();
    await assert.rejects(work, isCancelledNotFailed);
  });

  it('while it waits to ask again, even if the wait does not listen', async () => {
    const { client, server } = await open({}, { sleep: forever });
    server.addFault({ effect: { kind: 'throttle', retryAfter: '60' } });
    const work = fetchAll(client, csvRequest, { signal: abort.signal, onWait: () => abort.abort() });
    await assert.rejects(work, isCancelledNotFailed);
  });

  it('while it waits on the real clock', async () => {
    const { client, server } = await open({}, { sleep: undefined });
    server.addFault({ effect: { kind: 'throttle', retryAfter: '60' } });
    const work = fetchAll(client, csvRequest, {
      signal: abort.signal,
      onWait: () => setImmediate(() => abort.abort()),
    });
    await assert.rejects(work, isCancelledNotFailed);
  });

  it('stops the request too, not only the waiting for it', async () => {
    const signals: (AbortSignal | null | undefined)[] = [];
    const { client } = await open(
      {},
      {
        fetch: (_url, init) => {
          signals.push(init.signal);
          return Promise.resolve(new Response(abortingWhenRead()));
        },
      },
    );
    await assert.rejects(fetchAll(client, csvRequest, { signal: abort.signal }), isCancelledNotFailed);
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true],
    );
  });

  it('is what only the signal can say: an AbortError out of nowhere is a failure', async () => {
    const { client } = await open(
      {},
      { fetch: () => Promise.reject(new DOMException('The runtime gave up.', 'AbortError')) },
    );
    await failsWith(fetchAll(client, csvRequest, { signal: abort.signal }), 'network');
  });

  it('with a reason of its own kind is still canceled, not failed', async () => {
    const { client, server } = await open();
    server.addFault({ effect: { kind: 'hangBeforeHeaders' } });
    const work = fetchAll(client, csvRequest, { signal: abort.signal });
    await server.requestArrived();
    abort.abort(new Error('the panel was closed'));
    await assert.rejects(work, isCancelledNotFailed);
  });
});
