import assert from 'node:assert/strict';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Fetch } from '../../../../src/services/graph/fetch.js';
import { UsageReportsError, type ErrorReason } from '../../../../src/base/errors.js';
import type { FaultEffect } from '../../../support/graphFaults.js';
import { assertNoSecret, csvRequest, failsWith, fetchAll, jsonRequest, openHarness, type Harness } from './harness.js';
import { csvBytes } from './smallService.js';

describe('GraphClient before a service with faults', () => {
  let harness: Harness;
  const open = async (...args: Parameters<typeof openHarness>): Promise<Harness> =>
    (harness = await openHarness(...args));
  afterEach(async () => {
    await harness.close();
    assertNoSecret(harness.log.join('\n'));
    for (const { port, headers } of harness.server.requests) {
      assert.ok(port === 'graph' || !('authorization' in headers), 'a token reached the download host');
    }
  });
  const graphRequests = (): number => harness.server.requests.filter(({ port }) => port === 'graph').length;
  const longFile = Buffer.from('Report Refresh Date,A\r\n' + '2026-11-16,1\r\n'.repeat(20_000));

  describe('refusals', () => {
    const refusals: Record<string, [status: number, reason: ErrorReason]> = {
      'a request it does not understand': [400, 'badRequest'],
      'a missing consent or role': [403, 'forbidden'],
      'an unknown function': [404, 'notFound'],
      'another client error': [418, 'badRequest'],
      'an internal error': [500, 'serviceUnavailable'],
      'a status nobody asked for': [206, 'brokenAnswer'],
    };
    for (const [what, [status, reason]] of Object.entries(refusals)) {
      it(`says ${reason} at ${what}, and asks once`, async () => {
        const { client, server } = await open();
        const body = JSON.stringify({
          error: {
            code: 'SomeCode',
            message: 'See https://x.example/SECRET',
            innerError: { 'request-id': 'inner-id' },
          },
        });
        server.addFault({ effect: { kind: 'respond', status, body } });
        const error = await failsWith(fetchAll(client, csvRequest), reason);
        assert.deepEqual(error.details, {
          status,
          code: 'SomeCode',
          serviceMessage: 'See https://x.example/…',
          requestId: 'inner-id',
          host: '127.0.0.1',
        });
        assert.equal(graphRequests(), 1);
      });
    }

    it('unwraps a wrapped 403', async () => {
      const { client, server } = await open();
      const wrapped = JSON.stringify({ error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } });
      server.addFault({
        effect: {
          kind: 'respond',
          status: 403,
          headers: { 'request-id': 'abc-1' },
          body: JSON.stringify({ error: { code: 'UnknownError', message: wrapped } }),
        },
      });
      const { details, message } = await failsWith(fetchAll(client, csvRequest), 'forbidden');
      assert.deepEqual(details, {
        status: 403,
        code: 'S2SUnauthorized',
        serviceMessage: 'Invalid permission.',
        requestId: 'abc-1',
        host: '127.0.0.1',
      });
      assert.match(message, /S2SUnauthorized.*Invalid permission/);
    });

    it('lives with a 403 that has an empty code, a web page or no body', async () => {
      const { client, server } = await open();
      for (const body of ['{"error":{"code":"","message":""}}', '<html></html>', '']) {
        server.addFault({ times: 1, effect: { kind: 'respond', status: 403, body } });
        const { details } = await failsWith(fetchAll(client, csvRequest), 'forbidden');
        assert.deepEqual(details, { status: 403, host: '127.0.0.1' });
      }
    });

    it('refuses a 304 that was not asked for', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'respond', status: 304 } });
      await failsWith(fetchAll(client, csvRequest), 'brokenAnswer');
    });
  });

  describe('tokens', () => {
    it('gets one fresh token at a 401', async () => {
      const { client, server, asked } = await open();
      server.addFault({ tokens: ['SECRETTOKEN'], effect: { kind: 'unauthorized' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      assert.deepEqual(asked, [undefined, 'SECRETTOKEN']);
    });

    it('gives up at the second 401', async () => {
      const { client, server, asked, challenges } = await open();
      server.addFault({ effect: { kind: 'unauthorized' } });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
      assert.equal(details.code, 'InvalidAuthenticationToken');
      assert.equal(details.problem, undefined);
      assert.deepEqual(asked, [undefined, 'SECRETTOKEN']);
      assert.deepEqual(challenges, [undefined, undefined], 'no claims, no challenge');
      assert.equal(graphRequests(), 2);
    });

    it('hands on a challenge that asks for claims, and names the policy where the answer is refused, too', async () => {
      const { client, server, challenges, log } = await open();
      server.addFault({ tokens: ['SECRETTOKEN'], effect: { kind: 'wantsClaims', claims: 'U0VDUkVU' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      assert.equal(challenges[0], undefined);
      assert.match(challenges[1] ?? '', /^Bearer .*claims="U0VDUkVU"$/);

      server.addFault({ effect: { kind: 'wantsClaims', claims: 'U0VDUkVU' } });
      const error = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
      assert.equal(error.details.problem, 'conditionalAccess');
      assert.doesNotMatch(JSON.stringify([error.message, error.details, log]), /U0VDUkVU/);
    });

    it('takes the code of a challenge where the body has none', async () => {
      const { client, server } = await open();
      server.addFault({
        effect: {
          kind: 'respond',
          status: 401,
          headers: { 'www-authenticate': 'Bearer error="insufficient_claims", claims="SECRET"' },
        },
      });
      assert.equal((await failsWith(fetchAll(client, csvRequest), 'unauthorized')).details.code, 'insufficient_claims');
    });

    it('gets a fresh token between two pages', async () => {
      const { client, server } = await open({ pages: [[1], [2], [3]] });
      server.addFault({ path: '$skiptoken=2', tokens: ['SECRETTOKEN'], effect: { kind: 'unauthorized' } });
      assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 3);
    });

    it('hands on what the token source throws', async () => {
      const refused = new UsageReportsError('signInRequired', 'Nobody is signed in.');
      const { client, server } = await open({}, { tokens: { getToken: () => Promise.reject(refused) } });
      await assert.rejects(fetchAll(client, csvRequest), refused);
      assert.equal(server.requests.length, 0);
    });
  });

  describe('links', () => {
    it('asks Graph once more for an expired link', async () => {
      const { client, server } = await open();
      server.addFault({ at: 'download', times: 1, effect: { kind: 'expiredLink' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      assert.equal(graphRequests(), 2);
    });

    it('gives up where the second link is refused too', async () => {
      const { client, server } = await open();
      server.addFault({ at: 'download', effect: { kind: 'expiredLink' } });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'linkExpired');
      assert.deepEqual(details, { status: 403, host: '127.0.0.1' });
      assert.equal(graphRequests(), 2);
    });

    it('does the same for a link in the body', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'linkInBody' } });
      server.addFault({ at: 'download', times: 1, effect: { kind: 'expiredLink' } });
      assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
      server.addFault({ at: 'download', effect: { kind: 'expiredLink' } });
      await failsWith(fetchAll(client, csvRequest), 'linkExpired');
    });

    for (const location of ['http://reports.office.com/SECRET', 'ftp://127.0.0.1/SECRET']) {
      it(`does not follow ${location}`, async () => {
        const { client, server } = await open();
        server.addFault({ effect: { kind: 'redirect', location } });
        await failsWith(fetchAll(client, csvRequest), 'insecureRedirect');
        assert.equal(server.requests.length, 1);
      });

      it(`does not follow ${location} from a download host or a body either`, async () => {
        const { client, server } = await open();
        server.addFault({ at: 'download', effect: { kind: 'redirect', location } });
        await failsWith(fetchAll(client, csvRequest), 'insecureRedirect');
      });
    }

    it('does not fetch an http link of a body', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'respond', status: 200, body: 'http://reports.office.com/SECRET\r\n' } });
      await failsWith(fetchAll(client, csvRequest), 'insecureRedirect');
      assert.equal(server.requests.length, 1);
    });

    it('takes a redirect without a place for a broken answer', async () => {
      const { client, server } = await open();
      server.addFault({ effect: { kind: 'respond', status: 302 } });
      await failsWith(fetchAll(client, csvRequest), 'brokenAnswer');
    });

    it('notices redirects in circles, and links that lead to links', async () => {
      const { client, server } = await open();
      server.addFault({
        at: 'download',
        times: 5,
        effect: { kind: 'redirect', location: '/reports.office.com/SECRET' },
      });
      await failsWith(fetchAll(client, csvRequest), 'brokenAnswer');
      server.addFault({
        at: 'download',
        effect: { kind: 'respond', status: 200, body: 'https://reports.office.com/SECRET' },
      });
      await failsWith(fetchAll(client, csvRequest), 'notAReport');
    });

    it('says so where a browser hides the redirect', async () => {
      await open();
      const opaque = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null } as Response;
      const client = withFetch(() => Promise.resolve(opaque));
      assert.equal((await failsWith(fetchAll(client, csvRequest), 'network')).details.code, 'opaqueRedirect');
    });
  });

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
      const { client, server } = await open({ pages: [[1], [2]] });
      server.addFault({ path: '$skiptoken=1', times: 1, effect: { kind: 'throttle', retryAfter: '3' } });
      assert.equal((await fetchAll(client, jsonRequest)).chunks.length, 2);
      assert.deepEqual(harness.waits, [3]);
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

  describe('bodies that are no report', () => {
    for (const at of ['graph', 'download'] as const) {
      it(`says so at a web page from ${at}`, async () => {
        const { client, server } = await open();
        server.addFault({ at, effect: { kind: 'html', status: 200 } });
        await failsWith(fetchAll(client, csvRequest), 'notAReport');
      });
    }

    it('says so at a web page in place of a JSON page', async () => {
      const { client, server } = await open({ pages: [[1], [2]] });
      server.addFault({ path: '$skiptoken=1', effect: { kind: 'html', status: 200 } });
      await failsWith(fetchAll(client, jsonRequest), 'notAReport');
    });

    for (const body of ['', '[1,2]', 'null', 'Service is fine']) {
      it(`does not take "${body}" for a JSON report`, async () => {
        const { client, server } = await open();
        server.addFault({
          effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
        });
        await failsWith(fetchAll(client, jsonRequest), 'notAReport');
      });
    }

    for (const body of [
      '{"values":[]}',
      '{"value":{}}',
      '{"value":[]',
      '{"value":["\u0000"]}',
      '{"value":[],"@odata.nextLink":7}',
    ]) {
      it(`takes ${JSON.stringify(body)} for a broken answer`, async () => {
        const { client, server } = await open();
        server.addFault({
          effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
        });
        await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      });
    }

    it('stops at a broken page and never passes for the shorter report', async () => {
      const { client, server } = await open({ pages: [[1], [2], [3]] });
      server.addFault({ skip: 1, times: 1, effect: { kind: 'brokenJson' } });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(graphRequests(), 2);
    });

    const inside: Record<string, ErrorReason> = {
      S2SUnauthorized: 'forbidden',
      TooManyRequests: 'throttled',
      InvalidArgument: 'badRequest',
      ResourceNotFound: 'notFound',
      InvalidAuthenticationToken: 'unauthorized',
      UnknownError: 'serviceUnavailable',
      SomethingNew: 'brokenAnswer',
    };
    for (const [code, reason] of Object.entries(inside)) {
      it(`says ${reason} at ${code} in a 200, from either host`, async () => {
        const { client, server } = await open();
        const body = JSON.stringify({ error: { code, message: 'No.' } });
        for (const at of ['graph', 'download'] as const) {
          server.clearFaults();
          server.addFault({
            at,
            effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
          });
          const { details } = await failsWith(fetchAll(client, csvRequest), reason);
          assert.equal(details.code, code);
          assert.equal(details.serviceMessage, 'No.');
        }
      });
    }
  });

  describe('next pages', () => {
    const page = (nextLink: string): FaultEffect => ({
      kind: 'respond',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value: [1], '@odata.nextLink': nextLink }),
    });

    it('does not take the token to another host', async () => {
      const { client, server } = await open();
      for (const elsewhere of [
        `${server.downloadOrigin}/graph.microsoft.com/x`,
        'https://graph.microsoft.com/x',
        server.origin.replace('127.0.0.1', 'localhost'),
        'https://SECRET@[',
      ]) {
        server.addFault({ times: 1, effect: page(elsewhere) });
        await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      }
      assert.equal(server.requests.length, 4);
    });

    it('notices a page that leads back to itself or to an earlier one', async () => {
      const { client, server } = await open();
      server.addFault({
        effect: page("/beta/reports/getTeamsUserActivityCounts(period='D7')?$format=application/json&$skiptoken=1"),
      });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(server.requests.length, 2);
      server.clearFaults();
      server.addFault({
        effect: page("/beta/reports/getTeamsUserActivityCounts(period='D7')?$format=application/json"),
      });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(server.requests.length, 3);
    });

    it('does not follow pages for ever', async () => {
      const { client } = await open({ pages: Array(50).fill([1]) }, { maxPages: 7 });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(graphRequests(), 7);
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
