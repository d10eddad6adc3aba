import assert from 'node:assert/strict';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Fetch } from '../../../../src/services/graph/fetch.js';
import type { FaultEffect } from '../../../support/graphFaults.js';
import { csvRequest, failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';
import { csvBytes } from './smallService.js';

describe('GraphClient before a service with faults', () => {
  const { open, graphRequests } = useHarness();
  const longFile = Buffer.from('Report Refresh Date,A\r\n' + '2026-11-16,1\r\n'.repeat(20_000));

  describe('patience', () => {
    for (const [header, waited] of [
      ['30', 30],
      ['1.5', 1.5],
      ['Wed, 18 Nov 2026 12:00:20 GMT', 20],
      [undefined, 10],
    ] as const) {
      it(`waits ${waited} s at a 429 with Retry-After ${header}`, async () => {
        const { client, server, waits } = await open({}, { now: () => Date.UTC(2026, 10, 18, 12) });
        server.addFault({
          times: 1,
          effect: { kind: 'throttle', ...(header !== undefined && { retryAfter: header }) },
        });
        const told: unknown[] = [];
        const { bytes } = await fetchAll(client, csvRequest, { onWait: (...args) => told.push(args) });
        assert.deepEqual(bytes, Buffer.from(csvBytes));
        assert.deepEqual(waits, [waited]);
        assert.deepEqual(told, [[waited, 'throttled']]);
      });
    }

    it('gives up at the fourth 429', async () => {
      const { client, server, waits } = await open();
      server.addFault({ effect: { kind: 'throttle' } });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'throttled');
      assert.equal(details.code, 'TooManyRequests');
      assert.equal(graphRequests(), 4);
      assert.deepEqual(waits, [10, 20, 40]);
    });

    it('does not wait longer than a person would, and says how long it would be', async () => {
      const { client, server, waits } = await open();
      server.addFault({ effect: { kind: 'throttle', retryAfter: '587' } });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'throttled');
      assert.equal(details.retryAfterSeconds, 587);
      assert.deepEqual(waits, []);
    });

    for (const status of [502, 503, 504]) {
      it(`asks again at ${status}, from Graph and from the download host`, async () => {
        const { client, server, waits } = await open();
        server.addFault(
          { times: 1, effect: { kind: 'html', status } },
          { at: 'download', times: 2, effect: { kind: 'html', status } },
        );
        assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
        assert.deepEqual(waits, [4, 4, 8]);
      });
    }

    it('says that the service is down where it stays so', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'html', status: 503 } });
      assert.equal((await failsWith(fetchAll(client, csvRequest), 'serviceUnavailable')).details.status, 503);
    });

    it('asks again for a throttled page', async () => {
      const { client, server, waits } = await open({ pages: [[1], [2]] });
      server.addFault({ path: '$skiptoken=1', times: 1, effect: { kind: 'throttle', retryAfter: '3' } });
      assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 2);
      assert.deepEqual(waits, [3]);
    });
  });

  describe('the line', () => {
    for (const at of ['graph', 'download'] as const) {
      it(`asks again where the connection to ${at} is reset before an answer`, async () => {
        const { client, server, waits } = await open();
        server.addFault({ at, times: 2, effect: { kind: 'resetBeforeHeaders' } });
        assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
        assert.deepEqual(waits, [1, 2]);
      });

      it(`gives up where ${at} cannot be reached`, async () => {
        const { client, server } = await open();
        server.addFault({ at, effect: { kind: 'resetBeforeHeaders' } });
        const { details, cause } = await failsWith(fetchAll(client, csvRequest), 'network');
        assert.ok(details.code);
        assert.ok(cause instanceof Error);
        assert.equal(server.requests.filter(({ port }) => port === at).length, 4);
      });

      it(`gives up where ${at} never answers`, async () => {
        const { client, server } = await open({}, { timeouts: { headersSeconds: 0.02, idleSeconds: 60 } });
        server.addFault({ effect: { kind: 'hangBeforeHeaders' } });
        assert.equal((await failsWith(fetchAll(client, csvRequest), 'network')).details.code, 'timeout');
        assert.equal(graphRequests(), 1);
      });
    }

    const cuts: FaultEffect[] = [
      { kind: 'resetMidBody', afterBytes: 5000 },
      { kind: 'truncate', afterBytes: 5000 },
      { kind: 'truncate', afterBytes: 0 },
    ];
    for (const effect of cuts) {
      it(`notices a file that ends early: ${JSON.stringify(effect)}`, async () => {
        const { client, server } = await open({ file: longFile });
        server.addFault({ at: 'download', effect });
        const { cause, details } = await failsWith(fetchAll(client, csvRequest), 'truncated');
        assert.ok(cause instanceof Error);
        assert.equal(details.host, '127.0.0.1');
      });

      it(`notices a JSON page that ends early: ${JSON.stringify(effect)}`, async () => {
        const { client, server } = await open({ pages: [[1], Array(20_000).fill(2)] });
        server.addFault({ path: '$skiptoken=1', effect });
        await failsWith(fetchAll(client, jsonRequest), 'truncated');
      });
    }

    it('notices a short file where fetch does not', async () => {
      await open();
      const client = withFetch(() =>
        Promise.resolve(new Response('Date,A\r\n2026-11-', { headers: { 'content-length': '400' } })),
      );
      const { message } = await failsWith(fetchAll(client, csvRequest), 'truncated');
      assert.match(message, /after 16 of 400 bytes/);
    });

    it('notices a short page where fetch does not, but believes JSON that is whole', async () => {
      await open();
      const json = (body: string) =>
        withFetch(() => Promise.resolve(new Response(body, { headers: { 'content-length': '400' } })));
      await failsWith(fetchAll(json('{"value":[1,'), jsonRequest), 'truncated');
      assert.equal((await fetchAll(json('{"value":[1]}'), jsonRequest)).chunks.length, 1);
    });

    it('gives up where a body stops coming', async () => {
      const { client, server } = await open(
        { file: longFile },
        { timeouts: { headersSeconds: 60, idleSeconds: 0.05 } },
      );
      server.addFault({ at: 'download', effect: { kind: 'hangMidBody', afterBytes: 5000 } });
      assert.equal((await failsWith(fetchAll(client, csvRequest), 'network')).details.code, 'timeout');
    });

    it('keeps what fetch says to itself where it holds a secret', async () => {
      await open();
      for (const message of [
        'Failed to parse URL from https://reports.office.com/SECRET',
        'Headers.append: "Bearer SECRET" is invalid',
      ]) {
        const error = await failsWith(
          fetchAll(
            withFetch(() => Promise.reject(new TypeError(message))),
            csvRequest,
          ),
          'network',
        );
        assert.match((error.cause as Error).message, /…/);
      }
    });

    it('does not ask again where the certificate is not trusted', async () => {
      await open();
      let calls = 0;
      const cause = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
      const client = withFetch(() => {
        calls++;
        return Promise.reject(new TypeError('fetch failed', { cause }));
      });
      assert.equal(
        (await failsWith(fetchAll(client, csvRequest), 'network')).details.code,
        'DEPTH_ZERO_SELF_SIGNED_CERT',
      );
      assert.equal(calls, 1);
    });
  });

  function withFetch(fetch: Fetch): GraphClient {
    return new GraphClient({
      origin: 'https://graph.microsoft.com',
      tokens: { getToken: () => Promise.resolve('SECRETTOKEN') },
      fetch,
      sleep: () => Promise.resolve(),
    });
  }
});
