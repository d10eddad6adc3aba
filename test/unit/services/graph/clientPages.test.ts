import assert from 'node:assert/strict';
import type { FaultEffect } from '../../../support/graphFaults.js';
import { isCancelled } from '../../../../src/base/errors.js';
import { failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';
import { definition } from './reportDefinitions.js';

const detail = { ...jsonRequest, definition: definition('getEmailActivityUserDetail', { pageSize: 999 }) };
const pages = [[1], [2], [3]];

describe('GraphClient and the pages of a JSON report', () => {
  const { open, graphRequests } = useHarness();

  describe('the size of a page', () => {
    it('is the largest one that the function takes', async () => {
      const { client, server } = await open();
      await fetchAll(client, detail);
      assert.match(decodeURIComponent(server.requests[0]!.path), /\?\$format=application\/json&\$top=999$/);
    });

    for (const [what, request] of [
      ['CSV', { ...detail, format: 'csv' }],
      ['a function that does not take it', jsonRequest],
    ] as const) {
      it(`is not asked for with ${what}`, async () => {
        const { client, server } = await open();
        await fetchAll(client, request);
        assert.ok(!server.requests[0]!.path.includes('top'));
      });
    }

    for (const message of [
      "The query specified in the URI is not valid. Query option 'Top' is not allowed.",
      'Invalid value 999 for $top. The limit is 200.',
      'Unsupported query parameter.',
    ]) {
      it(`is left to the service where that answers ${message}`, async () => {
        const { client, server } = await open({ pages });
        server.addFault({ path: '$top', effect: badRequest(message) });
        assert.equal((await fetchAll(client, detail)).chunks.length, 3);
        assert.equal(graphRequests(), 4);
      });
    }

    it('is not what another 400 is about', async () => {
      const { client, server } = await open();
      server.addFault({ effect: badRequest('The date is too long ago.') });
      await failsWith(fetchAll(client, detail), 'badRequest');
      assert.equal(graphRequests(), 1);
    });
  });

  describe('after the first page', () => {
    const second = '$skiptoken=1';

    it('waits ten minutes for a limit rather than throw the pages away, and says so', async () => {
      const { client, server, waits } = await open({ pages });
      server.addFault({ path: second, times: 2, effect: { kind: 'throttle', retryAfter: '587' } });
      const told: unknown[] = [];
      const { bytes } = await fetchAll(client, jsonRequest, { onWait: (...args) => told.push(args) });
      assert.deepEqual(rowsIn(bytes), [1, 2, 3]);
      assert.deepEqual(waits, [587, 587]);
      assert.deepEqual(told, [
        [587, 'throttled'],
        [587, 'throttled'],
      ]);
      assert.deepEqual(
        server.requests.map(({ path }) => /skiptoken=(\d)/.exec(path)?.[1]),
        [undefined, '1', '1', '1', '2'],
      );
    });

    it('waits longer and longer for a limit without Retry-After', async () => {
      const { client, server, waits } = await open({ pages });
      server.addFault({ path: second, times: 6, effect: { kind: 'throttle' } });
      assert.deepEqual(rowsIn((await fetchAll(client, jsonRequest)).bytes), [1, 2, 3]);
      assert.deepEqual(waits, [10, 20, 40, 80, 160, 320]);
    });

    it('gives up after eight attempts, or where more than the whole window is asked for', async () => {
      const { client, server } = await open({ pages });
      server.addFault({ path: second, effect: { kind: 'throttle', retryAfter: '60' } });
      await failsWith(fetchAll(client, jsonRequest), 'throttled');
      assert.equal(graphRequests(), 9);
      server.clearFaults();
      server.clearRequests();
      server.addFault({ path: second, effect: { kind: 'throttle', retryAfter: '3600' } });
      assert.equal((await failsWith(fetchAll(client, jsonRequest), 'throttled')).details.retryAfterSeconds, 3600);
      assert.equal(graphRequests(), 2);
    });

    for (const status of [500, 502, 503, 504]) {
      it(`goes on with the same page after a passing ${status}`, async () => {
        const { client, server } = await open({ pages });
        server.addFault({ path: second, times: 5, effect: { kind: 'html', status } });
        assert.deepEqual(rowsIn((await fetchAll(client, jsonRequest)).bytes), [1, 2, 3]);
        assert.equal(graphRequests(), 8);
      });
    }

    const cuts: FaultEffect[] = [
      { kind: 'resetMidBody', afterBytes: 4 },
      { kind: 'truncate', afterBytes: 4 },
      { kind: 'truncate', afterBytes: 0 },
    ];
    for (const effect of cuts) {
      it(`fetches a page again that was cut off: ${JSON.stringify(effect)}`, async () => {
        const { client, server, waits } = await open({ pages });
        server.addFault({ path: second, times: 2, effect });
        const received: number[] = [];
        const { bytes } = await fetchAll(client, jsonRequest, { onProgress: (count) => received.push(count) });
        assert.deepEqual(rowsIn(bytes), [1, 2, 3]);
        assert.deepEqual(waits, [1, 2]);
        assert.equal(received.at(-1), bytes.length, 'bytes that were thrown away must not count');
      });
    }

    it('asks again for a page that does not come', async () => {
      const { client, server } = await open({ pages }, { timeouts: { headersSeconds: 0.3, idleSeconds: 60 } });
      server.addFault({ path: second, times: 2, effect: { kind: 'hangBeforeHeaders' } });
      assert.deepEqual(rowsIn((await fetchAll(client, jsonRequest)).bytes), [1, 2, 3]);
      assert.ok(graphRequests() >= 5);
    });

    it('fetches a page again that reports a limit although its status claims success', async () => {
      const { client, server, waits } = await open({ pages });
      const body = JSON.stringify({ error: { code: 'TooManyRequests', message: 'Slow down.' } });
      server.addFault({ path: second, times: 1, effect: { kind: 'respond', status: 200, body } });
      assert.deepEqual(rowsIn((await fetchAll(client, jsonRequest)).bytes), [1, 2, 3]);
      assert.deepEqual(waits, [10]);
    });

    it('can be canceled while it waits', async () => {
      const controller = new AbortController();
      const { client, server } = await open({ pages }, { sleep: () => new Promise(() => undefined) });
      server.addFault({ path: second, effect: { kind: 'throttle', retryAfter: '587' } });
      const work = fetchAll(client, jsonRequest, { signal: controller.signal, onWait: () => controller.abort() });
      await assert.rejects(work, (error: Error) => isCancelled(error));
      assert.equal(graphRequests(), 2);
    });
  });

  it('counts every request: refused ones, throttled ones, and each page', async () => {
    let admitted = 0;
    const { client, server } = await open({ pages }, { admit: () => Promise.resolve(void admitted++) });
    server.addFault({ path: '$top', effect: badRequest('$top is not supported.') });
    server.addFault({ path: '$skiptoken=1', times: 2, effect: { kind: 'throttle', retryAfter: '1' } });
    await fetchAll(client, detail);
    assert.equal(admitted, 6);
    assert.equal(graphRequests(), 6);
  });

  it('notices the same rows under another link', async () => {
    const { client } = await open({ pages: [[1], [2, 3], [2, 3], [4]] });
    await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
    assert.equal(graphRequests(), 3);
  });

  it('reads pages without rows, but not for ever', async () => {
    const { client } = await open({ pages: [[1], [], [], [2]] });
    assert.deepEqual(rowsIn((await fetchAll(client, jsonRequest)).bytes), [1, 2]);
  });

  it('gives up where only pages without rows come', async () => {
    const { client } = await open({ pages: [[1], ...Array.from({ length: 50 }, () => [])] });
    await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
    assert.equal(graphRequests(), 12);
  });
});

function badRequest(message: string): FaultEffect {
  return {
    kind: 'respond',
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { code: 'BadRequest', message } }),
  };
}

/** The rows of pages that follow one another. */
function rowsIn(bytes: Buffer): unknown[] {
  const pages = bytes.toString().split(/(?<=\})(?=\{)/);
  return pages.flatMap((page) => (JSON.parse(page) as { value: unknown[] }).value);
}
