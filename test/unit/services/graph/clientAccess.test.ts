import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clockSkewOf } from '../../../../src/services/graph/clockSkew.js';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Fetch } from '../../../../src/services/graph/fetch.js';
import type { TokenSource } from '../../../../src/services/graph/types.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { FaultEffect } from '../../../support/graphFaults.js';
import { assertNoSecret, csvRequest, failsWith, fetchAll, jsonRequest, openHarness, type Harness } from './harness.js';
import { jsonWebToken } from './jsonWebToken.js';
import { definition } from './reportDefinitions.js';

const REQUEST_ID = '0a1b2c3d-0000-4000-8000-00000000cafe';
const json = { 'content-type': 'application/json', 'request-id': REQUEST_ID };
const refused = (status: number, headers: Record<string, string> = {}): FaultEffect => ({
  kind: 'respond',
  status,
  headers: { ...json, ...headers },
  body: '{"error":{"code":"S2SUnauthorized","message":"Invalid permission. Bearer SECRETTOKEN https://x.example/SECRET"}}',
});

describe('what stands between a client and the reports', () => {
  let harness: Harness;
  const open = async (...args: Parameters<typeof openHarness>): Promise<Harness> =>
    (harness = await openHarness(...args));
  afterEach(async () => {
    await harness.close();
    assertNoSecret(harness.log.join('\n'));
  });

  describe('the request id', () => {
    const failures: [string, FaultEffect, Parameters<typeof failsWith>[1]][] = [
      ['400', refused(400), 'badRequest'],
      ['401', refused(401), 'unauthorized'],
      ['403', refused(403), 'forbidden'],
      ['404', refused(404), 'notFound'],
      ['429', { ...refused(429), headers: { ...json, 'retry-after': '600' } } as FaultEffect, 'throttled'],
      ['503', refused(503), 'serviceUnavailable'],
    ];
    for (const [what, effect, reason] of failures) {
      it(`is in the log after a ${what}, together with what happened, and no secret is`, async () => {
        const { client, server, log } = await open();
        server.addFault({ effect });
        const { details } = await failsWith(fetchAll(client, csvRequest), reason);
        assert.equal(details.requestId, REQUEST_ID);
        const line = log.at(-1) ?? '';
        assert.match(line, new RegExp(`${reason}.*S2SUnauthorized.*request-id ${REQUEST_ID}`), log.join('\n'));
      });
    }

    it('is in the log where only the body has it', async () => {
      const { client, server, log } = await open();
      const body = JSON.stringify({
        error: { code: 'Forbidden', message: 'No.', innerError: { 'request-id': 'inner-7' } },
      });
      server.addFault({ effect: { kind: 'respond', status: 403, body } });
      await failsWith(fetchAll(client, csvRequest), 'forbidden');
      assert.match(log.at(-1) ?? '', /request-id inner-7$/);
    });

    it('is in the log where a later page is refused', async () => {
      const { client, server, log } = await open({ pages: [[1], [2]] });
      server.addFault({ path: '$skiptoken=1', effect: refused(403) });
      await failsWith(fetchAll(client, jsonRequest), 'forbidden');
      assert.match(log.at(-1) ?? '', new RegExp(`request-id ${REQUEST_ID}$`));
    });
  });

  describe('the clock', () => {
    const at = Date.parse('2026-11-18T12:00:00Z');
    const date = (seconds: number): Record<string, string> => ({ date: new Date(at + seconds * 1000).toUTCString() });

    for (const status of [401, 403]) {
      for (const seconds of [-86_400, -301, 301, 3_600]) {
        it(`is blamed for a ${status} where the service’s is ${seconds} s ahead`, async () => {
          const { client, server } = await open({}, { now: () => at });
          server.addFault({ effect: refused(status, date(seconds)) });
          const { details } = await failsWith(
            fetchAll(client, csvRequest),
            status === 401 ? 'unauthorized' : 'forbidden',
          );
          assert.equal(details.problem, 'clockSkew');
          assert.equal(details.clockSkewSeconds, seconds);
        });
      }
    }

    it('is not blamed for five minutes, for other failures, or by an answer that tells no time', async () => {
      const { client, server } = await open({}, { now: () => at });
      for (const [effect, reason] of [
        [refused(401, date(300)), 'unauthorized'],
        [refused(403, date(-300)), 'forbidden'],
        [refused(404, date(3_600)), 'notFound'],
        [refused(401, { date: 'soon' }), 'unauthorized'],
      ] as const) {
        server.clearFaults();
        server.addFault({ effect });
        const { details } = await failsWith(fetchAll(client, csvRequest), reason);
        assert.equal(details.problem, undefined);
        assert.equal(details.clockSkewSeconds, undefined);
      }
      assert.equal(clockSkewOf(null, at, 300), undefined);
    });
  });

  describe('the token', () => {
    const GLOBAL_READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
    const tokenOf = (claims: object) => ({ tokens: { getToken: () => Promise.resolve(jsonWebToken(claims)) } });
    const detail = { ...csvRequest, definition: definition('getTeamsUserActivityUserDetail', { kind: 'detail' }) };

    for (const [claims, problem] of [
      [{ scp: 'User.Read' }, 'consentMissing'],
      [{ scp: 'Reports.Read.All', wids: [] }, 'roleMissing'],
      [{ scp: 'Reports.Read.All', wids: [GLOBAL_READER] }, 'summaryRole'],
      [{ roles: ['Reports.Read.All'] }, undefined],
    ] as const) {
      it(`says ${problem ?? 'no more than Graph'} of ${JSON.stringify(claims)} at a 403`, async () => {
        const { client, server } = await open({}, tokenOf(claims));
        server.addFault({ effect: refused(403) });
        const { details, message } = await failsWith(fetchAll(client, detail), 'forbidden');
        assert.equal(details.problem, problem);
        assert.ok(!message.includes('eyJ'));
      });
    }

    it('is not looked into without a refusal', async () => {
      const { client } = await open({}, tokenOf({ scp: 'User.Read' }));
      await fetchAll(client, detail);
    });
  });

  describe('Conditional Access', () => {
    const challenge = 'Bearer realm="", error="insufficient_claims", claims="c2VjcmV0"';

    it('hands the challenge on, and names the policy where it is not met', async () => {
      const { client, server, challenges } = await open();
      server.addFault({ effect: refused(401, { 'www-authenticate': challenge }) });
      const { details, message } = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
      assert.equal(details.problem, 'conditionalAccess');
      assert.deepEqual(challenges, [undefined, challenge]);
      assert.ok(!message.includes('c2VjcmV0'));
      assert.ok(!harness.log.join().includes('c2VjcmV0'));
    });

    it('is named where the source has no other token to try', async () => {
      const noNewer = new UsageReportsError('unauthorized', 'VS Code has no newer one.', { status: 401 });
      const tokens: TokenSource = {
        getToken: ({ rejected }) => (rejected === undefined ? Promise.resolve('SECRETTOKEN') : Promise.reject(noNewer)),
      };
      const { client, server } = await open({}, { tokens });
      server.addFault({ effect: refused(401, { 'www-authenticate': challenge }) });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
      assert.equal(details.problem, 'conditionalAccess');
      assert.equal(details.requestId, REQUEST_ID);
      assert.equal(server.requests.length, 1);
    });

    it('leaves the last word to a source that knows more', async () => {
      const declined = new UsageReportsError('signInFailed', 'No.', { problem: 'declined' });
      const tokens: TokenSource = {
        getToken: ({ rejected }) =>
          rejected === undefined ? Promise.resolve('SECRETTOKEN') : Promise.reject(declined),
      };
      const { client, server } = await open({}, { tokens });
      server.addFault({ effect: refused(401, { 'www-authenticate': challenge }) });
      assert.equal(await failsWith(fetchAll(client, csvRequest), 'signInFailed'), declined);
    });

    it('is not meant by a 401 that asks for nothing but a newer token', async () => {
      const { client, server, challenges } = await open();
      server.addFault({ effect: refused(401, { 'www-authenticate': 'Bearer error="invalid_token"' }) });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'unauthorized');
      assert.equal(details.problem, undefined);
      assert.deepEqual(challenges, [undefined, undefined]);
    });
  });

  it('knows a personal account by what Graph says of it', async () => {
    const { client, server } = await open();
    const body = '{"error":{"code":"BadRequest","message":"This API is not supported for MSA accounts"}}';
    server.addFault({ effect: { kind: 'respond', status: 400, headers: json, body } });
    assert.equal((await failsWith(fetchAll(client, csvRequest), 'forbidden')).details.problem, 'personalAccount');
  });

  describe('a proxy that wants a sign-in', () => {
    it('is named where its answer is handed on, without asking again', async () => {
      await open();
      let calls = 0;
      const client = clientWith(() => {
        calls++;
        return Promise.resolve(
          new Response('', { status: 407, headers: { 'proxy-authenticate': 'Basic realm="SECRET"' } }),
        );
      });
      const { details } = await failsWith(fetchAll(client, csvRequest), 'network');
      assert.deepEqual(details, { problem: 'proxySignIn', status: 407, host: 'graph.microsoft.com' });
      assert.equal(calls, 1);
    });

    it('is named where it refuses the tunnel and fetch only throws', async () => {
      await open();
      for (const text of ['Proxy response (407) !== 200 when HTTP Tunneling', 'net::ERR_PROXY_AUTH_UNSUPPORTED']) {
        let calls = 0;
        const client = clientWith(() => {
          calls++;
          return Promise.reject(
            new TypeError('fetch failed', { cause: new Error('Request was cancelled.', { cause: new Error(text) }) }),
          );
        });
        assert.equal((await failsWith(fetchAll(client, csvRequest), 'network')).details.problem, 'proxySignIn');
        assert.equal(calls, 1);
      }
    });
  });

  describe('a host that is not reached', () => {
    it('is told from its real failure: nobody listens, no such name, no TLS', async () => {
      await open();
      const closed = await closedPort();
      const plain = await listening();
      const codeAt = async (origin: string): Promise<string | undefined> =>
        (
          await failsWith(
            fetchAll(
              clientWith((url, init) => fetch(url, init), origin),
              csvRequest,
            ),
            'network',
          )
        ).details.code;
      try {
        assert.equal(await codeAt(`https://127.0.0.1:${closed}`), 'ECONNREFUSED');
        assert.match((await codeAt('https://no-such-host.invalid')) ?? '', /^(ENOTFOUND|EAI_AGAIN)$/);
        assert.match((await codeAt(`https://127.0.0.1:${(plain.address() as AddressInfo).port}`)) ?? '', /SSL|EPROTO/);
      } finally {
        plain.close();
      }
    });
  });

  function clientWith(fetch: Fetch, origin = 'https://graph.microsoft.com'): GraphClient {
    return new GraphClient({
      origin,
      tokens: { getToken: () => Promise.resolve('SECRETTOKEN') },
      fetch,
      sleep: () => Promise.resolve(),
    });
  }
});

function listening(): Promise<Server> {
  const server = createServer((_, response) => response.end());
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** A port that was free a moment ago, so that nobody listens there. */
async function closedPort(): Promise<number> {
  const server = await listening();
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
